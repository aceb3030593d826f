using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace ProcessSafety.Tests;

/// <summary>
/// Base of the tests of rules and fixes. Sources are whole files with their own usings; markup says what is reported:
/// <c>{|PSAFE201:text|}</c>, and <c>{|#0:text|}</c> for a place that an explicit result names.
/// Every call makes all checks of <see cref="RuleCodeFixTest{TAnalyzer, TCodeFix}"/>.
/// </summary>
public abstract class RuleTest
{
    /// <summary>The analyzer reports exactly what the markup says, at least one diagnostic.</summary>
    protected static Task Reports<TAnalyzer>(params string[] sources)
        where TAnalyzer : DiagnosticAnalyzer, new() => Reports<TAnalyzer>(_ => { }, sources);

    /// <inheritdoc cref="Reports{TAnalyzer}(string[])"/>
    protected static Task Reports<TAnalyzer>(Action<RuleCodeFixTest<TAnalyzer, EmptyCodeFixProvider>> configure, params string[] sources)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        RuleCodeFixTest<TAnalyzer, EmptyCodeFixProvider> test = Create<TAnalyzer, EmptyCodeFixProvider>(sources);
        configure(test);
        Assert.True(test.ExpectedDiagnostics.Count > 0 || Marks<TAnalyzer>(Texts(test, sources)), "Nothing is expected to be reported.");
        return test.RunAllAsync();
    }

    /// <summary>
    /// The analyzer reports exactly the results, with message, severity and additional locations, beside what the markup says.
    /// </summary>
    protected static Task Reports<TAnalyzer>(string source, params DiagnosticResult[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new() => Reports<TAnalyzer>(test => test.ExpectedDiagnostics.AddRange(expected), source);

    /// <summary>The analyzer reports nothing.</summary>
    protected static Task Silent<TAnalyzer>(params string[] sources)
        where TAnalyzer : DiagnosticAnalyzer, new() => Silent<TAnalyzer>(_ => { }, sources);

    /// <inheritdoc cref="Silent{TAnalyzer}(string[])"/>
    protected static Task Silent<TAnalyzer>(Action<RuleCodeFixTest<TAnalyzer, EmptyCodeFixProvider>> configure, params string[] sources)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        RuleCodeFixTest<TAnalyzer, EmptyCodeFixProvider> test = Create<TAnalyzer, EmptyCodeFixProvider>(sources);
        configure(test);
        Assert.False(test.ExpectedDiagnostics.Count > 0 || Marks<TAnalyzer>(Texts(test, sources)), "A silent source marks a diagnostic.");
        return test.RunAllAsync();
    }

    /// <summary>The fix makes the fixed source, one by one and as Fix All.</summary>
    protected static Task Fix<TAnalyzer, TCodeFix>(
        string source,
        string fixedSource,
        Action<RuleCodeFixTest<TAnalyzer, TCodeFix>>? configure = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TCodeFix : CodeFixProvider, new() =>
        Fix(new[] { source }, new[] { fixedSource }, configure);

    /// <inheritdoc cref="Fix{TAnalyzer, TCodeFix}(string, string, Action{RuleCodeFixTest{TAnalyzer, TCodeFix}}?)"/>
    protected static Task Fix<TAnalyzer, TCodeFix>(
        string[] sources,
        string[] fixedSources,
        Action<RuleCodeFixTest<TAnalyzer, TCodeFix>>? configure = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TCodeFix : CodeFixProvider, new()
    {
        Assert.False(sources.SequenceEqual(fixedSources), "The fix is expected to change nothing.");
        return RunFix(sources, fixedSources, configure);
    }

    /// <summary>Something fixable is reported as the markup says, and the fix is not offered.</summary>
    protected static Task NoFix<TAnalyzer, TCodeFix>(params string[] sources)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TCodeFix : CodeFixProvider, new() => NoFix<TAnalyzer, TCodeFix>(_ => { }, sources);

    /// <inheritdoc cref="NoFix{TAnalyzer, TCodeFix}(string[])"/>
    protected static Task NoFix<TAnalyzer, TCodeFix>(Action<RuleCodeFixTest<TAnalyzer, TCodeFix>> configure, params string[] sources)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TCodeFix : CodeFixProvider, new()
    {
        Assert.True(Marks(sources, new TCodeFix().FixableDiagnosticIds), "Nothing that the fix fixes is expected to be reported.");
        return RunFix(sources, sources, configure);
    }

    private static Task RunFix<TAnalyzer, TCodeFix>(
        string[] sources,
        string[] fixedSources,
        Action<RuleCodeFixTest<TAnalyzer, TCodeFix>>? configure)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TCodeFix : CodeFixProvider, new()
    {
        RuleCodeFixTest<TAnalyzer, TCodeFix> test = Create<TAnalyzer, TCodeFix>(sources);
        foreach (string source in fixedSources)
        {
            test.FixedState.Sources.Add(source);
        }

        configure?.Invoke(test);
        return test.RunAllAsync();
    }

    private static RuleCodeFixTest<TAnalyzer, TCodeFix> Create<TAnalyzer, TCodeFix>(string[] sources)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TCodeFix : CodeFixProvider, new()
    {
        RuleCodeFixTest<TAnalyzer, TCodeFix> test = new();
        foreach (string source in sources)
        {
            test.TestState.Sources.Add(source);
        }

        return test;
    }

    /// <summary>The sources and the additional files, all of which may have markup.</summary>
    private static string[] Texts<TAnalyzer>(RuleCodeFixTest<TAnalyzer, EmptyCodeFixProvider> test, string[] sources)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
        [.. sources, .. test.TestState.AdditionalFiles.Select(file => file.content.ToString())];

    private static bool Marks<TAnalyzer>(string[] sources)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
        Marks(sources, new TAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id));

    private static bool Marks(string[] sources, IEnumerable<string> ids) =>
        sources.Any(source => source.Contains("[|") || ids.Any(id => source.Contains($"{{|{id}:")));
}
