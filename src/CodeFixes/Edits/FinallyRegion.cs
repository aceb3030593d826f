using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// Statements of one list with the release that ends them, as they are in a `try` with the release in its `finally`:
/// `Write(); gate.Release();` becomes `try { Write(); } finally { gate.Release(); }`.
/// </summary>
internal sealed class FinallyRegion
{
    private const string Unit = "    ";
    private const string MarkKind = "FinallyRegion";

    private readonly StatementSyntax _first;
    private readonly StatementSyntax _release;
    private readonly StatementSyntax? _returned;

    private FinallyRegion(StatementSyntax first, StatementSyntax release, StatementSyntax? returned) =>
        (_first, _release, _returned) = (first, release, returned);

    /// <summary>
    /// The region from the statement after one to the release; null when something in it leaves it without the release, or what
    /// comes after the release needs a variable of it.
    /// </summary>
    public static FinallyRegion? Of(
        StatementSyntax before,
        StatementSyntax release,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        List<StatementSyntax> behind = before.Siblings().SkipWhile(other => other != before).Skip(1).ToList();
        List<StatementSyntax> moved = behind.TakeWhile(other => other != release).ToList();
        if (moved.Count == 0 || !behind.Contains(release) || !moved.All(CanMove) || HasDirective(release)
            || moved.Exists(static statement => Leaves(statement)))
        {
            return null;
        }

        ISymbol[] declared = moved.SelectMany(static statement => statement.DescendantNodesAndSelf())
            .Select(inner => model.GetDeclaredSymbol(inner, cancellationToken))
            .OfType<ISymbol>()
            .ToArray();
        List<StatementSyntax> after = release.Siblings().SkipWhile(other => other != release).Skip(1).ToList();
        bool areNeeded = after.SelectMany(static statement => statement.DescendantNodes().OfType<IdentifierNameSyntax>())
            .Any(name => declared.Contains(model.GetSymbolInfo(name, cancellationToken).Symbol, SymbolEqualityComparer.Default));
        return !areNeeded ? new FinallyRegion(moved[0], release, null)
            : after.Count == 1 && IsPlainReturn(after[0], model, cancellationToken) ? new FinallyRegion(moved[0], release, after[0])
            : null;
    }

    /// <summary>Adds the edit; those of single statements of the region come before it.</summary>
    public void AddTo(SyntaxEdits edits)
    {
        SyntaxAnnotation first = Mark(edits, _first);
        SyntaxAnnotation release = Mark(edits, _release);
        SyntaxAnnotation? returned = _returned is null ? null : Mark(edits, _returned);
        SyntaxTrivia lineEnd = Comments.LineEndOf(_release.SyntaxTree.GetRoot());
        string outer = Comments.IndentationOf(Comments.BeginsLine(_first) ? _first : _release).ToString();
        bool isLoose = !Comments.BeginsLine(_first) || !Comments.BeginsLine(_release) || !EndsLine(_release);
        OneLineBodies.Open(edits, _release);
        SyntaxTriviaList after = StatementLists.EndOf(_returned ?? _release, lineEnd.ToString());
        edits.Replace(_release.ListNode()!, list => With(list, first, release, returned, outer, lineEnd, after, isLoose));
    }

    /// <summary>Marks a statement, or the first of those that an edit has put in its place, for the edit of the list.</summary>
    private static SyntaxAnnotation Mark(SyntaxEdits edits, StatementSyntax statement)
    {
        SyntaxAnnotation mark = new(MarkKind);
        edits.Replace(statement, current => current.HasAnnotation(SyntaxEdits.Spliced) && current is BlockSyntax block
            ? block.WithStatements(block.Statements.Replace(block.Statements[0], block.Statements[0].WithAdditionalAnnotations(mark)))
            : current.WithAdditionalAnnotations(mark));
        return mark;
    }

