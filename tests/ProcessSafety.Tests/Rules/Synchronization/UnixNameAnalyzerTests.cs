using System.IO;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>What is reported, in code that nothing keeps from running on Unix.</summary>
public sealed class UnixNameAnalyzerTests : RuleTest
{
    private const string Usings =
        """
        using System;
        using System.IO;
        using System.IO.MemoryMappedFiles;
        using System.Reflection;
        using System.Threading;

        """;

    [Theory]
    [InlineData("new EventWaitHandle(false, EventResetMode.AutoReset, {|PSAFE301:\"e\"|})")]
    [InlineData("new EventWaitHandle(false, EventResetMode.AutoReset, {|PSAFE301:@\"Global\\e\"|}, out _)")]
    [InlineData("(EventWaitHandle)new(name: {|PSAFE301:\"e\" + id|}, initialState: false, mode: EventResetMode.ManualReset)")]
    [InlineData("new Semaphore(1, 1, {|PSAFE301:$\"s-{id}\"|})")]
    [InlineData("new Semaphore(1, 1, {|PSAFE301:Name|}, out bool isNew)")]
    [InlineData("new EventWaitHandle(false, EventResetMode.AutoReset, {|PSAFE301:id|})")]
    [InlineData("new Semaphore(1, 1, {|PSAFE301:Guid.NewGuid().ToString(\"N\")|})")]
    [InlineData("new Semaphore(1, 1, {|PSAFE301:$\"{Environment.ProcessId:x}\"|})")]
    [InlineData("new Mutex(false, {|PSAFE303:Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=')|})")]
    [InlineData("new Semaphore(1, 1, {|PSAFE301:\"s\"|}, new NamedWaitHandleOptions())")]
    [InlineData("MemoryMappedFile.CreateNew({|PSAFE301:\"m\"|}, 10)")]
    [InlineData("MemoryMappedFile.CreateFromFile(\"/x\", FileMode.Open, {|PSAFE301:\"m\"|})")]
    [InlineData("WaitHandle.WaitAny(new WaitHandle[] { {|PSAFE301:s_mutex|}, new AutoResetEvent(false) })")]
    [InlineData("WaitHandle.WaitAll(new[] { new Mutex(), {|PSAFE301:new Mutex(false, \"m\")|} }, 100)")]
    [InlineData("new Mutex(false, {|PSAFE303:\"a/b\"|})")]
    [InlineData("new Mutex(false, {|PSAFE303:@\"App\\b\"|})")]
    [InlineData("new Mutex(false, {|PSAFE303:@\"Global\\App\\b\"|})")]
    [InlineData("new Mutex(false, {|PSAFE303:@\"global\\b\"|})")]
    [InlineData("new Mutex(false, {|PSAFE303:@\"Global\\\" + Path.GetFullPath(id)|})")]
    [InlineData("new Mutex(false, {|PSAFE303:$@\"Global\\{AppContext.BaseDirectory}\"|})")]
    [InlineData("new Mutex(false, {|PSAFE303:Assembly.GetExecutingAssembly().Location|})")]
    [InlineData("new Mutex(false, {|PSAFE303:new DirectoryInfo(id).FullName.Replace('\\\\', '|')|})")]
    [InlineData("new Mutex(false, {|PSAFE303:$@\"Global\\app/{id}\"|})")]
    [InlineData("new Mutex(false, {|PSAFE303:Slash|})")]
    [InlineData("Mutex.OpenExisting({|PSAFE303:\"a/b\"|})")]
    public Task Hazard(string expression) => Reports<UnixNameAnalyzer>(Wrap(expression));

    [Theory]
    [InlineData("new EventWaitHandle(false, EventResetMode.AutoReset, null)")]
    [InlineData("new EventWaitHandle(false, EventResetMode.AutoReset)")]
    [InlineData("new Semaphore(1, 1, id.Length > 1 ? \"s\" : null)")]
    [InlineData("new Semaphore(1, 1)")]
    [InlineData("new Semaphore(1, 1, id.Trim())")]
    [InlineData("new Mutex(false, Convert.ToBase64String(Guid.NewGuid().ToByteArray()).Replace('/', '_'))")]
    [InlineData("new Mutex(false, Convert.ToHexString(Guid.NewGuid().ToByteArray()))")]
    [InlineData("new AutoResetEvent(false)")]
    [InlineData("new Mutex(false, \"m\")")]
    [InlineData("new Mutex(false, @\"Global\\m.1_2\")")]
    [InlineData("new Mutex(false, \"Global\" + '\\\\' + \"m\")")]
    [InlineData("new Mutex(false, @\"Global\\\" + id)")]
    [InlineData("new Mutex(false, @\"Global\\\" + Path.GetFileName(id))")]
    [InlineData("new Mutex(false, new DirectoryInfo(id).FullName.Replace('\\\\', '|').Replace('/', '|'))")]
    [InlineData("new Mutex(false, @\"Global\\\" + AppContext.BaseDirectory.Replace('/', '_'))")]
    [InlineData("MemoryMappedFile.CreateNew(null, 10)")]
    [InlineData("MemoryMappedFile.CreateFromFile(\"/x\", FileMode.Open, null)")]
    [InlineData("MemoryMappedFile.CreateFromFile(\"/x\", FileMode.Open)")]
    [InlineData("new System.IO.Pipes.NamedPipeServerStream(\"a/b\")")]
    [InlineData("WaitHandle.WaitAny(new WaitHandle[] { new Mutex(), new AutoResetEvent(false) })")]
    [InlineData("s_mutex.WaitOne()")]
    public Task Safe(string expression) => Silent<UnixNameAnalyzer>(Wrap(expression));

