namespace ProcessSafety.Tests.ProcessIO;

/// <summary>A program beside <c>Process.RunAndCaptureText</c>, as a package brings it: a member of an extension block.</summary>
internal static class OneCallSource
{
    /// <summary>The members, for a file of their own.</summary>
    public const string Extension =
        """
        using System.Threading;
        using System.Threading.Tasks;

        namespace System.Diagnostics
        {
            internal sealed class ProcessExitStatus
            {
                public int ExitCode => 0;
            }

            internal sealed class ProcessTextOutput
            {
                public ProcessExitStatus ExitStatus => new();
                public string StandardOutput => "";
                public string StandardError => "";
            }

            internal static class Extensions
            {
                extension(Process)
                {
                    public static ProcessTextOutput RunAndCaptureText(ProcessStartInfo startInfo, TimeSpan? timeout = null) => new();

                    public static ProcessTextOutput RunAndCaptureText(string fileName, string[]? arguments = null) => new();

                    public static Task<ProcessTextOutput> RunAndCaptureTextAsync(
                        ProcessStartInfo startInfo,
                        CancellationToken cancellationToken = default) =>
                        Task.FromResult(new ProcessTextOutput());
                }
            }
        }
        """;

    public static string Sync(string statements) => Of($"static void Go(bool flag)\n    {{\n        {Indented(statements)}\n    }}");

    public static string Async(string statements) =>
        Of($"static async Task Go(bool flag, CancellationToken token)\n    {{\n        {Indented(statements)}\n    }}");

    public static string Of(string members) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        class Tool
        {
            {{members}}

            private static ProcessStartInfo Info() => new("x") { RedirectStandardOutput = true, RedirectStandardError = true };
            private static void Use(object? value) { }
        }
        """;

    private static string Indented(string statements) => statements.ReplaceLineEndings("\n        ").Replace("\n        \n", "\n\n");
}
