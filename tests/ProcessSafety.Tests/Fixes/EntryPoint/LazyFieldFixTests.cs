using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.EntryPoint;
using ProcessSafety.CodeFixes.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class LazyFieldFixTests : RuleTest
{
    [Theory]
    [InlineData(
        "private static readonly StreamWriter s_log = {|PSAFE403:File.CreateText(\"log\")|};",
        "private static readonly Lazy<StreamWriter> s_log = new Lazy<StreamWriter>(() => File.CreateText(\"log\"));")]
    [InlineData(
        "private static readonly StreamWriter s_log = {|PSAFE403:new(\"log\")|}; // lines",
        "private static readonly Lazy<StreamWriter> s_log = new(() => new StreamWriter(\"log\")); // lines")]
    public Task Fix_Fields(string field, string fixedField) => Fix<RepeatedInitialiserAnalyzer, LazyFieldFix>(
        Source(field, "s_log", "Program.s_log"),
        Source(fixedField, "s_log.Value", "Program.s_log.Value"),
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    /// <summary>Fix All makes both fields lazy, also where one is made of the other.</summary>
    [Fact]
    public Task Fix_TwoFields() => Fix<RepeatedInitialiserAnalyzer, LazyFieldFix>(
        Source(
            "private static readonly StreamWriter s_log = {|PSAFE403:File.CreateText(\"log\")|};\n"
                + "    private static readonly StreamWriter s_other = {|PSAFE403:File.CreateText(s_log + \".2\")|};",
            "s_log",
            "s_other"),
        Source(
            "private static readonly Lazy<StreamWriter> s_log = new Lazy<StreamWriter>(() => File.CreateText(\"log\"));\n"
                + "    private static readonly Lazy<StreamWriter> s_other = new Lazy<StreamWriter>(() => "
                + "File.CreateText(s_log.Value + \".2\"));",
            "s_log.Value",
            "s_other.Value"),
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("internal static readonly StreamWriter s_log = {|PSAFE403:File.CreateText(\"log\")|};")]
    [InlineData("private static StreamWriter s_log = {|PSAFE403:File.CreateText(\"log\")|};")]
    [InlineData("private static readonly StreamWriter s_log; static Program() { s_log = {|PSAFE403:File.CreateText(\"log\")|}; }")]
    [InlineData("private static readonly StreamWriter s_log = {|PSAFE403:File.CreateText(\"log\")|}, s_other = s_log;")]
    [InlineData(
        "private static readonly StreamWriter s_log = {|PSAFE403:File.CreateText(\"log\")|}; "
            + "private static string Name() => nameof(s_log);")]
    public Task NoFix_Fields(string field) => NoFix<RepeatedInitialiserAnalyzer, LazyFieldFix>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        Source(field, "s_log", "Program.s_log"));

    private static string Source(string field, string use, string otherUse) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;

        internal static class Program
        {
            {{field}}
            private static readonly int s_number = Environment.ProcessId;

            private static void Main(string[] args)
            {
                if (args is ["--worker"])
                {
                    Console.WriteLine(s_number);
                    return;
                }

                {{use}}.WriteLine("start");
                for (int i = 0; i < 4; i++)
                    Process.Start(Environment.ProcessPath!, "--worker");
                {{otherUse}}.Dispose();
            }
        }
        """;
}
