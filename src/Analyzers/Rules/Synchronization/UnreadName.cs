using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// A variable that is given `Global\` and a name, and that nothing reads, beside a primitive that is made with the bare name.
/// </summary>
internal static class UnreadName
{
    /// <summary>False when every variable that the member round the place declares with a value is read.</summary>
    public static bool MayStandBeside(NamedSiteSyntax site, SyntaxIndex index, CancellationToken cancellationToken) =>
        site.Member is var member && !site.IsInitializer && member.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(declarator =>
            declarator.Initializer is not null
            && index.Occurrences(declarator.Identifier.ValueText, member.Span, cancellationToken).All(token =>
                token == declarator.Identifier
                || (token.Parent?.Parent is AssignmentExpressionSyntax assignment && assignment.Left == token.Parent)));

    public static IVariableDeclaratorOperation? Of(NamedPrimitive site, ProcessModel known, CancellationToken cancellationToken)
    {
        IOperation bare = ValueOrigin.Unwrap(site.NameArgument!.Value);
        if (Symbol(bare) is not { } used || (site.Name.IsConstant && site.Scope == NameScope.Global))
        {
            return null;
        }

        IOperation body = LocalAssignments.Outermost(site.Operation);
        return body.Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(declarator =>
            declarator.GetVariableInitializer() is { Value: { Type.SpecialType: SpecialType.System_String } value }
            && value.Descendants().Any(part => SymbolEqualityComparer.Default.Equals(Symbol(part), used))
            && NamedPrimitives.Of(known).Text(value, cancellationToken) is var text
            && text.Prefix.StartsWith(NamedPrimitive.GlobalPrefix, StringComparison.Ordinal)
            && IsOnlyPrefixed(text, site.Name)
            && !IsRead(declarator.Symbol, body));
    }

    /// <summary>True when the text is the name with the prefix before it.</summary>
    private static bool IsOnlyPrefixed(NameText text, NameText name) =>
        text.Parts.Length - name.Parts.Length is 0 or 1
        && string.Concat(text.Parts.Select(Letters)) == NamedPrimitive.GlobalPrefix + string.Concat(name.Parts.Select(Letters));

    /// <summary>The letters of a part, or what source says in their place.</summary>
    private static string Letters(NamePart part) => part.Text ?? "{" + part.Value.Syntax + "}";

    private static bool IsRead(ILocalSymbol local, IOperation body) =>
        LocalAssignments.References(local, body)
            .Any(static use => !(use.Parent is ISimpleAssignmentOperation assignment && assignment.Target == use));

    private static ISymbol? Symbol(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => member.Member,
        _ => null,
    };
}
