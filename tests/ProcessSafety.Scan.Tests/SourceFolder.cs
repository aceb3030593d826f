using System;
using System.IO;
using System.Linq;

namespace ProcessSafety.Scan.Tests;

/// <summary>A folder of source code that is gone after the test.</summary>
internal sealed class SourceFolder : IDisposable
{
    /// <summary>A hazard in a method, by its name: the wait comes before the read.</summary>
    public const string Waits = """
        using System.Diagnostics;

        public static class Git
        {
            public static string Log()
            {
                var start = new ProcessStartInfo("git", "log") { RedirectStandardOutput = true };
                using Process git = Process.Start(start)!;
                git.WaitForExit();
                return git.StandardOutput.ReadToEnd();
            }
        }
        """;

    /// <summary>A finalizer that comes to a lock through two calls.</summary>
    public const string Locks = """
        public sealed class Handle
        {
            private static readonly object s_gate = new();
            private static int s_open;

            ~Handle() => Free();

            public static int Count()
            {
                lock (s_gate)
                {
                    return s_open;
                }
            }

            private static void Free() => Drop();

            private static void Drop()
            {
                lock (s_gate)
                {
                    s_open--;
                }
            }
        }
        """;

    /// <summary>A project of an SDK, a library for .NET 10.</summary>
    public const string Library = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
          </PropertyGroup>
        </Project>
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ProcessSafety.Scan-");

    public string Path => _folder.FullName;

    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <summary>A folder with a project `App`, whose files are pairs of name and text.</summary>
    public static SourceFolder OfProject(params (string Name, string Text)[] files)
    {
        SourceFolder folder = new();
        folder.Write("App/App.csproj", Library);
        foreach ((string name, string text) in files)
        {
            folder.Write($"App/{name}", text);
        }

        return folder;
    }

    public string Write(string file, string text)
    {
        string path = this[file];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string Read(string file) => File.ReadAllText(this[file]);

    /// <summary>The names of what is in it, in order.</summary>
    public string[] Entries() =>
        [.. _folder.EnumerateFileSystemInfos().Select(static entry => entry.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
