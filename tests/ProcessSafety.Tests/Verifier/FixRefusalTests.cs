using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace ProcessSafety.Tests.Verifier;

/// <summary>Wrong results of fixes are refused, and their right counterparts accepted.</summary>
public sealed class FixRefusalTests
{
    private const string Bad = "class C { void {|T1:BadX|}() { } }";

    private const string Good = "class C { void GoodX() { } }";

    [Fact]
    public Task RightFix_IsAccepted() => Run<RenameFix>(Bad, Good);

    [Fact]
    public Task NoFixedState_RunsNoFix() => Run<NothingFix>(Bad, fixedCode: null);

    [Fact]
    public Task ChangesNothing() => Refused<NothingFix>("content of '/0/Test0.cs' did not match", Bad, Good);

    [Fact]
    public Task ChangesNothing_WhereNoFixIsExpected() => Refused<NothingFix>("No code fixes were expected", Bad, Bad);

    [Fact]
    public Task ChangesSomething_WhereNoFixIsExpected() => Refused<RenameFix>("did not match", Bad, Bad);

    [Fact]
    public Task NotOffered() => Refused<NeverOfferedFix>("did not match", Bad, Good);

    [Fact]
    public Task NotOffered_WhereNoFixIsExpected_IsAccepted() => Run<NeverOfferedFix>(Bad, Bad);

    [Fact]
    public Task WrongText() => Refused<RenameFix>("+class C { void GoodX() { } }", Bad, "class C { void FineX() { } }");

    [Fact]
    public Task WrongWhiteSpace() => Refused<RenameFix>("did not match", Bad, Good + "\n");

    [Fact]
    public Task WrongLineEnd() => Refused<RenameFix>("<CR>", Bad + "\n// end", Good + "\r\n// end");

    [Fact]
    public Task DiffersFromFixAll() => Refused<OtherFixAllFix>("Fix all in document", Bad, Good);

    [Fact]
    public Task DiffersFromFixAll_AsStated_IsAccepted() => Run<OtherFixAllFix>(Bad, Good, test => test.BatchFixedCode = "class C { void FineX() { } }");

    [Fact]
    public Task DiffersFromStatedFixAll() => Refused<RenameFix>("Fix all in document", Bad, Good, test => test.BatchFixedCode = "class C { void FineX() { } }");

    [Fact]
    public Task FixAllChangesNothing() => Refused<IdleFixAllFix>("Fix all in document", Bad, Good);

    [Fact]
    public Task FixAllChangesNothing_Skipped_IsAccepted() =>
        Run<IdleFixAllFix>(Bad, Good, test => test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck);

    [Fact]
    public Task FixAllInProject_IsChecked() => Refused<IdleFixAllFix>(
        "Fix all in project", Bad, Good, test => test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllInDocumentCheck);

    [Fact]
    public Task FixAllInSolution_IsChecked() => Refused<IdleFixAllFix>(
        "Fix all in solution", Bad, Good,
        test => test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllInDocumentCheck | CodeFixTestBehaviors.SkipFixAllInProjectCheck);

    [Fact]
    public Task NoFixAll_IsAccepted() => Run<NoFixAllFix>(Bad, Good);

    [Fact]
    public Task NonLocalDiagnostic() => Refusal.Of(
        () => Run<CompilationEndAnalyzer, RenameFix>(Bad, Good), "non-local analyzer diagnostic");

    [Fact]
    public Task NonLocalDiagnostic_Skipped_IsAccepted() =>
        Run<CompilationEndAnalyzer, RenameFix>(Bad, Good, test => test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck);

    [Fact]
    public Task TreeDiffersFromItsText() => Refused<WrongTreeFix>(
        "The tree that the code action made differs", "class C { string {|T1:BadX|}() => null; }", "class C { System.String GoodX() => null; }");

    [Fact]
    public Task TreeDiffersFromItsText_Unchecked_IsAccepted() => Run<WrongTreeFix>(
        "class C { string {|T1:BadX|}() => null; }",
        "class C { System.String GoodX() => null; }",
        test => test.CodeActionValidationMode = CodeActionValidationMode.None);

    [Fact]
    public Task AnnotatedParts_AreSimplifiedAndFormatted() => Run<FormattedFix>(
        "using System;\nclass C\n{\n    void {|T1:BadX|}()\n    {\n    }\n}".ReplaceLineEndings(),
        "using System;\nclass C\n{\n    void GoodX()\n    {\n        Console.WriteLine();\n    }\n}".ReplaceLineEndings());

    [Fact]
    public Task NewCompilerError() => Refused<CompilerErrorFix>(
        "CS0103", "class C { string {|T1:BadX|}() => \"\"; }", "class C { string GoodX() => missing; }");

    [Fact]
    public Task DiagnosticLeft() => Refused<OneSyllableFix>(
        "Diagnostics of fixed state", "class C { void {|T1:BadBadX|}() { } }", "class C { void BadX() { } }", test =>
        {
            test.CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne;
            test.NumberOfIncrementalIterations = 1;
            test.NumberOfFixAllIterations = 1;
        });

    [Fact]
    public Task AddedFile() => Refused<AddingFix>("expected 1 documents, but the fix made 2", Bad, Good);

    [Fact]
    public Task NoChangeOperation() => Refused<NoChangeOperationFix>("exactly one ApplyChangesOperation", Bad, Good);

    [Fact]
    public Task SecondAction_ByIndex_IsAccepted() => Run<TwoActionsFix>(Bad, "class C { void FineX() { } }", test => test.CodeActionIndex = 1);

    [Fact]
    public Task SecondAction_ByKey_IsAccepted() =>
        Run<TwoActionsFix>(Bad, "class C { void FineX() { } }", test => test.CodeActionEquivalenceKey = "T1.Fine");

    [Fact]
    public Task IndexAndKeyDisagree() => Refused<TwoActionsFix>("must be consistent", Bad, Good, test =>
    {
        test.CodeActionIndex = 1;
        test.CodeActionEquivalenceKey = "T1.Good";
    });

    [Fact]
    public Task UnknownKey() => Refused<TwoActionsFix>("did not match", Bad, Good, test => test.CodeActionEquivalenceKey = "T1.Missing");

    private static Task Run<TFix>(string source, string? fixedCode, Action<CSharpCodeFixTest<BadMethodAnalyzer, TFix, DefaultVerifier>>? configure = null)
        where TFix : CodeFixProvider, new() => Run<BadMethodAnalyzer, TFix>(source, fixedCode, configure);

    private static Task Run<TAnalyzer, TFix>(string source, string? fixedCode, Action<CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>>? configure = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier> test = new() { TestCode = source, FixedCode = fixedCode! };
        configure?.Invoke(test);
        return test.RunAsync();
    }

    private static Task Refused<TFix>(
        string reason, string source, string fixedCode, Action<CSharpCodeFixTest<BadMethodAnalyzer, TFix, DefaultVerifier>>? configure = null)
        where TFix : CodeFixProvider, new() => Refusal.Of(() => Run(source, fixedCode, configure), reason);
}
