using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>What a diagnostic hands over to its fix beside its locations.</summary>
public sealed class DiagnosticPropertiesTests
{
    [Fact]
    public async Task Collection_IsTheFieldUnderTheLock() => Assert.Equal(
        "F:Pools.Pool`1.s_free",
        await PropertyAsync<BlockingFinalizerAnalyzer>(DiagnosticProperties.Collection,
            """
            using System.Collections.Generic;

            namespace Pools;

            class Pool<T>
            {
                static readonly Queue<T> s_free = new();
                T _item;

                ~Pool()
                {
                    lock (s_free) s_free.Enqueue(_item);
                }
            }
            """));

    [Fact]
    public async Task Collection_IsThePropertyWithoutALock() => Assert.Equal(
        "P:Node.Live",
        await PropertyAsync<SharedCollectionFinalizerAnalyzer>(DiagnosticProperties.Collection,
            """
            using System.Collections.Generic;

            class Node
            {
                static List<Node> Live { get; } = new();

                ~Node() => Live.Remove(this);
            }
            """));

    [Fact]
    public async Task Collection_IsAbsentWhereNoMemberHoldsIt() => Assert.Null(
        await PropertyAsync<BlockingFinalizerAnalyzer>(DiagnosticProperties.Collection,
            """
            using System.Collections.Generic;

            class Node
            {
                static readonly Dictionary<int, List<Node>> s_byId = new();

                ~Node()
                {
                    lock (s_byId) s_byId[0].Remove(this);
                }
            }
            """));

    [Fact]
    public async Task Completion_IsTheFieldOfTheSource() => Assert.Equal(
        "F:Lease._done",
        await PropertyAsync<InlineContinuationFinalizerAnalyzer>(DiagnosticProperties.Completion,
            """
            using System.Threading.Tasks;

            class Lease
            {
                readonly TaskCompletionSource _done = new();

                ~Lease() => _done.TrySetResult();
            }
            """));

    private static async Task<string?> PropertyAsync<TAnalyzer>(string key, string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Sources",
            new[] { CSharpSyntaxTree.ParseText(source) },
            HostReferences.TestProcess,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Diagnostic diagnostic = Assert.Single(
            await compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new TAnalyzer())).GetAllDiagnosticsAsync(),
            found => found.Severity != DiagnosticSeverity.Hidden && found.Id.StartsWith("PSAFE"));

        return diagnostic.Properties.TryGetValue(key, out string? value) ? value : null;
    }
}
