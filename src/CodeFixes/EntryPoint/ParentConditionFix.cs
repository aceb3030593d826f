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

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>
/// PSAFE402: puts the statement under an `if` that asks what tells a worker from its parent, where that can be asked so early.
/// What the worker did without being asked to, it does no more, so a person should see whether it needs that.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ParentConditionFix))]
public sealed class ParentConditionFix : ReviewFix
{
    private readonly BelowBranchFix _other = new();

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.StartUpRunsInWorkers.Id);

    protected internal override string EquivalenceKey => "PSAFE402.ParentCondition";

    protected override bool AreIndependent => true;

    protected override SolutionReviewFix? Other => _other;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (ParentBranch.Of(root, diagnostic) is not { } branch
            || StatementAt(root.FindNode(diagnostic.Location.SourceSpan)) is not { } statement
            || statement.Span.End > branch.Statement.SpanStart
            || !CanBeLeftOut(statement, model)
            || ConditionOf(branch, statement, model) is not { } condition)
        {
            return null;
        }

        SyntaxEdits edits = new();
        edits.Replace(statement, _ => GuardedBlock.Of(condition, new[] { statement }, Comments.LineEndOf(root).ToString()));
        return ($"Run this only if ({condition})", edits);
    }

    /// <summary>The statement of a list that a place is part of; null in a lambda or local function, and for one that does more.</summary>
    private static StatementSyntax? StatementAt(SyntaxNode place)
    {
        StatementSyntax? statement = place.AncestorsAndSelf()
            .OfType<StatementSyntax>()
            .FirstOrDefault(static found => found is not BlockSyntax && found.Parent is BlockSyntax or GlobalStatementSyntax);
        return statement is ExpressionStatementSyntax or IfStatementSyntax or ForEachStatementSyntax
            && !statement.Ancestors().Any(static outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            ? statement
            : null;
    }

    /// <summary>True when nothing that follows needs the statement to have run.</summary>
    private static bool CanBeLeftOut(StatementSyntax statement, SemanticModel model)
    {
        if (Comments.HasInnerDirectives(statement)
            || statement.DescendantNodes().Any(static node => node is ReturnStatementSyntax or GotoStatementSyntax or YieldStatementSyntax)
            || model.AnalyzeDataFlow(statement) is not { Succeeded: true, DataFlowsOut.IsEmpty: true } flow)
        {
            return false;
        }

        HashSet<ISymbol> declared = new(flow.VariablesDeclared, SymbolEqualityComparer.Default);
        return declared.Count == 0 || !statement.SyntaxTree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => !statement.Span.Contains(name.Span)
                && model.GetSymbolInfo(name).Symbol is { } symbol
                && declared.Contains(symbol));
    }

    /// <summary>What holds in the parent alone; null when that is not known, or cannot be asked at the statement.</summary>
    private static ExpressionSyntax? ConditionOf(ParentBranch branch, StatementSyntax statement, SemanticModel model)
    {
        ExpressionSyntax condition = branch.Statement.Condition;
        if (branch.Side is not ("WhenTrue" or "WhenFalse" or "After")
            || condition.DescendantTrivia().Any(Comments.IsComment)
            || !EarlyCondition.CanBeAsked(condition, statement, model))
        {
            return null;
        }

        ExpressionSyntax parent = branch.Side == "WhenTrue" ? condition.WithoutTrivia() : Negation.Of(condition, model);
        return parent.ReplaceNodes(
            parent.DescendantNodes().OfType<VarPatternSyntax>(),
            static (_, variable) => SyntaxFactory.DiscardPattern().WithTriviaFrom(variable));
    }
}
