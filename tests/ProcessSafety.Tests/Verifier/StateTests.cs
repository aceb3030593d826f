using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace ProcessSafety.Tests.Verifier;

/// <summary>The files and settings of a state reach the compilation and the analyzer.</summary>
public sealed class StateTests
{
    [Fact]
    public Task AdditionalFile() => new CSharpAnalyzerTest<ConfiguredAnalyzer, DefaultVerifier>
    {
        TestState =
        {
            Sources = { "class C { void {|T1:M|}() { } void N() { } }" },
            AdditionalFiles = { ("names.txt", "M") },
        },
    }.RunAsync();

    [Fact]
    public Task AnalyzerConfigFile() => new CSharpAnalyzerTest<ConfiguredAnalyzer, DefaultVerifier>
    {
        TestState =
        {
            Sources = { "class C { void {|T1:M|}() { } void N() { } }" },
            AnalyzerConfigFiles = { ("/.editorconfig", "root = true\n[*.cs]\nsample.name = M\n") },
        },
    }.RunAsync();

    [Fact]
    public Task GlobalConfigFile() => new CSharpAnalyzerTest<ConfiguredAnalyzer, DefaultVerifier>
    {
        TestState =
        {
            Sources = { "class C { void {|T1:M|}() { } }" },
            AnalyzerConfigFiles = { ("/.globalconfig", "is_global = true\nsample.name = M\n") },
        },
    }.RunAsync();

    [Fact]
    public Task AdditionalReference() => new CSharpAnalyzerTest<EmptyDiagnosticAnalyzer, DefaultVerifier>
    {
        TestState =
        {
            Sources = { "class C { Xunit.Assert a; }" },
            AdditionalReferences = { typeof(Assert).Assembly },
        },
    }.RunAsync();

    [Fact]
    public Task OutputKind_TopLevelStatements() => new CSharpAnalyzerTest<EmptyDiagnosticAnalyzer, DefaultVerifier>
    {
        TestState = { Sources = { "System.Console.WriteLine();" }, OutputKind = OutputKind.ConsoleApplication },
    }.RunAsync();

    [Fact]
    public Task DisabledDiagnostics_AreNotReported() => new CSharpAnalyzerTest<BadMethodAnalyzer, DefaultVerifier>
    {
        TestCode = "class C { void Bad() { } }",
        DisabledDiagnostics = { "T1" },
    }.RunAsync();

    [Fact]
    public Task SolutionTransforms_AreApplied() => new CSharpAnalyzerTest<EmptyDiagnosticAnalyzer, DefaultVerifier>
    {
        TestCode = "class C { public required int {|CS8936:X|} { get; set; } }",
        SolutionTransforms = { (solution, project) => solution.WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.CSharp10)) },
    }.RunAsync();

    [Fact]
    public Task NamedFiles_AndFolders() => new CSharpCodeFixTest<BadMethodAnalyzer, RenameFix, DefaultVerifier>
    {
        TestState = { Sources = { ("/0/Sub/Name.cs", "class C { void {|T1:BadX|}() { } }") } },
        FixedState = { Sources = { ("/0/Sub/Name.cs", "class C { void GoodX() { } }") } },
    }.RunAsync();

    [Fact]
    public Task FixedState_KeepsWhatNoFixTakesAway() => new CSharpCodeFixTest<TwoRulesAnalyzer, RenameFix, DefaultVerifier>
    {
        TestState = { Sources = { "class C { void {|T1:BadX|}() { } int M() => {|CS0103:missing|}; }" } },
        FixedState = { Sources = { "class C { void GoodX() { } int M() => {|CS0103:missing|}; }" } },
    }.RunAsync();

    [Fact]
    public Task Net80_HasItsOwnTypes() => new CSharpAnalyzerTest<EmptyDiagnosticAnalyzer, DefaultVerifier>
    {
        TestCode = "class C { System.Collections.Frozen.FrozenSet<int> a; System.Threading.{|CS0234:Lock|} b; }",
        ReferenceAssemblies = Frameworks.Net80,
    }.RunAsync();

    [Fact]
    public Task Net100_HasItsOwnTypes() => new CSharpAnalyzerTest<EmptyDiagnosticAnalyzer, DefaultVerifier>
    {
        TestCode = "class C { System.Threading.Lock b; }",
        ReferenceAssemblies = Frameworks.Net100,
    }.RunAsync();

    [Fact]
    public Task ShortForms() => CSharpCodeFixVerifier<BadMethodAnalyzer, RenameFix, DefaultVerifier>.VerifyCodeFixAsync(
        "class C { void {|#0:BadX|}() { } }",
        CSharpCodeFixVerifier<BadMethodAnalyzer, RenameFix, DefaultVerifier>.Diagnostic().WithLocation(0).WithArguments("BadX"),
        "class C { void GoodX() { } }");
}
