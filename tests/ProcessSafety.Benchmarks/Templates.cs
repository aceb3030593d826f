namespace ProcessSafety.Benchmarks;

/// <summary>The types that generated code consists of; NAME stands for what tells them apart.</summary>
internal static class Templates
{
    public const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;


        """;

    public const string Service = """
        public sealed class ServiceNAME : IDisposable
        {
            private static readonly object s_gate = new();
            private readonly Dictionary<string, int> _counts = new();
            private readonly Queue<string> _lines = new();
            private readonly SemaphoreSlim _slots = new(4);
            private readonly List<Func<int, int>> _steps = [static x => x + 1, static x => x * 2];

            public int Total => _counts.Values.Sum();

            public string Write() => JsonSerializer.Serialize(_counts);

            public override int GetHashCode() => HashCode.Combine(Total, _lines.Count);

            public void Add(string line)
            {
                lock (s_gate)
                {
                    _lines.Enqueue(line);
                    _counts[line] = _counts.TryGetValue(line, out int count) ? count + 1 : 1;
                }
            }

            public async Task<int> RunAsync(IEnumerable<string> lines, CancellationToken cancellationToken)
            {
                int handled = 0;
                foreach (string line in lines.Where(static l => l.Length > 0).OrderBy(static l => l))
                {
                    await _slots.WaitAsync(cancellationToken);
                    try
                    {
                        Add(line.Trim());
                        handled += Step(line.Length);
                    }
                    finally
                    {
                        _slots.Release();
                    }
                }

                return handled;
            }

            private int Step(int value)
            {
                foreach (Func<int, int> step in _steps)
                    value = step(value);
                if (value > 1000)
                    value = Step(value / 2);
                return value switch { < 0 => 0, > 500 => Clamp(value), _ => value };
            }

            private static int Clamp(int value) => Math.Min(value, 500);

            public void Dispose()
            {
                _slots.Dispose();
                lock (s_gate)
                    _lines.Clear();
            }
        }

        """;

    public const string Plain = """
        public abstract class ShapeNAME : IDisposable
        {
            private readonly List<double> _sides = [];
            private bool _disposed;

            protected ShapeNAME(params double[] sides) => _sides.AddRange(sides);

            public abstract double Area { get; }

            public double Perimeter => _sides.Sum();

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (_disposed)
                    return;
                _disposed = true;
                lock (_sides)
                    _sides.Clear();
            }

