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
/// A variable that is given `Global\` and a name, and that nothing reads, next to a primitive that is made with the bare name.
/// </summary>
internal static class UnreadName
{
    /// <summary>False when every variable that the member around the place declares is read.</summary>
    public static bool MayStandBeside(NamedSiteSyntax site, SyntaxIndex index, CancellationToken cancellationToken) =>
        site.Member is var member && !site.IsInitializer && member.DescendantNodes()
            .Select(static node => node switch
            {
                VariableDeclaratorSyntax declarator => declarator.Identifier,
                SingleVariableDesignationSyntax designation => designation.Identifier,
                ForEachStatementSyntax loop => loop.Identifier,
                _ => default,
            })
            .Any(declared => declared != default
                && index.Occurrences(declared.ValueText, member.Span, cancellationToken).All(token =>
                    token == declared
                    || (token.Parent?.Parent is AssignmentExpressionSyntax assignment && assignment.Left == token.Parent)
                    || token.Parent?.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 }));

    public static ILocalSymbol? Of(NamedPrimitive site, ProcessModel known, CancellationToken cancellationToken)
    {
        IOperation bare = ValueOrigin.Unwrap(site.NameArgument!.Value);
        if (bare is not (ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation)
            || (site.Name.IsConstant && site.Scope == NameScope.Global))
        {
            return null;
        }

        IOperation body = LocalAssignments.Outermost(site.Operation);
        return new LocalAssignments(body).Locals.FirstOrDefault(local =>
            local.Type.SpecialType == SpecialType.System_String
            && LocalAssignments.Single(local, body) is { } value
            && NamedPrimitives.Of(known).Text(value, cancellationToken) is var text
            && text.Prefix.StartsWith(NamedPrimitive.GlobalPrefix, StringComparison.Ordinal)
            && IsOnlyPrefixed(text, site.Name)
            && !IsRead(local, body));
    }

    /// <summary>True when the text is the name with the prefix before it.</summary>
    private static bool IsOnlyPrefixed(NameText text, NameText name) =>
        text.Parts.Length - name.Parts.Length is 0 or 1
        && string.Concat(text.Parts.Select(Letters)) == NamedPrimitive.GlobalPrefix + string.Concat(name.Parts.Select(Letters));

    /// <summary>The letters of a part, or what source says in their place.</summary>
    private static string Letters(NamePart part) => part.Text ?? "{" + part.Value.Syntax + "}";

    private static bool IsRead(ILocalSymbol local, IOperation body) =>
        LocalAssignments.References(local, body).Any(static use => !IsGiven(use));

    /// <summary>True for a variable that is declared, assigned, deconstructed into or passed to be filled.</summary>
    private static bool IsGiven(IOperation use) => use.Parent switch
    {
        IDeclarationExpressionOperation or IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple => deconstruction.Target == tuple,
        IAssignmentOperation assignment => assignment.Target == use,
        _ => false,
    };
}
