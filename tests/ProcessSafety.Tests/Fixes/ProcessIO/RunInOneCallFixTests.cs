using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class RunInOneCallFixTests : RuleTest
{
    [NewerSyntaxFact(csharp: 14)]
    public Task Fix_Awaited() => Check(
        OneCallSource.Async(
            """
            ProcessStartInfo info = Info();

            // The tool runs.
            using {|PSAFE720:Process tool = Process.Start(info)!|}; // now
            Task<string> output = tool.StandardOutput.ReadToEndAsync();
            Task<string> error = tool.StandardError.ReadToEndAsync();
            await tool.WaitForExitAsync(); // to its end

            // What it says.
            if (tool.ExitCode != 0)
            {
                throw new Exception(await error);
            }

            Use((await output).Trim());
            """),
        OneCallSource.Async(
            """
            ProcessStartInfo info = Info();

            // The tool runs.
            ProcessTextOutput result = await Process.RunAndCaptureTextAsync(info); // now
            // to its end

            // What it says.
            if (result.ExitStatus.ExitCode != 0)
            {
                throw new Exception(result.StandardError);
            }

            Use(result.StandardOutput.Trim());
            """));

    [NewerSyntaxFact(csharp: 14)]
    public Task Fix_Configured() => Check(
        OneCallSource.Async(
            """
            using {|PSAFE720:var tool = Process.Start(Info())!|};
            var output = tool.StandardOutput.ReadToEndAsync();
            var error = tool.StandardError.ReadToEndAsync();
            await Task.WhenAll(output, error, tool.WaitForExitAsync()).ConfigureAwait(false);
            Use(await output + await error);
            """),
        OneCallSource.Async(
            """
            ProcessTextOutput result = await Process.RunAndCaptureTextAsync(Info()).ConfigureAwait(false);
            Use(result.StandardOutput + result.StandardError);
            """));

    [NewerSyntaxFact(csharp: 14)]
    public Task Fix_Blocking_CreatedInPlace() => Check(
        OneCallSource.Sync(
            """
            var result = 1;
            using {|PSAFE720:var tool = new Process
            {
                StartInfo = new("x")
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true, // both
                },
            }|};
            tool.Start();
            Task<string> error = tool.StandardError.ReadToEndAsync();
            string output = tool.StandardOutput.ReadToEnd();
            tool.WaitForExit();
            Use(output + error.Result + tool.ExitCode + result);
            """),
        OneCallSource.Sync(
            """
            var result = 1;
            ProcessTextOutput result2 = Process.RunAndCaptureText(new ProcessStartInfo("x")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true, // both
            });
            string output = result2.StandardOutput;
            Use(output + result2.StandardError + result2.ExitStatus.ExitCode + result);
            """));

    [NewerSyntaxFact(csharp: 14)]
    public Task Fix_Two() => Check(
        OneCallSource.Async(
            """
            {
                var {|PSAFE720:tool = Process.Start(Info())!|};
                var output = tool.StandardOutput.ReadToEndAsync();
                var error = tool.StandardError.ReadToEndAsync();
                await tool.WaitForExitAsync();
                Use(await output + await error);
                tool.Dispose();
            }

            {
                var {|PSAFE720:tool = Process.Start(Info())!|};
                var output = tool.StandardOutput.ReadToEndAsync();
                var error = tool.StandardError.ReadToEndAsync();
                tool.WaitForExit();
                Use(output.Result + error.Result);
            }
            """.Replace("var {|PSAFE720:tool", "{|PSAFE720:var tool")),
        OneCallSource.Async(
            """
            {
                ProcessTextOutput result = await Process.RunAndCaptureTextAsync(Info());
                Use(result.StandardOutput + result.StandardError);
            }

            {
                ProcessTextOutput result2 = Process.RunAndCaptureText(Info());
                Use(result2.StandardOutput + result2.StandardError);
            }
            """));

    [NewerSyntaxTheory(csharp: 14)]
    [InlineData(
        "using {|PSAFE720:var tool = Process.Start(/* both */ Info())!|}; ",
        "await tool.WaitForExitAsync(); Use(await output + await error);")]
    [InlineData(
        "using {|PSAFE720:var tool = Process.Start(Info())!|}; ",
        "await tool.WaitForExitAsync(); Use(await /* all */ output + await error);")]
    public Task NoFix_Comments(string start, string end) => NoFix<OneCallAnalyzer, RunInOneCallFix>(
        OneCallSource.Async(
            start + "var output = tool.StandardOutput.ReadToEndAsync(); var error = tool.StandardError.ReadToEndAsync(); " + end),
        OneCallSource.Extension);

    private static Task Check(string source, string fixedSource) => Fix<OneCallAnalyzer, RunInOneCallFix>(
        [source, OneCallSource.Extension],
        [fixedSource, OneCallSource.Extension]);
}
