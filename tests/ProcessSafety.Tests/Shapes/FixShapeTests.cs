using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ProcessSafety.Tests.Robustness;
using Xunit;
using Xunit.Abstractions;

namespace ProcessSafety.Tests.Shapes;

/// <summary>
/// Whatever shape a hazard has, what a fix makes of it compiles, cures it and leads to no other finding. A fixed sample runs by default;
/// <c>SHAPES=all dotnet test tests/ProcessSafety.Tests/Hosts/Roslyn512 --filter FixShapeTests</c> tries all and lists in artifacts/fixes
/// what is not sound and what is not offered; UPDATE=1 writes docs/fix-shapes.md too.
/// </summary>
public sealed class FixShapeTests(ITestOutputHelper output)
{
    /// <summary>One of so many pairs of a program and a rewriting is in the sample.</summary>
    private const int OneOf = 40;

    private const double Offered = 0.85;

    private const string Page = "docs/fix-shapes.md";

    private const string Failures = "artifacts/fixes";

    private static readonly bool s_all = Environment.GetEnvironmentVariable("SHAPES") == "all";

    [Fact]
    public async Task FixesAreSound()
    {
        ImmutableArray<FixVerdict> verdicts = await FixShapeNet.TryAsync(ShapeInput.All, s_all ? 1 : OneOf);
        ImmutableArray<FixVerdict> unsound = [.. verdicts.Where(verdict => verdict.Problem is not null)];
        Share offered = new(verdicts.Where(verdict => verdict.Problem is null).Select(verdict => verdict.IsOffered));
        output.WriteLine($"offered {offered}, unsound {unsound.Length}");
        if (s_all)
        {
            List([.. verdicts.Where(verdict => verdict.Problem is not null || !verdict.IsOffered)]);
            if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            {
                await File.WriteAllTextAsync(Path.Combine(SourceTree.Root, Page), FixShapePage.Write(verdicts));
            }
        }

        Assert.All(
            unsound,
            verdict => Assert.Fail($"{verdict.Input}, {verdict.Shape}: {verdict.Fix} {verdict.Problem} in\n{verdict.Text}"));
        Assert.InRange(offered.Value, Offered, 1);
        ILookup<string, FixVerdict> missing = verdicts.Where(verdict => !verdict.IsOffered).ToLookup(verdict => verdict.Fix);
        Assert.All(missing, fix => Assert.True(
            FixReason.All.Any(reason => reason.Fix == fix.Key),
            $"No reason says why {fix.Key} is not offered, as for {fix.First().Input}, {fix.First().Shape}, in\n{fix.First().Text}"));
        if (s_all)
        {
            Assert.All(FixReason.All, reason => Assert.True(missing.Contains(reason.Fix), $"{reason.Fix} is offered everywhere."));
        }
    }

    /// <summary>What the page says of a fix is what the tests accept.</summary>
    [Fact]
    public void Page_GivesEveryReason()
    {
        string page = SourceTree.Read(Page);
        Assert.All(FixReason.All, reason => Assert.Contains($"| {reason.Text} |", page));
    }

    private static void List(ImmutableArray<FixVerdict> verdicts)
    {
        string folder = Path.Combine(SourceTree.Root, Failures);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        List<string> rows = [];
        foreach ((int index, FixVerdict verdict) in verdicts.Index())
        {
            rows.Add($"{index}\t{verdict.Fix}\t{verdict.Shape}\t{verdict.Input}\t{verdict.Problem ?? "not offered"}");
            File.WriteAllText(Path.Combine(folder, $"{index}.cs"), $"// {verdict.Fix}, {verdict.Shape}\n{verdict.Text}");
        }

        File.WriteAllLines(Path.Combine(folder, "list.tsv"), rows);
    }
}