    /// <summary>Whether a statement may be in an inner block: it holds nothing for the rest of its own.</summary>
    private static bool CanMove(StatementSyntax statement) =>
        statement is not (LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }
            or LabeledStatementSyntax
            or LocalFunctionStatementSyntax)
        && !HasDirective(statement);

    private static bool HasDirective(StatementSyntax statement) => statement.ContainsDirectives;

    /// <summary>True for a `return`, a jump or a `yield break` by which control goes elsewhere than behind the statement.</summary>
    private static bool Leaves(StatementSyntax statement)
    {
        foreach (SyntaxNode node in statement.DescendantNodesAndSelf(static inner =>
            inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            bool leaves = node switch
            {
                ReturnStatementSyntax or GotoStatementSyntax => true,
                YieldStatementSyntax { RawKind: (int)SyntaxKind.YieldBreakStatement } => true,
                BreakStatementSyntax => !IsIn(node, statement, static outer => IsLoop(outer) || outer is SwitchStatementSyntax),
                ContinueStatementSyntax => !IsIn(node, statement, IsLoop),
                _ => false,
            };
            if (leaves)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLoop(SyntaxNode node) =>
        node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    private static bool IsIn(SyntaxNode node, SyntaxNode whole, System.Func<SyntaxNode, bool> isTarget) =>
        node.Ancestors().TakeWhile(outer => outer != whole.Parent).Any(isTarget);

    /// <summary>`return count;`, which means the same whether the release comes before or after it.</summary>
    private static bool IsPlainReturn(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken) =>
        statement is ReturnStatementSyntax { Expression: IdentifierNameSyntax name }
        && !statement.ContainsDirectives
        && model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol { IsRef: false };

    private static SyntaxNode With(
        SyntaxNode list,
        SyntaxAnnotation first,
        SyntaxAnnotation release,
        SyntaxAnnotation? returned,
        string outer,
        SyntaxTrivia lineEnd,
        SyntaxTriviaList after,
        bool isLoose)
    {
        List<StatementSyntax> statements = StatementLists.StatementsOf(list).ToList();
        int start = statements.FindIndex(statement => statement.HasAnnotation(first));
        int end = statements.FindIndex(statement => statement.HasAnnotation(release));
        if (start < 0 || end <= start)
        {
            return list;
        }

        List<StatementSyntax> moved = statements.GetRange(start, end - start);
        int last = returned is null ? -1 : statements.FindIndex(statement => statement.HasAnnotation(returned));
        if (last > end)
        {
            moved.Add(statements[last]);
            statements.RemoveAt(last);
        }

        moved[moved.Count - 1] = OnItsLine(moved[moved.Count - 1], lineEnd);
        SyntaxTriviaList gap =
            TriviaList(moved[0].GetLeadingTrivia().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        IEnumerable<SyntaxAnnotation> marks = moved[0].GetAnnotations(MarkKind);
        moved[0] = moved[0].WithLeadingTrivia(moved[0].GetLeadingTrivia().Skip(gap.Count));
        TryStatementSyntax attempt = TryStatement(
            Token(gap.Add(Whitespace(outer)), SyntaxKind.TryKeyword, TriviaList(lineEnd)),
            Inner(moved.Select(statement => Comments.Reindented(statement, outer, outer + Unit)), outer, lineEnd),
            default,
            FinallyClause(
                Token(TriviaList(Whitespace(outer)), SyntaxKind.FinallyKeyword, TriviaList(lineEnd)),
                Inner(new[] { Comments.Reindented(OnItsLine(WithoutGap(statements[end]), lineEnd), outer, outer + Unit) }, outer, lineEnd)))
            .WithTrailingTrivia(after)
            .WithAdditionalAnnotations(marks);
        if (isLoose)
        {
            attempt = attempt.ReplaceTokens(
                attempt.DescendantTokens(),
                static (_, token) => token.WithAdditionalAnnotations(Formatter.Annotation));
        }

        statements.RemoveRange(start, end - start + 1);
        statements.Insert(start, attempt);
        return StatementLists.WithStatements(list, statements);
    }

    private static bool EndsLine(StatementSyntax statement) => statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);

    private static StatementSyntax OnItsLine(StatementSyntax statement, SyntaxTrivia lineEnd) =>
        EndsLine(statement) ? statement : statement.WithTrailingTrivia(statement.GetTrailingTrivia().Add(lineEnd));

    private static StatementSyntax WithoutGap(StatementSyntax statement) =>
        statement.WithLeadingTrivia(statement.GetLeadingTrivia().SkipWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));

    private static BlockSyntax Inner(IEnumerable<StatementSyntax> statements, string indentation, SyntaxTrivia lineEnd) => Block(
        Token(TriviaList(Whitespace(indentation)), SyntaxKind.OpenBraceToken, TriviaList(lineEnd)),
        List(statements),
        Token(TriviaList(Whitespace(indentation)), SyntaxKind.CloseBraceToken, TriviaList(lineEnd)));
}
