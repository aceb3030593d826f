using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ProcessSafety.Scan.Commands;
using ProcessSafety.Scan.Terminal;

namespace ProcessSafety.Scan.Tests;

/// <summary>What a run of the tool printed, and its exit code.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Messages)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Id and place of each finding of a run with `--format tsv`.</summary>
    public string[] Findings =>
        [.. Lines.Select(static line => line.Split('\t')).Select(static cells => $"{cells[0]} {cells[2]}:{cells[3]}")];

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Messages}";
}

/// <summary>Runs the tool in this process.</summary>
internal static class Tool
{
    public static Task<ToolRun> RunAsync(params string[] args) => RunAsync("", args);

    /// <summary>Runs it with a user who types <paramref name="input"/>.</summary>
    public static async Task<ToolRun> RunAsync(string input, string[] args)
    {
        using StringWriter output = new();
        using StringWriter messages = new();
        using StringReader typed = new(input);
        int code = await CommandLine.RunAsync(args, new Consoles(Consoles.Create(output), Consoles.Create(messages), typed));
        return new ToolRun(code, output.ToString(), messages.ToString());
    }

    /// <summary>Scans a folder as its files lie, one finding a line.</summary>
    public static Task<ToolRun> ScanAsync(string path, params string[] options) =>
        RunAsync(["scan", path, "--source-only", "--quiet", "--format", "tsv", .. options]);
}
