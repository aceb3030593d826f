using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE310: lock files that their own type deletes.</summary>
public sealed class DeletedLockFileAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_ClassThatHoldsIt() => Reports<DeletedLockFileAnalyzer>(
        """
        using System;
        using System.IO;
        sealed class FolderLock : IDisposable
        {
            private readonly string _path;
            private readonly FileStream _stream;
            public FolderLock(string folder)
            {
                _path = Path.Combine(folder, ".lock");
                _stream = {|#0:new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)|};
            }
            public void Dispose()
            {
                _stream.Dispose();
                {|#1:File.Delete(_path)|};
            }
        }
        """,
        new DiagnosticResult(Rules.LockFileDeleted).WithLocation(1).WithLocation(0).WithArguments("File.Delete(_path)"));

    [Theory]
    [InlineData(
        "using (new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None)) { Work(); } {|PSAFE310:File.Delete(path)|};")]
    [InlineData(
        "var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None); Work(); held.Dispose(); "
            + "{|PSAFE310:File.Delete(path)|};")]
    [InlineData(
        "using (File.Open(path + \".lock\", FileMode.Open, FileAccess.Write, FileShare.None)) { } "
            + "{|PSAFE310:File.Delete(path + \".lock\")|};")]
    [InlineData(
        "string lockPath = Path.Combine(path, \"x\"); using (File.Open(lockPath, FileMode.Create, FileAccess.Write, FileShare.None)) { } "
            + "{|PSAFE310:File.Delete(lockPath)|};")]
    [InlineData(
        "FileStream mutex = null; try { mutex = File.Open(path, FileMode.Create, FileAccess.Write, FileShare.None); Work(); } "
            + "finally { mutex?.Dispose(); {|PSAFE310:File.Delete(path)|}; }")]
    [InlineData(
        "using (var s = new FileStream(\"app.lck\", FileMode.Create, FileAccess.Write, FileShare.None)) { "
            + "s.WriteByte((byte)Environment.ProcessId); } {|PSAFE310:File.Delete(\"app.lck\")|};")]
    [InlineData(
        "using (new FileStream($\"{path}.lock\", FileMode.Create, FileAccess.Write, FileShare.None)) { Work(); } "
            + "{|PSAFE310:File.Delete($\"{path}.lock\")|};")]
    [InlineData(
        "var info = new FileInfo(\"a.lock\"); using (info.Open(FileMode.OpenOrCreate, FileAccess.Write, FileShare.None)) { Work(); } "
            + "{|PSAFE310:info.Delete()|};")]
    [InlineData(
        "Action run = () => { using (File.Open(path, FileMode.Create, FileAccess.Write, FileShare.None)) { Work(); } "
            + "{|PSAFE310:File.Delete(path)|}; }; run();")]
    [InlineData(
        "while (true) { {|PSAFE310:File.Delete(path)|}; "
            + "using (File.Open(path, FileMode.Create, FileAccess.Write, FileShare.None)) { Work(); } }")]
    public Task Hazard_Forms(string statements) => Reports<DeletedLockFileAnalyzer>(Method(statements));

    [Theory]
    [InlineData(
        "private FileStream Open() => new(LockPath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None); "
            + "private void Close(FileStream stream) { stream.Dispose(); {|PSAFE310:File.Delete(LockPath)|}; }")]
    [InlineData(
        "private FileStream Open(string folder) => new(Path.Combine(folder, \".lock\"), FileMode.OpenOrCreate, FileAccess.Write, "
            + "FileShare.None); private void Close() { Use(Open(_folder)); {|PSAFE310:File.Delete(Path.Combine(_folder, \".lock\"))|}; } "
            + "private void Use(IDisposable held) => held.Dispose();")]
    [InlineData(
        "private FileStream _held; void Open() { _held = new(_folder + \"/x\", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None); } "
            + "void Close() { _held.Dispose(); {|PSAFE310:File.Delete(_folder + \"/x\")|}; }")]
    [InlineData(
        "async Task RunAsync() { using (new FileStream(LockPath, FileMode.Create, FileAccess.Write, FileShare.None)) { await Task.Yield(); "
            + "} {|PSAFE310:File.Delete(LockPath)|}; }")]
    public Task Hazard_Members(string members) => Reports<DeletedLockFileAnalyzer>(Type(members));

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<DeletedLockFileAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using System.IO;

        using (FileStream held = new("app.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Console.WriteLine("working");
        }

        {|PSAFE310:File.Delete("app.lock")|};
        """);

    [Theory]
    [InlineData(
        "using (new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)) { Work(); } "
            + "File.Delete(path);")]
    [InlineData("File.Delete(path); using (new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None)) { Work(); }")]
    [InlineData("using (new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read)) { Work(); } File.Delete(path);")]
    [InlineData("using (new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None)) { Work(); } File.Delete(path);")]
    [InlineData("using (new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None)) { Work(); } File.Delete(path + 1);")]
    [InlineData("using (new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None)) { } File.Delete(path);")]
    [InlineData("using (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None)) { Work(); } File.Delete(path);")]
    [InlineData(
        "using (var s = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None)) { s.WriteByte(1); Work(); } "
            + "File.Delete(path);")]
    [InlineData(
        "using (var s = new FileStream(\"a.lock\", FileMode.Open, FileAccess.Read, FileShare.None)) { s.ReadByte(); } "
            + "File.Delete(\"a.lock\");")]
    [InlineData(
        "using (var s = new FileStream(\"a.lock\", FileMode.Open, FileAccess.Read, FileShare.None)) "
            + "using (var r = new StreamReader(s)) { } File.Delete(\"a.lock\");")]
    [InlineData(
        "using (new FileStream(\"package.lock.json\", FileMode.Create, FileAccess.Write, FileShare.None)) { Work(); } "
            + "File.Delete(\"package.lock.json\");")]
    [InlineData(
        "using (new FileStream(\"clock.dat\", FileMode.Open, FileAccess.Write, FileShare.None)) { Work(); } File.Delete(\"clock.dat\");")]
    [InlineData(
        "using (new FileStream(\"a.lock\", FileMode.Create, FileAccess.Write, FileShare.None)) { } File.WriteAllText(\"a.lock\", \"1\"); "
            + "File.Delete(\"a.lock\");")]
    [InlineData(
        "string name = Path.GetRandomFileName(); using (File.Open(name, FileMode.Create, FileAccess.Write, FileShare.None)) { Work(); } "
            + "File.Delete(name);")]
    [InlineData(
        "if (OperatingSystem.IsWindows()) { using (File.Open(path, FileMode.Create, FileAccess.Write, FileShare.None)) { Work(); } "
            + "File.Delete(path); }")]
    [InlineData("using (File.Open(path, FileMode.Create, FileAccess.Write, FileShare.None)) { Work(); } Directory.Delete(path);")]
    public Task Safe_Forms(string statements) => Silent<DeletedLockFileAnalyzer>(Method(statements));

    [Fact]
    public Task Safe_ClearedInTheConstructor() => Silent<DeletedLockFileAnalyzer>(
        """
        using System.IO;
        sealed class FolderLock
        {
            private const string LockPath = "app.lock";
            private FileStream? _stream;
            public FolderLock() => File.Delete(LockPath);
            public void Enter() => _stream = new FileStream(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            public void Leave() => _stream?.Dispose();
        }
        """);

    [Fact]
    public Task Safe_AnotherType() => Silent<DeletedLockFileAnalyzer>(
        """
        using System.IO;
        static class Lock
        {
            public const string Name = "app.lock";
            public static FileStream Take() => new(Name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        static class Uninstall
        {
            public static void Run() => File.Delete(Lock.Name);
        }
        """);

    private static string Method(string statements) => Type(
        $$"""
        void Run(string path)
            {
                {{statements}}
            }
        """);

    private static string Type(string members) =>
        $$"""
        #nullable disable
        #pragma warning disable CS0649
        using System;
        using System.IO;
        using System.Threading.Tasks;
        class Store
        {
            private const string LockPath = "store.lock";
            private readonly string _folder;
            {{members}}
            void Work() => Task.Delay(1).Wait();
        }
        """;
}
