using System.Linq;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using Xunit;

namespace ProcessSafety.Tests.Flow;

/// <summary>Which branches and loops of its body From() is in, innermost first.</summary>
public sealed class BranchesRoundTests
{
    [Theory]
    [InlineData("From();", 0)]
    [InlineData("{ lock (this) { try { using (Open()) { From(); } } finally { } } }", 0)]
    [InlineData("try { } finally { From(); }", 0)]
    [InlineData("if (Ask()) { From(); }", 1)]
    [InlineData("if (Ask()) { } else { From(); }", 1)]
    [InlineData("if (Ask()) { if (Ask()) { From(); } }", 2)]
    [InlineData("if (From() is { }) { }", 0)]
    [InlineData("_ = Ask() ? From() : null;", 1)]
    [InlineData("_ = From() ?? null;", 0)]
    [InlineData("_ = (Ask() ? this : null) ?? From();", 1)]
    [InlineData("var x = this; x ??= From();", 1)]
    [InlineData("_ = Ask() && From() is null;", 1)]
    [InlineData("_ = From() is null || Ask();", 0)]
    [InlineData("switch (From()) { case null: break; }", 0)]
    [InlineData("switch (Ask()) { case true: From(); break; }", 1)]
    [InlineData("_ = Ask() switch { true => From(), _ => null };", 1)]
    [InlineData("_ = From() switch { null => 1, _ => 2 };", 0)]
    [InlineData("try { } catch { From(); }", 1)]
    [InlineData("try { From(); } catch { }", 0)]
    [InlineData("while (Ask()) { From(); }", 1)]
    [InlineData("while (From() is null) { }", 0)]
    [InlineData("do { From(); } while (Ask());", 1)]
    [InlineData("for (From(); Ask(); Stop()) { }", 0)]
    [InlineData("for (; Ask(); From()) { }", 1)]
    [InlineData("foreach (var c in From().ToString()) { }", 0)]
    [InlineData("foreach (var c in \"\") { From(); }", 1)]
    [InlineData("this?.Stop(); From()?.Stop();", 0)]
    [InlineData("if (Ask()) { Action act = () => { if (Ask()) { From(); } }; }", 1)]
    [InlineData("if (Ask()) { Inner(); void Inner() => From(); }", 0)]
    public void Operation_IsIn(string statements, int expected) =>
        Assert.Equal(expected, ControlFlow.BranchesRound(Source(statements).Call("From")).Count());

    [Theory]
    [InlineData("while (Ask()) { From(); }", true)]
    [InlineData("while (From() is null) { }", true)]
    [InlineData("for (; Ask(); From()) { }", true)]
    [InlineData("foreach (var c in \"\") { if (Ask()) { From(); } }", true)]
    [InlineData("foreach (var c in From().ToString()) { }", false)]
    [InlineData("while (Ask()) { Action act = () => From(); }", false)]
    [InlineData("if (Ask()) { From(); }", false)]
    public void Operation_IsRepeated(string statements, bool expected) =>
        Assert.Equal(expected, ControlFlow.LoopRound(Source(statements).Call("From")) is not null);

    [Theory]
    [InlineData("if (Ask()) { } From();", "Ask", true)]
    [InlineData("if (!Ask() || true) { }", "Ask", true)]
    [InlineData("_ = Ask() ? 1 : 2;", "Ask", true)]
    [InlineData("switch (Ask()) { case true: break; }", "Ask", true)]
    [InlineData("_ = Ask() switch { true => 1, _ => 2 };", "Ask", true)]
    [InlineData("if (true) { Ask(); }", "Ask", false)]
    [InlineData("Ask();", "Ask", false)]
    public void Operation_IsAsked(string statements, string call, bool expected) =>
        Assert.Equal(expected, ControlFlow.IsAsked(Source(statements).Call(call)));

    [Theory]
    [InlineData("if (Ask()) { return; } From();", true)]
    [InlineData("From(); if (Ask()) { return; }", false)]
    [InlineData("Func<int> get = () => { return 1; }; From();", false)]
    [InlineData("if (Ask()) { throw null; } From();", false)]
    public void Body_ReturnsBefore(string statements, bool expected) =>
        Assert.Equal(expected, ControlFlow.MayReturnBefore(Source(statements).Call("From")));

    private static FlowSource Source(string statements) => FlowSource.File(
        $$"""
        using System;
        class Test
        {
            Test From() => this; void Stop() { } bool Ask() => true; IDisposable Open() => null;
            void Method()
            {
                {{statements}}
            }
        }
        """);
}
