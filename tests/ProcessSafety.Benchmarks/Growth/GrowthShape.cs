using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;

namespace ProcessSafety.Benchmarks.Growth;

/// <summary>Code of one kind in any amount.</summary>
/// <param name="Name">What grows.</param>
/// <param name="Unit">What the time is counted by.</param>
/// <param name="Sizes">How many units, from small to large.</param>
/// <param name="Sources">The files that hold so many.</param>
internal sealed record GrowthShape(string Name, string Unit, ImmutableArray<int> Sizes, Func<int, string[]> Sources)
{
    private const int LinesOfFile = 300;
    private const int LinesOfPlainFile = 400;

    private static readonly ImmutableArray<int> Lines = [10_000, 100_000, 400_000];
    private static readonly ImmutableArray<int> Roots = [10, 100, 1_000];

    public static ImmutableArray<GrowthShape> All { get; } =
    [
        OfLines("ordinary code", Input.Ordinary),
        OfLines("finalizers", Input.WithFinalizers),
        OfLines("process starts", Input.WithProcesses),
        OfLines("child delegates", Input.WithChildDelegates),
        OfLines("named primitives", Input.WithNamedPrimitives),
        new("starts in one file", "start", Roots, static starts => [GeneratedCode.ProcessStarts(starts)]),
        new("finalizers that reach one helper", "finalizer", Roots, static count => [Finalizers(count)]),
        new("calls below one finalizer", "call", Roots, static calls => [Chain(calls)]),
        new("implementations of one call", "implementation", Roots, static types => [Dispatch(types)]),
        new("lines of one file", "line", [1_000, 10_000, 50_000], static lines => [GeneratedCode.LargeFile(Input.Ordinary, lines)]),
    ];

    private static GrowthShape OfLines(string name, Input input) => new(
        name,
        "line",
        Lines,
        lines => GeneratedCode.Files(input, lines / (input == Input.Ordinary ? LinesOfPlainFile : LinesOfFile)));

    private static string Finalizers(int count)
    {
        StringBuilder text = new("using System.Threading;\n\nstatic class Log { public static void Write() => Thread.Sleep(1); }\n");
        for (int i = 0; i < count; i++)
        {
            text.Append("\nsealed class Handle").Append(i).Append(" { ~Handle").Append(i).Append("() => Log.Write(); }\n");
        }

        return text.ToString();
    }

    private static string Chain(int calls)
    {
        StringBuilder text = new("using System.Threading;\n\nsealed class Handle\n{\n    ~Handle() => Step0();\n");
        for (int i = 0; i < calls; i++)
        {
            text.Append("\n    private static void Step").Append(i).Append("() => Step").Append(i + 1).Append("();\n");
        }

        return text.Append("\n    private static void Step").Append(calls).Append("() => Thread.Sleep(1);\n}\n").ToString();
    }

    private static string Dispatch(int types)
    {
        StringBuilder text = new("""
            using System.Threading;

            interface ISink { void Write(); }

            sealed class Handle { private readonly ISink _sink = new Sink0(); ~Handle() => _sink.Write(); }

            """);
        foreach (int i in Enumerable.Range(0, types))
        {
            text.Append("\nsealed class Sink").Append(i).Append(" : ISink { public void Write() => Thread.Sleep(1); }\n");
        }

        return text.ToString();
    }
}
