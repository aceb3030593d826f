using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>Which fields of a type still have their default when its constructor throws.</summary>
internal sealed class LateFields
{
    private const string Suppress = "SuppressFinalize";

    private readonly ProcessModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<ISymbol, bool> _late = new(SymbolEqualityComparer.Default);

    public LateFields(ProcessModel model, CancellationToken cancellationToken) =>
        (_model, _cancellationToken) = (model, cancellationToken);

    /// <summary>
    /// True for a field or auto-property that its type assigns as it is made, after something that can throw, or by something that can.
    /// </summary>
    public bool Has(ISymbol member)
    {
        if (!_late.TryGetValue(member, out bool isLate))
        {
            _late.Add(member, isLate = Read(member));
        }

        return isLate;
    }

    /// <summary>True for a member that has its default as long as the other one has.</summary>
    public bool IsDefaultBefore(ISymbol member, ISymbol other) =>
        SymbolEqualityComparer.Default.Equals(member, other)
        || (SymbolEqualityComparer.Default.Equals(member.ContainingType, other.ContainingType)
            && InitializerOf(member) is null
            && Constructors(member.ContainingType).All(constructor => AssignmentIn(constructor, member) is not { } own
                || (AssignmentIn(constructor, other) is { } late && own.Syntax.SpanStart > late.Syntax.SpanStart)));

    private bool Read(ISymbol member)
    {
        bool mayHaveThrown = false;
        foreach (IOperation initializer in InitializersOf(member.ContainingType))
        {
            bool throws = ThrowingCode.HasThrowing(initializer, _model, _cancellationToken);
            if (IsOf(initializer, member) && !ValueOrigin.IsNull(((ISymbolInitializerOperation)initializer).Value))
            {
                return mayHaveThrown || throws;
            }

            mayHaveThrown |= throws;
        }

        return Constructors(member.ContainingType).Any(constructor =>
            AssignmentIn(constructor, member) is { } assignment
            && !constructor.Descendants().Any(static part => part is IInvocationOperation { TargetMethod.Name: Suppress })
            && (mayHaveThrown
                || BaseThrows(constructor, member.ContainingType)
                || ControlFlow.OperationsOf(constructor).Any(part => part.Syntax.SpanStart < assignment.Syntax.Span.End
                    && ThrowingCode.Throws(part, _model, _cancellationToken))));
    }

    /// <summary>True when the constructor of the base type that goes without saying throws.</summary>
    private bool BaseThrows(IOperation constructor, INamedTypeSymbol type) =>
        constructor is IConstructorBodyOperation { Initializer: null }
        && type.BaseType is { DeclaringSyntaxReferences.IsEmpty: false } based
        && based.InstanceConstructors.FirstOrDefault(static one => one.Parameters.IsEmpty) is { } called
        && SourceBodies.Of(_model).Of(called, _cancellationToken) is { } body
        && ThrowingCode.HasThrowing(body, _model, _cancellationToken);

    /// <summary>The constructors that assign themselves, and do not leave it to another one.</summary>
    private IEnumerable<IOperation> Constructors(INamedTypeSymbol type) => type.InstanceConstructors
        .Where(static constructor => !constructor.IsImplicitlyDeclared)
        .Select(constructor => SourceBodies.Of(_model).Of(constructor, _cancellationToken))
        .OfType<IConstructorBodyOperation>()
        .Where(body => !(body.Initializer?.Descendants().OfType<IInvocationOperation>()
            .Any(chain => SymbolEqualityComparer.Default.Equals(chain.TargetMethod.ContainingType, type)) == true));

    private static IOperation? AssignmentIn(IOperation constructor, ISymbol member) => ControlFlow.OperationsOf(constructor)
        .FirstOrDefault(part => part is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } reference
            && SymbolEqualityComparer.Default.Equals(reference.Member, member)
            && IsWritten(reference)) is { Parent: { } assignment }
        ? assignment
        : null;

    private static bool IsWritten(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } targets => deconstruction.Target == targets,
        _ => false,
    };

    private IEnumerable<IOperation> InitializersOf(INamedTypeSymbol type) => Construction.Initializers(type, _cancellationToken)
        .Select(value => SourceBodies.Of(_model).Model(value.SyntaxTree)?.GetOperation(value, _cancellationToken))
        .OfType<ISymbolInitializerOperation>();

    private IOperation? InitializerOf(ISymbol member) => InitializersOf(member.ContainingType)
        .FirstOrDefault(initializer => IsOf(initializer, member));

    private static bool IsOf(IOperation initializer, ISymbol member) => initializer switch
    {
        IFieldInitializerOperation field => field.InitializedFields.Contains(member, SymbolEqualityComparer.Default),
        IPropertyInitializerOperation property => property.InitializedProperties.Contains(member, SymbolEqualityComparer.Default),
        _ => false,
    };
}
