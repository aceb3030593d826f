using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace ProcessSafety.Tests.Verifier;

/// <summary>Numbers of iterations: positive ones are exact, negative ones a bound, 0 means that no fix is offered.</summary>
public sealed class IterationTests
{
    private const string TwoBad = "class C { void {|T1:BadX|}() { } void {|T1:BadY|}() { } }";

    private const string TwoGood = "class C { void GoodX() { } void GoodY() { } }";

    // Fixed in two rounds, though it is one diagnostic.
    private const string TwoRounds = "class C { void {|T1:BadBadX|}() { } }";

    private const string TwoRoundsDone = "class C { void X() { } }";

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    [InlineData(-5)]
    public Task OneByOne_RightNumber(int iterations) => Rename(test => test.NumberOfIncrementalIterations = iterations);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(0)]
    public Task OneByOne_WrongNumber(int iterations) => Refusal.Of(() => Rename(test => test.NumberOfIncrementalIterations = iterations), "Iterative code fix application");

    [Fact]
    public Task FixAll_RightNumber() => Rename(test => test.NumberOfFixAllIterations = 1);

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public Task FixAll_WrongNumber(int iterations) => Refusal.Of(() => Rename(test => test.NumberOfFixAllIterations = iterations), "Fix all in document");

    [Fact]
    public Task FixAllInDocument_WrongNumber() => Refusal.Of(() => Rename(test => test.NumberOfFixAllInDocumentIterations = 2), "Fix all in document");

    [Fact]
    public Task FixAllInProject_WrongNumber() => Refusal.Of(() => Rename(test => test.NumberOfFixAllInProjectIterations = 2), "Fix all in project");

    [Fact]
    public Task MoreRoundsThanDiagnostics() => Refusal.Of(() => Syllables(_ => { }), "iterations");

    [Fact]
    public Task MoreRoundsThanDiagnostics_AsStated_IsAccepted() => Syllables(test =>
    {
        test.NumberOfIncrementalIterations = 2;
        test.NumberOfFixAllIterations = 2;
    });

    [Fact]
    public Task NoEnd() => Refusal.Of(
        () => new CSharpCodeFixTest<BadMethodAnalyzer, EndlessFix, DefaultVerifier>
        {
            TestCode = "class C { void {|T1:Bad|}() { } }",
            FixedCode = "class C { void {|T1:BadXX|}() { } }",
        }.RunAsync(),
        "Expected '1' iterations");

    [Fact]
    public Task OneDocumentAfterTheOther_IsAccepted() => new CSharpCodeFixTest<BadMethodAnalyzer, RenameFix, DefaultVerifier>
    {
        TestState = { Sources = { "class C { void {|T1:BadX|}() { } }", "class D { void {|T1:BadX|}() { } }" } },
        FixedState = { Sources = { "class C { void GoodX() { } }", "class D { void GoodX() { } }" } },
        NumberOfIncrementalIterations = 2,
        NumberOfFixAllInDocumentIterations = 2,
        NumberOfFixAllInProjectIterations = 1,
    }.RunAsync();

    [Fact]
    public Task FixOne_IsAccepted() => new CSharpCodeFixTest<BadMethodAnalyzer, RenameFix, DefaultVerifier>
    {
        TestCode = TwoBad,
        FixedState = { Sources = { "class C { void GoodX() { } void {|T1:BadY|}() { } }" }, MarkupHandling = MarkupMode.Allow },
        BatchFixedState = { Sources = { TwoGood }, MarkupHandling = MarkupMode.Allow },
        CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne,
        NumberOfIncrementalIterations = 1,
        NumberOfFixAllIterations = 1,
    }.RunAsync();

    private static Task Rename(Action<CSharpCodeFixTest<BadMethodAnalyzer, RenameFix, DefaultVerifier>> configure)
    {
        CSharpCodeFixTest<BadMethodAnalyzer, RenameFix, DefaultVerifier> test = new() { TestCode = TwoBad, FixedCode = TwoGood };
        configure(test);
        return test.RunAsync();
    }

    private static Task Syllables(Action<CSharpCodeFixTest<BadMethodAnalyzer, OneSyllableFix, DefaultVerifier>> configure)
    {
        CSharpCodeFixTest<BadMethodAnalyzer, OneSyllableFix, DefaultVerifier> test = new() { TestCode = TwoRounds, FixedCode = TwoRoundsDone };
        configure(test);
        return test.RunAsync();
    }
}
