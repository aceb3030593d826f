using System.Collections.Immutable;
using System.IO;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace ProcessSafety.Tests.Robustness;

/// <summary>Compilations that lack what the rules look for, or hold it twice.</summary>
public sealed class MissingReferenceTests
{
    private const string Hazards =
        """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;

        public class Pool
        {
            private static readonly object s_gate = new();
            private static readonly Queue<Pool> s_free = new();
            private static readonly BlockingCollection<int> s_slots = new();
            private readonly TaskCompletionSource<int> _done = new();
            private readonly Mutex _mutex = new();

            ~Pool()
            {
                Return(this);
                s_free.Enqueue(this);
                s_slots.Add(1);
                _done.SetResult(1);
                _mutex.ReleaseMutex();
            }

            private static void Return(Pool pool)
            {
                lock (s_gate) { s_free.Enqueue(pool); }
                Monitor.Enter(s_gate);
                GC.WaitForPendingFinalizers();
                Task.Delay(1).Wait();
            }
        }
        """;

    private const string Doubles =
        """
        namespace System.Threading
        {
            public class Monitor { public static void Enter(object o) { } public static void Exit(object o) { } }
            public class Mutex { public void ReleaseMutex() { } }
            public class Lock { public void Enter() { } }
        }
        namespace System.Threading.Tasks { public class Task { public void Wait() { } public static Task Delay(int i) => new(); } }
        namespace System.Collections.Generic { public class Queue<T> { public void Enqueue(T item) { } } }
        namespace System.Collections.Concurrent { public class BlockingCollection<T> { public void Add(T item) { } } }
        namespace System { public static class GC { public static void WaitForPendingFinalizers() { } } }
        """;

    [Theory]
    [InlineData("System.Threading")]
    [InlineData("System.Collections")]
    [InlineData("System.Collections.Concurrent")]
    [InlineData(
        "System.Threading",
        "System.Collections",
        "System.Collections.Concurrent",
        "System.Threading.Thread",
        "System.Threading.Tasks.Parallel")]
    [InlineData("System.Runtime")]
    [InlineData("System.Runtime", "System.Private.CoreLib", "netstandard", "mscorlib", "System")]
    public async Task WithoutAnAssembly(params string[] missing)
    {
        ImmutableArray<MetadataReference> references = HostReferences.FrameworkWithout(missing);

        Assert.NotEqual(HostReferences.Framework.Length, references.Length);
        await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile(references, Hazards));
    }

    [Fact]
    public async Task WithoutAnyReference() => await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile([], Hazards));

    [Fact]
    public async Task WithoutAnyFile() => Assert.Empty(await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile()));

    [Fact]
    public async Task WithAnEmptyFile() => Assert.Empty(await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile("", "// nothing")));

    [Fact]
    public async Task OwnCoreLibrary() => await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile(
        [],
        Hazards,
        Doubles,
        """
        namespace System
        {
            public class Object { ~Object() { } }
            public abstract class ValueType { }
            public struct Void { }
            public struct Boolean { }
            public struct Int32 { }
            public class String { }
            public class Attribute { }
        }
        """));

    [Fact]
    public async Task TypesDeclaredAgainInSource() => await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile(Hazards, Doubles));

    [Fact]
    public async Task TypesDeclaredTwiceInSource() =>
        await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile(Hazards, Hazards, Doubles, Doubles));

    [Fact]
    public async Task TypesDeclaredInTwoReferences() => await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile(
        HostReferences.Framework.Add(Emit("First")).Add(Emit("Second")), Hazards));

    private static MetadataReference Emit(string assemblyName)
    {
        using MemoryStream image = new();
        EmitResult result = AnalyzerNet.Compile(Doubles).WithAssemblyName(assemblyName).Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
