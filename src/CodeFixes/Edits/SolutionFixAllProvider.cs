using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// Fix All for edits that cross documents: gathers the targets of all diagnostics in scope, takes each once, and edits the solution.
/// (<see cref="FixAllProvider.Create(System.Func{FixAllContext, Document, ImmutableArray{Diagnostic}, Task{Document}})"/> drops
/// edits to other documents.)
/// </summary>
internal sealed class SolutionFixAllProvider<TTarget> : FixAllProvider where TTarget : class
{
    private readonly SolutionFix<TTarget> _fix;

    public SolutionFixAllProvider(SolutionFix<TTarget> fix) => _fix = fix;

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        List<TTarget> targets = new();
        foreach (Project project in ProjectsOf(context))
        {
            ImmutableArray<Diagnostic> diagnostics = context is { Scope: FixAllScope.Document, Document: { } document }
                ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);

            foreach (Diagnostic diagnostic in diagnostics)
            {
                if (project.GetDocument(diagnostic.Location.SourceTree) is { } reported
                    && await _fix.FindTargetAsync(reported, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } target)
                {
                    targets.Add(target);
                }
            }
        }

        return targets.Count == 0
            ? null
            : CodeAction.Create(
                "Fix all",
                cancellationToken => _fix.EditAsync(context.Solution, targets, cancellationToken),
                context.CodeActionEquivalenceKey);
    }

    private static IEnumerable<Project> ProjectsOf(FixAllContext context) =>
        context.Scope == FixAllScope.Solution ? context.Solution.Projects : new[] { context.Project };
}
