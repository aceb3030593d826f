using System.Linq;
using System.Threading;
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
    public static GuardStatement? Of(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        diagnostic.NodeIn(root) is ExpressionSyntax node
        && diagnostic.Properties.TryGetValue(DiagnosticProperties.Guard, out string? place)
        && place == DiagnosticProperties.InMain
        && GuardStatement.Of(node, model, cancellationToken) is { } guard
        && ((CSharpParseOptions)node.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp8
        && LastsAsLongAsMain(guard.Statement)
        && guard.Statement switch
        {
            LocalDeclarationStatementSyntax local => local.UsingKeyword.IsKind(SyntaxKind.None),
            ExpressionStatementSyntax when guard.Apart is { } declaration =>
                CanBeDeclaredHere(guard, declaration, model, cancellationToken),
            ExpressionStatementSyntax => !FreshNames.IsUsedOutside(NewName, node)
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
        else if (guard.Apart is { Declaration: var declaration } apart)
        {
            string name = declaration.Variables[0].Identifier.ValueText;
            TypeSyntax type = declaration.Type is NullableTypeSyntax nullable ? nullable.ElementType : declaration.Type;
            edits.Remove(apart);
            edits.Replace(guard.Statement, current => UsingDeclarations.Of(current, name, guard.Creation, type));
        }
        else
        {
            edits.Replace(guard.Statement, current => UsingDeclarations.Of(current, NewName, guard.Creation));
        }
    }

    /// <summary>Whether a variable of the statement's block lives until the end.</summary>
    private static bool LastsAsLongAsMain(StatementSyntax statement) =>
        statement.Parent is GlobalStatementSyntax or BlockSyntax { Parent: MethodDeclarationSyntax };

    /// <summary>Whether the variable lives in the same block, is used behind the statement only, and never gets another value.</summary>
    private static bool CanBeDeclaredHere(
        GuardStatement guard,
        LocalDeclarationStatementSyntax declaration,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        SyntaxNode? list = declaration.ListNode();
        return list is not null
            && guard.Statement.ListNode() == list
            && guard.UsesIn(list, model, cancellationToken).All(use => use.Parent == guard.Creation.Parent
                || (use.SpanStart > guard.Statement.Span.End && !IsWritten(use)));
    }

    private static bool IsWritten(IdentifierNameSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == use,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax,
        RefExpressionSyntax => true,
        _ => false,
    };
}
