namespace ProcessSafety.PackageTests;

/// <summary>Programs that start themselves as a child, and wait for it in ways that hang.</summary>
internal static class ProcessIOPrograms
{
    /// <summary>
    /// Twenty forms: thirteen waits before the read, nine reads in turn. Each prints its number and what it has read of
    /// 200,000 letters a stream.
    /// </summary>
    public const string TwentyForms = """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        internal static class Program
        {
            private const int Size = 200_000;

            private static Process? s_tool;

            private static async Task<int> Main(string[] args)
            {
                if (args is ["--child"])
                {
                    Console.Error.Write(new string('e', Size));
                    Console.Out.Write(new string('o', Size));
                    return 0;
                }

                using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
                WaitThenRead();
                WaitThenReadBoth();
                TimedWait();
                TimedWaitWithTimeSpan();
                await AwaitedWait(limit.Token);
                await AwaitedWaitWithoutContext(limit.Token);
                Polling();
                ReaderOfItsOwn();
                OnFailureOnly();
                BlockedOnTask();
                HeldByAField();
                LoopOfLines();
                ThroughAMethod(OutputInfo());
                InTurn();
                ErrorsFirst();
                await AwaitedInTurn(limit.Token);
                await AwaitedInTurnWithoutContext(limit.Token);
                InOneExpression();
                ThroughLocals();
                LinesThenErrors();
                Copied();
                ResultsInTurn();
                return 0;
            }

            private static ProcessStartInfo Info() =>
                new(Environment.ProcessPath!, "--child") { RedirectStandardOutput = true, RedirectStandardError = true };

            private static ProcessStartInfo OutputInfo() => new(Environment.ProcessPath!, "--child") { RedirectStandardOutput = true };

            private static void Print(int number, string output, string error = "") =>
                Console.WriteLine($"{number} {output.Length} {error.Length}");

            private static void WaitThenRead()
            {
                using Process tool = Process.Start(OutputInfo())!;
                tool.WaitForExit();
                Print(1, tool.StandardOutput.ReadToEnd());
            }

            private static void WaitThenReadBoth()
            {
                using (var tool = new Process { StartInfo = Info() })
                {
                    tool.Start();
                    tool.WaitForExit();
                    string output = tool.StandardOutput.ReadToEnd();
                    string error = tool.StandardError.ReadToEnd();
                    Print(2, output, error);
                }
            }

            private static void TimedWait()
            {
                var tool = Process.Start(Info())!;
                if (!tool.WaitForExit(20_000))
                {
                    tool.Kill();
                    return;
                }

                var output = tool.StandardOutput.ReadToEnd();
                var error = tool.StandardError.ReadToEnd();
                Print(3, output, error);
            }

            private static void TimedWaitWithTimeSpan()
            {
                using Process tool = Process.Start(OutputInfo())!;
                bool ended = tool.WaitForExit(TimeSpan.FromSeconds(20));
                Print(4, ended ? tool.StandardOutput.ReadToEnd() : "");
            }

            private static async Task AwaitedWait(CancellationToken token)
            {
                using Process tool = Process.Start(Info())!;
                await tool.WaitForExitAsync(token);
                string output = await tool.StandardOutput.ReadToEndAsync(token);
                Print(5, output, await tool.StandardError.ReadToEndAsync(token));
            }

            private static async Task AwaitedWaitWithoutContext(CancellationToken token)
            {
                using Process tool = Process.Start(Info())!;
                await tool.WaitForExitAsync(token).ConfigureAwait(false);
                string output = tool.StandardOutput.ReadToEnd();
                Print(6, output, tool.StandardError.ReadToEnd().Trim());
            }

            private static void Polling()
            {
                using Process tool = Process.Start(OutputInfo())!;
                while (!tool.HasExited)
                    Thread.Sleep(10);
                Print(7, tool.StandardOutput.ReadToEnd());
            }

            private static void ReaderOfItsOwn()
            {
                using Process tool = Process.Start(OutputInfo())!;
                tool.WaitForExit();
                using (StreamReader reader = tool.StandardOutput)
                {
                    Print(8, reader.ReadToEnd());
                }
            }

            private static void OnFailureOnly()
            {
                using Process tool = Process.Start(Info())!;
                tool.WaitForExit();
                string output = tool.StandardOutput.ReadToEnd();
                string error = "";
                if (tool.ExitCode >= 0)
                    error = tool.StandardError.ReadToEnd();
                Print(9, output, error);
            }

            private static void BlockedOnTask()
            {
                using Process tool = Process.Start(OutputInfo())!;
                tool.WaitForExitAsync().Wait();
                Print(10, tool.StandardOutput.ReadToEndAsync().Result);
            }

            private static void HeldByAField()
            {
                s_tool = Process.Start(OutputInfo())!;
                s_tool.WaitForExit();
                Print(11, s_tool.StandardOutput.ReadToEnd());
            }

            private static void LoopOfLines()
            {
                using Process tool = Process.Start(OutputInfo())!;
                tool.WaitForExit();
                string all = "";
                while (tool.StandardOutput.ReadLine() is { } line)
                    all += line;
                Print(12, all);
            }

            private static void ThroughAMethod(ProcessStartInfo info)
            {
                using Process tool = Process.Start(info)!;
                tool.WaitForExit();
                PrintOutput(13, tool.StandardOutput);
            }

            private static void PrintOutput(int number, TextReader reader) => Print(number, reader.ReadToEnd());

            private static void InTurn()
            {
                using Process tool = Process.Start(Info())!;
                string output = tool.StandardOutput.ReadToEnd();
                string error = tool.StandardError.ReadToEnd();
                tool.WaitForExit();
                Print(14, output, error);
            }

            private static void ErrorsFirst()
            {
                using Process tool = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "--child")
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
                string error = tool.StandardError.ReadToEnd();
                string output = tool.StandardOutput.ReadToEnd();
                Print(15, output, error);
            }

            private static async Task AwaitedInTurn(CancellationToken token)
            {
                using Process tool = Process.Start(Info())!;
                string output = await tool.StandardOutput.ReadToEndAsync(token);
                string error = await tool.StandardError.ReadToEndAsync(token);
                await tool.WaitForExitAsync(token);
                Print(16, output, error);
            }

            private static async Task AwaitedInTurnWithoutContext(CancellationToken token)
            {
                using Process tool = Process.Start(Info())!;
                string output = await tool.StandardOutput.ReadToEndAsync(token).ConfigureAwait(false);
                string error = await tool.StandardError.ReadToEndAsync(token).ConfigureAwait(false);
                Print(17, output, error);
            }

            private static void InOneExpression()
            {
                using Process tool = Process.Start(Info())!;
                Print(18, tool.StandardOutput.ReadToEnd(), tool.StandardError.ReadToEnd());
            }

            private static void ThroughLocals()
            {
                using Process tool = Process.Start(Info())!;
                StreamReader output = tool.StandardOutput, error = tool.StandardError;
                string text = output.ReadToEnd();
                Print(19, text, error.ReadToEnd());
            }

            private static void LinesThenErrors()
            {
                using Process tool = Process.Start(Info())!;
                string all = "";
                for (string? line = tool.StandardOutput.ReadLine(); line != null; line = tool.StandardOutput.ReadLine())
                    all += line;
                string error = tool.StandardError.ReadToEnd();
                Print(20, all, error);
            }

            private static void Copied()
            {
                using Process tool = Process.Start(Info())!;
                MemoryStream copy = new();
                tool.StandardOutput.BaseStream.CopyTo(copy);
                string error = tool.StandardError.ReadToEnd();
                Print(21, new string('o', (int)copy.Length), error);
            }

            private static void ResultsInTurn()
            {
                using Process tool = Process.Start(Info())!;
                string output = tool.StandardOutput.ReadToEndAsync().GetAwaiter().GetResult();
                string error = tool.StandardError.ReadToEndAsync().Result;
                Print(22, output, error);
            }
        }
        """;

