using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.Scan.Tests;

public sealed class SelfTests
{
    /// <summary>The rules hold for the tool that carries them.</summary>
    [Fact]
    public async Task Tool_FindsNothingInItself()
    {
        ToolRun run = await Tool.RunAsync(
            "scan", Path.Combine(Repository.Root, "src", "Scan"), "--no-restore", "--quiet", "--severity", "info");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.StartsWith("0 findings; 1 project, ", run.Output, System.StringComparison.Ordinal);
        Assert.Empty(run.Messages);
    }
}
