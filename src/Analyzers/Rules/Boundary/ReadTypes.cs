using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>Which types this compilation reads back with the deserializers that run no constructor.</summary>
internal sealed class ReadTypes
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;

    /// <summary>The types as which read objects are taken; null stands for a place that does not tell.</summary>
    private readonly Memo<ImmutableArray<ITypeSymbol?>> _read;

    private ReadTypes(Compilation compilation, SourceBodies bodies)
    {
        (_compilation, _bodies) = (compilation, bodies);
        _read = new(cancellationToken => compilation.SyntaxTrees.SelectMany(tree => In(tree, cancellationToken)).ToImmutableArray());
    }

    public static ReadTypes Of(ProcessModel model) =>
        model.Get(static model => new ReadTypes(model.Compilation, SourceBodies.Of(model)));

    /// <summary>
    /// True for a type that only this compilation can read, and that it does not, though it writes objects; where it does neither, a
    /// framework does both.
    /// </summary>
    public bool IsOnlyWritten(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        !Callers.AreOutside(type)
        && _compilation.SyntaxTrees.Any(tree => Calls(SerializationTypes.Writers, tree, cancellationToken).Any(IsOfTheSameSerializers))
        && !_read.Get(cancellationToken).Any(read => read is null || Holds(read, type));

    private IEnumerable<ITypeSymbol?> In(SyntaxTree tree, CancellationToken cancellationToken) =>
        from call in Calls(SerializationTypes.Readers, tree, cancellationToken)
        where call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Object
        select TakenAs(call);

    private IEnumerable<IInvocationOperation> Calls(
        ImmutableArray<string> names,
        SyntaxTree tree,
        CancellationToken cancellationToken) =>
        from name in names
        from token in SyntaxIndex.Of(tree).Occurrences(name, cancellationToken: cancellationToken)
        let syntax = token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>()
        where syntax is not null
        let call = _bodies.Model(tree)?.GetOperation(syntax, cancellationToken) as IInvocationOperation
        where call?.TargetMethod.Name == name
        select call;

    private static bool IsOfTheSameSerializers(IInvocationOperation call) =>
        call.TargetMethod.ContainingNamespace.ToDisplayString().StartsWith(
            SerializationTypes.Namespace,
            StringComparison.Ordinal);

    private static ITypeSymbol? TakenAs(IInvocationOperation call)
    {
        IOperation whole = call;
        while (whole.Parent is IParenthesizedOperation or IConversionOperation { Type.SpecialType: SpecialType.System_Object })
        {
            whole = whole.Parent;
        }

        ITypeSymbol? type = whole.Parent switch
        {
            IConversionOperation conversion => conversion.Type,
            IIsPatternOperation { Pattern: IDeclarationPatternOperation pattern } => pattern.MatchedType,
            IIsPatternOperation { Pattern: ITypePatternOperation pattern } => pattern.MatchedType,
            _ => null,
        };
        return type is ITypeParameterSymbol or { TypeKind: TypeKind.Interface or TypeKind.Dynamic } ? null : type;
    }

    private static bool Holds(ITypeSymbol read, INamedTypeSymbol type)
    {
        HashSet<ITypeSymbol> seen = new(SymbolEqualityComparer.Default) { read };
        Queue<ITypeSymbol> open = new();
        open.Enqueue(read);
        while (open.Count > 0)
        {
            ITypeSymbol next = open.Dequeue();
            if (seen.Count > Budgets.PayloadTypes || IsOrDerives(type, next) || next.SpecialType == SpecialType.System_Object)
            {
                return true;
            }

            foreach (ITypeSymbol part in PartsOf(next).Where(seen.Add))
            {
                open.Enqueue(part);
            }
        }

        return false;
    }

    private static bool IsOrDerives(INamedTypeSymbol type, ITypeSymbol ancestor)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<ITypeSymbol> PartsOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => new[] { array.ElementType },
        INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: true } named => named.TypeArguments,
        INamedTypeSymbol named => named.TypeArguments
            .Concat(named.BaseType is { SpecialType: SpecialType.None } parent ? new[] { parent } : Array.Empty<ITypeSymbol>())
            .Concat(named.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic).Select(static field => field.Type)),
        _ => Enumerable.Empty<ITypeSymbol>(),
    };
}
