using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>Where a statement goes so that it runs before one place, and so that others further down see what it declares.</summary>
internal static class Anchors
{
    /// <summary>
    /// The innermost statement of a list that holds the place, in a list that holds the others too; null across functions.
    /// </summary>
    public static SyntaxNode? For(SyntaxNode place, IEnumerable<SyntaxNode> others)
    {
        SyntaxNode function = FunctionOf(place);
        if (others.Any(other => FunctionOf(other) != function))
        {
            return null;
        }

        for (SyntaxNode? node = place; node is not null && node != function; node = node.Parent)
        {
            if (IsListed(node) && others.All(other => node.Parent!.Span.Contains(other.Span)))
            {
                return HoldsStart(node) ? null : node;
            }
        }

        return function is CompilationUnitSyntax && place.FirstAncestorOrSelf<GlobalStatementSyntax>() is { } global && !HoldsStart(global)
            ? global
            : null;
    }

    public static SyntaxNode FunctionOf(SyntaxNode node)
    {
        for (SyntaxNode? current = node.Parent; current is not null; current = current.Parent)
        {
            if (current is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax
                    or AccessorDeclarationSyntax or CompilationUnitSyntax
                || current is MemberDeclarationSyntax and not GlobalStatementSyntax)
            {
                return current;
            }
        }

        return node.SyntaxTree.GetRoot();
    }

    private static bool IsListed(SyntaxNode node) => node is StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax };

    /// <summary>Before a statement that starts the process there is nothing to read yet.</summary>
    private static bool HoldsStart(SyntaxNode statement) =>
        statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(static call => call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == "Start",
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText == "Start",
            IdentifierNameSyntax name => name.Identifier.ValueText == "Start",
            _ => false,
        });
}
