using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>The places that name an event, a token source, a task or a flag.</summary>
internal static class SignalPlaces
{
    /// <summary>The member or variable that holds the value; null when none does.</summary>
    public static ISymbol? Holder(Value value) => value switch
    {
        Value.StaticValue { Member: var member } => member,
        Value.MemberValue { Member: var member } => member,
        Value.DerivedValue { Source: var source } => Holder(source),
        Value.ElementValue { Array: var array } => Holder(array),
        Value.LocalValue { Variable: var variable } => variable,
        _ => null,
    };

    /// <summary>Every name of the holder, and its declaration.</summary>
    public static IEnumerable<SyntaxNode> Of(Value value, ProcessModel known, CancellationToken cancellationToken)
    {
        if (Holder(value) is not { DeclaringSyntaxReferences: { IsEmpty: false } parts } holder)
        {
            return Enumerable.Empty<SyntaxNode>();
        }

        SyntaxNode declaration = parts[0].GetSyntax(cancellationToken);
        if (holder is IFieldSymbol or IPropertySymbol)
        {
            return MemberHistories.Of(known).Mentions(holder, cancellationToken)
                .Select(static mention => (SyntaxNode)mention.Name)
                .Prepend(declaration);
        }

        SyntaxNode? scope = declaration.FirstAncestorOrSelf<SyntaxNode>(
            static node => node is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);
        return scope is null
            ? Enumerable.Empty<SyntaxNode>()
            : scope.DescendantNodes()
                .Where(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == holder.Name)
                .Prepend(declaration);
    }
}
