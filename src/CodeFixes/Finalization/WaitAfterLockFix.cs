using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// PSAFE206: moves the wait for finalizers behind the region of the locks that it ends, together with the collections around it and what
/// uses its result; a variable says whether the branch was taken that it stood in.
/// Another thread may take the lock before the wait then, so a person should look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaitAfterLockFix))]
public sealed class WaitAfterLockFix : ReviewFix
{
    private const string Flag = "wait";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.WaitsForFinalizersUnderLock.Id);

    protected internal override string EquivalenceKey => "PSAFE206.WaitAfterLock";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not ExpressionSyntax call
            || MovedStatements.Of(call, model, cancellationToken) is not { } moved
            || HeldRegion.Of(diagnostic, moved.Last, root) is not { Begin: var begin, End: var end } region
            || !moved.CanStandBehind(end))
        {
            return null;
        }

        SyntaxEdits edits = new();
        IfStatementSyntax? whole = region.Branch is { Else: null } branch && IsAll(moved, branch) ? branch : null;
        if (region.Branch is null || (whole is not null && moved.MeansTheSameBehind(end, whole.Condition)))
        {
            IReadOnlyList<StatementSyntax> behind = whole is null ? moved.All : new[] { whole };
            foreach (StatementSyntax statement in behind)
            {
                edits.Replace(statement, static _ => null);
            }

            edits.Splice(end, current => MovedBehind(end, current, behind));
        }
        else
        {
            string flag = new FreshNames().Next(begin, Flag, edits);
            if (whole is not null)
            {
                edits.Replace(whole, current => Statement($"{flag} = {((IfStatementSyntax)current).Condition.WithoutTrivia()};", whole));
            }
            else
            {
                edits.Replace(moved.All[0], _ => Statement($"{flag} = true;", moved.All[0]));
                foreach (StatementSyntax statement in moved.All.Skip(1))
                {
                    edits.Replace(statement, static _ => null);
                }
            }

            edits.Splice(end, current => MovedBehind(end, current, moved.All, flag));
            edits.InsertBefore(begin, whole is null ? $"bool {flag} = false;" : $"bool {flag};");
        }

        string after = end is LockStatementSyntax locked ? $"lock ({locked.Expression})" : "the lock is released";
        return ($"Wait for finalizers after {after}", edits);
    }

    /// <summary>True where the branch does nothing else.</summary>
    private static bool IsAll(MovedStatements moved, IfStatementSyntax branch) =>
        branch.Statement == moved.Last || (branch.Statement is BlockSyntax block && block.Statements.SequenceEqual(moved.All));

    private static StatementSyntax Statement(string text, StatementSyntax place) => SyntaxFactory.ParseStatement(text)
        .WithLeadingTrivia(Comments.IndentationOf(place))
        .WithTrailingTrivia(place.GetTrailingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));

    private static List<StatementSyntax> MovedBehind(
        StatementSyntax end,
        StatementSyntax current,
        IReadOnlyList<StatementSyntax> moved,
        string? flag = null)
    {
        string outer = Comments.IndentationOf(end).ToString();
        SyntaxTrivia lineEnd = Comments.LineEndOf(end.SyntaxTree.GetRoot());
        List<StatementSyntax> behind = new();
        foreach (StatementSyntax statement in moved)
        {
            StatementSyntax outdented = Comments.Reindented(statement, Comments.IndentationOf(statement).ToString(), outer);
            behind.Add(OnItsLine(outdented.GetLeadingTrivia().Any()
                ? outdented
                : outdented.WithLeadingTrivia(SyntaxFactory.Whitespace(outer))));
        }

        if (flag is not null)
        {
            behind = new() { GuardedBlock.Of(SyntaxFactory.IdentifierName(flag), behind, lineEnd.ToString()) };
        }

        behind.Insert(0, OnItsLine(current));
        return behind;

        StatementSyntax OnItsLine(StatementSyntax statement) => statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            ? statement
            : statement.WithTrailingTrivia(statement.GetTrailingTrivia().Add(lineEnd));
    }
}
