using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// Runs analyzers and a code fix. The order: diagnostics of the test state; the fix one by one; Fix All in document,
/// project and solution; diagnostics of the fixed states. A fixed state that is not stated means that no fix runs.
/// </summary>
/// <remarks>
/// A number of iterations is exact when positive, an upper bound when negative, and 0 says that no fix may be offered.
/// By default: 0 when nothing changes, else at most one per fixable diagnostic, or one for Fix All (in document: one per document).
/// </remarks>
public abstract partial class CodeFixTest<TVerifier> : CodeActionTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    protected CodeFixTest()
    {
        FixedState = CreateState();
        BatchFixedState = CreateState();
    }

    public string FixedCode
    {
        set
        {
            if (value is not null)
                FixedState.Sources.Add(value);
        }
    }

    public SolutionState FixedState { get; }

    public string BatchFixedCode
    {
        set
        {
            if (value is not null)
                BatchFixedState.Sources.Add(value);
        }
    }

    /// <summary>The state after Fix All where it differs from <see cref="FixedState"/>.</summary>
    public SolutionState BatchFixedState { get; }

    public int? NumberOfIncrementalIterations { get; set; }

    public int? NumberOfFixAllIterations { get; set; }

    public int? NumberOfFixAllInDocumentIterations { get; set; }

    public int? NumberOfFixAllInProjectIterations { get; set; }

    public CodeFixTestBehaviors CodeFixTestBehaviors { get; set; }

    protected abstract IEnumerable<CodeFixProvider> GetCodeFixProviders();

    protected override bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics compilerDiagnostics) =>
        base.IsCompilerDiagnosticIncluded(diagnostic, compilerDiagnostics) || FixableIds().Contains(diagnostic.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The diagnostic to fix under <see cref="CodeFixTestBehaviors.FixOne"/>.</summary>
    protected virtual Diagnostic? TrySelectDiagnosticToFix(ImmutableArray<Diagnostic> fixableDiagnostics) => fixableDiagnostics.FirstOrDefault();

    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        Verify.NotEmpty($"{nameof(TestState)}.{nameof(SolutionState.Sources)}", TestState.Sources);

        ImmutableArray<string> fixable = FixableIds();
        SolutionState inheritedTest = TestState.WithInheritedValuesApplied(null, fixable);
        SolutionState inheritedFixed = FixedState.WithInheritedValuesApplied(inheritedTest, fixable);
        SolutionState inheritedBatch = BatchFixedState.WithInheritedValuesApplied(inheritedFixed, fixable);
        SolutionState test = Evaluate(inheritedTest, fixable);
        SolutionState fixedState = Evaluate(inheritedFixed, fixable);
        SolutionState batch = Evaluate(inheritedBatch, fixable);

        await VerifyDiagnosticsAsync(test, Verify.PushContext("Diagnostics of test state"), cancellationToken);
        if (!FixedState.IsStated && !BatchFixedState.IsStated)
            return;

        await VerifyFixesAsync(test, fixedState, batch, cancellationToken);

        await VerifyDiagnosticsAsync(fixedState, Verify.PushContext("Diagnostics of fixed state"), cancellationToken);
        if (BatchFixedState.IsStated && !CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipFixAllCheck))
            await VerifyDiagnosticsAsync(batch, Verify.PushContext("Diagnostics of batch fixed state"), cancellationToken);
    }

    private ImmutableArray<string> FixableIds() => GetCodeFixProviders().SelectMany(provider => provider.FixableDiagnosticIds).ToImmutableArray();

    private async Task VerifyFixesAsync(SolutionState test, SolutionState fixedState, SolutionState batch, CancellationToken cancellationToken)
    {
        ImmutableArray<string> fixable = FixableIds();
        DiagnosticResult[] toFix = test.ExpectedDiagnostics.Where(expected => fixable.Contains(expected.Id)).ToArray();
        bool batchChanges = !test.HasSameFiles(batch);
        int documents = toFix.Select(expected => expected.HasLocation ? expected.Spans[0].Span.Path : null).Distinct().Count();

        int oneByOne = NumberOfIncrementalIterations ?? (test.HasSameFiles(fixedState) ? 0 : -toFix.Length);
        await VerifyFixAsync(test, fixedState, oneByOne, FixOneByOneAsync, "Iterative code fix application");

        if (GetCodeFixProviders().All(provider => provider.GetFixAllProvider() is null))
            return;

        if (!CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipFixAllInDocumentCheck))
        {
            int limit = NumberOfFixAllInDocumentIterations ?? NumberOfFixAllIterations ?? (batchChanges ? -documents : 0);
            await VerifyFixAsync(test, batch, limit, FixAllIn(FixAllScope.Document), "Fix all in document");
        }

        if (!CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipFixAllInProjectCheck))
        {
            int limit = NumberOfFixAllInProjectIterations ?? NumberOfFixAllIterations ?? (batchChanges ? -1 : 0);
            await VerifyFixAsync(test, batch, limit, FixAllIn(FixAllScope.Project), "Fix all in project");
        }

        if (!CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipFixAllInSolutionCheck))
        {
            int limit = NumberOfFixAllIterations ?? (batchChanges ? -1 : 0);
            await VerifyFixAsync(test, batch, limit, FixAllIn(FixAllScope.Solution), "Fix all in solution");
        }

        async Task VerifyFixAsync(SolutionState before, SolutionState after, int iterations, FixStep step, string context)
        {
            IVerifier verifier = Verify.PushContext(context);
            Project project = await CreateProjectAsync(before, cancellationToken);
            (Project result, Exception? failure) = await FixAsync(project, iterations, step, verifier, cancellationToken);
            await VerifyProjectAsync(after, result, verifier, cancellationToken);
            if (failure is not null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static async Task VerifyProjectAsync(SolutionState expected, Project project, IVerifier verifier, CancellationToken cancellationToken)
    {
        verifier.Equal(expected.Sources.Count, project.DocumentIds.Count, $"expected {expected.Sources.Count} documents, but the fix made {project.DocumentIds.Count}");
        foreach ((Document document, (string path, SourceText content)) in project.Documents.Zip(expected.Sources))
            Compare(path, content, document, await GetFinalTextAsync(document, cancellationToken), verifier);

        await CompareAllAsync(expected.AdditionalFiles, project.AdditionalDocuments.ToArray());
        await CompareAllAsync(expected.AnalyzerConfigFiles, project.AnalyzerConfigDocuments.ToArray());

        async Task CompareAllAsync(SourceFileCollection files, TextDocument[] documents)
        {
            verifier.Equal(files.Count, documents.Length, $"expected {files.Count} files beside the sources, but found {documents.Length}");
            foreach ((TextDocument document, (string path, SourceText content)) in documents.Zip(files))
                Compare(path, content, document, await document.GetTextAsync(cancellationToken), verifier);
        }
    }

    private static void Compare(string path, SourceText expected, TextDocument document, SourceText actual, IVerifier verifier)
    {
        if (expected.ToString() != actual.ToString())
            verifier.Fail($"content of '{path}' did not match. Diff shown with expected as baseline:\n{LineDifference.Between(expected.ToString(), actual.ToString())}");

        verifier.Equal(expected.Encoding, actual.Encoding, $"encoding of '{path}' was expected to be '{expected.Encoding?.WebName}' but was '{actual.Encoding?.WebName}'");
        verifier.Equal(expected.ChecksumAlgorithm, actual.ChecksumAlgorithm, $"checksum algorithm of '{path}' was expected to be '{expected.ChecksumAlgorithm}' but was '{actual.ChecksumAlgorithm}'");
        verifier.Equal(System.IO.Path.GetFileName(path), document.Name, $"file name was expected to be '{System.IO.Path.GetFileName(path)}' but was '{document.Name}'");
    }
}
