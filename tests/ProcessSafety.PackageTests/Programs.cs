namespace ProcessSafety.PackageTests;

/// <summary>The hazard of each rule whose fix applies to a whole solution.</summary>
internal static class Programs
{
    /// <summary>
    /// Runs the pool of <see cref="PSAFE201"/>: prints "measuring", then waits for finalizers that wait for its lock.
    /// Once that is fixed it prints "measured" and ends.
    /// </summary>
    public const string Main = """
        using System;
        using System.Runtime.CompilerServices;

        Lose(100);
        Console.WriteLine("measuring");
        Console.WriteLine(Pool.Measure() > 0 ? "measured" : "nothing in use");

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Lose(int count)
        {
            for (int i = 0; i < count; i++)
                _ = new Node();
        }
        """;

    public const string PSAFE101 = """
        using System;

        namespace Captures;

        internal sealed class RunsInChildProcessAttribute : Attribute;

        internal static class Reports
        {
            public static void Write(string name) => Run(() => Console.WriteLine(name));

            private static void Run([RunsInChildProcess] Action job) => job();

            private static void Run([RunsInChildProcess] Action<string> job, string argument) => job(argument);
        }
        """;

    public const string PSAFE104 = """
        using System;

        namespace State;

        internal sealed class RunsInChildProcessAttribute : Attribute;

        internal static class Settings
        {
            private static string s_folder = "";

            public static void Set(string folder) => s_folder = folder;

            public static void Clear() => Run(() => Console.WriteLine(s_folder));

            private static void Run([RunsInChildProcess] Action job) => job();

            private static void Run([RunsInChildProcess] Action<string> job, string argument) => job(argument);
        }
        """;

    public const string PSAFE107 = """
        using System.Runtime.Serialization;

        namespace Reading;

        [DataContract]
        internal sealed class Counter
        {
            private readonly object _gate = new();

            [DataMember]
            private int _count;

            public int Count()
            {
                lock (_gate)
                    return ++_count;
            }
        }
        """;

    public const string PSAFE109 = """
        using System;
        using System.Threading.Tasks;

        namespace Later;

        internal sealed class RunsInChildProcessAttribute : Attribute;

        internal static class Reports
        {
            public static void Write() => Run(WriteAsync);

            private static async void WriteAsync() => await Task.Yield();

            private static void Run([RunsInChildProcess] Action job) => job();

            private static void Run([RunsInChildProcess] Func<Task> job) => job().Wait();
        }
        """;

    public const string PSAFE201 = """
        using System;
        using System.Collections.Generic;

        internal sealed class Node
        {
            ~Node() => Pool.Return(this);
        }

        internal static class Pool
        {
            private static readonly object s_gate = new();
            private static readonly Queue<Node> s_free = new();

            public static void Return(Node node)
            {
                lock (s_gate)
                    s_free.Enqueue(node);
            }

            public static long Measure()
            {
                lock (s_gate)
                {
                    s_free.Clear();
                    return GC.GetTotalMemory(forceFullCollection: true);
                }
            }
        }
        """;

    public const string PSAFE203 = """
        using System.Collections.Concurrent;

        internal static class Reports
        {
            public static readonly BlockingCollection<string> Queue = new(boundedCapacity: 1);
        }

        internal sealed class Session
        {
            ~Session() => Reports.Queue.Add("session lost");
        }
        """;

    public const string PSAFE204 = """
        using System.Collections.Generic;

        internal sealed class Handle(long value)
        {
            private static readonly Stack<long> s_free = new();

            ~Handle() => s_free.Push(value);

            public static bool TryReuse(out long value) => s_free.TryPop(out value);
        }
        """;

    public const string PSAFE207 = """
        using System.Threading.Tasks;

        internal sealed class Resource
        {
            private readonly TaskCompletionSource _done = new();

            ~Resource() => _done.SetResult();

            public Task Done => _done.Task;
        }
        """;

    public const string PSAFE302 = """
        using System.Threading;

        namespace Orders;

        internal static class Desk
        {
            public static Mutex Open() => new(initiallyOwned: false, @"Global\orders");
        }

        internal static class Kitchen
        {
            public static Mutex Open() => new(initiallyOwned: false, "orders");
        }
        """;

    public const string PSAFE303 = """
        using System.Threading;

        internal static class Stock
        {
            public static Mutex Open() => new(initiallyOwned: false, @"global\shop/stock");
        }
        """;