    /// <summary>Line 9 waits before the read, line 16 only waits.</summary>
    public const string TwoWaits = """
        using System.Diagnostics;
        using System.Threading.Tasks;

        internal static class Program
        {
            private static async Task<string> RunAsync(Process tool)
            {
                await Task.Yield();
                tool.WaitForExit();
                return await tool.StandardOutput.ReadToEndAsync();
            }

            private static async Task EndAsync(Process tool)
            {
                await Task.Yield();
                tool.WaitForExit();
            }

            private static async Task Main()
            {
                using Process tool = Process.GetCurrentProcess();
                await RunAsync(tool);
                await EndAsync(tool);
            }
        }
        """;

    public const string PSAFE701 = """
        using System.Diagnostics;
        using System.Threading.Tasks;

        namespace ProcessIO.Waiting;

        internal static class Runner
        {
            public static string Run(Process process)
            {
                process.WaitForExit();
                return process.StandardOutput.ReadToEnd();
            }
        }
        """;

    public const string PSAFE702 = """
        using System.Diagnostics;
        using System.Threading.Tasks;

        namespace ProcessIO.Reading;

        internal static class Runner
        {
            public static string Run(Process process) => process.Id > 0 ? Both(process) : "";

            private static string Both(Process process)
            {
                string output = process.StandardOutput.ReadToEnd();
                return output + process.StandardError.ReadToEnd();
            }
        }
        """;

