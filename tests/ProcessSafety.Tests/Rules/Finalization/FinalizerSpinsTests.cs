using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>Loops of a finalizer that let time pass until other code changes something.</summary>
public sealed class FinalizerSpinsTests : RuleTest
{
    [Theory]
    [InlineData("{|PSAFE203:while (!_peer.Closed)|} Thread.Yield();")]
    [InlineData("{|PSAFE203:while (!_peer.Closed)|} { }")]
    [InlineData("{|PSAFE203:while (!_peer.IsDone())|} Thread.SpinWait(20);")]
    [InlineData("{|PSAFE203:while (_peer.Users > 0)|} { Log(); Thread.Sleep(1); }")]
    [InlineData("do { Thread.Sleep(1); } {|PSAFE203:while (_peer.Users > 0)|};")]
    [InlineData("{|PSAFE203:for (;;)|} { if (_peer.Closed) break; Thread.Yield(); }")]
    [InlineData("{|PSAFE203:while (true)|} { if (_peer.Closed) return; Thread.Yield(); }")]
    [InlineData("{|PSAFE203:while (!s_done)|} Thread.Sleep(10);")]
    [InlineData("SpinWait spin = default; {|PSAFE203:while (Interlocked.CompareExchange(ref s_taken, 1, 0) != 0)|} spin.SpinOnce();")]
    [InlineData("{|PSAFE203:Close()|};")]
    public Task Hazard_EndlessSpin(string body) => Reports<BlockingFinalizerAnalyzer>(Source(body));

    [Theory]
    [InlineData("for (int i = 0; i < 50 && !_peer.Closed; i++) Thread.Yield();")]
    [InlineData("int tries = 10; while (!_peer.Closed && tries-- > 0) Thread.Yield();")]
    [InlineData("int tries = 0; while (!_peer.Closed) { if (++tries > 10) break; Thread.Yield(); }")]
    [InlineData("SpinWait spin = default; while (!_peer.Closed && spin.Count < 50) spin.SpinOnce();")]
    [InlineData("Stopwatch watch = Stopwatch.StartNew(); while (!_peer.Closed && watch.ElapsedMilliseconds < 9) Thread.Yield();")]
    [InlineData(
        "DateTime end = DateTime.UtcNow.AddSeconds(1); while (!_peer.Closed) { if (DateTime.UtcNow > end) break; Thread.Yield(); }")]
    [InlineData("while (!_peer.Closed && !Environment.HasShutdownStarted) Thread.Yield();")]
    [InlineData("while (!_token.IsCancellationRequested) Thread.Yield();")]
    [InlineData("while (!_peer.Closed) { if (_peer.Users < 0) throw new Exception(); Thread.Yield(); }")]
    [InlineData("while (!_left.IsEmpty) { _left.TryDequeue(out _); Thread.Yield(); }")]
    [InlineData("while (_left.TryDequeue(out _)) Thread.Yield();")]
    [InlineData("while (_count > 0) { Step(); Thread.Yield(); }")]
    [InlineData("while (_count > 0) { _count--; Thread.Yield(); }")]
    [InlineData("while (!_peer.Closed) { _peer.Finish(); Thread.Yield(); }")]
    [InlineData("while (!_peer.Closed) { break; }")]
    [InlineData("while (_peer.Users > 0) Log();")]
    [InlineData("SpinWait.SpinUntil(() => _peer.Closed, 50);")]
    [InlineData("Task.Run(() => { while (!_peer.Closed) Thread.Yield(); });")]
    [InlineData("if (!Environment.HasShutdownStarted) { while (!_peer.Closed) Thread.Yield(); }")]
    public Task Safe_LoopThatEnds(string body) => Silent<BlockingFinalizerAnalyzer>(Source(body));

    private static string Source(string body) =>
        $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        class Peer
        {
            bool _done;
            internal volatile bool Closed;
            internal int Users;
            internal bool IsDone() => Volatile.Read(ref _done);
            internal void Finish() => Closed = true;
        }

        class Node
        {
            static volatile bool s_done;
            static int s_taken;
            readonly Peer _peer;
            readonly CancellationToken _token;
            readonly ConcurrentQueue<int> _left = new();
            int _count = 3;

            internal Node(Peer peer) => _peer = peer;

            ~Node()
            {
                {{body}}
            }

            void Close()
            {
                while (!_peer.Closed) Thread.Yield();
            }

            void Step() => _count--;

            static void Log() { }
        }
        """;
}
