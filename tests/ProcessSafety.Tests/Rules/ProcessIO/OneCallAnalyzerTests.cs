using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class OneCallAnalyzerTests : RuleTest
{
    private const string Start =
        "var info = Info(); using {|PSAFE720:Process p = Process.Start(info)!|}; "
            + "var output = p.StandardOutput.ReadToEndAsync(); var error = p.StandardError.ReadToEndAsync(); ";

    private const string Plain =
        "var info = Info(); using Process p = Process.Start(info)!; "
            + "var output = p.StandardOutput.ReadToEndAsync(); var error = p.StandardError.ReadToEndAsync(); ";

    [NewerSyntaxTheory(csharp: 14)]
    [InlineData(Start + "await p.WaitForExitAsync(); Use(await output + await error); Use(p.ExitCode);")]
    [InlineData(Start + "await Task.WhenAll(output, error, p.WaitForExitAsync()); Use(output.Result + error.Result);")]
    [InlineData(Start + "await Task.WhenAll(output, error); await p.WaitForExitAsync(CancellationToken.None); "
        + " Use(await output + await error);")]
    [InlineData(Start + "string a = await output; string b = (await error).Trim(); await p.WaitForExitAsync(default); Use(a + b);")]
    [InlineData(Start + "p.WaitForExit(); if (p.ExitCode != 0) { throw new Exception(await error); } Use(await output + await error);")]
    [InlineData(Start + "await p.WaitForExitAsync().ConfigureAwait(false); Use(await output.ConfigureAwait(false) + await error);")]
    [InlineData(Start + "await p.WaitForExitAsync(); Use(await output + await error); p.Close();")]
    [InlineData(
        "using {|PSAFE720:var p = new Process { StartInfo = "
            + "new(\"x\") { RedirectStandardOutput = true, RedirectStandardError = true } }|}; "
            + "p.Start(); var error = p.StandardError.ReadToEndAsync(); string output = await p.StandardOutput.ReadToEndAsync(); "
            + "await p.WaitForExitAsync(); Use(output + await error);")]
    public Task Hazard_Awaited(string statements) =>
        Reports<OneCallAnalyzer>(OneCallSource.Async(statements), OneCallSource.Extension);

    [NewerSyntaxTheory(csharp: 14)]
    [InlineData(Start + "p.WaitForExit(); Use(output.Result); Use(error.GetAwaiter().GetResult()); Use(p.ExitCode);")]
    [InlineData(Start + "Task.WaitAll(output, error); p.WaitForExit(); Use(output.Result + error.Result);")]
    [InlineData(
        "using {|PSAFE720:var p = Process.Start(new ProcessStartInfo(\"x\") { RedirectStandardOutput = true, "
            + "RedirectStandardError = true }) ?? throw new Exception()|}; var error = p.StandardError.ReadToEndAsync(); "
            + "var output = p.StandardOutput.ReadToEnd(); p.WaitForExit(); Use(output + error.Result);")]
    [InlineData(
        "{|PSAFE720:Process p = new() { StartInfo = Info() }|}; p.Start(); var error = p.StandardError.ReadToEndAsync(); "
            + "var output = p.StandardOutput.ReadToEnd(); p.WaitForExit(); Use(output + error.Result); p.Dispose();")]
    public Task Hazard_Blocking(string statements) =>
        Reports<OneCallAnalyzer>(OneCallSource.Sync(statements), OneCallSource.Extension);

    [NewerSyntaxFact(csharp: 14)]
    public Task Hazard_TopLevelStatements() => Reports<OneCallAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using System.Diagnostics;

        ProcessStartInfo info = new("x") { RedirectStandardOutput = true, RedirectStandardError = true };
        using {|PSAFE720:Process p = Process.Start(info)!|};
        var error = p.StandardError.ReadToEndAsync();
        string output = p.StandardOutput.ReadToEnd();
        p.WaitForExit();
        Console.WriteLine(output + await error);
        return p.ExitCode;
        """,
        OneCallSource.Extension);

    [NewerSyntaxFact(csharp: 14)]
    public Task Hazard_Message() => Reports<OneCallAnalyzer>(
        test =>
        {
            test.TestState.Sources.Add(OneCallSource.Extension);
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE720", DiagnosticSeverity.Hidden)
                .WithSpan(10, 34, 10, 66)
                .WithMessage("'Process p = Process.Start(info)!' and the code that reads its output and waits for it can be one call. Use "
                    + "Process.RunAndCaptureTextAsync."));
        },
        OneCallSource.Async(Plain + "await p.WaitForExitAsync(); Use(await output + await error);"));

    /// <summary>The process, or what it does, is used in another way.</summary>
    [NewerSyntaxTheory(csharp: 14)]
    [InlineData(Plain + "await p.WaitForExitAsync(); Use(p);")]
    [InlineData(Plain + "await p.WaitForExitAsync(); Use(p.Id);")]
    [InlineData(Plain + "p.Exited += (_, _) => { }; await p.WaitForExitAsync(); Use(await output + await error);")]
    [InlineData(Plain + "try { await p.WaitForExitAsync(); } finally { p.Kill(); } Use(await output + await error);")]
    [InlineData(Plain + "Use(\"meanwhile\"); await p.WaitForExitAsync(); Use(await output + await error);")]
    [InlineData(Plain + "string text = Change(await output); await p.WaitForExitAsync(); Use(text); string Change(string t) => t + flag;")]
    [InlineData(Plain + "await p.WaitForExitAsync(); Use(output);")]
    [InlineData(Plain + "await p.WaitForExitAsync(); await Task.WhenAny(output, error); Use(await output + await error);")]
    [InlineData(Plain + "await p.WaitForExitAsync(); Use(await output + await error); Use(info);")]
    [InlineData(Plain + "if (flag) { await p.WaitForExitAsync(); } Use(await output + await error);")]
    [InlineData(Plain + "Use(await output + await error); await p.WaitForExitAsync();")]
    [InlineData(Plain + "await Task.WhenAll(output, error, Task.Delay(1)); await p.WaitForExitAsync(); Use(await output + await error);")]
    [InlineData(Plain + "await p.WaitForExitAsync(); await p.WaitForExitAsync(); Use(await output + await error);")]
    [InlineData(Plain + "Use(await output + await error);")]
    [InlineData(Plain + "await p.WaitForExitAsync(); Use(await output);")]
    [InlineData(Plain + "await p.WaitForExitAsync(); Use(await output.ConfigureAwait(false) + await error);")]
    public Task Safe_UsedOtherwise(string statements) => Silent<OneCallAnalyzer>(OneCallSource.Async(statements), OneCallSource.Extension);

    /// <summary>Tokens and limits: to give up is another thing in the call.</summary>
    [NewerSyntaxTheory(csharp: 14)]
    [InlineData(Plain + "await p.WaitForExitAsync(token); Use(await output + await error);")]
    [InlineData(Plain + "await p.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(1)); Use(await output + await error);")]
    [InlineData(Plain + "p.WaitForExit(1000); Use(await output + await error);")]
    [InlineData(Plain + "await p.WaitForExitAsync(); Use(await output.WaitAsync(token) + await error);")]
    [InlineData(Plain + "Task.WaitAll(new Task[] { output, error }, 1000); await p.WaitForExitAsync(); Use(await output + await error);")]
    [InlineData(Plain + "output.Wait(1000); await p.WaitForExitAsync(); Use(await output + await error);")]
    [InlineData(
        "using Process p = Process.Start(Info())!; var output = p.StandardOutput.ReadToEndAsync(token); "
            + "var error = p.StandardError.ReadToEndAsync(token); await p.WaitForExitAsync(); Use(await output + await error);")]
    public Task Safe_TokenOrLimit(string statements) => Silent<OneCallAnalyzer>(OneCallSource.Async(statements), OneCallSource.Extension);

    /// <summary>Another start: one stream, input, the shell, a start info that is not seen, reads one after the other.</summary>
    [NewerSyntaxTheory(csharp: 14)]
    [InlineData("new(\"x\") { RedirectStandardOutput = true }")]
    [InlineData("new(\"x\") { RedirectStandardOutput = true, RedirectStandardError = flag }")]
    [InlineData("new(\"x\") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true }")]
    [InlineData("new(\"x\") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = true }")]
    [InlineData("given")]
    public Task Safe_StartedOtherwise(string info) => Silent<OneCallAnalyzer>(
        OneCallSource.Of(
            $$"""
            public static async Task<string> Go(bool flag, ProcessStartInfo given)
                {
                    ProcessStartInfo info = {{info}};
                    using Process p = Process.Start(info)!;
                    var output = p.StandardOutput.ReadToEndAsync();
                    var error = p.StandardError.ReadToEndAsync();
                    await p.WaitForExitAsync();
                    return await output + await error;
                }
            """),
        OneCallSource.Extension);

    [NewerSyntaxTheory(csharp: 14)]
    [InlineData("var a = p.StandardOutput.ReadToEnd(); var b = p.StandardError.ReadToEnd(); p.WaitForExit(); Use(a + b);")]
    [InlineData("p.OutputDataReceived += (_, _) => { }; p.BeginOutputReadLine(); var b = p.StandardError.ReadToEndAsync(); "
        + "p.WaitForExit(); Use(b.Result);")]
    [InlineData("var a = p.StandardOutput.ReadLine(); var b = p.StandardError.ReadToEndAsync(); p.WaitForExit(); Use(a + b.Result);")]
    [InlineData("var b = p.StandardError.ReadToEndAsync(); p.WaitForExit(); var a = p.StandardOutput.ReadToEnd(); Use(a + b.Result);")]
    public Task Safe_ReadOtherwise(string statements) => Silent<OneCallAnalyzer>(
        OneCallSource.Sync("using Process p = Process.Start(Info())!; " + statements),
        OneCallSource.Extension);

    /// <summary>Where the call means nothing, nothing is said, whatever the name of its result.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("namespace System.Diagnostics { class ProcessTextOutput { } }")]
    public Task Safe_NoSuchCall(string other) => Silent<OneCallAnalyzer>(
        OneCallSource.Async(Plain + "await p.WaitForExitAsync(); Use(await output + await error);"),
        other);
}
