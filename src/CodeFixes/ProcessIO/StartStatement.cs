using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>The statement that starts the process which a diagnostic names, and what can be put behind it.</summary>
internal static class StartStatement
{
    /// <summary>
    /// The statement of a block, or the head of a using statement, behind which the process runs; null for any other place, as in the
    /// lambda of `Func&lt;Process&gt; start = () => Process.Start(info);`.
    /// </summary>
    public static StatementSyntax? Of(Diagnostic diagnostic, SyntaxNode root)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Starts, out string? offset)
            || !int.TryParse(offset, out int start)
            || start >= root.FullSpan.End
            || root.FindToken(start).Parent is not { } place
            || place.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || place.Ancestors().TakeWhile(outer => outer != statement).Any(static outer => outer is AnonymousFunctionExpressionSyntax))
        {
            return null;
        }

        return statement switch
        {
            LocalDeclarationStatementSyntax or ExpressionStatementSyntax when statement.IsInList() => statement,
            UsingStatementSyntax { Statement: BlockSyntax } => statement,
            _ => null,
        };
    }

    /// <summary>
    /// The statement of a list that holds the start, when nothing follows the start in it; null otherwise.
    /// <code>foreach (string name in names) { Process.Start(name, handle); }    // the loop</code>
    /// </summary>
    public static StatementSyntax? NextTo(StatementSyntax start, SyntaxNode list)
    {
        StatementSyntax? statement = start;
        while (statement is not null && statement.ListNode() != list)
        {
            bool isLast = statement.NextStatement() is null && statement is not UsingStatementSyntax;
            statement = !isLast || statement.ListNode() is not BlockSyntax block ? null
                : block.Parent is BlockSyntax or GlobalStatementSyntax ? block
                : block.Parent is IfStatementSyntax or ForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax
                    ? (StatementSyntax)block.Parent
                    : null;
        }

        return statement;
    }

    /// <summary>Whether an expression means the same behind the statement.</summary>
    public static bool CanName(
        ExpressionSyntax expression,
        StatementSyntax statement,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        ExpressionSyntax first = expression;
        while (first is MemberAccessExpressionSyntax access)
        {
            first = access.Expression;
        }

        return first is ThisExpressionSyntax
            || (first is IdentifierNameSyntax name
                && model.GetSymbolInfo(name, cancellationToken).Symbol is { } symbol
                && model.LookupSymbols(statement.Span.End - 1, name: name.Identifier.ValueText)
                    .Contains(symbol, SymbolEqualityComparer.Default)
                && (symbol is not ILocalSymbol local
                    || local.DeclaringSyntaxReferences.All(part => part.Span.Start < statement.SpanStart)));
    }

    /// <summary>Puts a statement right behind the start.</summary>
    public static void Follow(StatementSyntax statement, string text, SyntaxEdits edits)
    {
        if (statement is not UsingStatementSyntax { Statement: BlockSyntax block })
        {
            edits.InsertAfter(statement, text);
            OneLineBodies.Open(edits, statement);
            return;
        }

        if (block.Statements.Count > 0)
        {
            edits.InsertBefore(block.Statements[0], text);
            OneLineBodies.Open(edits, block.Statements[0]);
            return;
        }

        StatementSyntax only = SyntaxFactory.ParseStatement(text)
            .WithLeadingTrivia(Comments.IndentationOf(statement), SyntaxFactory.Whitespace("    "))
            .WithTrailingTrivia(Comments.LineEndOf(statement.SyntaxTree.GetRoot()));
        edits.Replace(block, current => ((BlockSyntax)current).AddStatements(only));
    }
}
