using Xunit;

namespace ProcessSafety.Tests.Flow;

/// <summary>From() leads to To() on some path that does not pass Stop().</summary>
public sealed class FlowReachTests
{
    [Theory]
    [InlineData("From(); To();")]
    [InlineData("From(); if (Ask()) Stop(); To();")]
    [InlineData("From(); if (Ask()) { Stop(); return; } To();")]
    [InlineData("while (Ask()) { To(); From(); }")]
    [InlineData("for (;;) { if (Ask()) break; From(); To(); Stop(); }")]
    [InlineData("switch (Environment.TickCount) { case 1: From(); goto case 2; case 2: To(); break; }")]
    [InlineData("try { From(); return; } finally { To(); }")]
    [InlineData("try { try { From(); return; } finally { Ask(); } } finally { To(); }")]
    [InlineData("try { Ask(); } finally { From(); } To();")]
    [InlineData("From(); try { Ask(); } finally { Open(); } To();")]
    [InlineData("foreach (char c in string.Empty) { From(); } To();")]
    [InlineData("await foreach (int i in Items()) { To(); From(); }")]
    [InlineData("lock (this) { From(); } To();")]
    [InlineData("Console.Write((Ask() ? 1 : 2) + Open().ToString().Length); From(); await Task.Yield(); To();")]
    [InlineData("From(); goto end; end: To();")]
    [InlineData("From(); int x = Ask() switch { true => 1, _ => 2 }; To();")]
    public void Reaches(string statements) => Assert.True(FlowSource.Method(statements).FromReachesTo());

    [Theory]
    [InlineData("To(); From();")]
    [InlineData("From(); Stop(); To();")]
    [InlineData("if (Ask()) From(); else To();")]
    [InlineData("switch (Environment.TickCount) { case 1: From(); break; case 2: To(); break; }")]
    [InlineData("From(); if (Ask()) { Stop(); } else { Stop(); } To();")]
    [InlineData("From(); if (Ask()) return; Stop(); To();")]
    [InlineData("From(); while (true) { Ask(); } To();")]
    [InlineData("From(); throw new Exception(); To();")]
    [InlineData("try { From(); } finally { Stop(); } To();")]
    [InlineData("try { From(); return; } finally { Ask(); } To();")]
    [InlineData("try { try { From(); return; } finally { Stop(); } } finally { To(); }")]
    [InlineData("while (Ask()) { To(); From(); Stop(); }")]
    [InlineData("try { From(); } catch (Exception) { To(); }")]
    [InlineData("From(); void Local() { To(); }")]
    [InlineData("Action run = () => From(); To();")]
    public void DoesNotReach(string statements)
    {
        FlowSource source = FlowSource.Method(statements);

        if (source.Body("From").Graph == source.Body("To").Graph)
        {
            Assert.False(source.FromReachesTo());
        }
        else
        {
            Assert.Null(source.Body("From").PointOf(source.Call("To")));
        }
    }

    [Theory]
    [InlineData("try { From(); Ask(); } catch (Exception) { To(); }")]
    [InlineData("try { From(); Ask(); Stop(); } catch (Exception) when (Ask()) { To(); }")]
    [InlineData("try { try { From(); Ask(); } finally { Open(); } } catch (Exception) { To(); }")]
    [InlineData("try { From(); Ask(); Stop(); } finally { To(); }")]
    [InlineData("try { Ask(); } catch (IOException) { From(); throw; } finally { To(); }")]
    [InlineData("From(); try { if (Ask()) throw new Exception(); Stop(); } catch (Exception) { } To();")]
    public void Reaches_ThroughAnException(string statements) =>
        Assert.True(FlowSource.Method(statements).FromReachesTo(throughExceptions: true));

    [Theory]
    [InlineData("try { From(); Stop(); Ask(); } catch (Exception) { To(); }")]
    [InlineData("try { try { From(); Ask(); } finally { Stop(); } } catch (Exception) { To(); }")]
    [InlineData("try { Ask(); } catch (Exception) { From(); throw; } To();")]
    [InlineData("if (Ask()) { } try { Action run = () => { if (Ask()) { To(); } else { From(); Ask(); } }; } finally { Open(); }")]
    [InlineData("foreach (char c in string.Empty) { void Local() { if (Ask()) { To(); } else { From(); Ask(); } } }")]
    public void DoesNotReach_ThroughAnException(string statements) =>
        Assert.False(FlowSource.Method(statements).FromReachesTo(throughExceptions: true));

    [Theory]
    [InlineData("if (!Ask()) { To(); return; } Stop();", true, false)]
    [InlineData("if (!Ask()) { Stop(); return; } To();", true, true)]
    [InlineData("while (!Ask()) { To(); }", true, false)]
    [InlineData("if (Ask() && this != null) To();", false, false)]
    public void Condition_IsTakenAsKnown(string statements, bool answer, bool reaches)
    {
        FlowSource source = FlowSource.Method(statements);

        Assert.Equal(
            reaches,
            source.Body("Ask")
                .From(source.Point("Ask"), known: value => value.Syntax.ToString() == "Ask()" ? answer : null)
                .Contains(source.Point("To")));
    }
}
