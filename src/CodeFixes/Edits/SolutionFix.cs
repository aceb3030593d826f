using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// A fix whose edit may be in other documents than its diagnostic. What is edited is a <typeparamref name="TTarget"/>:
/// several diagnostics may ask for the same one, and Fix All takes each once.
/// </summary>
public abstract class SolutionFix<TTarget> : CodeFixProvider where TTarget : class
{
    /// <summary>Names the edit among all actions; constant, so that Fix All finds every diagnostic of the kind.</summary>
    protected abstract string EquivalenceKey { get; }

    /// <summary>Targets are edited in this order, so that one edit never moves the target of a later one.</summary>
    protected abstract IComparer<TTarget> EditOrder { get; }

    /// <summary>A fix for the same rule that a person has to judge, offered next to this one; it is not exported by itself.</summary>
    protected virtual SolutionReviewFix? Review => null;

    public sealed override FixAllProvider GetFixAllProvider()
    {
        SolutionFixAllProvider<TTarget> safe = new(this);
        return Review is { } review ? new SafeFixAllProvider(safe, review) : safe;
    }

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            TTarget? target = await FindTargetAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (target is null)
            {
                continue;
            }

            Solution solution = context.Document.Project.Solution;
            context.RegisterCodeFix(
                CodeAction.Create(
                    TitleOf(target),
                    cancellationToken => EditAsync(solution, new[] { target }, cancellationToken),
                    EquivalenceKey),
                diagnostic);
        }

        if (Review is { } review)
        {
            await review.RegisterCodeFixesAsync(context).ConfigureAwait(false);
        }
    }

    /// <summary>What the diagnostic asks to edit, or null when any precondition of the edit fails.</summary>
    internal abstract Task<TTarget?> FindTargetAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken);

    internal Task<Solution> EditAsync(Solution solution, IEnumerable<TTarget> targets, CancellationToken cancellationToken) =>
        EditAllAsync(solution, new SortedSet<TTarget>(targets, EditOrder), cancellationToken);

    /// <summary>Edits targets one after the other, in their order. A fix whose targets name nodes edits all of them at once.</summary>
    protected virtual async Task<Solution> EditAllAsync(
        Solution solution,
        IReadOnlyCollection<TTarget> targets,
        CancellationToken cancellationToken)
    {
        foreach (TTarget target in targets)
        {
            solution = await EditAsync(solution, target, cancellationToken).ConfigureAwait(false);
        }

        return solution;
    }

    protected abstract string TitleOf(TTarget target);

    protected abstract Task<Solution> EditAsync(Solution solution, TTarget target, CancellationToken cancellationToken);
}
