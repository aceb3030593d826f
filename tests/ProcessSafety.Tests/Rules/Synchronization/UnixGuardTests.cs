using System.Linq;
using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>Checks, attributes and callers that keep code from Unix, and look-alikes that do not.</summary>
public sealed class UnixGuardTests : RuleTest
{
    [Theory]
    [InlineData("if (OperatingSystem.IsWindows()) Event();")]
    [InlineData("switch (OperatingSystem.IsWindows()) { case true: Event(); break; }")]
    [InlineData("switch (OperatingSystem.IsWindows()) { case false: break; default: Event(); break; }")]
    [InlineData("_ = OperatingSystem.IsWindows() switch { true => Event(), false => null };")]
    [InlineData("_ = OperatingSystem.IsWindows() switch { false => null, _ => Event() };")]
    [InlineData("_ = 1 switch { _ when OperatingSystem.IsWindows() => Event(), _ => null };")]
    [InlineData("if (OperatingSystem.IsWindowsVersionAtLeast(10)) { Event(); }")]
    [InlineData("if (!OperatingSystem.IsWindows()) return; Event();")]
    [InlineData("if (!OperatingSystem.IsWindows()) { throw new PlatformNotSupportedException(); } Event();")]
    [InlineData("if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) return; Event();")]
    [InlineData("if (!OperatingSystem.IsWindows() || id > 1) return; Event();")]
    [InlineData("if (id > 1 || !OperatingSystem.IsWindows()) return; Event();")]
    [InlineData("if (OperatingSystem.IsLinux()) { } else Event();")]
    [InlineData("if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows)) Event();")]
    [InlineData("if (OperatingSystem.IsOSPlatform(\"windows\") && id > 1) Event();")]
    [InlineData("if (id > 1 && IsWindows) Event();")]
    [InlineData("if (s_isWindows) Event();")]
    [InlineData("if (!RunsOnWindows()) return; Event();")]
    [InlineData("if (NotHere()) return; Event();")]
    [InlineData("bool here = OperatingSystem.IsWindows(); if (here is true) Event();")]
    [InlineData("using EventWaitHandle? e = OperatingSystem.IsWindows() ? Event() : null;")]
    [InlineData("bool isSet = OperatingSystem.IsWindows() && Event().WaitOne(0);")]
    [InlineData("bool isSet = !OperatingSystem.IsWindows() || Event().WaitOne(0);")]
    [InlineData("if (Environment.OSVersion.Platform == PlatformID.Win32NT) Event();")]
    [InlineData("if (Environment.OSVersion.Platform is not PlatformID.Unix) Event();")]
    [InlineData("switch (Environment.OSVersion.Platform) { case PlatformID.Win32NT: Event(); break; }")]
    [InlineData("Debug.Assert(OperatingSystem.IsWindows()); Event();")]
    [InlineData("if (Path.DirectorySeparatorChar == '\\\\') Event();")]
    [InlineData("try { Event(); } catch (PlatformNotSupportedException) { }")]
    [InlineData("if (OperatingSystem.IsWindows()) { Action later = () => Event(); later(); }")]
    public Task Safe_Guard(string statements) => Silent<UnixNameAnalyzer>(Wrap(statements, "\"e\""));

    /// <summary>A mutex with a name among several handles.</summary>
    [Theory]
    [InlineData("if (OperatingSystem.IsWindows()) WaitHandle.WaitAny(new WaitHandle[] { new Mutex(false, \"m\"), done });")]
    [InlineData("if (!OperatingSystem.IsWindows()) return; WaitHandle.WaitAll(new WaitHandle[] { new Mutex(false, \"m\"), done });")]
    public Task Safe_GuardOfAWait(string statements) => Silent<UnixNameAnalyzer>(OfSeveral(statements));

