using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ProcessSafety.Mutants.Tests;

/// <summary>What a child is to run: batches of tests, with a note of what they enter or up to the first failure.</summary>
internal sealed record TestJob(bool Covers, IReadOnlyList<IReadOnlyList<TestCase>> Batches)
{
    public void Write(string path) => File.WriteAllLines(path, Batches
        .SelectMany(static (batch, number) => batch.Select(test => $"{number}\t{test.Id}\t{test.Class}"))
        .Prepend(Covers ? "cover" : "run"));

    public static TestJob Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        return new TestJob(
            lines[0] == "cover",
            lines.Skip(1)
                .Select(static line => line.Split('\t'))
                .GroupBy(static cells => cells[0], static cells => new TestCase(cells[1], cells[2], ""))
                .Select(static batch => batch.ToList())
                .ToList());
    }
}
