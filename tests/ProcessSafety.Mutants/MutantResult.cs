using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ProcessSafety.Mutants.Mutations;

namespace ProcessSafety.Mutants;

/// <summary>What became of a mutant.</summary>
internal enum Verdict
{
    Killed,
    TimedOut,
    Survived,
    Unreached,
}

/// <summary>One row of the output.</summary>
/// <param name="Reaching">How many tests reach the place.</param>
/// <param name="Killer">The test that failed, crashed or did not end.</param>
internal sealed record MutantResult(string Key, Verdict Verdict, int Reaching, int Seconds, string Killer)
{
    public string File => Key.Split('\t')[0];
    public string Line => Key.Split('\t')[1];
    public string Before => Key.Split('\t')[4];
    public string After => Key.Split('\t')[5];

    public bool IsKilled => Verdict is Verdict.Killed or Verdict.TimedOut;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Verdict}\t{Key}\t{Reaching}\t{Seconds}\t{Mutant.Flat(Killer)}");

    /// <summary>The rows of a run that was interrupted; the last one may be cut.</summary>
    public static Dictionary<string, MutantResult> Read(string path) => !System.IO.File.Exists(path)
        ? []
        : System.IO.File.ReadLines(path)
            .Select(static line => line.Split('\t'))
            .Where(static cells => cells.Length == 10)
            .Select(static cells => new MutantResult(
                string.Join('\t', cells[1..7]),
                Enum.Parse<Verdict>(cells[0]),
                int.Parse(cells[7], CultureInfo.InvariantCulture),
                int.Parse(cells[8], CultureInfo.InvariantCulture),
                cells[9]))
            .GroupBy(static result => result.Key)
            .ToDictionary(static same => same.Key, static same => same.Last());
}