    [Theory]
    [InlineData("if (!OperatingSystem.IsWindows()) WaitHandle.WaitAny(new WaitHandle[] { {|PSAFE301:new Mutex(false, \"m\")|}, done });")]
    [InlineData("if (OperatingSystem.IsLinux()) WaitHandle.WaitAll(new WaitHandle[] { {|PSAFE301:new Mutex(false, \"m\")|}, done });")]
    public Task Hazard_NoGuardOfAWait(string statements) => Reports<UnixNameAnalyzer>(OfSeveral(statements));

    private static string OfSeveral(string statements) => Wrap("using AutoResetEvent done = new(false); " + statements, "");

    [Theory]
    [InlineData("if (OperatingSystem.IsLinux()) Event();")]
    [InlineData("if (OperatingSystem.IsWindows()) return; Event();")]
    [InlineData("if (!OperatingSystem.IsWindows()) Event();")]
    [InlineData("if (OperatingSystem.IsWindows() || id > 1) Event();")]
    [InlineData("if (!OperatingSystem.IsWindows()) id++; Event();")]
    [InlineData("if (!OperatingSystem.IsWindows() && id > 1) return; Event();")]
    [InlineData("if (OperatingSystem.IsWindows() || id > 1) return; Event();")]
    [InlineData("if (IsBig) Event();")]
    [InlineData("try { Event(); } catch (IOException) { }")]
    public Task Hazard_NoGuard(string statements) => Reports<UnixNameAnalyzer>(Wrap(statements, "{|PSAFE301:\"e\"|}"));

