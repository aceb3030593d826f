using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ProcessSafety.Mutants.Tests;

/// <summary>A test that was run over the instrumented product: how long it took, whether it passed, what it entered.</summary>
internal sealed record CoveredTest(TestCase Test, int Milliseconds, bool Passed, BitArray Entered);

/// <summary>
/// Which tests enter which members, kept in a file. The first line is the state of the sources; a file of another state is begun anew.
/// </summary>
internal sealed class Coverage
{
    private readonly string _path;
    private readonly object _writing = new();

    private Coverage(string path) => _path = path;

    public Dictionary<string, CoveredTest> Tests { get; } = [];

    /// <summary>Members that are entered once a process, with the types whose initialisation enters them.</summary>
    public Dictionary<int, HashSet<string>> Owners { get; } = [];

    /// <param name="state">Says which sources the members were counted in.</param>
    public static Coverage Open(string path, string state)
    {
        Coverage coverage = new(path);
        if (!File.Exists(path) || File.ReadLines(path).FirstOrDefault() != state)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, state + "\n");
            return coverage;
        }

        foreach (string[] cells in File.ReadLines(path).Skip(1).Select(static line => line.Split('\t')))
        {
            coverage.Take(cells);
        }

        return coverage;
    }

    public void AddOwner(string id, string owner) => Add(["O", id, owner]);

    public void AddTest(TestCase test, string milliseconds, bool passed, string entered) =>
        Add(["T", test.Id, test.Class, test.Name, milliseconds, passed ? "passed" : "failed", entered]);

    private void Add(string[] cells)
    {
        lock (_writing)
        {
            Take(cells);
            File.AppendAllText(_path, string.Join('\t', cells) + "\n");
        }
    }

    private void Take(string[] cells)
    {
        switch (cells)
        {
            case ["O", string id, string owner]:
                if (!Owners.TryGetValue(int.Parse(id), out HashSet<string>? owners))
                {
                    Owners.Add(int.Parse(id), owners = []);
                }

                owners.Add(owner);
                break;
            case ["T", string id, string name, string display, string time, string end, string bits]:
                Tests[id] = new CoveredTest(
                    new TestCase(id, name, display),
                    int.Parse(time),
                    end == "passed",
                    new BitArray(Convert.FromBase64String(bits)));
                break;
        }
    }
}
