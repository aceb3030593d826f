using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

/// <summary>PSAFE401 where the path of the program, or what starts it, comes another way.</summary>
public sealed class LaunchPathTests : RuleTest
{
    [Theory]
    [InlineData("string[] paths = { Self }; {|PSAFE401:Process.Start(paths[0])|};", "")]
    [InlineData("(string Path, int Count) pair = (Self, 4); {|PSAFE401:Process.Start(pair.Path)|};", "")]
    [InlineData("Find(out string path); {|PSAFE401:Process.Start(path)|};", "static void Find(out string path) => path = Self;")]
    [InlineData("{|PSAFE401:Process.Start(s_path.Value)|};", "static readonly Lazy<string> s_path = new(() => Self);")]
    [InlineData(
        "{|PSAFE401:Process.Start(await FindAsync())|};",
        "static async Task<string> FindAsync() { await Task.Yield(); return Self; }")]
    [InlineData(
        "{|PSAFE401:Process.Start(new Settings { Path = Self }.Path)|};",
        "sealed class Settings { public string Path { get; set; } = \"\"; }")]
    [InlineData("if ({|PSAFE401:Process.Start(Self)|} is { } child) { await child.WaitForExitAsync(); }", "")]
    [InlineData(
        "using Process child = await {|PSAFE401:StartAsync()|};",
        "static async Task<Process> StartAsync() { await Task.Yield(); return Process.Start(Self); }")]
    [InlineData("using Process child = {|PSAFE401:Start()|}!;", "static Process? Start() => Process.Start(Self);")]
    [InlineData("{|PSAFE401:Process.Start(Info)|};", "static ProcessStartInfo Info => new(Self);")]
    [InlineData("{|PSAFE401:Run(new ProcessStartInfo(Self))|};", "internal static void Run(ProcessStartInfo info) => Process.Start(info);")]
    [InlineData(
        "Process child = new(); child.StartInfo = new ProcessStartInfo(Self); {|PSAFE401:Run(child)|};",
        "internal static void Run(Process child) => child.Start();")]
    [InlineData("{|PSAFE401:Process.Start(s_path)|};", "static readonly string s_path = Self;")]
    [InlineData("s_path = Self; {|PSAFE401:Process.Start(s_path)|};", "static string s_path = \"\";")]
    [InlineData("{|PSAFE401:Process.Start(AppDomain.CurrentDomain.FriendlyName)|};", "")]
    [InlineData("{|PSAFE401:Process.Start(\"./\" + AppDomain.CurrentDomain.FriendlyName)|};", "")]
    [InlineData("{|PSAFE401:Process.Start($\"./{AppDomain.CurrentDomain.FriendlyName}.exe\")|};", "")]
    [InlineData("{|PSAFE401:Process.Start(AppContext.BaseDirectory + AppDomain.CurrentDomain.FriendlyName)|};", "")]
    [InlineData("{|PSAFE401:Process.Start($\"{AppContext.BaseDirectory}{AppDomain.CurrentDomain.FriendlyName}\")|};", "")]
    [InlineData("{|PSAFE401:Process.Start(Path.Join(AppContext.BaseDirectory, AppDomain.CurrentDomain.FriendlyName + \".exe\"))|};", "")]
    [InlineData(
        "string folder = Path.GetDirectoryName(Self)!; {|PSAFE401:Process.Start(Path.Combine(folder, Path.GetFileName(Self)))|};",
        "")]
    [InlineData(
        "{|PSAFE401:Process.Start(Path.Combine(Path.GetDirectoryName(Self)!, AppDomain.CurrentDomain.FriendlyName))|};",
        "")]
    [InlineData(
        "{|PSAFE401:Process.Start(Path.Combine(Folder, AppDomain.CurrentDomain.FriendlyName))|};",
        "static string Folder => AppContext.BaseDirectory;")]
    [InlineData("{|PSAFE401:Process.Start(Path.Combine(AppContext.BaseDirectory, \"TestProject.exe\"))|};", "")]
    [InlineData("{|PSAFE401:Process.Start(Path.Combine(AppContext.BaseDirectory, Name))|};", "const string Name = \"TestProject\";")]
    [InlineData(
        "IRunner runner = new Runner(); {|PSAFE401:runner.Run(new ProcessStartInfo(Self))|};",
        "internal interface IRunner { void Run(ProcessStartInfo info); } "
            + "internal sealed class Runner : IRunner { public void Run(ProcessStartInfo info) => Process.Start(info); }")]
    public Task Hazard_AnotherWay(string body, string members) => Reports<MultiplyingLaunchAnalyzer>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        Program(body, members));

    [Theory]
    [InlineData("string[] paths = { \"tool\", Self }; Process.Start(paths[0]);", "")]
    [InlineData("(string Self, string Tool) pair = (Self, \"tool\"); Process.Start(pair.Tool);", "")]
    [InlineData("Find(out string path); Process.Start(path);", "static void Find(out string path) => path = \"tool\";")]
    [InlineData("Process.Start(s_path.Value);", "static readonly Lazy<string> s_path = new(() => \"tool\");")]
    [InlineData("Process.Start(\"../\" + AppDomain.CurrentDomain.FriendlyName);", "")]
    [InlineData("Process.Start($\"{Path.GetTempPath()}{AppDomain.CurrentDomain.FriendlyName}\");", "")]
    [InlineData("Process.Start(AppDomain.CurrentDomain.FriendlyName + \".Updater\");", "")]
    [InlineData("Process.Start($\"{Self}{DateTime.Now.Year}\");", "")]
    [InlineData("Process.Start(AppContext.BaseDirectory + \"Updater-\" + AppDomain.CurrentDomain.FriendlyName);", "")]
    [InlineData("Process.Start(Path.Combine(Path.GetDirectoryName(Self)!, \"Updater\"));", "")]
    [InlineData(
        "Process.Start(Path.Combine(Folder, AppDomain.CurrentDomain.FriendlyName));",
        "static string Folder => Path.GetTempPath();")]
    [InlineData("Process.Start(Path.Combine(AppContext.BaseDirectory, \"TestProject.Updater.exe\"));", "")]
    [InlineData("Process.Start(Path.Combine(AppContext.BaseDirectory, \"tools\", \"TestProject\"));", "")]
    [InlineData("Run(new ProcessStartInfo(\"tool\"));", "internal static void Run(ProcessStartInfo info) => Process.Start(info);")]

    // Others call it too, with what nobody sees.
    [InlineData("Console.WriteLine(Self);", "internal static void Run(ProcessStartInfo info) => Process.Start(info);")]
    public Task Safe_AnotherProgram(string body, string members) => Silent<MultiplyingLaunchAnalyzer>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        Program(body, members));

    private static string Program(string body, string members) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Threading.Tasks;

        internal static class Program
        {
            private static string Self => Environment.ProcessPath!;

            private static async Task Main()
            {
                await Task.Yield();
                {{body}}
            }

            {{members}}
        }
        """;
}
