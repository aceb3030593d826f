using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace ProcessSafety.Tests;

/// <summary>
/// A test of one analyzer and one fix, on .NET 10 references, the newest language version of the host and, from C# 8 on, nullable
/// annotations. After the verifier's own checks come those of <see cref="LiveAnalysis"/> and <see cref="FixedCodeChecks"/>.
/// </summary>
public sealed class RuleCodeFixTest<TAnalyzer, TCodeFix> : CSharpCodeFixTest<TAnalyzer, TCodeFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    private Project? _project;

    /// <summary>Source generators that run over the sources.</summary>
    public List<Type> Generators { get; } = [];

    public RuleCodeFixTest()
    {
        ReferenceAssemblies = Frameworks.Net100;

        // A review fix changes a file or a project at once, never a whole solution.
        if (new TCodeFix().GetFixAllProvider()?.GetSupportedFixAllScopes().Contains(FixAllScope.Solution) == false)
        {
            CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllInSolutionCheck;
        }

        // Suppressions and headers of generated code are the compiler's business: what they do to a rule is seen on one host.
        if (!TestHost.IsNewest)
        {
            TestBehaviors |= TestBehaviors.SkipSuppressionCheck | TestBehaviors.SkipGeneratedCodeCheck;
        }

        if (!TestHost.IsNewest && !TestHost.IsOldest)
        {
            CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllInDocumentCheck | CodeFixTestBehaviors.SkipFixAllInProjectCheck;
        }

        TestState.AnalyzerConfigFiles.Add((SourceSettings.Path, SourceSettings.For([new TAnalyzer()])));
    }

    /// <summary>The language version of the sources; by default the newest that the host has.</summary>
    public LanguageVersion LanguageVersion { get; set; } = LanguageVersion.Latest;

    private NullableContextOptions Nullable =>
        LanguageVersion.MapSpecifiedToEffectiveVersion() >= LanguageVersion.CSharp8
            ? NullableContextOptions.Enable
            : NullableContextOptions.Disable;

    /// <summary>Runs the verifier's checks, then those that hold for every rule.</summary>
    public async Task RunAllAsync()
    {
        await RunAsync(CancellationToken.None);

        ImmutableArray<DiagnosticAnalyzer> analyzers = GetDiagnosticAnalyzers().ToImmutableArray();
        await LiveAnalysis.VerifyAsync(_project!, analyzers);
        if (FixedState.Sources.Count > 0 && !CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.FixOne))
        {
            await FixedCodeChecks.VerifyAsync(
                _project!,
                new FixApplication(analyzers, new TCodeFix(), CodeActionIndex, CodeActionEquivalenceKey));
        }
    }

    protected override IEnumerable<Type> GetSourceGenerators() => Generators;

    protected override ParseOptions CreateParseOptions() =>
        ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion);

    protected override CompilationOptions CreateCompilationOptions() =>
        ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithNullableContextOptions(Nullable);

    /// <summary>A workspace of the services that all tests share: to compose them costs more than most tests do.</summary>
    protected override async Task<Workspace> CreateWorkspaceImplAsync() =>
        new AdhocWorkspace(await TestHost.ServicesAsync(base.CreateWorkspaceImplAsync));

    /// <summary>Keeps the first project that the verifier makes: the one of the test state.</summary>
    protected override Project ApplyCompilationOptions(Project project)
    {
        Project applied = base.ApplyCompilationOptions(project.WithMetadataReferences(project.MetadataReferences.WithoutFacades()));
        _project ??= applied;
        return applied;
    }
}
