namespace ProcessSafety.Tests.ProcessIO;

/// <summary>A class round some statements that have to do with a child process.</summary>
internal static class ProcessSource
{
    public static string Sync(string statements) =>
        Of($"static void Go(ProcessStartInfo info, Process p)\n    {{\n        {statements}\n    }}");

    public static string Async(string statements) =>
        Of($"static async Task Go(ProcessStartInfo info, Process p, CancellationToken token)\n    {{\n        {statements}\n        await "
            + $"Task.Yield();\n    }}");

    public static string Of(string members) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;

        class Tool
        {
            {{members}}

            static void Use(object? value) { }
        }
        """;
}
