using System;
using System.Collections.Generic;
using System.IO;

namespace ProcessSafety.Mutants;

/// <summary>What the command line cannot mean, or what the tree lacks; the message is for the person who typed it.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The command line, checked.</summary>
internal sealed record MutantOptions
{
    public const string Usage = """
        usage: mutants [options]

        Changes the analyzers and fixes at places drawn by chance, one at a time, and runs the tests that reach the place.
        Build the host first: dotnet build tests/ProcessSafety.Tests/Hosts/Roslyn512

          --seed N           which sample (default: 1)
          --count N          how many mutants (default: 100)
          --only FILE:LINE   all mutants of one line instead of a sample
          --output FILE      one line for each mutant, read first and then gone on with (default: artifacts/mutants/SEED.tsv)
          --coverage FILE    which test enters what; filled when missing or of other sources (default: artifacts/mutants/coverage.tsv)
          --without A,B      test classes that are left out (default: ShapeTests,FixShapeTests,TestInputTests)
          --children N       how many mutants run at once, 1 or 2 (default: 2)
          --list             only says which mutants the sample holds
          --help             this text

        Exit code: 0 at least 85 % of the mutants were killed, 1 fewer, 2 bad command line or no build.
        """;

    public int Seed { get; private init; } = 1;
    public int Count { get; private init; } = 100;
    public string? Only { get; private init; }
    public string? Output { get; private init; }
    public string? Coverage { get; private init; }
    public IReadOnlyList<string> Without { get; private init; } = ["ShapeTests", "FixShapeTests", "TestInputTests"];
    public int Children { get; private init; } = 2;
    public bool OnlyLists { get; private init; }
    public bool ShowUsage { get; private init; }

    /// <exception cref="UsageException">An unknown option, or a value that is missing or means nothing.</exception>
    public static MutantOptions Parse(IReadOnlyList<string> args)
    {
        MutantOptions options = new();
        for (int i = 0; i < args.Count; i++)
        {
            string argument = args[i];
            options = argument switch
            {
                "--help" or "-h" => options with { ShowUsage = true },
                "--list" => options with { OnlyLists = true },
                "--seed" => options with { Seed = Number(0, int.MaxValue) },
                "--count" => options with { Count = Number(1, int.MaxValue) },
                "--children" => options with { Children = Number(1, 2) },
                "--only" => options with { Only = Value() },
                "--output" => options with { Output = Path.GetFullPath(Value()) },
                "--coverage" => options with { Coverage = Path.GetFullPath(Value()) },
                "--without" => options with { Without = Value().Split(',') },
                _ => throw new UsageException($"unknown option '{argument}'"),
            };

            string Value() => ++i < args.Count ? args[i] : throw new UsageException($"'{argument}' needs a value");

            int Number(int least, int most) => int.TryParse(Value(), out int number) && number >= least && number <= most
                ? number
                : throw new UsageException($"'{args[i]}' is no number for {argument}");
        }

        return options;
    }
}
