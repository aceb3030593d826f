using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Shapes of pooled and device-bound resources.</summary>
public sealed class ResourceScenarioTests : RuleTest
{
    [Fact]
    public Task Hazard_GraphicsResourceLeavesTheTableOfItsDevice() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        public abstract class GraphicsResource : IDisposable
        {
            private GraphicsDevice _device;
            private readonly WeakReference _self;

            protected GraphicsResource() => _self = new WeakReference(this);

            ~GraphicsResource()
            {
                {|PSAFE201:Dispose(false)|};
            }

            public bool IsDisposed { get; private set; }

            public GraphicsDevice Device
            {
                get => _device;
                internal set
                {
                    _device = value;
                    _device.Add(_self);
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (IsDisposed)
                    return;

                if (_device != null)
                    _device.Remove(_self);

                _device = null;
                IsDisposed = true;
            }
        }
        """,
        """
        public class Texture : GraphicsResource
        {
            private int _handle = -1;

            protected override void Dispose(bool disposing)
            {
                if (!IsDisposed && Device != null)
                {
                    int handle = _handle;
                    _handle = -1;
                    {|PSAFE201:Device.DeleteTexture(handle)|};
                }

                base.Dispose(disposing);
            }
        }
        """,
        """
        using System;
        using System.Collections.Generic;

        public class GraphicsDevice
        {
            private readonly object _resourcesLock = new();
            private readonly object _deletionLock = new();
            private readonly List<WeakReference> _resources = new();
            private readonly List<int> _deleteThisFrame = new();
            private bool _isDisposed;

            internal void Add(WeakReference resource)
            {
                lock (_resourcesLock)
                {
                    _resources.Add(resource);
                }
            }

            internal void Remove(WeakReference resource)
            {
                lock (_resourcesLock)
                {
                    _resources.Remove(resource);
                }
            }

            internal void DeleteTexture(int handle)
            {
                if (_isDisposed)
                    return;

                lock (_deletionLock)
                {
                    _deleteThisFrame.Add(handle);
                }
            }

            public void Dispose() => _isDisposed = true;
        }
        """);

    [Fact]
    public Task Hazard_ConnectionGoesBackToItsPool() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;
        using Microsoft.Win32.SafeHandles;

        internal sealed class ConnectionHandle : SafeHandleZeroOrMinusOneIsInvalid
        {
            private readonly string _file;
            private readonly int _version;

            public ConnectionHandle(string file, int version) : base(true)
            {
                _file = file;
                _version = version;
            }

            protected override bool ReleaseHandle()
            {
                try
                {
                    {|PSAFE201:ConnectionPool.Add(_file, this, _version)|};
                }
                catch (ObjectDisposedException)
                {
                }

                return true;
            }
        }
        """,
        """
        using System;
        using System.Collections.Generic;

        internal static class ConnectionPool
        {
            private static readonly SortedList<string, Pool> s_connections = new(StringComparer.OrdinalIgnoreCase);
            private static int s_version = 1;

            private sealed class Pool
            {
                public readonly Queue<WeakReference> Queue = new();
                public int Version;
            }

            internal static void Add(string file, object handle, int version)
            {
                lock (s_connections)
                {
                    if (s_connections.TryGetValue(file, out Pool pool) && pool.Version == version)
                        pool.Queue.Enqueue(new WeakReference(handle, false));
                    else
                        s_connections.Add(file, new Pool { Version = s_version++ });
                }
            }
        }
        """);

    [Fact]
    public Task Safe_StreamReturnsItsBlocksToAConcurrentPool() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;

        public sealed class PooledStream : MemoryStream
        {
            private readonly List<byte[]> _blocks = new();
            private readonly BlockPool _pool;
            private long _disposed;

            public PooledStream(BlockPool pool) => _pool = pool;

            ~PooledStream()
            {
                Dispose(false);
            }

            protected override void Dispose(bool disposing)
            {
                if (Interlocked.CompareExchange(ref _disposed, 1, 0) != 0)
                    return;

                if (disposing)
                    GC.SuppressFinalize(this);
                else if (AppDomain.CurrentDomain.IsFinalizingForUnload())
                    return;

                _pool.Return(_blocks);
                _blocks.Clear();
                base.Dispose(disposing);
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Threading;

        public sealed class BlockPool
        {
            private readonly object _statistics = new();
            private readonly ConcurrentStack<byte[]> _free = new();
            private long _inUse;

            public long Peak { get; private set; }

            public byte[] Rent()
            {
                lock (_statistics)
                    Peak = _inUse + 1;

                Interlocked.Increment(ref _inUse);
                return _free.TryPop(out byte[] block) ? block : new byte[4096];
            }

            public void Return(List<byte[]> blocks)
            {
                foreach (byte[] block in blocks)
                {
                    Interlocked.Decrement(ref _inUse);
                    _free.Push(block);
                }
            }
        }
        """);
}