    [Theory]
    [InlineData(
        "public class Gate { public Semaphore Of(string? name) { ArgumentException.ThrowIfNullOrEmpty(name); "
            + "return new(1, 1, {|PSAFE301:name|}); } }")]
    [InlineData(
        "public class Gate { public Semaphore Of(string? name) { if (name is null) throw new ArgumentNullException(); "
            + "return new(1, 1, {|PSAFE301:name|}); } }")]
    [InlineData(
        "class Gate { Semaphore Of(string name) => new(1, 1, {|PSAFE301:name|}); object A() => Of(\"a\"); object B() => Of(\"b\"); }")]
    [InlineData("class Gate { static string Name(string s) => \"g/\" + s; Mutex Of(string s) => new(false, {|PSAFE303:Name(s)|}); }")]
    public Task Hazard_NameOfCallers(string type) => Reports<UnixNameAnalyzer>(Usings + type);

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData("class Gate(string name) { readonly Semaphore _g = new(1, 1, {|PSAFE301:name|}); static Gate Of() => new(\"g\"); }")]
    [InlineData(
        "class Base(string name) { readonly Semaphore _g = new(1, 1, {|PSAFE301:name|}); } class Gate() : Base(\"g\");")]
    public Task Hazard_NameOfCallers_NewerSyntax(string type) => Reports<UnixNameAnalyzer>(Usings + type);

    [Theory]
    [InlineData("class Gate { Semaphore Of(string? name) => new(1, 1, name); object A() => Of(null); object B() => Of(\"b\"); }")]
    [InlineData("class Gate { Semaphore Of(string name) => new(1, 1, name); object A() => Of(\"\"); object B() => Of(\"b\"); }")]
    [InlineData("public class Gate { public Semaphore Of(string? name) => new(1, 1, name); }")]
    [InlineData("public class Gate { public Semaphore Of(string name = null!) => new(1, 1, name); }")]
    [InlineData(
        "public class Gate { public Semaphore Of(string name) { if (name.Length == 1 || name == null) { return new(1, 1); } "
            + "return new(1, 1, name); } }")]
    [InlineData("public class Gate { public object Of(string name) { name = name.Trim(); return new Semaphore(1, 1, name); } }")]
    [InlineData("public class Gate { public object? Of(string name) => string.IsNullOrEmpty(name) ? null : new Semaphore(1, 1, name); }")]
    public Task Safe_NameOfCallers(string type) => Silent<UnixNameAnalyzer>(Usings + type);

    [Fact]
    public Task Safe_Openings_AreToldByCA1416() => Silent<UnixNameAnalyzer>(
        Wrap("EventWaitHandle.OpenExisting(\"e\")"),
        Wrap("MemoryMappedFile.CreateOrOpen(\"m\", 10)").Replace("class Here", "class There"));

    [Fact]
    public Task Hazard_Messages() => Reports<UnixNameAnalyzer>(
        """
        using System.Threading;

        class Jobs
        {
            readonly EventWaitHandle _done = new(false, EventResetMode.AutoReset, {|#0:"done"|});
            readonly Mutex _gate = new(false, {|#1:"jobs/gate"|});
        }
        """,
        new DiagnosticResult("PSAFE301", DiagnosticSeverity.Warning).WithLocation(0)
            .WithMessage("'\"done\"' names an event, which Linux and macOS do not support. Use a pipe or a file to signal, or guard with "
                + "OperatingSystem.IsWindows()."),
        new DiagnosticResult("PSAFE303", DiagnosticSeverity.Warning).WithLocation(1)
            .WithMessage("'\"jobs/gate\"' contains a slash or backslash: the mutex throws IOException on Linux and macOS. Use letters, "
                + "digits, dots and underscores after the prefix."));

    [Theory]
    [InlineData("[assembly: System.Runtime.Versioning.SupportedOSPlatform(\"Windows7.0\")]")]
    [InlineData("[assembly: System.Runtime.Versioning.TargetPlatform(\"Windows10.0.19041.0\")]")]
    public Task Safe_TargetIsWindows(string attribute) => Silent<UnixNameAnalyzer>(Wrap("new Semaphore(1, 1, \"a/b\")"), attribute);

    [Fact]
    public Task Safe_WindowsForms() => Silent<UnixNameAnalyzer>(
        test => test.TestState.AdditionalReferences.Add(Library("System.Windows.Forms")),
        Wrap("new Semaphore(1, 1, \"s\")"));

    [Fact]
    public Task Hazard_AnotherLibrary() => Reports<UnixNameAnalyzer>(
        test => test.TestState.AdditionalReferences.Add(Library("System.Windows.Other")),
        Wrap("new Semaphore(1, 1, {|PSAFE301:\"s\"|})"));

    private static string Wrap(string expression) => Usings +
        $$"""
        public static class Here
        {
            private const string Name = "name";
            private static readonly string Slash = Name + "/" + Name;
            private static readonly Mutex s_mutex = new(false, Name);

            public static object Open(string id) => {{expression}};
        }
        """;

    private static MetadataReference Library(string name)
    {
        MemoryStream image = new();
        CSharpCompilation.Create(
            name,
            references: [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .Emit(image);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
