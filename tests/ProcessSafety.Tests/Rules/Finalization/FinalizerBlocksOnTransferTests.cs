using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>PSAFE203 at input and output, and where it is silenced by a guard or gives way to another rule.</summary>
public sealed class FinalizerBlocksOnTransferTests : RuleTest
{
    [Theory]
    [InlineData("Socket", "_x.Accept()")]
    [InlineData("Socket", "_x.Connect(\"localhost\", 80)")]
    [InlineData("Socket", "_x.Receive(_buffer)")]
    [InlineData("Socket", "_x.Send(_buffer)")]
    [InlineData("NetworkStream", "_x.Read(_buffer, 0, 1)")]
    [InlineData("NetworkStream", "_x.Write(_buffer, 0, 1)")]
    [InlineData("NetworkStream", "_x.Flush()")]
    [InlineData("NamedPipeClientStream", "_x.Write(_buffer, 0, 1)")]
    [InlineData("NamedPipeClientStream", "_x.Read(_buffer, 0, 1)")]
    [InlineData("AnonymousPipeServerStream", "_x.Write(_buffer, 0, 1)")]
    [InlineData("NamedPipeServerStream", "_x.WaitForConnection()")]
    [InlineData("HttpClient", "_x.Send(new HttpRequestMessage())")]
    [InlineData("Stream", "_x.Read(_buffer, 0, 1)")]
    [InlineData("Stream", "_x.Write(_buffer, 0, 1)")]
    [InlineData("Stream", "_x.Flush()")]
    public Task Hazard_TransferThatCanBlock(string type, string call) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System.IO;
        using System.IO.Pipes;
        using System.Net.Http;
        using System.Net.Sockets;

        class Connection
        {
            readonly {{type}} _x;
            readonly byte[] _buffer = new byte[1];

            public Connection({{type}} x) => _x = x;

            ~Connection()
            {
                {|PSAFE203:{{call}}|};
            }
        }
        """);

    [Theory]
    [InlineData("Socket", "_x.Close()")]
    [InlineData("Socket", "_x.Dispose()")]
    [InlineData("NetworkStream", "_x.Dispose()")]
    [InlineData("NamedPipeServerStream", "_x.Disconnect()")]
    [InlineData("HttpClient", "_x.CancelPendingRequests()")]
    [InlineData("MemoryStream", "_x.Write(_buffer, 0, 1)")]
    [InlineData("MemoryStream", "_x.Flush()")]
    [InlineData("Stream", "_x.Dispose()")]
    [InlineData("Stream", "_x.SetLength(0)")]
    public Task Safe_CallThatDoesNotBlock(string type, string call) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System.IO;
        using System.IO.Pipes;
        using System.Net.Http;
        using System.Net.Sockets;

        class Connection
        {
            readonly {{type}} _x;
            readonly byte[] _buffer = new byte[1];

            public Connection({{type}} x) => _x = x;

            ~Connection()
            {
                {{call}};
            }
        }
        """);

    [Theory]
    [InlineData("new MemoryStream()")]
    [InlineData("new FileStream(\"leaks\", FileMode.Append)")]
    [InlineData("File.OpenWrite(\"leaks\")")]
    public Task Safe_StreamCreatedThere(string creation) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System.IO;

        class Log
        {
            ~Log()
            {
                using Stream stream = {{creation}};
                stream.WriteByte(1);
                stream.Write(new byte[4], 0, 4);
                stream.Flush();
            }
        }
        """);

    [Fact]
    public Task Safe_StreamOfTheDyingObject() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.IO;

        class Log
        {
            readonly Stream _stream = new MemoryStream();

            ~Log() => _stream.Flush();
        }
        """);

    [Fact]
    public Task Hazard_WriteThroughAnotherObject() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Net.Sockets;

        class RemoteHandle
        {
            readonly Channel _channel;

            public RemoteHandle(Channel channel) => _channel = channel;

            ~RemoteHandle() => {|PSAFE203:_channel.Release(7)|};
        }

        class Channel
        {
            readonly Socket _socket;

            public Channel(Socket socket) => _socket = socket;

            public void Release(byte id) => _socket.Send(new[] { id });
        }
        """);

    [Fact]
    public Task Hazard_BlockingAddToABoundedCollection() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Concurrent;

        class Buffer
        {
            static readonly BlockingCollection<Buffer> s_free = new(boundedCapacity: 16);

            ~Buffer() => {|PSAFE203:s_free.Add(this)|};
        }
        """);

    [Theory]
    [InlineData("if (Environment.HasShutdownStarted) return; _thread.Join();")]
    [InlineData("if (!Environment.HasShutdownStarted) _thread.Join();")]
    [InlineData("if (Environment.HasShutdownStarted) { } else _thread.Join();")]
    [InlineData("if (_started && !Environment.HasShutdownStarted) _thread.Join();")]
    [InlineData("if (!_started || Environment.HasShutdownStarted) return; _thread.Join();")]
    [InlineData("if (Environment.HasShutdownStarted == false) Stop();")]
    [InlineData("Close();")]
    public Task Safe_WaitNotReachedAtShutdown(string body) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Threading;

        class Worker
        {
            readonly Thread _thread = new(() => { });
            bool _started = true;

            ~Worker()
            {
                {{body}}
            }

            void Stop() => _thread.Join();

            void Close()
            {
                if (!Environment.HasShutdownStarted)
                    Stop();
            }
        }
        """);

    [Theory]
    [InlineData("if (Environment.HasShutdownStarted) {|PSAFE203:_thread.Join()|};")]
    [InlineData("if (!Environment.HasShutdownStarted) return; {|PSAFE203:_thread.Join()|};")]
    [InlineData("if (Environment.HasShutdownStarted) _started = false; {|PSAFE203:_thread.Join()|};")]
    [InlineData("if (_started || !Environment.HasShutdownStarted) {|PSAFE203:_thread.Join()|};")]
    public Task Hazard_WaitReachedAtShutdown(string body) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Threading;

        class Worker
        {
            readonly Thread _thread = new(() => { });
            bool _started = true;

            ~Worker()
            {
                {{body}}
            }
        }
        """);

    [Fact]
    public Task Hazard_LockNotReachedAtShutdown_IsStillTaken() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Node
        {
            static readonly object s_gate = new();
            static int s_count;

            ~Node()
            {
                if (Environment.HasShutdownStarted)
                    return;

                {|PSAFE202:lock (s_gate)|} s_count--;
            }
        }
        """);

    [Fact]
    public Task Hazard_LockedCollectionNotReachedAtShutdown_IsStillReported() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;
        using System.Collections.Generic;

        class Node
        {
            static readonly List<Node> s_all = new();

            ~Node()
            {
                if (!Environment.HasShutdownStarted)
                {
                    lock (s_all) {|PSAFE201:s_all.Remove(this)|};
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_WaitUnderASharedLock_IsItsOwnFinding() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Worker
        {
            static readonly object s_gate = new();
            readonly Thread _thread = new(() => { });

            ~Worker()
            {
                {|PSAFE202:lock (s_gate)|}
                {
                    {|PSAFE203:_thread.Join()|};
                }
            }
        }
        """);

    [Fact]
    public Task Safe_StreamThatTheConstructorCreated() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.IO;

        class Log
        {
            readonly Stream _stream;

            public Log(string path) => _stream = new FileStream(path, FileMode.Append);

            ~Log()
            {
                _stream.Write(new byte[4], 0, 4);
                _stream.Flush();
            }
        }
        """);
}
