using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.Tests.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.Engine.Values;

/// <summary>Which assignments of a local a place sees, one shape each: the start info that redirects, or one that does not.</summary>
public sealed class ReachingAssignmentsTests : RuleTest
{
    [Theory]
    [InlineData("i = Out(); Use(i); i = Plain(); Use(i); i = Out(); {|PSAFE703:Process.Start(i)|};")]
    [InlineData("i = Plain(); if (b) { i = Out(); {|PSAFE703:Process.Start(i)|}; }")]
    [InlineData("i = Plain(); switch (n) { case 1: i = Out(); {|PSAFE703:Process.Start(i)|}; break; default: i = Plain(); break; }")]
    [InlineData("i = Plain(); for (int k = 0; k < n; k++) { i = Out(); {|PSAFE703:Process.Start(i)|}; i = Plain(); }")]
    [InlineData("i = Plain(); try { i = Out(); {|PSAFE703:Process.Start(i)|}; } finally { i = Plain(); }")]
    [InlineData("i = Plain(); do { i = Out(); } while (b && n++ < 3); {|PSAFE703:Process.Start(i)|};")]
    [InlineData("i = Out(); if (b) { i = Plain(); return; } {|PSAFE703:Process.Start(i)|};")]
    public Task Hazard_SeesTheOneThatRedirects(string statements) => Reports<UnreadStreamAnalyzer>(Source(statements));

    [Theory]
    [InlineData("i = Out(); Use(i); i = Plain(); Process.Start(i);")]
    [InlineData("i = Out(); if (b) i = Plain(); Process.Start(i);")]
    [InlineData("i = Out(); if (b) { i = Plain(); Process.Start(i); }")]
    [InlineData("i = Plain(); while (n-- > 0) { Process.Start(i); i = Out(); }")]
    [InlineData("i = Plain(); void Later() { i = Out(); } Later(); Process.Start(i);")]
    [InlineData("i = Out(); var j = i; i = Plain(); j.RedirectStandardOutput = false; Process.Start(j);")]
    [InlineData("i = Out(); try { i = Plain(); } finally { Process.Start(i); }")]
    public Task Safe_SeesAnother(string statements) => Silent<UnreadStreamAnalyzer>(Source(statements));

    private static string Source(string statements) => ProcessSource.Of(
        $"void Go(bool b, int n) {{ ProcessStartInfo i; {statements} }} static ProcessStartInfo Plain() => new(\"a\"); "
            + "static ProcessStartInfo Out() => new(\"b\") { RedirectStandardOutput = true };");
}
