using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Configuration;
using Xunit;

namespace ProcessSafety.Tests.Configuration;

public sealed class OptionValueTests : RuleTest
{
    [Theory]
    [InlineData("many")]
    [InlineData("1 MiB")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1,000")]
    [InlineData("0x100000")]
    [InlineData("99999999999999999999")]
    public Task Hazard_ValueThatIsNoSize(string value) => Reports<ConfigurationAnalyzer>(
        test =>
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", Settings(value)));
            test.ExpectedDiagnostics.Add(Wrong(value));
        },
        "class First { }",
        "class Second { }");

    [Fact]
    public Task Hazard_EachValueOnce() => Reports<ConfigurationAnalyzer>(
        test =>
        {
            test.TestState.Sources.Add(("/a/A.cs", "class A { }"));
            test.TestState.Sources.Add(("/b/B.cs", "class B { }"));
            test.TestState.AnalyzerConfigFiles.Add(("/a/.editorconfig", Settings("few")));
            test.TestState.AnalyzerConfigFiles.Add(("/b/.editorconfig", Settings("many")));
            test.ExpectedDiagnostics.Add(Wrong("few"));
            test.ExpectedDiagnostics.Add(Wrong("many"));
        });

    [Fact]
    public Task Hazard_InAGlobalConfig() => Reports<ConfigurationAnalyzer>(
        test =>
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nprocess_safety.large_static_data_bytes = many\n"));
            test.ExpectedDiagnostics.Add(Wrong("many"));
        },
        "class C { }");

    [Theory]
    [InlineData("1")]
    [InlineData("4194304")]
    [InlineData("8589934592")]
    public Task Safe_Size(string value) => Silent<ConfigurationAnalyzer>(
        test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", Settings(value))), "class C { }");

    [Fact]
    public Task Safe_NotSet() => Silent<ConfigurationAnalyzer>("class C { }");

    [Fact]
    public Task Safe_OptionOfAnotherPackage() => Silent<ConfigurationAnalyzer>(
        test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "[*.cs]\nmemory_watch.large_static_data_bytes = many\n")),
        "class C { }");

    [Theory]
    [InlineData("process_safety.quite_commands", " (did you mean 'process_safety.quiet_commands'?)")]
    [InlineData("process_safety.large_static_data", " (did you mean 'process_safety.large_static_data_bytes'?)")]
    [InlineData("process_safety.verbosity", "")]
    public Task Hazard_KeyThatDoesNotExist(string key, string meant) => Reports<ConfigurationAnalyzer>(
        test =>
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"[*.cs]\n{key} = 1\n"));
            test.ExpectedDiagnostics.Add(Wrong(key, "no option has this name" + meant));
        },
        "class First { }",
        "class Second { }");

    [Fact]
    public Task Safe_KeyInAnotherCase() => Silent<ConfigurationAnalyzer>(
        test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "[*.cs]\nProcess_Safety.Quiet_Commands = git\n")), "class C { }");

    [Theory]
    [InlineData("alll", "did you mean 'all'?")]
    [InlineData("Recomended", "did you mean 'recommended'?")]
    [InlineData("loud", "the presets are all, audit, minimum, none, recommended, strict")]
    public Task Hazard_PresetThatDoesNotExist(string preset, string advice) => Reports<ConfigurationAnalyzer>(
        test =>
        {
            test.TestState.AnalyzerConfigFiles.Add(Preset(preset));
            test.ExpectedDiagnostics.Add(Wrong($"ProcessSafetyPreset = {preset}", $"no preset has this name ({advice})"));
        },
        "class C { }");

    [Theory]
    [InlineData("")]
    [InlineData("audit")]
    [InlineData("Audit")]
    [InlineData("STRICT")]
    public Task Safe_Preset(string preset) => Silent<ConfigurationAnalyzer>(
        test => test.TestState.AnalyzerConfigFiles.Add(Preset(preset)), "class C { }");

    private static DiagnosticResult Wrong(string value) =>
        Wrong($"process_safety.large_static_data_bytes = {value}", "its value is not a whole number of bytes above 0");

    private static DiagnosticResult Wrong(string line, string problem) =>
        CSharpAnalyzerVerifier<ConfigurationAnalyzer, DefaultVerifier>.Diagnostic(Analyzers.Rules.OptionIsWrong)
            .WithArguments(line, problem);

    private static (string Path, string Lines) Preset(string name) =>
        ("/.globalconfig", $"is_global = true\n{AnalyzerSettings.PresetKey} = {name}\n");

    private static string Settings(string value) => $"[*.cs]\nprocess_safety.large_static_data_bytes = {value}\n";
}
