using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Shapes of sessions, workers and leak detectors.</summary>
public sealed class ScenarioTests : RuleTest
{
    [Fact]
    public Task Hazard_LeakDetectorWritesALog() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        public sealed class Lease : IDisposable
        {
            private readonly ILogger _logger;
            private readonly string _stack = Environment.StackTrace;

            public Lease(ILogger logger) => _logger = logger;

            ~Lease()
            {
                if (!Environment.HasShutdownStarted)
                    {|PSAFE202:_logger.Warn($"Never disposed: {_stack}")|};
            }

            public void Dispose() => GC.SuppressFinalize(this);
        }
        """,
        """
        using System.IO;

        public interface ILogger
        {
            void Warn(string message);
        }

        public sealed class FileLogger : ILogger
        {
            private readonly object _sync = new();
            private readonly TextWriter _writer;

            public FileLogger(TextWriter writer) => _writer = writer;

            public void Warn(string message) => Write("warn", message);

            private void Write(string level, string message)
            {
                lock (_sync)
                {
                    _writer.WriteLine($"{level}: {message}");
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_WorkerIsStoppedByItsFinalizer() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;
        using System.Threading;

        public class Worker : IDisposable
        {
            private readonly CancellationTokenSource _stop = new();
            private readonly Thread _thread;

            public Worker()
            {
                _thread = new Thread(Run) { IsBackground = true };
                _thread.Start(_stop);
            }

            ~Worker()
            {
                {|PSAFE203:Dispose(false)|};
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                _stop.Cancel();
                if (_thread.IsAlive)
                    _thread.Join();

                if (disposing)
                    _stop.Dispose();
            }

            private static void Run(object state)
            {
                CancellationTokenSource stop = (CancellationTokenSource)state;
                while (!stop.IsCancellationRequested)
                    Thread.Sleep(100);
            }
        }
        """);

    [Fact]
    public Task Safe_ManagedPartsAreReleasedOnlyByDispose() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System;
        using System.Collections.Generic;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;

        public class Session : IDisposable
        {
            private static readonly object s_gate = new();
            private static readonly Dictionary<nint, Session> s_open = new();
            private readonly Task _pump = Task.CompletedTask;
            private nint _handle;
            private bool _disposed;

            ~Session() => Dispose(disposing: false);

            public void Dispose()
            {
                Dispose(disposing: true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (_disposed)
                    return;

                if (disposing)
                {
                    lock (s_gate)
                    {
                        s_open.Remove(_handle);
                    }

                    _pump.Wait();
                }

                Marshal.FreeHGlobal(_handle);
                _handle = 0;
                _disposed = true;
            }
        }
        """);

    [Fact]
    public Task Safe_ThreadThatKeepsItsObjectAlive() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        public class Worker
        {
            private readonly AutoResetEvent _wake = new(false);
            private readonly Thread _thread;
            private volatile bool _stop;

            public Worker()
            {
                _thread = new Thread(Run) { IsBackground = true };
                _thread.Start();
            }

            ~Worker()
            {
                _stop = true;
                _wake.Set();
                _thread.Join();
            }

            private void Run()
            {
                while (!_stop)
                    _wake.WaitOne();
            }
        }
        """);
}
