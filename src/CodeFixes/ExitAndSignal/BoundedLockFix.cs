using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>
/// PSAFE801 and PSAFE808: takes the lock of a lock statement that the handler alone runs for a bounded time, and leaves the statement out
/// when it is not to be had. Whether that may be left out, a person has to say.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BoundedLockFix))]
public sealed class BoundedLockFix : ReviewFix
{
    private const string Step = "    ";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(Rules.ExitHandlerBlocks.Id, Rules.ExitHandlerTakesLock.Id);

    protected internal override string EquivalenceKey => "PSAFE801.BoundedLock";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        Location place = diagnostic.Fact();
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.HandlerOnly)
            || place.SourceTree?.FilePath != root.SyntaxTree.FilePath
            || !root.FullSpan.Contains(place.SourceSpan)
            || root.FindNode(place.SourceSpan, getInnermostNodeForTie: true) is not LockStatementSyntax locked
            || locked.SpanStart != place.SourceSpan.Start
            || !CanBeLeftOut(locked, model)
            || model.Compilation.GetTypeByMetadataName(KnownTypes.Monitor) is not { } monitor
            || model.Compilation.GetTypeByMetadataName(KnownTypes.TimeSpan) is not { } time)
        {
            return null;
        }

        SyntaxEdits edits = new();
        TypeSyntax timeName = edits.Import(time, null, locked, model);
        bool isLock = model.GetTypeInfo(locked.Expression, cancellationToken).Type.Is(KnownTypes.Lock);
        (string enter, string exit) = isLock
            ? ($"{locked.Expression}.TryEnter(", $"{locked.Expression}.Exit();")
            : MonitorCalls(edits.Import(monitor, null, locked, model), locked.Expression);
        edits.Replace(locked, _ => Bounded(locked, $"{enter}{timeName}.FromSeconds(5))", exit));
        return ("Wait at most 5 seconds for the lock", edits);
    }

    /// <summary>True when code after the statement needs nothing of it, and its lines can be moved as they are.</summary>
    private static bool CanBeLeftOut(LockStatementSyntax locked, SemanticModel model) =>
        locked.Statement is BlockSyntax { Statements.Count: > 0 } block
        && locked.Expression is SimpleNameSyntax or MemberAccessExpressionSyntax
        && model.GetTypeInfo(locked.Expression).Type is { IsReferenceType: true }
        && model.AnalyzeControlFlow(locked) is { Succeeded: true, EndPointIsReachable: true }
        && model.AnalyzeDataFlow(locked) is { Succeeded: true, AlwaysAssigned.IsEmpty: true }
        && locked.CloseParenToken.TrailingTrivia.All(Comments.IsBlank)
        && !block.DescendantTrivia().Any(static trivia => trivia.IsDirective)
        && !block.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.StringLiteralToken) && token.Text.Contains("\n"))
        && !block.DescendantNodes().Any(static node => node is InterpolatedStringExpressionSyntax && node.ToString().Contains("\n"));

    private static (string Enter, string Exit) MonitorCalls(TypeSyntax monitor, ExpressionSyntax locked) =>
        ($"{monitor}.TryEnter({locked}, ", $"{monitor}.Exit({locked});");

    private static StatementSyntax Bounded(LockStatementSyntax locked, string enter, string exit)
    {
        string lineEnd = Comments.LineEndOf(locked).ToString();
        string outer = Comments.IndentationOf(locked).ToString();
        BlockSyntax block = (BlockSyntax)locked.Statement;
        string text = block.ToString();
        if (!block.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
        {
            text = $"{{\n{outer}{Step}{text.Substring(1, text.Length - 2).Trim()}\n{outer}}}";
        }

        string body = string.Join(
            lineEnd,
            text.Split('\n')
                .Select(static line => line.TrimEnd('\r'))
                .Select(static (line, index) => index == 0 || line.Length == 0 ? line : Step + line));
        string[] lines =
        {
            $"if ({enter})",
            $"{outer}{{",
            $"{outer}{Step}try",
            $"{outer}{Step}{body}",
            $"{outer}{Step}finally",
            $"{outer}{Step}{{",
            $"{outer}{Step}{Step}{exit}",
            $"{outer}{Step}}}",
            $"{outer}}}",
        };
        return SyntaxFactory.ParseStatement(string.Join(lineEnd, lines)).WithTriviaFrom(locked);
    }
}
