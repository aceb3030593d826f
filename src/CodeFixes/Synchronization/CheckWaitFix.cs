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

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE312: throws TimeoutException when the wait gives up. A wait that begins a `try` whose `finally` releases the lock moves in front
/// of it. Whether the code should end there, a person has to say.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CheckWaitFix))]
public sealed class CheckWaitFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.WaitResultDropped.Id);

    protected internal override string EquivalenceKey => "PSAFE312.Throw";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not InvocationExpressionSyntax wait
            || WholeOf(wait) is not { } whole
            || model.Compilation.GetTypeByMetadataName("System.TimeoutException") is not { } exception)
        {
            return null;
        }

        SyntaxEdits edits = new();
        bool isPlanned = whole.Parent is ExpressionStatementSyntax statement
            ? PlanStatement(statement, wait, exception, diagnostic, model, edits)
            : PlanBody(whole, exception, model, edits);
        return isPlanned ? ("Throw TimeoutException when the wait times out", edits) : null;
    }

    /// <summary>The wait with its `await`; null below `?.`, where there may be no answer.</summary>
    private static ExpressionSyntax? WholeOf(InvocationExpressionSyntax wait)
    {
        ExpressionSyntax whole = wait;
        while (whole.Parent is AwaitExpressionSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax)
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        return whole.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax ? whole : null;
    }

    private static bool PlanStatement(
        ExpressionStatementSyntax statement,
        InvocationExpressionSyntax wait,
        INamedTypeSymbol exception,
        Diagnostic diagnostic,
        SemanticModel model,
        SyntaxEdits edits)
    {
        if (!statement.IsInList() || Comments.HasInnerDirectives(statement))
        {
            return false;
        }

        string lineEnd = Comments.LineEndOf(statement.SyntaxTree.GetRoot()).ToString();
        if (ReleasingTry(statement, diagnostic) is not { } attempt)
        {
            string thrown = edits.Import(exception, null, statement, model).ToString();
            OneLineBodies.Open(edits, statement);
            edits.Replace(statement, current => Checked((ExpressionStatementSyntax)current, statement, thrown, lineEnd));
            return true;
        }

        // The finally block would release what the wait has not taken.
        if (attempt.Block.Statements[0] != statement
            || !attempt.IsInList()
            || Comments.HasInnerDirectives(attempt)
            || (attempt.Catches.Count > 0
                && model.GetSymbolInfo(wait).Symbol is IMethodSymbol method
                && method.ContainingType.Is("System.Threading.WaitHandle")))
        {
            return false;
        }

        string name = edits.Import(exception, null, statement, model).ToString();
        OneLineBodies.Open(edits, attempt);
        edits.Remove(statement);
        edits.Splice(attempt, current => new[]
        {
            SyntaxFactory.ParseStatement(Text(statement.Expression, Comments.IndentationOf(attempt).ToString(), name, lineEnd))
                .WithLeadingTrivia(current.GetLeadingTrivia())
                .WithTrailingTrivia(SyntaxFactory.EndOfLine(lineEnd)),
            current.WithLeadingTrivia(SyntaxFactory.EndOfLine(lineEnd), Comments.IndentationOf(attempt)),
        });
        return true;
    }

    /// <summary>The `try` around the wait whose `finally` has the release.</summary>
    private static TryStatementSyntax? ReleasingTry(StatementSyntax statement, Diagnostic diagnostic) => statement.Ancestors()
        .TakeWhile(static node =>
            node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax))
        .OfType<TryStatementSyntax>()
        .FirstOrDefault(attempt => attempt.Block.Span.Contains(statement.Span)
            && ((attempt.Finally is { } final && diagnostic.AdditionalLocations.Any(place => Has(final, place)))
                || attempt.Catches.Any(handler => diagnostic.AdditionalLocations.Any(place => Has(handler, place)))));

    private static bool Has(SyntaxNode node, Location place) =>
        place.SourceTree?.FilePath == node.SyntaxTree.FilePath && node.Span.Contains(place.SourceSpan);

    private static StatementSyntax Checked(
        ExpressionStatementSyntax current,
        ExpressionStatementSyntax original,
        string thrown,
        string lineEnd)
    {
        StatementSyntax asked = SyntaxFactory.ParseStatement(
            Text(current.Expression, Comments.IndentationOf(original).ToString(), thrown, lineEnd));
        return asked
            .WithLeadingTrivia(current.GetLeadingTrivia())
            .WithTrailingTrivia(current.GetTrailingTrivia().Any(Comments.IsComment)
                ? current.GetTrailingTrivia()
                : StatementLists.EndOf(original, lineEnd));
    }

    private static string Text(ExpressionSyntax wait, string indentation, string thrown, string lineEnd) => string.Join(
        lineEnd,
        $"if (!{wait.WithoutTrivia()})",
        indentation + "{",
        $"{indentation}    throw new {thrown}();",
        indentation + "}");

    /// <summary>`void Enter() => gate.Wait(1000);` gets a block.</summary>
    private static bool PlanBody(ExpressionSyntax whole, INamedTypeSymbol exception, SemanticModel model, SyntaxEdits edits)
    {
        if (BlockBody.FunctionOf(whole) is not { } function)
        {
            return false;
        }

        string lineEnd = Comments.LineEndOf(function.SyntaxTree.GetRoot()).ToString();
        string thrown = edits.Import(exception, null, whole, model).ToString();
        string indentation = Comments.IndentationOf(function.FirstAncestorOrSelf<SyntaxNode>(
            static node => node is StatementSyntax or MemberDeclarationSyntax)!).ToString();
        string[] lines = Text(whole, string.Empty, thrown, lineEnd).Split('\n').Select(static line => line.TrimEnd('\r')).ToArray();
        edits.Replace(function, current => BlockBody.Of(
            current,
            lines,
            indentation,
            lineEnd));
        return true;
    }
}
