using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

/// <summary>Guards in wrappers, catches round the program, names of the program.</summary>
public sealed class StartUpWrapperTests : RuleTest
{
    private const string Guard =
        " void Guard(Action work, Action<Exception> onError) { try { work(); } catch (Exception e) { onError(e); } } ";

    private const string Start = "Process.Start(Environment.ProcessPath!, \"again\")";

    [Theory]
    [InlineData("using var single = new Single(); if (!single.IsFirst) return; if (args.Length > 3) {|PSAFE404:Start|};")]
    [InlineData("using var once = new Once(); if (!once.Take()) return; if (args.Length > 3) {|PSAFE404:Start|};")]
    [InlineData("new App().Run(args);")]
    [InlineData("if (!OneOnly.TryTake()) return; if (args.Length > 3) {|PSAFE404:Start|};")]
    [InlineData("if (OneOnly.TryTake()) { if (args.Length > 3) {|PSAFE404:Start|}; OneOnly.Release(); }")]
    [InlineData("ISingle single = new Only(); if (!single.IsFirst) return; if (args.Length > 3) {|PSAFE404:Start|};")]
    [InlineData("using var single = new Single(); if (!single.IsFirst) return; Task.Run(() => {|PSAFE404:Start|}).Wait();")]
    [InlineData("using var single = new Single(); if (single is not { IsFirst: true }) return; {|PSAFE404:Start|};")]
    public Task Hazard_MutexOfAWrapper(string body) => Reports<OwnedMutexLaunchAnalyzer>(Program(body));

    [Theory]
    [InlineData("using (var single = new Single()) { if (!single.IsFirst) return; } if (args.Length > 3) Start;")]
    [InlineData("var single = new Single(); if (!single.IsFirst) return; single.Dispose(); if (args.Length > 3) Start;")]
    [InlineData("using var single = new Single(); if (!single.IsFirst) { Start; return; }")]
    [InlineData("if (args.Length > 3) { Start; return; } using var single = new Single(); if (!single.IsFirst) return;")]
    [InlineData("using var once = new Once(); if (!once.Take()) { Start; return; }")]
    [InlineData("if (!OneOnly.TryTake()) return; OneOnly.Release(); if (args.Length > 3) Start;")]
    [InlineData("if (!OneOnly.TryTake()) { Start; return; }")]
    [InlineData("if (OneOnly.TryTake()) { Console.WriteLine(); return; } else { Start; }")]
    [InlineData("if (!OneOnly.TryTake()) { Tell(); return; } void Tell() { Start; }")]
    [InlineData("ISingle single = new Only(); if (!single.IsFirst) { Start; return; }")]
    [InlineData("Only single = new(); if (!single.IsFirst) return; single.Leave(); Start;")]
    public Task Safe_MutexOfAWrapper(string body) =>
        Silent<OwnedMutexLaunchAnalyzer>(Program(body));

