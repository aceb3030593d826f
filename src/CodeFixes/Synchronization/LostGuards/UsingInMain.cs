using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.LostGuards;

/// <summary>A guard that Main makes, kept until Main ends by a `using` declaration.</summary>
internal static class UsingInMain
{
    private const string NewName = "instance";

    /// <summary>The statement that can become such a declaration; null for any other.</summary>
    public static GuardStatement? Of(Diagnostic diagnostic, SyntaxNode root) =>
        diagnostic.NodeIn(root) is ExpressionSyntax node
        && diagnostic.Properties.TryGetValue(DiagnosticProperties.Guard, out string? place)
        && place == DiagnosticProperties.InMain
        && GuardStatement.Of(node) is { } guard
        && ((CSharpParseOptions)node.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp8
        && LastsAsLongAsMain(guard.Statement)
        && guard.Statement switch
        {
            LocalDeclarationStatementSyntax local => local.UsingKeyword.IsKind(SyntaxKind.None),
            ExpressionStatementSyntax => guard.Local is null
                && !FreshNames.IsUsedOutside(NewName, node)
                && !node.DescendantTokens().Any(static token => token.ValueText == NewName),
            _ => false,
        }
            ? guard
            : null;

    public static void AddTo(SyntaxEdits edits, GuardStatement guard)
    {
        if (guard.Statement is LocalDeclarationStatementSyntax local)
        {
            edits.Replace(local, static current => UsingDeclarations.Of((LocalDeclarationStatementSyntax)current));
        }
        else
        {
            edits.Replace(guard.Statement, current => UsingDeclarations.Of(current, NewName, guard.Creation));
        }
    }

    /// <summary>Whether a variable of the statement's block lives until the end.</summary>
    private static bool LastsAsLongAsMain(StatementSyntax statement) =>
        statement.Parent is GlobalStatementSyntax or BlockSyntax { Parent: MethodDeclarationSyntax };
}
