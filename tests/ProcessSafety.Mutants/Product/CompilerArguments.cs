using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ProcessSafety.Mutants.Product;

/// <summary>What the build of a project hands to the compiler. MSBuild is asked; nothing is compiled or written.</summary>
internal static class CompilerArguments
{
    // Analyzers, documentation and debug information play no part in a mutant, and a warning is not to stop one.
    private static readonly string[] Left = ["/analyzer", "/additionalfile", "/doc:", "/embed", "/debug", "/warnaserror", "/pathmap"];

    /// <exception cref="UsageException">The project has not been built, or MSBuild says no.</exception>
    public static IReadOnlyList<string> Of(string project)
    {
        ProcessStartInfo start = new("dotnet")
        {
            ArgumentList =
            {
                "msbuild",
                project,
                "-t:PrepareResources;Compile",
                "-p:ProvideCommandLineArgs=true",
                "-p:SkipCompilerExecution=true",
                "-p:BuildProjectReferences=false",
                "-p:NonExistentFile=none",
                "-getItem:CscCommandLineArgs",
            },
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(project),
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new UsageException($"MSBuild tells nothing about '{project}': {output}");
        }

        using JsonDocument document = JsonDocument.Parse(output);
        string[] arguments = document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(static item => item.GetProperty("Identity").GetString()!)
            .Where(static argument => !Left.Any(left => argument.StartsWith(left, StringComparison.Ordinal)))
            .ToArray();
        return arguments.Any(static argument => argument.StartsWith("/reference:", StringComparison.Ordinal))
            ? arguments
            : throw new UsageException($"'{project}' has not been restored and built");
    }
}
