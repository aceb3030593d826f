using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

public abstract partial class CodeFixTest<TVerifier>
{
    /// <summary>One iteration: finds the next action for the diagnostics and applies it.</summary>
    private delegate Task<StepResult> FixStep(
        Project project, ImmutableArray<Diagnostic> all, ImmutableArray<Diagnostic> fixable, int iteration, IVerifier verifier, CancellationToken cancellationToken);

    /// <summary>Applies steps until nothing is reported, offered or changed, or the limit is passed.</summary>
    private async Task<(Project Project, Exception? Failure)> FixAsync(Project project, int iterations, FixStep step, IVerifier verifier, CancellationToken cancellationToken)
    {
        int limit = Math.Abs(iterations);
        int offered = 0;
        Exception? failure = null;
        ImmutableArray<Diagnostic> previous = ImmutableArray<Diagnostic>.Empty;
        ImmutableArray<string> ids = FixableIds();

        while (true)
        {
            ImmutableArray<Diagnostic> all = await GetDiagnosticsAsync(project, cancellationToken);
            if (all.IsEmpty || IsSame(all, previous))
                break;

            if (offered > limit)
                break;

            previous = all;
            ImmutableArray<Diagnostic> fixable = all.RemoveAll(d => !ids.Contains(d.Id) || project.Solution.GetDocument(d.Location.SourceTree) is null);
            if (!CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipLocalDiagnosticCheck))
                verifier.False(fixable.Any(IsNonLocalDiagnostic), "Code fix is attempting to provide a fix for a non-local analyzer diagnostic");

            bool fixOne = CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.FixOne);
            if (fixOne)
                fixable = TrySelectDiagnosticToFix(fixable) is { } selected ? ImmutableArray.Create(selected) : ImmutableArray<Diagnostic>.Empty;

            StepResult result = await step(project, all, fixable, offered, verifier, cancellationToken);
            failure ??= result.Error;
            if (result.WasOffered)
                offered++;

            bool changed = result.Project != project;
            project = result.Project;
            if (!changed || fixOne)
                break;
        }

        return (project, failure ?? CountFailure(iterations, offered, verifier));
    }

    /// <summary>What is wrong with the number of rounds; at most one means exactly one.</summary>
    private static Exception? CountFailure(int expected, int actual, IVerifier verifier)
    {
        try
        {
            if (expected == 0)
                verifier.Equal(0, actual, "No code fixes were expected, but a fix was offered.");
            else if (expected < -1)
                verifier.True(actual <= -expected, $"The upper limit of '{-expected}' code fix iterations was exceeded");
            else
                verifier.Equal(Math.Abs(expected), actual, $"Expected '{Math.Abs(expected)}' iterations but found '{actual}' iterations.");

            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static bool IsSame(ImmutableArray<Diagnostic> left, ImmutableArray<Diagnostic> right) =>
        left.Length == right.Length && left.Zip(right).All(pair =>
            pair.First.Id == pair.Second.Id && pair.First.Location.SourceSpan == pair.Second.Location.SourceSpan);

    private async Task<StepResult> FixOneByOneAsync(
        Project project, ImmutableArray<Diagnostic> all, ImmutableArray<Diagnostic> fixable, int iteration, IVerifier verifier, CancellationToken cancellationToken)
    {
        bool offered = false;
        foreach (Diagnostic diagnostic in fixable)
        {
            IEnumerable<(CodeAction Action, CodeFixProvider Provider)> actions = await OfferedAsync(project, diagnostic, cancellationToken);
            if (ChooseAction(iteration, actions.Select(pair => pair.Action).ToImmutableArray(), verifier) is not { } action)
                continue;

            offered = true;
            (Project changed, Exception? error) = await ApplyAsync(project, action, verifier, cancellationToken);
            if (changed != project || error is not null)
                return new StepResult(changed, true, error);
        }

        return new StepResult(project, offered, null);
    }

    private FixStep FixAllIn(FixAllScope scope) => async (project, all, fixable, iteration, verifier, cancellationToken) =>
    {
        foreach (Diagnostic diagnostic in fixable)
        {
            (CodeAction Action, CodeFixProvider Provider)[] actions = await OfferedAsync(project, diagnostic, cancellationToken);
            if (ChooseAction(iteration, actions.Select(pair => pair.Action).ToImmutableArray(), verifier) is not { } chosen)
                continue;

            CodeFixProvider provider = actions.First(pair => pair.Action == chosen).Provider;
            if (provider.GetFixAllProvider() is not { } fixAll || !fixAll.GetSupportedFixAllScopes().Contains(scope))
                return new StepResult(project, false, null);

            FixAllContext context = new(
                project.Solution.GetDocument(diagnostic.Location.SourceTree)!, provider, scope, chosen.EquivalenceKey!,
                fixAll.GetSupportedFixAllDiagnosticIds(provider), new KnownDiagnostics(all), cancellationToken);
            if (await fixAll.GetFixAsync(context) is not { } action)
                return new StepResult(project, true, null);

            (Project changed, Exception? error) = await ApplyAsync(project, action, verifier, cancellationToken);
            return new StepResult(changed, true, error);
        }

        return new StepResult(project, false, null);
    };

    private async Task<(CodeAction Action, CodeFixProvider Provider)[]> OfferedAsync(Project project, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        Document document = project.Solution.GetDocument(diagnostic.Location.SourceTree)!;
        List<(CodeAction, CodeFixProvider)> offered = new();
        foreach (CodeFixProvider provider in GetCodeFixProviders().Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            ImmutableArray<CodeAction>.Builder actions = ImmutableArray.CreateBuilder<CodeAction>();
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
            offered.AddRange(FilterCodeActions(actions.ToImmutable()).Select(action => (action, provider)));
        }

        return offered.ToArray();
    }

    private readonly record struct StepResult(Project Project, bool WasOffered, Exception? Error);

    /// <summary>Hands Fix All the diagnostics that the test found.</summary>
    private sealed class KnownDiagnostics : FixAllContext.DiagnosticProvider
    {
        private readonly ImmutableArray<Diagnostic> _diagnostics;

        public KnownDiagnostics(ImmutableArray<Diagnostic> diagnostics) => _diagnostics = diagnostics;

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(_diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return _diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(_diagnostics.Where(diagnostic => diagnostic.Location == Location.None));
    }
}
