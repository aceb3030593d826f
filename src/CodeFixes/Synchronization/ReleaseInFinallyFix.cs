using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>PSAFE305: puts what stands between the wait and the release into a try block, and the release into its finally block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleaseInFinallyFix))]
public sealed class ReleaseInFinallyFix : DocumentFix
{
    private const string Unit = "    ";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.MutexIsAbandoned.Id);

    protected override string EquivalenceKey => "PSAFE305.Finally";

    protected override string Title => "Release it in a finally block";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ReleaseMutex", Expression: var mutex },
                Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } release,
            })
        {
            return false;
        }

        int end = block.Statements.IndexOf(release);
        int wait = block.Statements.Take(end)
            .ToList()
            .FindLastIndex(statement => statement.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access =>
                access.Name.Identifier.ValueText == "WaitOne" && access.Expression.ToString() == mutex.ToString()));
        if (wait < 0 || wait + 1 == end || !CanMove(block, wait + 1, end, model, cancellationToken))
        {
            return false;
        }

        edits.Replace(block, current => WithFinally((BlockSyntax)current, wait + 1, end));
        return true;
    }

    /// <summary>Whether the statements stand on lines of their own, and nothing behind them needs a variable of theirs.</summary>
    private static bool CanMove(BlockSyntax block, int start, int end, SemanticModel model, CancellationToken cancellationToken)
    {
        StatementSyntax[] moved = block.Statements.Skip(start).Take(end - start).ToArray();
        ISymbol[] declared = moved.SelectMany(static statement => statement.DescendantNodesAndSelf())
            .Select(inner => model.GetDeclaredSymbol(inner, cancellationToken))
            .OfType<ISymbol>()
            .ToArray();
        return moved.All(static statement => statement is not (LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }
            or LabeledStatementSyntax
            or LocalFunctionStatementSyntax)
                && !statement.ContainsDirectives
                && statement.GetTrailingTrivia().Any(trivia => trivia.RawKind == (int)SyntaxKind.EndOfLineTrivia))
            && !block.Statements.Skip(end + 1).SelectMany(static statement => statement.DescendantNodes().OfType<IdentifierNameSyntax>())
                .Any(name => declared.Contains(model.GetSymbolInfo(name, cancellationToken).Symbol, SymbolEqualityComparer.Default));
    }

    private static BlockSyntax WithFinally(BlockSyntax block, int start, int end)
    {
        StatementSyntax release = block.Statements[end];
        string outer = Comments.IndentationOf(release).ToString();
        SyntaxTrivia lineEnd = Comments.LineEndOf(block);
        StatementSyntax[] moved = block.Statements.Skip(start).Take(end - start).ToArray();
        SyntaxTriviaList gap =
            TriviaList(moved[0].GetLeadingTrivia().TakeWhile(static trivia => trivia.RawKind == (int)SyntaxKind.EndOfLineTrivia));
        moved[0] = moved[0].WithLeadingTrivia(moved[0].GetLeadingTrivia().Skip(gap.Count));
        TryStatementSyntax attempt = TryStatement(
            Token(gap.Add(Whitespace(outer)), SyntaxKind.TryKeyword, TriviaList(lineEnd)),
            Inner(moved.Select(statement => Comments.Reindented(statement, outer, outer + Unit)).ToArray(), outer, lineEnd),
            default,
            FinallyClause(
                Token(TriviaList(Whitespace(outer)), SyntaxKind.FinallyKeyword, TriviaList(lineEnd)),
                Inner(new[] { Comments.Reindented(WithoutGap(release), outer, outer + Unit) }, outer, lineEnd)));
        return block.WithStatements(List(block.Statements.Take(start).Append(attempt).Concat(block.Statements.Skip(end + 1))));
    }

    private static StatementSyntax WithoutGap(StatementSyntax statement) =>
        statement.WithLeadingTrivia(statement.GetLeadingTrivia()
            .SkipWhile(static trivia => trivia.RawKind == (int)SyntaxKind.EndOfLineTrivia));

    private static BlockSyntax Inner(StatementSyntax[] statements, string indentation, SyntaxTrivia lineEnd) => Block(
        Token(TriviaList(Whitespace(indentation)), SyntaxKind.OpenBraceToken, TriviaList(lineEnd)),
        List(statements),
        Token(TriviaList(Whitespace(indentation)), SyntaxKind.CloseBraceToken, TriviaList(lineEnd)));
}
