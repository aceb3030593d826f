using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class SharedWithChildAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("object", "lock ({|PSAFE102:s_gate|}) { }", "lock (s_gate) { }")]
    [InlineData("object", "Monitor.Enter({|PSAFE102:s_gate|});", "lock (s_gate) { }")]
    [InlineData("SemaphoreSlim", "{|PSAFE102:s_gate|}.Wait();", "s_gate.Release();", "new(1, 1)")]
    [InlineData("Mutex", "{|PSAFE102:s_gate|}.WaitOne();", "s_gate.WaitOne();")]
    [InlineData("Mutex", "{|PSAFE102:s_gate|}.WaitOne();", "s_gate.WaitOne();", "new(false)")]
    [InlineData("Mutex", "{|PSAFE102:s_gate|}.WaitOne();", "s_gate.WaitOne();", "new(false, null)")]
    [InlineData("Mutex", "{|PSAFE102:s_gate|}.WaitOne();", "s_gate.WaitOne();", "new(initiallyOwned: false, name: \"\")")]
    [InlineData("Semaphore", "{|PSAFE102:s_gate|}.WaitOne();", "s_gate.Release();", "new(1, 1)")]
    [InlineData("AutoResetEvent", "{|PSAFE102:s_gate|}.Set();", "s_gate.WaitOne();", "new(false)")]
    [InlineData("ManualResetEvent", "{|PSAFE102:s_gate|}.Set();", "s_gate.WaitOne();", "new(false)")]
    [InlineData("EventWaitHandle", "{|PSAFE102:s_gate|}.Set();", "s_gate.WaitOne();", "new(false, EventResetMode.AutoReset)")]
    [InlineData("ManualResetEventSlim", "{|PSAFE102:s_gate|}.Set();", "s_gate.Wait();")]
    [InlineData("CountdownEvent", "{|PSAFE102:s_gate|}.Signal();", "s_gate.Wait();", "new(1)")]
    [InlineData("Barrier", "{|PSAFE102:s_gate|}.SignalAndWait();", "s_gate.SignalAndWait();", "new(2)")]
    [InlineData("ReaderWriterLockSlim", "{|PSAFE102:s_gate|}.EnterReadLock();", "s_gate.EnterWriteLock();")]
    [InlineData("ReaderWriterLock", "{|PSAFE102:s_gate|}.AcquireReaderLock(-1);", "s_gate.AcquireWriterLock(-1);")]
    [InlineData("Lock", "lock ({|PSAFE102:s_gate|}) { }", "lock (s_gate) { }")]
    [InlineData("Lock", "using ({|PSAFE102:s_gate|}.EnterScope()) { }", "s_gate.Enter();")]
    public Task Hazard_StaticPrimitive(string type, string child, string parent, string creation = "new()") => Reports(
        $$"""
        private static readonly {{type}} s_gate = {{creation}};
        public static void Go()
        {
            Pool.Run(() => { {{child}} });
            {{parent}}
        }
        """);

    [Fact]
    public Task Hazard_SpinLock() => Reports(
        """
        private static SpinLock s_gate;
        public static void Go()
        {
            bool taken = false;
            Pool.Run(() => { bool held = false; {|PSAFE102:s_gate|}.Enter(ref held); });
            s_gate.Enter(ref taken);
        }
        """);

    /// <summary>A domain of .NET Framework works on a copy of the delegate's target, and has statics of its own.</summary>
    [Fact]
    public Task Hazard_OtherDomain() => Reports<SharedWithChildAnalyzer>(
        static test => test.ReferenceAssemblies = Frameworks.Net472,
        """
        using System;

        public static class Report
        {
            private static readonly object s_gate = new object();

            public static void Go(AppDomain domain)
            {
                domain.DoCallBack(() => { lock ({|PSAFE102:s_gate|}) { } });
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_ByPath_TellsEveryHopAndTheParent() => Reports<SharedWithChildAnalyzer>(
        """
        using System;
        using Jobs;

        public static class Report
        {
            private static readonly object s_gate = new();
            public static void Go()
            {
                Pool.Run(() => {|#0:Write()|});
                Clear();
            }
            private static void Write() => {|#1:Append()|};
            private static void Append()
            {
                lock ({|#2:s_gate|})
                    Console.WriteLine();
            }
            private static void Clear()
            {
                lock ({|#3:s_gate|})
                    Console.Clear();
            }
        }
        """ + Stubs.Pool,
        new DiagnosticResult("PSAFE102", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1).WithLocation(2).WithLocation(3)
            .WithMessage("'Run → Write → Append → s_gate' is a separate object in the child process: locks and signals do not cross over. "
                + "Open one named primitive on both sides."));

    [Fact]
    public Task Hazard_TellsTheFirstUseOfTheParent() => Reports<SharedWithChildAnalyzer>(
        """
        using System;
        using Jobs;

        public static class Report
        {
            private static readonly object s_gate = new();
            public static void Go() => Pool.Run(() => { lock ({|#0:s_gate|}) { } });
            public static void Clear() { lock ({|#1:s_gate|}) Console.Clear(); }
            public static void Beep() { lock (s_gate) Console.Beep(); }
        }
        """ + Stubs.Pool,
        new DiagnosticResult("PSAFE102", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1)
            .WithMessage("'Run → s_gate' is a separate object in the child process: locks and signals do not cross over. "
                + "Open one named primitive on both sides."));

    [Fact]
    public Task Hazard_CodeReachedFromBothSides() => Reports(
        """
        private static readonly object s_gate = new();
        public static void Go()
        {
            Pool.Run(() => {|PSAFE102:Write()|});
            Write();
        }
        private static void Write() { lock (s_gate) { } }
        """);

    [Fact]
    public Task Hazard_MethodGroup() => Reports(
        """
        private static readonly object s_gate = new();
        public static void Go()
        {
            Pool.Run({|PSAFE102:Write|});
            lock (s_gate) { }
        }
        private static void Write() { lock (s_gate) { } }
        """);

    [Theory]
    [InlineData("object gate = new();", "lock ({|PSAFE102:gate|}) { }")]
    [InlineData("var gate = new SemaphoreSlim(1, 1);", "{|PSAFE102:gate|}.Wait();")]
    [InlineData("using Mutex gate = new();", "{|PSAFE102:gate|}.WaitOne();")]
    [InlineData("var gate = new AutoResetEvent(false);", "Task.Run(() => {|PSAFE102:gate|}.Set()).Wait();")]
    [InlineData("", "lock ({|PSAFE102:_gate|}) { }")]
    [InlineData("", "lock ({|PSAFE102:this.Gate|}) { }")]
    [InlineData("", "{|PSAFE102:LockHere()|};")]
    public Task Hazard_Captured(string declaration, string child) => Reports(
        $$"""
        private readonly object _gate = new();
        private object Gate { get; } = new();
        public void Go()
        {
            {{declaration}}
            Pool.Run(() => { {{child}} });
        }
        private void LockHere() { lock (_gate) { } }
        """);

    [Fact]
    public Task Hazard_StaticOfAnotherTypeInAnotherFile() => Reports<SharedWithChildAnalyzer>(
        """
        using Jobs;

        public static class Report
        {
            public static void Go() => Pool.Run(() => { lock ({|PSAFE102:Gates.Report|}) { } });
        }
        """,
        """
        public static class Gates
        {
            internal static readonly object Report = new();
        }
        """,
        """
        public static class Other
        {
            public static void Go() { lock (Gates.Report) { } }
        }
        """,
        Stubs.Pool);

    [Fact]
    public Task Hazard_StaticLockOfAJobThatIsCopied() => Reports<SharedWithChildAnalyzer>(
        """
        using Hangfire;

        public static class Report
        {
            private static readonly object s_gate = new();
            public static void Go()
            {
                BackgroundJob.Enqueue(() => {|PSAFE102:Write()|});
                lock (s_gate) { }
            }
            public static void Write() { lock (s_gate) { } }
        }
        """,
        Stubs.Hangfire);

    [Theory]
    [InlineData("Queue<int>", "{|PSAFE103:s_items|}.Enqueue(1);", "s_items.Dequeue();")]
    [InlineData("Stack<int>", "{|PSAFE103:s_items|}.Pop();", "s_items.Push(1);")]
    [InlineData("PriorityQueue<int, int>", "{|PSAFE103:s_items|}.Enqueue(1, 1);", "s_items.Dequeue();")]
    [InlineData("ConcurrentQueue<int>", "{|PSAFE103:s_items|}.Enqueue(1);", "s_items.TryDequeue(out _);")]
    [InlineData("ConcurrentStack<int>", "{|PSAFE103:s_items|}.Push(1);", "s_items.TryPop(out _);")]
    [InlineData("ConcurrentBag<int>", "{|PSAFE103:s_items|}.Add(1);", "s_items.TryTake(out _);")]
    [InlineData("BlockingCollection<int>", "{|PSAFE103:s_items|}.Add(1);", "s_items.Take();")]
    [InlineData(
        "Channel<int>",
        "{|PSAFE103:s_items|}.Writer.TryWrite(1);",
        "s_items.Reader.TryRead(out _);",
        "Channel.CreateUnbounded<int>()")]
    [InlineData("List<int>", "{|PSAFE103:s_items|}.Add(1);", "foreach (int item in s_items) { }")]
    [InlineData("LinkedList<int>", "{|PSAFE103:s_items|}.RemoveFirst();", "s_items.AddLast(1);")]
    public Task Hazard_Queue(string type, string child, string parent, string creation = "new()") => Reports(
        $$"""
        private static readonly {{type}} s_items = {{creation}};
        public static void Go()
        {
            Pool.Run(() => { {{child}} });
            {{parent}}
        }
        """);

    [Fact]
    public Task Hazard_CapturedQueue() => Reports(
        """
        public static void Go(ConcurrentQueue<int> items)
        {
            List<string> lines = new();
            Pool.Run(() =>
            {
                {|PSAFE103:items|}.Enqueue(1);
                {|PSAFE103:lines|}.Add("x");
            });
        }
        """);

    [Fact]
    public Task Hazard_QueueMessage() => Reports<SharedWithChildAnalyzer>(
        """
        using System.Collections.Generic;
        using Jobs;

        public static class Report
        {
            private static readonly Queue<int> s_items = new();
            public static void Go() => Pool.Run(() => {|#0:s_items|}.Enqueue(1));
            public static int Next() => {|#1:s_items|}.Dequeue();
        }
        """ + Stubs.Pool,
        new DiagnosticResult("PSAFE103", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1)
            .WithMessage("'Run → s_items' is a separate queue in the child process: items do not cross over. Send them through a pipe, "
                + "the child's output or a file."));

    [Theory]
    [InlineData("new(false, @\"Global\\jobs\")")]
    [InlineData("new(false, Name)")]
    [InlineData("new(false, System.Environment.UserName)")]
    [InlineData("Mutex.OpenExisting(Name)")]
    [InlineData("Create()")]
    public Task Safe_NamedOrNotSeen(string creation) => Silent(
        $$"""
        private const string Name = "jobs";
        private static readonly Mutex s_gate = {{creation}};
        private static Mutex Create() => new();
        public static void Go()
        {
            Pool.Run(() => { s_gate.WaitOne(); });
            s_gate.WaitOne();
        }
        """);

    [Theory]
    [InlineData("using Mutex gate = new(false, \"jobs\"); gate.WaitOne();")]
    [InlineData("object gate = new(); Parallel.For(0, 2, _ => { lock (gate) { } });")]
    [InlineData("var items = new Queue<int>(); items.Enqueue(1); items.Dequeue();")]
    [InlineData("List<int> items = new(); items.Add(1);")]
    public Task Safe_MadeByTheChild(string child) => Silent(
        $$"""
        public static void Go() => Pool.Run(() => { {{child}} });
        """);

    [Fact]
    public Task Safe_StaticOfTheChildAlone() => Silent(
        """
        private static readonly object s_gate = new();
        private static readonly ConcurrentQueue<int> s_items = new();
        public static void Go()
        {
            Pool.Run(() => { lock (s_gate) { s_items.Enqueue(1); } });
            Pool.Run(Write);
        }
        private static void Write()
        {
            Append();
            lock (s_gate) { s_items.TryDequeue(out _); }
        }
        private static void Append()
        {
            Task.Run(() => { lock (s_gate) { } });
            if (s_items.IsEmpty)
                Append();
        }
        """);

    [Fact]
    public Task Safe_CodeThatRunsUnnamed_WhereNobodySeesWho() => Silent(
        """
        private static readonly object s_gate = new();
        private sealed class Buffer : IDisposable, IStep
        {
            static Buffer() { lock (s_gate) { } }
            ~Buffer() { lock (s_gate) { } }
            public void Dispose() { lock (s_gate) { } }
            public override string ToString() { lock (s_gate) return ""; }
            public void Run() { lock (s_gate) { } }
            public static Buffer Create() => new();
        }
        private interface IStep { void Run(); }
        private static void RunAll(IStep[] steps) => steps[0].Run();
        public static void Go() => Pool.Run(() =>
        {
            using Buffer buffer = Buffer.Create();
            Console.WriteLine(buffer);
            RunAll(new IStep[] { buffer });
        });
        """);

    [Theory]
    [InlineData("~Buffer() { lock (s_gate) { } }")]
    [InlineData("void IDisposable.Dispose() { lock (s_gate) { } }")]
    public Task Hazard_CodeThatRunsUnnamed_OnAnObjectOfTheParent(string member) =>
        Reports(UnnamedCode(member, "{|PSAFE102:s_gate|}", "using (new Buffer()) { }"));

    [Theory]
    [InlineData("~Buffer() { lock (s_gate) { } }")]
    [InlineData("void IDisposable.Dispose() { lock (s_gate) { } }")]
    public Task Safe_CodeThatRunsUnnamed_OnAnObjectOfTheChild(string member) => Silent(UnnamedCode(member, "s_gate", ""));

    [Fact]
    public Task Hazard_CalledByAnInterfaceOfThisProject() => Reports(
        """
        private static readonly object s_gate = new();
        private sealed class Step : IStep
        {
            public void Run() { lock (s_gate) { } }
        }
        private interface IStep { void Run(); }
        public static void Go(IStep[] steps)
        {
            Pool.Run(() => {|PSAFE102:new Step().Run()|});
            steps[0].Run();
        }
        """.Replace("private interface", "public interface", StringComparison.Ordinal));

    /// <summary>A property that overrides another runs where the base names it: there the parent, here the child alone.</summary>
    [Fact]
    public Task Hazard_OverriddenPropertyThatTheBaseCalls() =>
        Reports(OverriddenProperty("lock ({|PSAFE102:s_gate|}) { }", "new OwnStep().Run();"));

    [Fact]
    public Task Safe_OverriddenPropertyThatTheBaseCalls() =>
        Silent(OverriddenProperty("lock (s_gate) { new OwnStep().Run(); }", "Console.WriteLine();"));

    private static string OverriddenProperty(string child, string parent) =>
        $$"""
        private static readonly object s_gate = new();
        private abstract class Step
        {
            protected abstract int Size { get; }
            public void Run() => Console.WriteLine(Size);
        }
        private sealed class OwnStep : Step
        {
            protected override int Size { get { lock (s_gate) return 1; } }
        }
        public static void Go()
        {
            Pool.Run(() => { {{child}} });
            {{parent}}
        }
        """;

    [Fact]
    public Task Safe_StaticOfTheParentAlone() => Silent(
        """
        private static readonly object s_gate = new();
        private static readonly Queue<int> s_items = new();
        public static void Go()
        {
            lock (s_gate) { s_items.Enqueue(1); }
            Pool.Run(() => Console.WriteLine());
            lock (s_gate) { s_items.Dequeue(); }
        }
        """);

    [Fact]
    public Task Safe_MadeByTheChildBeforeUse() => Silent(
        """
        private static Queue<int> s_items = new();
        public static void Go()
        {
            Pool.Run(() =>
            {
                s_items = new Queue<int>();
                s_items.Enqueue(1);
            });
            s_items.Enqueue(1);
        }
        """);

    [Fact]
    public Task Safe_ListThatIsOnlyRead() => Silent(
        """
        private static readonly List<int> s_sizes = new() { 1, 2 };
        private static readonly int[] s_more = { 1, 2 };
        public static void Go()
        {
            Pool.Run(() => Console.WriteLine(s_sizes.Count + s_more.Length));
            Console.WriteLine(s_sizes[0] + s_more[0]);
        }
        """);

    [Fact]
    public Task Safe_LocksOfThreads() => Silent(
        """
        private static readonly object s_gate = new();
        public static void Go()
        {
            Task.Run(() => { lock (s_gate) { } });
            lock (s_gate) { }
        }
        """);

    [Fact]
    public Task Safe_CapturedLockThatIsCopied() => Silent<SharedWithChildAnalyzer>(
        """
        using System;
        using Hangfire;

        public sealed class Report
        {
            private readonly object _gate = new();
            public void Go() => BackgroundJob.Enqueue(() => Write());
            public void Write() { lock (_gate) { } }
        }
        """,
        Stubs.Hangfire);

    [Fact]
    public Task Safe_ObjectThatIsNoLock() => Silent(
        """
        private static readonly object s_none = new();
        public static void Go()
        {
            Pool.Run(() => Console.WriteLine(s_none == null));
            Console.WriteLine(s_none);
        }
        """);

    private static string UnnamedCode(string member, string locked, string parent) =>
        $$"""
        private static readonly object s_gate = new();
        private sealed class Buffer : IDisposable
        {
            {{member}}
            {{(member[0] == '~' ? "void IDisposable.Dispose() { }" : "")}}
        }
        public static void Go()
        {
            Pool.Run(() =>
            {
                lock ({{locked}})
                    Console.WriteLine(new Buffer());
            });
            {{parent}}
        }
        """;

    private static Task Reports(string members) => Reports<SharedWithChildAnalyzer>(InReport(members), Stubs.Pool);

    private static Task Silent(string members) => Silent<SharedWithChildAnalyzer>(InReport(members), Stubs.Pool);

    private static string InReport(string members) =>
        $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Channels;
        using System.Threading.Tasks;
        using Jobs;

        public sealed class Report
        {
            {{members.ReplaceLineEndings("\n    ")}}
        }
        """;
}
