using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace ProcessSafety.Tests.Verifier;

/// <summary>Wrong expectations of diagnostics are refused, and their right counterparts accepted.</summary>
public sealed class DiagnosticRefusalTests
{
    private const string Bad = "class C { void Bad() { } }";

    private static readonly DiagnosticResult Right = new DiagnosticResult(SampleRules.Named).WithSpan(1, 16, 1, 19).WithArguments("Bad");

    [Fact]
    public Task RightResult_IsAccepted() => Run<BadMethodAnalyzer>(Bad, Right);

    [Fact]
    public Task UnexpectedDiagnostic() => Refused<BadMethodAnalyzer>("expected \"0\" actual \"1\"", Bad);

    [Fact]
    public Task MissingDiagnostic() => Refused<BadMethodAnalyzer>("expected \"1\" actual \"0\"", "class C { void Good() { } }", Right);

    [Fact]
    public Task MissingDiagnostic_OfTwo() => Refused<BadMethodAnalyzer>("expected \"2\" actual \"1\"", Bad, Right, Right);

    [Fact]
    public Task SameDiagnosticTwice() => Refused<TwiceAnalyzer>("expected \"1\" actual \"2\"", Bad, Right);

    [Fact]
    public Task WrongStart() => Refused<BadMethodAnalyzer>("to start at", Bad, At(1, 15, 1, 19));

    [Fact]
    public Task WrongEnd() => Refused<BadMethodAnalyzer>("to end at", Bad, At(1, 16, 1, 20));

    [Fact]
    public Task WrongEnd_InMarkup() => Refused<BadMethodAnalyzer>("to end at", "class C { void {|T1:Bad()|} { } }");

    [Fact]
    public Task EndIsIgnored_ForALocation() => Run<BadMethodAnalyzer>(Bad, new DiagnosticResult(SampleRules.Named).WithLocation(1, 16).WithArguments("Bad"));

    [Fact]
    public Task WrongFile() => Refused<BadMethodAnalyzer>(
        "to be in file \"/0/Test1.cs\"", Bad, new DiagnosticResult(SampleRules.Named).WithSpan("/0/Test1.cs", 1, 16, 1, 19).WithArguments("Bad"));

    [Fact]
    public Task NoLocation() => Refused<BadMethodAnalyzer>("with no location", Bad, new DiagnosticResult(SampleRules.Named).WithArguments("Bad"));

    [Fact]
    public Task WrongId() => Refused<TwoRulesAnalyzer>("id to be \"T2\" was \"T1\"", Bad, new DiagnosticResult(SampleRules.Other).WithSpan(1, 16, 1, 19));

    [Fact]
    public Task WrongId_InMarkup() => Refused<TwoRulesAnalyzer>("id to be \"T2\" was \"T1\"", "class C { void {|T2:Bad|}() { } }");

    [Fact]
    public Task WrongSeverity() => Refused<BadMethodAnalyzer>("severity to be \"Error\" was \"Warning\"", Bad, Right.WithSeverity(DiagnosticSeverity.Error));

    [Fact]
    public Task WrongMessage() => Refused<BadMethodAnalyzer>("message to be \"No\"", Bad, Right.WithMessage("No"));

    [Fact]
    public Task WrongArguments() => Refused<BadMethodAnalyzer>("message to be \"'Worse' is named Bad\"", Bad, Right.WithArguments("Worse"));

    [Fact]
    public Task WrongArguments_WithoutDescriptor() => Refused<BadMethodAnalyzer>(
        "arguments to match", Bad, new DiagnosticResult("T1", DiagnosticSeverity.Warning).WithSpan(1, 16, 1, 19).WithArguments("Worse"));

    [Fact]
    public Task MissingArguments() => Refused<BadMethodAnalyzer>("message to be", Bad, new DiagnosticResult(SampleRules.Named).WithSpan(1, 16, 1, 19));

    [Fact]
    public Task AdditionalLocations_AreAccepted() => Run<PathAnalyzer>(
        "class C { {|#1:void|} {|#0:Bad|}() {|#2:{ }|} }",
        new DiagnosticResult(SampleRules.Named).WithLocation(0).WithLocation(1).WithLocation(2).WithArguments("Bad"));

    [Fact]
    public Task AdditionalLocations_AreIgnoredByMarkup() => Run<PathAnalyzer>("class C { void {|T1:Bad|}() { } }");

    [Fact]
    public Task MissingAdditionalLocation() => Refused<PathAnalyzer>(
        "Expected 1 additional locations but got 2",
        "class C { {|#1:void|} {|#0:Bad|}() { } }",
        new DiagnosticResult(SampleRules.Named).WithLocation(0).WithLocation(1).WithArguments("Bad"));

