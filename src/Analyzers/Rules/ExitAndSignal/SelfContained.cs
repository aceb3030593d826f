using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// Whether the objects of a class give nobody a way to them: their code neither hands out `this` nor makes a delegate that has it. The
/// runtime keeps the handler of a signal, and an object that the handler belongs to stays with it:
/// <code>_term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerm);    // OnTerm is a method of this object</code>
/// </summary>
internal sealed class SelfContained
{
    private readonly SourceBodies _bodies;
    private readonly Memo<INamedTypeSymbol, bool> _answers;

    private SelfContained(SourceBodies bodies)
    {
        _bodies = bodies;
        _answers = new((type, cancellationToken) => Keeps(type, cancellationToken), SymbolEqualityComparer.Default);
    }

    public static SelfContained Of(ProcessModel model) => model.Get(static model => new SelfContained(SourceBodies.Of(model)));

    public bool Is(INamedTypeSymbol type, CancellationToken cancellationToken) => _answers.Get(type.OriginalDefinition, cancellationToken);

    /// <summary>What a base class does with its object is not looked into.</summary>
    private bool Keeps(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.BaseType is { SpecialType: SpecialType.System_Object }
        && !type.InstanceConstructors.Any(constructor => MayBePart(constructor, cancellationToken))
        && type.GetMembers()
            .OfType<IMethodSymbol>()
            .Select(method => _bodies.Of(method, cancellationToken))
            .OfType<IOperation>()
            .SelectMany(static body => body.Descendants())
            .OfType<IInstanceReferenceOperation>()
            .All(IsHarmless);

    /// <summary>True for a primary constructor with parameters, which lambdas may take along with the object.</summary>
    private static bool MayBePart(IMethodSymbol constructor, CancellationToken cancellationToken) =>
        !constructor.Parameters.IsEmpty
        && constructor.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellationToken) is TypeDeclarationSyntax);

    private static bool IsHarmless(IInstanceReferenceOperation self) =>
        self.ReferenceKind != InstanceReferenceKind.ContainingTypeInstance
        || (!IsInFunction(self)
            && self.Parent switch
            {
                IFieldReferenceOperation or IPropertyReferenceOperation or IEventReferenceOperation => true,
                IInvocationOperation call => call.Instance == self,
                IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: var type } } =>
                    type.Is(KnownTypes.GarbageCollector),
                _ => false,
            });

    private static bool IsInFunction(IOperation operation)
    {
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
