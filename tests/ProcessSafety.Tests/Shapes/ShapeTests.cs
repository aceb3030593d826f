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
/// A hazard is found and a look-alike left alone in whatever shape they are written. A fixed sample runs by default. With
/// <c>SHAPES=all dotnet test tests/ProcessSafety.Tests/Hosts/Roslyn512 --filter ShapeTests</c> everything is tried, and what does not
/// hold is listed in artifacts/shapes, each with its program; UPDATE=1 writes docs/shapes.md too.
/// </summary>
public sealed class ShapeTests(ITestOutputHelper output)
{
    /// <summary>One of so many pairs of a program and a rewriting is in the sample.</summary>
    private const int OneOf = 8;

    private const double HazardsThatHold = 0.97;

    private const double LookAlikesThatHold = 0.995;

    private const string Page = "docs/shapes.md";

    private const string Failures = "artifacts/shapes";

    private static readonly bool s_all = Environment.GetEnvironmentVariable("SHAPES") == "all";

    [Fact]
    public async Task VerdictsHold()
    {
        ImmutableArray<ShapeVerdict> verdicts = await ShapeNet.TryAsync(ShapeInput.All, s_all ? 1 : OneOf);
        ShapeShares shares = new(verdicts);
        output.WriteLine($"{verdicts.Length} programs; hazards {shares.Hazards}, look-alikes {shares.LookAlikes}");
        if (s_all)
        {
            List([.. shares.Wrong]);
            if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            {
                await File.WriteAllTextAsync(Path.Combine(SourceTree.Root, Page), ShapePage.Write(shares));
            }
        }

        Assert.All(shares.Wrong, wrong => Assert.True(
            wrong.Lost.Concat(wrong.Invented).All(rule => ShapeReason.Known.Any(reason => reason.Covers(wrong.Shape, rule))),
            $"{wrong.Input}, {wrong.Shape}: lost {string.Join(' ', wrong.Lost)}, invented {string.Join(' ', wrong.Invented)} in\n"
                + $"{wrong.Text}"));
        Assert.InRange(shares.Hazards.Value, HazardsThatHold, 1);
        Assert.InRange(shares.LookAlikes.Value, LookAlikesThatHold, 1);
    }

    /// <summary>Every rewriting fits some program; one that fits none says nothing.</summary>
    [Fact]
    public void Page_NamesEveryShape()
    {
        string page = SourceTree.Read(Page);
        Assert.All(ShapeNet.Rewritings, rewriting => Assert.Contains($"| {ShapePage.Escape(rewriting.Name)} |", page));
    }

    private static void List(ImmutableArray<ShapeVerdict> wrong)
    {
        string folder = Path.Combine(SourceTree.Root, Failures);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        List<string> rows = [];
        foreach ((int index, ShapeVerdict verdict) in wrong.Index())
        {
            rows.Add($"{index}\t{verdict.Shape}\t{verdict.Input}\tlost {string.Join(' ', verdict.Lost)}\tinvented "
                + $"{string.Join(' ', verdict.Invented)}");
            File.WriteAllText(Path.Combine(folder, $"{index}.cs"), $"// {verdict.Input}: {verdict.Shape}\n{verdict.Text}");
        }

        File.WriteAllLines(Path.Combine(folder, "list.tsv"), rows);
    }
}
