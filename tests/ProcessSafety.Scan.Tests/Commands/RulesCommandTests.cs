using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ProcessSafety.Scan.Analysis;
using Xunit;

namespace ProcessSafety.Scan.Tests.Commands;

public sealed class RulesCommandTests
{
    public static TheoryData<string> Ids => [.. Rulebook.Rules.Select(static rule => rule.Id)];

    [Fact]
    public async Task Rules_ListsAll()
    {
        ToolRun run = await Tool.RunAsync("rules");

        IEnumerable<string> listed = run.Lines.Select(static line => line.Split(' ')[0])
            .Where(static word => word.StartsWith("PSAFE", StringComparison.Ordinal));
        Assert.Equal(Rulebook.Rules.Select(static rule => rule.Id), listed.Order(StringComparer.Ordinal));
        Assert.Contains(run.Lines, static line => line == "ProcessIO");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Explain_ShowsThePage(string id)
    {
        ToolRun run = await Tool.RunAsync("explain", id.ToLowerInvariant());

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"{id}: {Rulebook.Find(id)!.Title}", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("](", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"/docs/rules/{id}.md\n", run.Output, StringComparison.Ordinal);
    }
}
