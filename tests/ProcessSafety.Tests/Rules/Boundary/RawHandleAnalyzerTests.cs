using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class RawHandleAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("SafeHandle value", "value.DangerousGetHandle()")]
    [InlineData("FileStream value", "value.SafeFileHandle.DangerousGetHandle()")]
    [InlineData("EventWaitHandle value", "value.SafeWaitHandle.DangerousGetHandle()")]
    [InlineData("Process value", "value.Handle")]
    [InlineData("GCHandle value", "GCHandle.ToIntPtr(value)")]
    [InlineData("GCHandle value", "(IntPtr)value")]
    [InlineData("Action value", "Marshal.GetFunctionPointerForDelegate(value)")]
    public Task Hazard_Sources(string parameter, string number) => Reports(
        $$"""
        public static void Go({{parameter}}) => Process.Start("worker", "--handle " + {|PSAFE105:{{number}}|});
        """);

    [Fact]
    public Task Hazard_OldWaitHandleProperty() => Reports(
        """
        #pragma warning disable CS0618
        public static void Go(ManualResetEvent signal) => Process.Start("worker", $"--event {{|PSAFE105:signal.Handle|}}");
        """);

    [Fact]
    public Task Hazard_Address() => Reports(
        """
        public static unsafe void Go()
        {
            int value = 3;
            Process.Start("worker", "--at " + (long){|PSAFE105:&value|});
        }
        """);

    [Theory]
    [InlineData("Process.Start(\"worker\", {|PSAFE105:handle.DangerousGetHandle()|}.ToString());")]
    [InlineData("Process.Start(\"worker\", new[] { {|PSAFE105:handle.DangerousGetHandle()|}.ToInt64().ToString() });")]
    [InlineData("new ProcessStartInfo(\"worker\").Arguments = $\"{{|PSAFE105:handle.DangerousGetHandle()|}}\";")]
    [InlineData("new ProcessStartInfo(\"worker\").ArgumentList.Add(((long){|PSAFE105:handle.DangerousGetHandle()|}).ToString());")]
    [InlineData("new ProcessStartInfo(\"worker\").Environment[\"H\"] = {|PSAFE105:handle.DangerousGetHandle()|}.ToString();")]
    [InlineData(
        "IntPtr raw = {|PSAFE105:handle.DangerousGetHandle()|}; string text = raw.ToString(\"x\"); Process.Start(\"worker\", text);")]
    [InlineData("Start({|PSAFE105:handle.DangerousGetHandle()|}.ToInt32());")]
    public Task Hazard_Places(string statement) => Reports(
        $$"""
        public static void Go(SafeHandle handle)
        {
            {{statement}}
        }
        private static void Start(int handle) => Process.Start("worker", $"--handle {handle}");
        """);

    [Fact]
    public Task Hazard_Message() => Reports<RawHandleAnalyzer>(
        """
        using System.Diagnostics;
        using System.IO;

        public static class Starter
        {
            public static void Go(FileStream file)
            {
                string handle = {|#0:file.SafeFileHandle.DangerousGetHandle()|}.ToString();
                Process.Start({|#1:arguments: handle|}, fileName: "worker");
            }
        }
        """,
        new DiagnosticResult("PSAFE105", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1)
            .WithMessage("'file.SafeFileHandle.DangerousGetHandle()' is valid in this process only: in the child it is invalid or another "
                + "object. Let the child open the object by name, or inherit a pipe."));

    [Theory]
    [InlineData("AnonymousPipeServerStream pipe", "Process.Start(\"worker\", pipe.GetClientHandleAsString());")]
    [InlineData("Process parent", "Process.Start(\"worker\", parent.Id.ToString());")]
    [InlineData("Process parent", "Process.Start(\"worker\", parent.MainWindowHandle.ToString());")]
    [InlineData("Window window", "Process.Start(\"worker\", window.Handle.ToString());")]
    [InlineData("SafeHandle handle", "Console.WriteLine(handle.DangerousGetHandle());")]
    [InlineData("SafeHandle handle", "using Mutex mutex = new(false, \"m\" + handle.DangerousGetHandle());")]
    [InlineData(
        "SafeHandle handle",
        "IntPtr raw = handle.DangerousGetHandle(); Process.Start(\"worker\", raw == IntPtr.Zero ? \"none\" : \"some\");")]
    [InlineData(
        "SafeHandle handle",
        "SetHandleInformation(handle.DangerousGetHandle(), 1, 1); Process.Start(\"worker\", handle.DangerousGetHandle().ToString());")]
    [InlineData("IntPtr handle", "Process.Start(\"worker\", handle.ToString());")]
    [InlineData(
        "string path",
        "using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Inheritable); "
            + "Process.Start(\"worker\", file.SafeFileHandle.DangerousGetHandle().ToString());")]
    public Task Safe_OtherNumbersAndPlaces(string parameter, string statements) => Silent(
        $$"""
        public sealed class Window { public IntPtr Handle => default; }
        {{(statements.Contains("SetHandleInformation")
            ? "[DllImport(\"kernel32\")] private static extern bool SetHandleInformation(IntPtr handle, uint mask, uint flags);"
            : "")}}
        public static void Go({{parameter}})
        {
            {{statements}}
        }
        """);

    private static Task Reports(string members) => Reports<RawHandleAnalyzer>(InStarter(members));

    private static Task Silent(string members) => Silent<RawHandleAnalyzer>(InStarter(members));

    private static string InStarter(string members) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;
        using System.Runtime.InteropServices;
        using System.Threading;

        public static class Starter
        {
            {{members.ReplaceLineEndings("\n    ")}}
        }
        """;
}