            public static ShapeNAME Largest(IEnumerable<ShapeNAME> shapes) =>
                shapes.OrderByDescending(static s => s.Area).First();
        }

        public sealed class SquareNAME : ShapeNAME
        {
            private readonly double _side;
            private readonly ConcurrentQueue<string> _log = new();

            public SquareNAME(double side) : base(side, side, side, side) => _side = side;

            public override double Area => _side * _side;

            protected override void Dispose(bool disposing)
            {
                _log.Enqueue($"closed {_side}");
                base.Dispose(disposing);
            }
        }

        """;

    public const string Worker = """
        public static class ChildNAME
        {
            public sealed class RunsInChildProcessAttribute : Attribute
            {
            }

            public static void Run([RunsInChildProcess] Action job) => job();

            public static void Run([RunsInChildProcess] Action<string> job, string value) => job(value);
        }

        public sealed class WorkerNAME
        {
            private static readonly object s_gate = new();
            private static readonly ConcurrentQueue<string> s_lines = new();
            private static string s_prefix = "";
            private readonly Dictionary<int, string> _names = new();

            public static void Configure(string prefix) => s_prefix = prefix;

            public void Start(string name)
            {
                ChildNAME.Run(() => Work(name));
                ChildNAME.Run(static value => Work(value), name);
                _names.Add(_names.Count, name);
            }

            public IEnumerable<string> Drain()
            {
                while (s_lines.TryDequeue(out string? line))
                    yield return line;
            }

            private static void Work(string line)
            {
                if (line.Length == 0)
                    return;
                Write(s_prefix + line);
            }

            private static void Write(string line)
            {
                lock (s_gate)
                {
                    s_lines.Enqueue(line);
                    Console.WriteLine(line);
                }
            }
        }

        """;

    public const string Pool = """
        public sealed class PooledNAME
        {
            private static readonly PoolNAME s_pool = new();
            private readonly byte[] _bytes = new byte[16];

            ~PooledNAME() => Return(this);

            public int Length => _bytes.Length;

            private static void Return(PooledNAME item) => s_pool.Return(item);
        }

        public sealed class PoolNAME
        {
            private readonly object _gate = new();
            private readonly Queue<PooledNAME> _free = new();
            private int _returned;

            public int Returned => _returned;

            public PooledNAME Rent()
            {
                lock (_gate)
                    return _free.Count > 0 ? _free.Dequeue() : new PooledNAME();
            }

            public void Return(PooledNAME item)
            {
                Interlocked.Increment(ref _returned);
                Store(item);
            }

            private void Store(PooledNAME item)
            {
                lock (_gate)
                {
                    _free.Enqueue(item);
                }
            }
        }

        """;

    public const string Device = """
        public sealed class DeviceNAME
        {
            public static DeviceNAME Current { get; } = new();

            private readonly object _gate = new();
            private readonly Dictionary<int, string> _names = new();

            public int Open(string name)
            {
                lock (_gate)
                {
                    _names.Add(_names.Count, name);
                    return _names.Count;
                }
            }

            public void Close(int handle)
            {
                if (handle < 0)
                    return;
                CloseCore(handle);
            }

            private void CloseCore(int handle)
            {
                lock (_gate)
                    _names.Remove(handle);
            }
        }

        public class HandleNAME : IDisposable
        {
            private readonly int _handle = DeviceNAME.Current.Open("NAME");
            private readonly TaskCompletionSource _closed = new();

            ~HandleNAME() => Dispose(false);

            public Task Closed => _closed.Task;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                    Console.WriteLine("closed");
                DeviceNAME.Current.Close(_handle);
                _closed.TrySetResult();
            }
        }

        """;

    public const string Hook = """
        public abstract class ResourceNAME
        {
            private bool _released;

            ~ResourceNAME() => Release(false);

            public void Close()
            {
                Release(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Release(bool closing)
            {
                if (_released)
                    return;
                _released = true;
                OnReleased();
            }

            protected virtual void OnReleased()
            {
            }
        }

        public class TextureNAME : ResourceNAME
        {
            private static readonly object s_gate = new();
            private static readonly List<int> s_free = new();

            protected override void Release(bool closing)
            {
                if (closing)
                    lock (s_gate)
                        s_free.Clear();
                base.Release(closing);
            }

            protected override void OnReleased()
            {
                lock (s_gate)
                    s_free.Add(1);
            }
        }

        """;

    public const int StartsOfALauncher = 10;

    /// <summary>Ten starts of a process; one of them waits before it reads.</summary>
    public const string Launcher = """
        public sealed class LauncherNAME : IDisposable
        {
            private readonly string _folder;
            private Process? _server;

            public LauncherNAME(string folder) => _folder = folder;

            public string Log()
            {
                using Process git = Process.Start(new ProcessStartInfo("git", "log")
                {
                    WorkingDirectory = _folder,
                    RedirectStandardOutput = true,
                })!;
                string log = git.StandardOutput.ReadToEnd();
                git.WaitForExit();
                return log;
            }

            public string Status()
            {
                using Process git = Process.Start(new ProcessStartInfo("git", "status") { RedirectStandardOutput = true })!;
                git.WaitForExit();
                return git.StandardOutput.ReadToEnd();
            }

            public async Task<string> BothAsync(CancellationToken token)
            {
                var start = new ProcessStartInfo("tool");
                start.RedirectStandardOutput = true;
                start.RedirectStandardError = true;
                using var tool = new Process { StartInfo = start };
                tool.Start();
                Task<string> output = tool.StandardOutput.ReadToEndAsync(token);
                Task<string> error = tool.StandardError.ReadToEndAsync(token);
                await tool.WaitForExitAsync(token);
                return tool.ExitCode == 0 ? await output : await error;
            }

            public List<string> Lines(params string[] arguments)
            {
                List<string> lines = new();
                ProcessStartInfo start = new("tool") { RedirectStandardOutput = true, RedirectStandardError = true };
                foreach (string argument in arguments)
                    start.ArgumentList.Add(argument);
                using Process tool = Process.Start(start)!;
                tool.ErrorDataReceived += (_, e) => Console.Error.WriteLine(e.Data);
                tool.BeginErrorReadLine();
                while (tool.StandardOutput.ReadLine() is { } line)
                    lines.Add(line);
                tool.WaitForExit();
                return lines;
            }

            public int Run(string file)
            {
                Process tool = Process.Start("tool", file);
                if (!tool.WaitForExit(10_000))
                    tool.Kill();
                return tool.ExitCode;
            }

            public string Sort(IEnumerable<string> lines)
            {
                using Process sort = Process.Start(new ProcessStartInfo("sort")
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                })!;
                Task<string> sorted = sort.StandardOutput.ReadToEndAsync();
                using (StreamWriter input = sort.StandardInput)
                {
                    foreach (string line in lines)
                        input.WriteLine(line);
                }

                sort.WaitForExit();
                return sorted.Result;
            }

            public void Serve()
            {
                _server = new Process { StartInfo = { FileName = "server", RedirectStandardOutput = true } };
                _server.OutputDataReceived += OnLine;
                _server.Start();
                _server.BeginOutputReadLine();
            }

            public void Open(string document) => Process.Start(new ProcessStartInfo(document) { UseShellExecute = true })?.Dispose();

            public Task<int> CountAsync(string text) => Task.Run(() =>
            {
                using Process count = Process.Start(new ProcessStartInfo("wc", "-l")
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                })!;
                count.StandardInput.Write(text);
                count.StandardInput.Close();
                return int.Parse(Drain(count));
            });

            public bool Exists(string command)
            {
                using Process which = Process.Start(new ProcessStartInfo("which", command) { RedirectStandardOutput = true })!;
                string path = Drain(which);
                which.WaitForExit();
                return path.Length > 0 && which.ExitCode == 0;
            }

            public void Dispose()
            {
                _server?.Kill();
                _server?.WaitForExit();
                _server?.Dispose();
            }

            private static string Drain(Process process) => process.StandardOutput.ReadToEnd();

            private void OnLine(object sender, DataReceivedEventArgs e) => Console.WriteLine(_folder + e.Data);
        }
        """;

    public const string Gate = """
        public sealed class GateNAME : IDisposable
        {
            private const string Name = @"Global\Subject.NAME";

            private readonly Mutex _mutex = new(initiallyOwned: false, Name);
            private int _entered;

            public static bool IsTaken
            {
                get
                {
                    if (!Mutex.TryOpenExisting(Name, out Mutex? mutex))
                        return false;

                    mutex.Dispose();
                    return true;
                }
            }

            public void Run(Action work)
            {
                Enter();
                try
                {
                    _entered++;
                    work();
                }
                finally
                {
                    _mutex.ReleaseMutex();
                }
            }

            public void Dispose() => _mutex.Dispose();

            private void Enter()
            {
                try
                {
                    _mutex.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                    _entered = 0;
                }
            }
        }
        """;

    /// <summary>Opens the mutex of a gate by a name of another scope.</summary>
    public const string Visitor = """
        public static class VisitorNAME
        {
            public static void Wait()
            {
                using Mutex mutex = Mutex.OpenExisting("Subject.NAME");
                try
                {
                    mutex.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                }

                mutex.ReleaseMutex();
            }
        }

        """;
}