    [Fact]
    public Task WrongAdditionalLocation() => Refused<PathAnalyzer>(
        "Expected additional location 0 to start at",
        "class C { {|#1:void|} {|#0:Bad|}() {|#2:{ }|} }",
        new DiagnosticResult(SampleRules.Named).WithLocation(0).WithLocation(2).WithLocation(1).WithArguments("Bad"));

    [Fact]
    public Task AnalyzerException() => Refused<ThrowingAnalyzer>("AD0001", Bad);

    [Fact]
    public Task CompilerError() => Refused<EmptyDiagnosticAnalyzer>("CS0103", "class C { int M() => missing; }");

    [Fact]
    public Task CompilerError_Marked_IsAccepted() => Run<EmptyDiagnosticAnalyzer>("class C { int M() => {|CS0103:missing|}; }");

    [Fact]
    public Task CompilerError_Stated_IsAccepted() => Run<EmptyDiagnosticAnalyzer>(
        "class C { int M() => {|#0:missing|}; }", DiagnosticResult.CompilerError("CS0103").WithLocation(0).WithArguments("missing"));

    [Fact]
    public Task CompilerWarning_WhenTheyCount() => Refusal.Of(
        () => new CSharpAnalyzerTest<EmptyDiagnosticAnalyzer, DefaultVerifier>
        {
            TestCode = "class C { void M() { int unused; } }",
            CompilerDiagnostics = CompilerDiagnostics.Warnings,
        }.RunAsync(),
        "CS0168");

    [Fact]
    public Task NoSources() => Refusal.Of(() => new CSharpAnalyzerTest<BadMethodAnalyzer, DefaultVerifier>().RunAsync(), "is empty");

    [Fact]
    public Task PlainMarkup_WithTwoRules() => Refused<TwoRulesAnalyzer>("omit the diagnostic ID", "class C { void [|Bad|]() { } }");

    [Fact]
    public Task UnknownMarkupKey() => Refused<BadMethodAnalyzer>(
        "'#3' was not found", "class C { void {|#0:Bad|}() { } }", new DiagnosticResult(SampleRules.Named).WithLocation(3).WithArguments("Bad"));

    [Fact]
    public Task GeneratedCode_IsNotExcluded() => Refused<GeneratedCodeUnsetAnalyzer>("<auto-generated>", Bad, Right);

    [Fact]
    public Task GeneratedCode_OnPurpose_IsAccepted() => Run<GeneratedCodeToo>(Bad, Right);

    [Fact]
    public Task Pragma_HasNoEffect() => Refused<ExternalLocationAnalyzer>("#pragma warning disable", Bad, Right);

    [Fact]
    public Task Pragma_OnWhatCannotBeSuppressed_IsAccepted() => Run<NotConfigurableAnalyzer>("class C { void {|T4:Bad|}() { } }");

    [NewerRoslynFact("4.14", "rules that are off by default cannot be switched on by compilation options (dotnet/roslyn#67211).")]
    public Task RuleThatIsOffByDefault_IsSwitchedOn() => Run<OffByDefaultAnalyzer>("class C { void [|Bad|]() { } }");

    [Fact]
    public Task SuppressedInSource_IsDropped() => Run<BadMethodAnalyzer>(
        """
        #pragma warning disable T1
        class C { void Bad() { } }
        """);

    [Fact]
    public Task SuppressedByProgram_IsAccepted() => new SuppressedTest { TestCode = Bad, ExpectedDiagnostics = { Right.WithIsSuppressed(true) } }.RunAsync();

    [Fact]
    public Task SuppressedByProgram_AndExpectedOtherwise() => Refusal.Of(
        () => new SuppressedTest { TestCode = Bad, ExpectedDiagnostics = { Right.WithIsSuppressed(false) } }.RunAsync(), "suppression state");

    private static DiagnosticResult At(int startLine, int startColumn, int endLine, int endColumn) =>
        new DiagnosticResult(SampleRules.Named).WithSpan(startLine, startColumn, endLine, endColumn).WithArguments("Bad");

    private static Task Run<TAnalyzer>(string source, params DiagnosticResult[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new() => CSharpAnalyzerVerifier<TAnalyzer, DefaultVerifier>.VerifyAnalyzerAsync(source, expected);

    private static Task Refused<TAnalyzer>(string reason, string source, params DiagnosticResult[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new() => Refusal.Of(() => Run<TAnalyzer>(source, expected), reason);

    private sealed class SuppressedTest : CSharpAnalyzerTest<BadMethodAnalyzer, DefaultVerifier>
    {
        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => [new BadMethodAnalyzer(), new NamedSuppressor()];
    }
}
