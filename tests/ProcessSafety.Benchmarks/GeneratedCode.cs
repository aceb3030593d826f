using System.Linq;
using System.Text;
using static ProcessSafety.Benchmarks.Templates;

namespace ProcessSafety.Benchmarks;

public enum Input
{
    /// <summary>No finalizer, and no delegate that leaves the process.</summary>
    Ordinary,
    WithFinalizers,
    WithChildDelegates,
    WithProcesses,

    /// <summary>More than 100 places that make or open a primitive by a name; in each small file one does it in another scope.</summary>
    WithNamedPrimitives,
}

/// <summary>
/// Ordinary code in any amount: half of it services that lock, wait and use collections; the other half, on demand, types with finalizers,
/// with delegates that run in a child process, with process starts, or with named primitives.
/// </summary>
internal static class GeneratedCode
{
    /// <summary>Files of about 300 lines.</summary>
    public static string[] Files(Input input, int files) =>
        [.. Enumerable.Range(0, files)
            .Select(file => File($"Part{file}", input, types: 6)
                + (input == Input.WithNamedPrimitives ? Visitor.Replace("NAME", $"Part{file}1") : ""))];

    /// <summary>One file of at least <paramref name="lines"/> lines.</summary>
    public static string LargeFile(Input input, int lines)
    {
        int types = 2;
        string text;
        do
        {
            types += 10;
            text = File("Large", input, types);
        }
        while (text.Count(static c => c == '\n') < lines);

        return text;
    }

    /// <summary>One file with that many process starts, ten in each of its types.</summary>
    public static string ProcessStarts(int starts)
    {
        StringBuilder text = new(Usings);
        text.Append("namespace Subject.Starts;\n\n");
        for (int i = 0; i < starts / StartsOfALauncher; i++)
        {
            text.Append(Launcher.Replace("NAME", $"{i}")).Append('\n');
        }

        return text.ToString();
    }

    private static string File(string name, Input input, int types)
    {
        StringBuilder text = new(Usings);
        text.Append("namespace Subject.").Append(name).Append(";\n\n");
        for (int i = 0; i < types; i++)
        {
            string template = (i % 2, input) switch
            {
                (0, _) => Service,
                (_, Input.Ordinary) => Plain,
                (_, Input.WithChildDelegates) => Worker,
                (_, Input.WithProcesses) => Launcher,
                (_, Input.WithNamedPrimitives) => i % 4 == 1 ? Gate : Plain,
                _ => (i / 2 % 3) switch { 0 => Pool, 1 => Device, _ => Hook },
            };
            text.Append(template.Replace("NAME", $"{name}{i}")).Append('\n');
        }

        return text.ToString();
    }
}
