using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace ProcessSafety.Tests.Verifier;

/// <summary>The base class of the rule tests accepts what is right and refuses what the verifier alone would let pass.</summary>
public sealed class RuleTestTests : RuleTest
{
    private const string Bad = "class C { void {|T1:BadX|}() { } }";

    [Fact]
    public Task Reports_Markup() => Reports<BadMethodAnalyzer>(Bad);

    [Fact]
    public Task Reports_TwoFiles() => Reports<BadMethodAnalyzer>(Bad, "class D { void [|Bad2|]() { } }");

    [Fact]
    public Task Reports_Explicit() => Reports<BadMethodAnalyzer>(
        "class C { void {|#0:Bad|}() { } }", new DiagnosticResult(SampleRules.Named).WithLocation(0).WithArguments("Bad"));

    [Fact]
    public Task Reports_RuleThatIsOffByDefault() => Reports<OffByDefaultAnalyzer>("class C { void {|T3:Bad|}() { } }");

    [Fact]
    public Task Reports_Nothing() => Refusal.Of(() => Reports<BadMethodAnalyzer>("class C { }"), "Nothing is expected");

    [Fact]
    public Task Silent_Good() => Silent<BadMethodAnalyzer>("class C { void Good() { } }");

    [Fact]
    public Task Silent_Bad() => Refusal.Of(() => Silent<BadMethodAnalyzer>("class C { void Bad() { } }"), "expected \"0\" actual \"1\"");

    [Fact]
    public Task Silent_Marked() => Refusal.Of(() => Silent<BadMethodAnalyzer>(Bad), "marks a diagnostic");

    [Fact]
    public Task Fix_KeepsComments() => Fix<BadMethodAnalyzer, RenameFix>(
        """
        class C
        {
            // kept
            void {|T1:Bad1|}() { }

            void {|T1:Bad2|}() { }
        }
        """,
        """
        class C
        {
            // kept
            void Good1() { }

            void Good2() { }
        }
        """);

    [Fact]
    public Task Fix_ThreeFiles() => Fix<BadMethodAnalyzer, RenameFix>(
        [Bad, "class D { void {|T1:BadX|}() { } }", "class E { }"],
        ["class C { void GoodX() { } }", "class D { void GoodX() { } }", "class E { }"]);

    [Fact]
    public Task Fix_Configured() =>
        Fix<BadMethodAnalyzer, TwoActionsFix>(Bad, "class C { void FineX() { } }", test => test.CodeActionIndex = 1);

    [Fact]
    public Task Fix_SameSource() => Refusal.Of(() => Fix<BadMethodAnalyzer, RenameFix>(Bad, Bad), "expected to change nothing");

    [NewerRoslynFact("5.0", NewerRoslynFactAttribute.OnNewest)]
    public Task Fix_LeftToTheFormatter_MixesLineEndsWithoutASetting() => Refusal.Of(
        () => Fix<BadMethodAnalyzer, FormattedFix>(
            """
            using System;
            class C
            {
                void {|T1:BadX|}()
                {
                }
            }
            """,
            """
            using System;
            class C
            {
                void GoodX()
                {
                    Console.WriteLine();
                }
            }
            """),
        "mixes line ends");

    [NewerRoslynFact("5.0", NewerRoslynFactAttribute.OnNewest)]
    public Task Fix_BreaksLineEnds() => Refusal.Of(
        () => Fix<BadMethodAnalyzer, LineFeedFix>(
            """
            class C
            {
                void {|T1:BadX|}() { }
            }
            """,
            """
            class C
            {
                // renamed
                void GoodX() { }
            }
            """),
        "mixes line ends");

    [Fact]
    public Task Fix_LosesComment() => Refusal.Of(
        () => Fix<BadMethodAnalyzer, CommentLosingFix>(
            """
            class C
            {
                // precious
                void {|T1:BadX|}() { }
            }
            """,
            "class C\n{\n    \n    void GoodX() { }\n}"),
        "loses the comment '// precious'");

    [Fact]
    public Task Fix_AddsNullableWarning() => Refusal.Of(
        () => Fix<BadMethodAnalyzer, NullableWarningFix>(
            "class C { string {|T1:BadX|}() => \"\"; }",
            "class C { string GoodX() => null; }"),
        "CS8603");

    [Fact]
    public Task Fix_IsNotIdempotent() => Refusal.Of(
        () => Fix<BadMethodAnalyzer, EndlessFix>(
            "class C { void {|T1:Bad|}() { } }",
            "class C { void {|T1:BadXX|}() { } }",
            test =>
            {
                test.FixedState.MarkupHandling = MarkupMode.Allow;
                test.NumberOfIncrementalIterations = -1;
            }),
        "iterations");

    [Fact]
    public Task Fix_IsOfferedForNothing() => Refusal.Of(
        () => Fix<BadMethodAnalyzer, HalfFix>(
            "class C { void {|T1:BadX|}() { } void {|T1:BadNothing|}() { } }",
            "class C { void GoodX() { } void {|T1:BadNothing|}() { } }",
            test =>
            {
                test.FixedState.MarkupHandling = MarkupMode.Allow;
                test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
            }),
        "changes nothing");

    [Fact]
    public Task NoFix_NotOffered() => NoFix<BadMethodAnalyzer, NeverOfferedFix>(Bad);

    [Fact]
    public Task NoFix_Offered() => Refusal.Of(() => NoFix<BadMethodAnalyzer, RenameFix>(Bad), "did not match");

    [Fact]
    public Task NoFix_OfNothing() =>
        Refusal.Of(() => NoFix<BadMethodAnalyzer, NeverOfferedFix>("class C { }"), "Nothing that the fix fixes");

    [NewerSyntaxFact(csharp: 12)]
    public Task NewerSyntax() => Reports<BadMethodAnalyzer>("class C(int x) { int {|T1:Bad|}() => x; }");
}