    public const string PSAFE305 = """
        using System.IO;
        using System.Threading;

        internal static class Diary
        {
            private static readonly Mutex s_gate = new(false, @"Global\Consumer.Diary");

            public static void Clear()
            {
                s_gate.WaitOne();
                File.Delete("diary.txt");
                s_gate.ReleaseMutex();
            }

            public static void Append(string line)
            {
                s_gate.WaitOne();
                try
                {
                    File.AppendAllText("diary.txt", line);
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }
            }
        }
        """;

    public const string PSAFE306 = """
        using System.Threading;

        internal static class Instance
        {
            public static bool IsFirst()
            {
                using var mutex = new Mutex(true, @"Global\Consumer.Instance", out bool isFirst);
                return isFirst;
            }
        }
        """;

    public const string PSAFE307 = """
        using System.IO;
        using System.Threading;

        internal static class Ledger
        {
            public static void Append(string line)
            {
                using var mutex = new Mutex(true, @"Global\Consumer.Ledger");
                try
                {
                    File.AppendAllText("ledger.txt", line);
                }
                finally
                {
                    mutex.ReleaseMutex();
                }
            }
        }
        """;

    public const string PSAFE308 = """
        using System.Threading;

        internal static class Till
        {
            private static Mutex? s_open;

            public static bool TryOpen()
            {
                if (Mutex.TryOpenExisting("till", out _))
                    return false;

                s_open = new Mutex(initiallyOwned: false, "till");
                return true;
            }

            public static void Close() => s_open?.Dispose();
        }
        """;

    public const string PSAFE405 = """
        using System;
        using System.Diagnostics;
        using System.IO;

        internal static class Restart
        {
            public static void Now()
            {
                Process.Start(typeof(Restart).Assembly.Location, "--again");
                Environment.Exit(0);
            }
        }
        """;

    public const string PSAFE802 = """
        using System;

        namespace Ending;

        internal static class Journal
        {
            public static void Open() => AppDomain.CurrentDomain.ProcessExit += OnExit;

            private static void OnExit(object? sender, EventArgs e)
            {
                Console.WriteLine("not closed");
                Environment.Exit(1);
            }
        }
        """;

    public const string PSAFE804 = """
        using System;
        using System.Runtime.InteropServices;

        namespace Signals;

        internal static class Lifetime
        {
            public static void Register() => PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));
        }
        """;

    public const string PSAFE805 = """
        using System;
        using System.Threading;

        namespace Interrupted;

        internal static class Work
        {
            private static readonly CancellationTokenSource s_stop = new();

            public static CancellationToken Stop => s_stop.Token;

            public static void Open() => Console.CancelKeyPress += (_, e) =>
            {
                s_stop.Cancel();
            };
        }
        """;

    public const string PSAFE601 = """
        using System;
        using System.Diagnostics;

        namespace Settings;

        internal static class Tool
        {
            public static void Run(string mode)
            {
                Environment.SetEnvironmentVariable("MODE", mode);
                using var tool = Process.Start("tool", "--once");
                tool.WaitForExit();
                Environment.SetEnvironmentVariable("MODE", null);
            }
        }
        """;

    public const string PSAFE602 = """
        using System.Diagnostics;
        using System.IO;

        namespace Folders;

        internal static class Repository
        {
            public static void Pull(string folder)
            {
                string before = Directory.GetCurrentDirectory();
                Directory.SetCurrentDirectory(folder);
                using var git = Process.Start("git", "pull");
                git.WaitForExit();
                Directory.SetCurrentDirectory(before);
            }
        }
        """;

    public const string PSAFE705 = """
        using System.Diagnostics;
        using System.IO.Pipes;

        namespace Pipes;

        internal static class Numbers
        {
            public static int First()
            {
                using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
                using var child = Process.Start("numbers", pipe.GetClientHandleAsString());
                pipe.DisposeLocalCopyOfClientHandle();
                return pipe.ReadByte();
            }
        }
        """;

    public const string PSAFE706 = """
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;

        namespace Pipes;

        internal static class Letters
        {
            public static int First()
            {
                using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
                using var child = Process.Start("letters", pipe.GetClientHandleAsString());
                return pipe.ReadByte();
            }
        }
        """;

    public const string PSAFE707 = """
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;

        namespace Pipes;

        internal static class Signs
        {
            public static int First()
            {
                using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
                var startInfo = new ProcessStartInfo("signs", pipe.GetClientHandleAsString());
                pipe.DisposeLocalCopyOfClientHandle();
                using var child = Process.Start(startInfo)!;
                return pipe.ReadByte();
            }
        }
        """;

    public const string PSAFE709 = """
        using System;
        using System.Diagnostics;

        namespace Watched;

        internal static class Tool
        {
            public static void Run(Action done)
            {
                var tool = Process.Start("tool", "--once");
                tool.Exited += (_, _) => done();
            }
        }
        """;
}
