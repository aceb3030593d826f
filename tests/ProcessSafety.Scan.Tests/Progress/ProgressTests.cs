using System;
using System.IO;
using ProcessSafety.Scan.Progress;
using ProcessSafety.Scan.Terminal;
using Xunit;

namespace ProcessSafety.Scan.Tests.Progress;

public sealed class ProgressTests
{
    [Fact]
    public void Lines_TellWhatIsDone_AndWhatIsLeft_AtMostOneInTwoSeconds()
    {
        Clock clock = new();
        using StringWriter output = new();
        LineProgress progress = new(Consoles.Create(output), clock);

        progress.Stage("Reading projects");
        progress.Stage("Reading sources");
        progress.Begin(projects: 4, lines: 4000);
        clock.Forward(TimeSpan.FromSeconds(1));
        progress.Done("One", 500, findings: 0);
        clock.Forward(TimeSpan.FromSeconds(9));
        progress.Done("Two", 500, findings: 1);
        progress.Done("Three", 2000, findings: 2);
        progress.Done("Four", 1000, findings: 2);

        Assert.Equal(
            """
            Reading projects
            Scanning 4 projects, 4,000 lines
            2 of 4 projects, 1,000 of 4,000 lines, 1 finding, about 30 s left
            4 of 4 projects, 4,000 of 4,000 lines, 2 findings

            """,
            output.ToString());
    }

    [Theory]
    [InlineData(59, "about 59 s left")]
    [InlineData(61, "about 2 min left")]
    public void TimeLeft_IsInSecondsOrMinutes(int seconds, string expected)
    {
        Clock clock = new();
        ProgressState state = new(clock, projects: 2, lines: 200);

        clock.Forward(TimeSpan.FromSeconds(seconds));
        state.Done(100, findings: 0);

        Assert.EndsWith(expected, state.ToString(), StringComparison.Ordinal);
    }

    private sealed class Clock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Forward(TimeSpan time) => _now += time.Ticks;
    }
}
