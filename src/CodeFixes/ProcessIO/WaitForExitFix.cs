using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>
/// PSAFE710: waits for the exit behind the kill; kills what a timed wait has not seen exit, and waits for that. A wait for the exit waits
/// for the end of lines that come as events too, so that the kill is one of the whole tree then.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaitForExitFix))]
public sealed class WaitForExitFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ResultIsAskedTooEarly.Id);

    protected internal override string EquivalenceKey => "PSAFE710.WaitForExit";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        SyntaxEdits edits = new();
        bool killsTree = diagnostic.Properties.ContainsKey(DiagnosticProperties.ByEvents) && TreeKill.IsKnown(model.Compilation);
        return !diagnostic.Properties.ContainsKey(DiagnosticProperties.Call)
            && diagnostic.AdditionalLocations.All(cause => cause.SourceTree == root.SyntaxTree
                && TreeKill.CallIn(root.FindNode(cause.SourceSpan, getInnermostNodeForTie: true)) is { } call
                && Plan(call, killsTree, root, model, edits, cancellationToken))
            ? ("Wait for the exit", edits)
            : null;
    }

    private static bool Plan(
        InvocationExpressionSyntax call,
        bool killsTree,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } access
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { Name: var name, ContainingType.Name: "Process" }
            || StatementOf(call) is not { } statement
            || (statement.IsInList() ? Comments.HasInnerDirectives(statement) : statement.ContainsDirectives))
        {
            return false;
        }

        SyntaxTrivia lineEnd = Comments.LineEndOf(root);
        string wait = access.Expression + ".WaitForExit();";
        if (name == "Kill")
        {
            WaitAfter(statement, wait, lineEnd, edits);
            if (killsTree)
            {
                edits.Replace(call.ArgumentList, static current => TreeKill.With((ArgumentListSyntax)current));
            }

            return true;
        }

        if (!statement.IsInList() || HasOtherComments(statement, call))
        {
            return false;
        }

        string[] steps = { TreeKill.Of(access.Expression, model.Compilation), wait };
        OneLineBodies.Open(edits, statement);
        edits.Replace(statement, current => Bodies.InPlaceOf((StatementSyntax)current, "!" + call, steps, lineEnd));
        return true;
    }

    /// <summary>The statement that drops the result of a call.</summary>
    private static StatementSyntax? StatementOf(InvocationExpressionSyntax call) => call.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax
        {
            Left: IdentifierNameSyntax { Identifier.ValueText: "_" },
            Parent: ExpressionStatementSyntax discarded,
        } => discarded,
        _ => null,
    };

    private static void WaitAfter(StatementSyntax kill, string wait, SyntaxTrivia lineEnd, SyntaxEdits edits)
    {
        if (kill.IsInList())
        {
            edits.InsertAfter(kill, wait);
            OneLineBodies.Open(edits, kill);
        }
        else
        {
            edits.Replace(kill, current => Bodies.Around((StatementSyntax)current, before: null, wait, lineEnd));
        }
    }

    /// <summary>True for a statement with comments that the condition made of it would not take along.</summary>
    private static bool HasOtherComments(StatementSyntax statement, InvocationExpressionSyntax call) =>
        statement.DescendantTrivia().Any(trivia => (Comments.IsComment(trivia) || trivia.IsDirective)
            && statement.Span.Contains(trivia.Span)
            && !call.Span.Contains(trivia.Span));
}