    public const string PSAFE703 = """
        using System.Diagnostics;

        namespace ProcessIO.Silencing;

        internal static class Runner
        {
            public static int Run(string file)
            {
                using Process process = Process.Start(new ProcessStartInfo(file) { RedirectStandardError = true })!;
                process.WaitForExit();
                return process.ExitCode;
            }
        }
        """;

    public const string PSAFE704 = """
        using System.Diagnostics;

        namespace ProcessIO.Asking;

        internal static class Runner
        {
            public static string Run(Process process, string question)
            {
                process.StandardInput.WriteLine(question);
                return process.StandardOutput.ReadToEnd();
            }
        }
        """;

    public const string PSAFE721 = """
        using System;
        using System.Diagnostics;
        using System.Text;

        namespace ProcessIO.Collecting;

        internal static class Runner
        {
            public static void Begin(Process scan, Action<string> done)
            {
                var lines = new StringBuilder();
                scan.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
                scan.Exited += (_, _) => done(lines.ToString());
                scan.EnableRaisingEvents = true;
                scan.Start();
                scan.BeginOutputReadLine();
            }
        }
        """;

    public const string PSAFE714 = """
        using System;
        using System.Diagnostics;

        namespace ProcessIO.Listening;

        internal static class Runner
        {
            public static void Run(Action<string?> print)
            {
                using Process tool = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!;
                tool.BeginOutputReadLine();
                tool.OutputDataReceived += (_, e) => print(e.Data);
                tool.WaitForExit();
            }
        }
        """;

    /// <summary>The call that .NET 11 has is declared beside its user.</summary>
    public const string PSAFE720 = """
        using System.Diagnostics;
        using System.Threading.Tasks;

        namespace ProcessIO.Plumbing
        {
            internal static class Runner
            {
                public static string Run(string file)
                {
                    ProcessStartInfo start = new(file) { RedirectStandardOutput = true, RedirectStandardError = true };
                    using Process process = Process.Start(start)!;
                    Task<string> error = process.StandardError.ReadToEndAsync();
                    string output = process.StandardOutput.ReadToEnd();
                    process.WaitForExit();
                    return process.ExitCode == 0 ? output : error.Result;
                }
            }
        }

        namespace System.Diagnostics
        {
            internal sealed record ProcessExitStatus(int ExitCode);

            internal sealed record ProcessTextOutput(ProcessExitStatus ExitStatus, string StandardOutput, string StandardError);

            internal static class Runs
            {
                extension(Process)
                {
                    public static ProcessTextOutput RunAndCaptureText(ProcessStartInfo startInfo) => new(new(0), startInfo.FileName, "");
                }
            }
        }
        """;
}