    [Theory]
    [InlineData("[SupportedOSPlatform(\"windows\")] class Jobs { EventWaitHandle Open() => Event(); }")]
    [InlineData("class Jobs { [SupportedOSPlatform(\"windows6.1\")] EventWaitHandle Open() => Event(); }")]
    [InlineData("class Jobs { [SupportedOSPlatform(\"windows\")] EventWaitHandle Done => Event(); }")]
    [InlineData("class Jobs { [UnsupportedOSPlatform(\"linux\")] [UnsupportedOSPlatform(\"macos\")] EventWaitHandle Open() => Event(); }")]
    [InlineData("class WindowsJobs { EventWaitHandle Open() => Event(); }")]
    [InlineData("namespace App.Windows { class Jobs { EventWaitHandle Open() => Event(); } }")]
    [InlineData(
        "class Jobs { public void Go() { if (OperatingSystem.IsWindows()) Open(); } private void Open() { using var done = Event(); } }")]
    [InlineData(
        "class Jobs { public void Go() { if (OperatingSystem.IsWindows()) First(); } private void First() => Open(); "
            + "private void Open() { using var done = Event(); } }")]
    [InlineData(
        "class Jobs { public void Go() { if (OperatingSystem.IsWindows()) Open(); } public void Open() { using var done = Event(); } }")]
    public Task Safe_Member(string type) => Silent<UnixNameAnalyzer>(Member(type, "\"e\""));

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData(
        "class Jobs(int i) { readonly EventWaitHandle _e = Event(); static Jobs? Go() => OperatingSystem.IsWindows() ? new(1) : null; }")]
    public Task Safe_Member_NewerSyntax(string type) => Silent<UnixNameAnalyzer>(Member(type, "\"e\""));

    [Theory]
    [InlineData("class Jobs { [SupportedOSPlatform(\"windows\")] [SupportedOSPlatform(\"linux\")] EventWaitHandle Open() => Event(); }")]
    [InlineData("class Jobs { [UnsupportedOSPlatform(\"browser\")] EventWaitHandle Open() => Event(); }")]
    [InlineData(
        "class Jobs { public void Go() { if (OperatingSystem.IsWindows()) Open(); Open(); } "
            + "private void Open() { using var done = Event(); } }")]
    [InlineData(
        "public class Jobs { public void Go() { if (OperatingSystem.IsWindows()) Open(); } public void Open() { using var done = Event(); "
            + "} }")]
    public Task Hazard_Member(string type) => Reports<UnixNameAnalyzer>(Member(type, "{|PSAFE301:\"e\"|}"));

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData(
        "class Jobs(int i) { readonly EventWaitHandle _e = Event(); static Jobs? Go() => OperatingSystem.IsLinux() ? new(1) : null; }")]
    public Task Hazard_Member_NewerSyntax(string type) => Reports<UnixNameAnalyzer>(Member(type, "{|PSAFE301:\"e\"|}"));

    /// <summary>The check lies any number of private calls away; which site is asked about first makes no difference.</summary>
    [Fact]
    public Task Safe_GuardFarAway() => Silent<UnixNameAnalyzer>(Member(
        """
        class Jobs
        {
            public void Go() { if (OperatingSystem.IsWindows()) First(); }
            private void First() { using var done = Event(); Second(); }
            private void Second() { using var done = Event(); Third(); }
            private void Third() { using var done = Event(); Fourth(); }
            private void Fourth() { using var done = Event(); }
        }
        """,
        "\"e\""));

    [Fact]
    public Task Safe_GuardedCycle() => Silent<UnixNameAnalyzer>(Member(
        """
        class Jobs
        {
            public void Go() { if (OperatingSystem.IsWindows()) Even(8); }
            private void Even(int count) { using var done = Event(); if (count > 0) Odd(count - 1); }
            private void Odd(int count) { using var done = Event(); if (count > 0) Even(count - 1); }
        }
        """,
        "\"e\""));

    [Fact]
    public Task Hazard_CycleWithAnotherEntry() => Reports<UnixNameAnalyzer>(Member(
        """
        class Jobs
        {
            public void Go() { if (OperatingSystem.IsWindows()) Even(8); }
            public void Count() => Odd(7);
            private void Even(int count) { using var done = Event(); if (count > 0) Odd(count - 1); }
            private void Odd(int count) { if (count > 0) Even(count - 1); }
        }
        """,
        "{|PSAFE301:\"e\"|}"));

    /// <summary>One private method has a guarded and an unguarded caller.</summary>
    [Fact]
    public Task Hazard_OneCallerOfTwoIsGuarded() => Reports<UnixNameAnalyzer>(
        Member(
            """
            partial class Jobs
            {
                public void Go() { if (OperatingSystem.IsWindows()) First(); }
                private void First() => Second();
                private void Second() => Third();
                private void Third() { using var done = Event(); }
            }
            """,
            "{|PSAFE301:\"e\"|}"),
        "partial class Jobs { public void Other() => Third(); }");

    /// <summary>Too many private callers to tell.</summary>
    [Fact]
    public Task Safe_NotKnown() => Silent<UnixNameAnalyzer>(Member(
        "class Jobs { public void Go() => M0(); "
            + string.Concat(Enumerable.Range(0, 40).Select(static i => $"private void M{i}() => M{i + 1}(); "))
            + "private void M40() { using var done = Event(); } }",
        "\"e\""));

    private static string Member(string type, string name) =>
        "using System;\nusing System.Runtime.Versioning;\nusing System.Threading;\n\n"
        + type.Replace("Event()", $"new EventWaitHandle(false, EventResetMode.AutoReset, {name})");

    private static string Wrap(string statements, string name) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Runtime.InteropServices;
        using System.Threading;

        class Jobs
        {
            private static readonly bool s_isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
            private static bool IsBig { get; } = Environment.ProcessorCount > 8;
            private static bool IsWindows => OperatingSystem.IsWindows();
            private static bool NotHere() => !IsWindows;
            private static bool RunsOnWindows()
            {
                return s_isWindows;
            }

            private static EventWaitHandle Keep(EventWaitHandle made) => made;

            static void Run(int id)
            {
                {{statements.Replace("Event()", $"Keep(new EventWaitHandle(false, EventResetMode.AutoReset, {name}))")}}
            }
        }
        """;
}
