using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace ProcessSafety.Mutants.Tests;

/// <summary>How a child ended.</summary>
internal enum ChildEnd
{
    Finished,
    Crashed,
    TimedOut,
}

/// <summary>A copy of the host's output in which the product can be replaced, and the children that run in it.</summary>
internal sealed class HostFolder
{
    // A mutant that keeps all it makes is to end the child, not the machine.
    private const string HeapLimit = "0x100000000";
    private static readonly TimeSpan StartUp = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private readonly string _output;
    private readonly string _host;

    public HostFolder(string output, string host, string path)
    {
        _output = output;
        _host = host;
        FullPath = path;
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        Copy(output, path);
        Copy(AppContext.BaseDirectory, path, "ProcessSafety.Mutants*");
    }

    public string FullPath { get; }

    public string Job => Path.Combine(FullPath, "job.tsv");

    public string PathOf(string assembly) => Path.Combine(FullPath, assembly + ".dll");

    /// <summary>Puts an assembly of the real build in its place again.</summary>
    public void Restore(string assembly) => File.Copy(Path.Combine(_output, assembly + ".dll"), PathOf(assembly), overwrite: true);

    /// <summary>Starts a child and hands on each line. It is killed with its children when it says nothing for too long.</summary>
    /// <param name="limit">How long the child may be silent after a line.</param>
    public ChildEnd Run(IEnumerable<string> arguments, Action<string[]> line, Func<string[], TimeSpan> limit)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = FullPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = HeapLimit },
        };
        string[] command =
        [
            "exec", "--depsfile", _host + ".deps.json", "--runtimeconfig", _host + ".runtimeconfig.json",
            Path.Combine(FullPath, "ProcessSafety.Mutants.dll"), TestHost.Command, Path.Combine(FullPath, _host + ".dll"), .. arguments,
        ];
        foreach (string argument in command)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Channel<string> lines = Channel.CreateUnbounded<string>();
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null || !lines.Writer.TryWrite(e.Data))
            {
                lines.Writer.TryComplete();
            }
        };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return Follow(lines.Reader, line, limit);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            process.WaitForExit();
        }
    }

    private static ChildEnd Follow(ChannelReader<string> lines, Action<string[]> line, Func<string[], TimeSpan> limit)
    {
        TimeSpan patience = StartUp;
        TimeSpan waited = TimeSpan.Zero;
        Task<bool> read = lines.WaitToReadAsync().AsTask();
        while (waited < patience)
        {
            // Steps are counted, and not the clock asked: it goes on while the tool and its children are stopped.
            if (!read.Wait(Step))
            {
                waited += Step;
                continue;
            }

            if (!read.Result)
            {
                return ChildEnd.Crashed;
            }

            while (lines.TryRead(out string? text))
            {
                string[] cells = text.Split('\t');
                if (cells[0] == "D")
                {
                    return ChildEnd.Finished;
                }

                line(cells);
                patience = limit(cells);
                waited = TimeSpan.Zero;
            }

            read = lines.WaitToReadAsync().AsTask();
        }

        return ChildEnd.TimedOut;
    }

    private static void Copy(string from, string to, string pattern = "*")
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from, pattern))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }

        if (pattern == "*")
        {
            foreach (string folder in Directory.EnumerateDirectories(from))
            {
                Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
            }
        }
    }
}
