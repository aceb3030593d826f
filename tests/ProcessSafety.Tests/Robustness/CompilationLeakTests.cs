using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ProcessSafety.Tests.Robustness;

/// <summary>
/// After its analysis a compilation can be collected, though the analyzers and its syntax trees live on as they do in an editor.
/// </summary>
public sealed class CompilationLeakTests
{
    private const string Source =
        """
        using System;
        using System.Collections.Generic;

        public class Pool
        {
            private static readonly object s_gate = new();
            private static readonly Queue<Pool> s_free = new();

            ~Pool() => Return(this);

            private static void Return(Pool pool)
            {
                lock (s_gate) { s_free.Enqueue(pool); }
            }

            public static void Trim()
            {
                lock (s_gate) { GC.WaitForPendingFinalizers(); }
            }
        }
        """;

    [Fact]
    public void Compilation_IsCollected()
    {
        WeakReference compilation = AnalyzeOnAnotherThread(AnalyzerNet.Parse(Source, "Pool.cs"));

        Assert.False(IsAliveAfterCollections(compilation));
    }

    [Fact]
    public void Compilation_IsCollected_WhileItsSyntaxTreeLives()
    {
        SyntaxTree tree = AnalyzerNet.Parse(Source, "Pool.cs");
        WeakReference first = AnalyzeOnAnotherThread(tree);
        WeakReference second = AnalyzeOnAnotherThread(tree);

        Assert.False(IsAliveAfterCollections(first));
        Assert.False(IsAliveAfterCollections(second));
        GC.KeepAlive(tree);
    }

    private static WeakReference AnalyzeOnAnotherThread(SyntaxTree tree)
    {
        WeakReference compilation = null!;
        Thread thread = new(() => compilation = Analyze(tree));
        thread.Start();
        thread.Join();
        return compilation;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Analyze(SyntaxTree tree)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile().AddSyntaxTrees(tree);
        AnalyzerNet.BuildAsync(compilation, concurrent: false).GetAwaiter().GetResult();
        AnalyzerNet.LiveAsync(compilation).GetAwaiter().GetResult();
        return new WeakReference(compilation);
    }

    private static bool IsAliveAfterCollections(WeakReference reference)
    {
        for (int round = 0; round < 20 && reference.IsAlive; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(10);
        }

        return reference.IsAlive;
    }
}