    [Theory]
    [InlineData("try { Work(args); } catch (Exception) { {|PSAFE401:Start|}; }")]
    [InlineData("try { Work(args); } catch { {|PSAFE401:Again()|}; }")]
    [InlineData("try { Work(args); } catch (Exception) { {|PSAFE401:Start|}; Environment.Exit(1); }")]
    [InlineData("Guarded(); void Guarded() { try { Work(args); } catch (Exception e) { Console.WriteLine(e); {|PSAFE401:Again()|}; } }")]
    [InlineData(
        "try { Work(args); } catch (Exception e) { {|PSAFE401:OnError(e)|}; } "
            + "void OnError(Exception e) { Console.WriteLine(e); Again(); }")]
    [InlineData("Guard(() => Work(args), e => {|PSAFE401:Start|});" + Guard)]
    [InlineData("Guard(() => Work(args), OnError);" + Guard + "void OnError(Exception e) { Console.WriteLine(e); {|PSAFE401:Again()|}; }")]
    [InlineData("{|PSAFE401:Process.Start(Path.Combine(AppContext.BaseDirectory, AppDomain.CurrentDomain.FriendlyName))|};")]
    [InlineData(
        "string name = Assembly.GetEntryAssembly()!.GetName().Name + \".exe\"; "
            + "{|PSAFE401:Process.Start(Path.Combine(AppContext.BaseDirectory, name))|};")]
    [InlineData(
        "Hook((_, _) => {|PSAFE401:Start|}); void Hook(UnhandledExceptionEventHandler h) => AppDomain.CurrentDomain.UnhandledException += "
            + "h;")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += s_handler;")]
    public Task Hazard_Crash(string body) => Reports<MultiplyingLaunchAnalyzer>(Program(body)
        .Replace("/*field*/", "static readonly UnhandledExceptionEventHandler s_handler = (_, _) => " + Field(body) + ";"));

    [Theory]
    [InlineData("try { Work(args); } catch (Exception) { if (args.Length == 0) Start; }")]
    [InlineData("try { Work(args); } catch (Exception) when (args.Length == 0) { Start; }")]
    [InlineData("try { Work(args); } catch (InvalidOperationException) { Start; }")]
    [InlineData("if (args is [\"again\"]) return; try { Work(args); } catch (Exception) { Start; }")]
    [InlineData("while (args.Length > 1) { try { Work(args); } catch (Exception) { Start; } }")]
    [InlineData("Guard(() => Work(args), e => { if (args.Length == 0) Start; });" + Guard)]
    [InlineData("Guard(() => Work(args), e => Console.WriteLine(e));" + Guard)]
    [InlineData("if (args is [\"again\"]) return; Guard(() => Work(args), e => Again());" + Guard)]
    [InlineData("s_clicked += (_, _) => Again();")]
    [InlineData("s_clicked += OnClick; void OnClick(object? sender, EventArgs e) { Start; Environment.Exit(0); }")]
    [InlineData("Process.Start(\"other\", AppDomain.CurrentDomain.FriendlyName);")]
    [InlineData("Process.Start(Path.Combine(Path.GetTempPath(), AppDomain.CurrentDomain.FriendlyName));")]
    public Task Safe_Crash(string body) =>
        Silent<MultiplyingLaunchAnalyzer>(Program(body));

    [Theory]
    [InlineData("Process.Start({|PSAFE405:Assembly.GetEntryAssembly()?.Location ?? Environment.ProcessPath!|});")]
    [InlineData("Process.Start({|PSAFE405:Own|});")]
    public Task Hazard_LocationFirst(string body) =>
        Reports<AssemblyLaunchAnalyzer>(Program(body));

    [Theory]
    [InlineData("Process.Start(Environment.ProcessPath ?? Assembly.GetEntryAssembly()!.Location);")]
    public Task Safe_LocationLast(string body) =>
        Silent<AssemblyLaunchAnalyzer>(Program(body));

    /// <summary>A crash handler that asks the shell to open the program again.</summary>
    [Theory]
    [InlineData("{|PSAFE401:Process.Start(\"explorer.exe\", $@\"shell:AppsFolder\\{Package.Current.Id.FamilyName}!App\")|};")]
    [InlineData("{|PSAFE401:Process.Start(\"explorer\", \"shell:AppsFolder\\\\\" + AppInfo.Current.AppUserModelId)|};")]
    [InlineData(
        "{|PSAFE401:Process.Start(new ProcessStartInfo { UseShellExecute = true, "
            + "FileName = \"shell:AppsFolder\\\\\" + Package.Current.Id.FamilyName + \"!App\" })|};")]
    [InlineData("{|PSAFE401:Process.Start(new ProcessStartInfo(\"testproject:restart\") { UseShellExecute = true })|};")]
    [InlineData("{|PSAFE401:Process.Start(new ProcessStartInfo($\"testproject:?at={DateTime.Now}\") { UseShellExecute = true })|};")]
    [InlineData("PackageId id = Package.Current.Id; {|PSAFE401:Process.Start($@\"shell:AppsFolder\\{id.FamilyName}!App\")|};")]
    public Task Hazard_AddressOfTheProgram(string restart) =>
        Reports<MultiplyingLaunchAnalyzer>(
            IsPackaged,
            Addressed($"AppDomain.CurrentDomain.UnhandledException += (_, _) => {{ {restart} }};"));

    [Theory]
    [InlineData("Process.Start(\"explorer.exe\", $@\"shell:AppsFolder\\{name}!App\");")]
    [InlineData("Process.Start(\"explorer.exe\", $\"/select,{Environment.ProcessPath}\");")]
    [InlineData("Process.Start(\"explorer.exe\", Environment.ProcessPath!);")]
    [InlineData("Process.Start(\"explorer.exe\", Path.GetDirectoryName(Environment.ProcessPath)!);")]
    [InlineData("Process.Start(\"explorer.exe\", $@\"shell:AppsFolder\\{other.FamilyName}!App\");")]
    [InlineData("Process.Start(\"reporter\", Package.Current.Id.FamilyName);")]
    [InlineData("Process.Start(new ProcessStartInfo(\"mailto:help@testproject\") { UseShellExecute = true });")]
    [InlineData("Process.Start(new ProcessStartInfo(\"testproject-help:crash\") { UseShellExecute = true });")]
    [InlineData("Process.Start(new ProcessStartInfo(\"test:restart\") { UseShellExecute = true });")]
    [InlineData("if (name.Length == 0) Process.Start(new ProcessStartInfo(\"testproject:restart\") { UseShellExecute = true });")]
    public Task Safe_AnotherAddress(string restart) => Silent<MultiplyingLaunchAnalyzer>(IsPackaged, Addressed(
        $"AppDomain.CurrentDomain.UnhandledException += (_, _) => {{ string name = Read(); PackageId other = Find(); {restart} }}; "
            + "string Read() => Console.ReadLine()!; PackageId Find() => new();"));

    /// <summary>An operator of the program's own makes another address of the text.</summary>
    [Fact]
    public Task Safe_AddressThatAnOperatorMakes() => Silent<MultiplyingLaunchAnalyzer>(
        """
        using System;
        using System.Diagnostics;

        internal static class Program
        {
            private static void Main() => AppDomain.CurrentDomain.UnhandledException += (_, _) =>
            {
                Process.Start(new ProcessStartInfo("testproject:crash" % new Scheme("mailto")) { UseShellExecute = true });
            };
        }

        internal sealed record Scheme(string Name)
        {
            public static string operator %(string address, Scheme scheme) => scheme.Name + address.Substring(address.IndexOf(':'));
        }
        """);

    private static void IsPackaged<TCodeFix>(RuleCodeFixTest<MultiplyingLaunchAnalyzer, TCodeFix> test)
        where TCodeFix : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider, new()
    {
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        test.TestState.AdditionalReferences.Add(StubLibrary.Of(Stubs.Package));
    }

    private static string Addressed(string body) =>
        Program(body).Replace("using System.IO;", "using System.IO;\nusing Windows.ApplicationModel;");

    private static string Field(string body) =>
        body.Contains("s_handler") ? "{|PSAFE401:" + Start + "|}" : Start;

    private static Task Reports<T>(string source)
        where T : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new() =>
        Reports<T>(static test => test.TestState.OutputKind = OutputKind.ConsoleApplication, source);

    private static Task Silent<T>(string source)
        where T : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new() =>
        Silent<T>(static test => test.TestState.OutputKind = OutputKind.ConsoleApplication, source);

    private static string Program(string body) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Reflection;
        using System.Threading;
        using System.Threading.Tasks;

        sealed class Single : IDisposable
        {
            private readonly Mutex _mutex;
            private readonly bool _isFirst;
            public Single() => _mutex = new Mutex(true, "app", out _isFirst);
            public bool IsFirst => _isFirst;
            public void Dispose() => _mutex.Dispose();
        }

        sealed class Once : IDisposable
        {
            private readonly Mutex _mutex = new(false, "once");
            public bool Take() => _mutex.WaitOne(0);
            public void Dispose() => _mutex.Dispose();
        }

        static class OneOnly
        {
            private static Mutex? s_mutex;

            public static bool TryTake()
            {
                s_mutex = new Mutex(true, "only", out bool isFirst);
                return isFirst;
            }

            public static void Release()
            {
                s_mutex?.ReleaseMutex();
                s_mutex?.Dispose();
            }
        }

        interface ISingle { bool IsFirst { get; } }

        sealed class Only : ISingle
        {
            private readonly Mutex _mutex;
            public Only() { _mutex = new Mutex(true, "one", out bool isFirst); IsFirst = isFirst; }
            public bool IsFirst { get; }
            public void Leave() => _mutex.Dispose();
        }

        {{App(body)}}

        static class Program
        {
            {{(body.Contains("Again()") || body.Contains("s_handler")
                ? "/*field*/ private static void Again() => " + Start + ";"
                : string.Empty)}}
            private static event EventHandler? s_clicked;
            internal static void Click() => s_clicked?.Invoke(null, EventArgs.Empty);
            private static string Own => Assembly.GetEntryAssembly()!.Location ?? Environment.ProcessPath!;
            private static void Work(string[] args) => throw new InvalidOperationException(args.Length.ToString());

            private static void Main(string[] args)
            {
                {{body.Replace("Start|}", Start + "|}").Replace(" Start;", " " + Start + ";")}}
            }
        }
        """;

    private static string App(string body) => !body.Contains("new App") ? string.Empty :
        $$"""
        sealed class App
        {
            private readonly Single _single = new();
            public void Run(string[] args) { if (!_single.IsFirst) return; if (args.Length > 3) {|PSAFE404:{{Start}}|}; }
        }
        """;
}
