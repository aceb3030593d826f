using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace ProcessSafety.Mutants.Tests;

/// <summary>Runs the tests that a coverage file lacks over the instrumented product, in one child for each folder.</summary>
internal static class CoverageRun
{
    // A test that waits for another process may say nothing for long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The tests of the host, without those of the classes that are left out.</summary>
    public static List<TestCase> Tests(HostFolder folder, IReadOnlyCollection<string> without)
    {
        List<TestCase> tests = [];
        ChildEnd end = folder.Run(
            ["list"],
            cells => tests.Add(new TestCase(cells[1], cells[2], cells[3])),
            static _ => Patience);
        return end == ChildEnd.Finished
            ? tests.Where(test => !without.Contains(test.ShortClass)).DistinctBy(static test => test.Id).ToList()
            : throw new UsageException($"the tests in '{folder.FullPath}' cannot be listed: the child {end}");
    }

    public static void Complete(Coverage coverage, IReadOnlyList<TestCase> tests, IReadOnlyList<HostFolder> folders)
    {
        List<IGrouping<string, TestCase>> missing = tests.Where(test => !coverage.Tests.ContainsKey(test.Id))
            .GroupBy(static test => test.Class)
            .ToList();
        if (missing.Count == 0)
        {
            return;
        }

        Dictionary<string, TestCase> known = tests.ToDictionary(static test => test.Id);
        Console.Error.WriteLine($"coverage: {missing.Sum(static tests => tests.Count())} tests run over the instrumented product");
        Parallel.ForEach(folders, new ParallelOptions { MaxDegreeOfParallelism = folders.Count }, folder =>
        {
            int number = folders.ToList().IndexOf(folder);
            List<IReadOnlyList<TestCase>> own = missing.Where((_, index) => index % folders.Count == number)
                .Select(static tests => (IReadOnlyList<TestCase>)tests.ToList())
                .ToList();
            new TestJob(Covers: true, own).Write(folder.Job);
            ChildEnd end = folder.Run(["run", folder.Job], cells => Note(coverage, known, cells), static _ => Patience);
            Console.Error.WriteLine($"coverage: child {number} {end}");
        });
    }

    private static void Note(Coverage coverage, Dictionary<string, TestCase> known, string[] cells)
    {
        switch (cells)
        {
            case ["O", string id, string owner]:
                coverage.AddOwner(id, owner);
                break;
            case ["P" or "F", string id, string time, string entered]:
                coverage.AddTest(known[id], time, cells[0] == "P", entered);
                break;
        }
    }
}
