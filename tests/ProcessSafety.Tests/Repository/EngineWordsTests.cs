using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>
/// Engine speaks of C# programs in general. Its code names no type of .NET that a rule is about, no type of Domain and Rules, and uses none
/// of their words: not in identifiers, not in texts, and not by a constant or list of Knowledge that has them in it.
/// </summary>
public sealed partial class EngineWordsTests
{
    private const string Engine = "src/Analyzers/Engine/";

    /// <summary>The words of the domain, as parts of identifiers: `MutexUse`, `_launches`.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "process", "processes", "mutex", "mutexes", "semaphore", "semaphores", "monitor", "finalizer", "finalizers", "finalized",
        "finalization", "handler", "handlers", "launch", "launches", "worker", "workers", "pipe", "pipes", "dying",
    };

    /// <summary>The namespace and the model of this assembly have the name of the product.</summary>
    private static readonly HashSet<string> OwnNames = ["ProcessSafety", "ProcessModel"];

    /// <summary>Types of .NET that rules are about, and namespaces of which all are.</summary>
    private static readonly string[] Types =
    [
        "System.AppDomain", "System.Console", "System.Diagnostics.Process", "System.Diagnostics.ProcessModule",
        "System.Diagnostics.ProcessStartInfo", "System.IO.MemoryMappedFiles", "System.IO.Pipes", "System.Threading.AbandonedMutexException",
        "System.Threading.AutoResetEvent", "System.Threading.EventResetMode", "System.Threading.EventWaitHandle",
        "System.Threading.ManualResetEvent", "System.Threading.Monitor", "System.Threading.Mutex", "System.Threading.ReaderWriterLock",
        "System.Threading.ReaderWriterLockSlim", "System.Threading.Semaphore", "System.Threading.SemaphoreSlim",
        "System.Threading.WaitHandle", "System.Runtime.InteropServices.PosixSignalRegistration",
    ];

    [Fact]
    public void Engine_NamesNoDomain() => Assert.Empty(
        SourceModel.Analyzers.SyntaxTrees.Where(tree => tree.FilePath.StartsWith(Engine, StringComparison.Ordinal))
            .SelectMany(tree => Named(tree, SourceModel.Analyzers)));

    [Theory]
    [InlineData("class MutexUse { }")]
    [InlineData("class Use { private int _launches; }")]
    [InlineData("class Use { void Read(int workerCount) { } }")]
    [InlineData("class Use { bool IsExitHandler() => true; }")]
    [InlineData("class Use { object Of() => typeof(System.Diagnostics.Process); }")]
    [InlineData("class Use { object Of() => nameof(System.Threading.Mutex); }")]
    [InlineData("class Use { void Of(object gate) => System.Threading.Monitor.Enter(gate); }")]
    [InlineData("class Use { System.IO.Pipes.PipeStream? Of() => null; }")]
    [InlineData("class Use { string Of() => \"System.Diagnostics.ProcessStartInfo\"; }")]
    [InlineData("class Use { string Of() => \"finalizer\"; }")]
    [InlineData("class Use { string Of() => ProcessSafety.Analyzers.Knowledge.KnownTypes.EventWaitHandle; }")]
    [InlineData("class Use { object Of() => ProcessSafety.Analyzers.Knowledge.KnownNames.SignalWaits; }")]
    [InlineData("class Use { object Of() => typeof(ProcessSafety.Analyzers.Domain.Starts.StartInfos); }")]
    [InlineData("class Use { object Of() => typeof(ProcessSafety.Analyzers.Synchronization.CriticalSections); }")]
    public void DomainName_IsFound(string source) => Assert.NotEmpty(In(source));

    [Theory]
    [InlineData("class Use { ProcessSafety.Analyzers.ProcessModel? Of() => null; }")]
    [InlineData("class Use { object? Of(Microsoft.CodeAnalysis.Operations.IEventAssignmentOperation added) => added.HandlerValue; }")]
    [InlineData("class Use { string Of() => ProcessSafety.Analyzers.Knowledge.KnownTypes.Interlocked; }")]
    [InlineData("class Use { object Of() => ProcessSafety.Analyzers.Knowledge.KnownNames.SameTask; }")]
    [InlineData("class Use { void Of(object gate) { lock (gate) { } } }")]
    [InlineData("class Processing { }")]
    public void GeneralName_IsNone(string source) => Assert.Empty(In(source));

    private static IEnumerable<string> In(string source)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            source, new CSharpParseOptions(LanguageVersion.Latest), Engine + "Test.cs");
        CSharpCompilation compilation = SourceModel.Analyzers.AddSyntaxTrees(tree);
        Assert.Empty(compilation.GetSemanticModel(tree).GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error));
        return Named(tree, compilation);
    }

    private static IEnumerable<string> Named(SyntaxTree tree, CSharpCompilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        foreach (SyntaxToken token in tree.GetRoot().DescendantTokens())
        {
            string? problem = token.Kind() switch
            {
                SyntaxKind.IdentifierToken => OfIdentifier(token, model),
                SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken => OfText(token.ValueText),
                _ => null,
            };
            if (problem is not null)
            {
                yield return $"{token.GetLocation().GetLineSpan()}: {problem}";
            }
        }
    }

    private static string? OfIdentifier(SyntaxToken token, SemanticModel model)
    {
        ISymbol? symbol = token.Parent is SimpleNameSyntax name ? model.GetSymbolInfo(name).Symbol : null;
        bool isForeign = symbol is not null && symbol.DeclaringSyntaxReferences.IsEmpty;
        return symbol is not INamespaceSymbol && TypeOf(symbol) is { } type && DomainTypeIn(type.ToDisplayString()) is { } domain ? domain
            : !isForeign && !OwnNames.Contains(token.ValueText) && HasWord(token.ValueText) ? $"the word in {token.ValueText}"
            : symbol is not (null or INamespaceSymbol) && IsOfOtherFloor(symbol) ? symbol.ToDisplayString()
            : symbol is IFieldSymbol { HasConstantValue: true, ConstantValue: string text } ? OfText(text)
            : symbol is IFieldSymbol { ContainingType.Name: "KnownNames" } list ? OfList(list)
            : null;
    }

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => (symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition;

    private static bool IsOfOtherFloor(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(part =>
        part.SyntaxTree.FilePath.StartsWith("src/Analyzers/Domain/", StringComparison.Ordinal)
        || part.SyntaxTree.FilePath.StartsWith("src/Analyzers/Rules/", StringComparison.Ordinal));

    /// <summary>A list of names counts by its entries: the types of their members are looked at by whoever asks it.</summary>
    private static string? OfList(IFieldSymbol list) =>
        (typeof(ProcessSafety.Analyzers.Knowledge.KnownNames).GetField(list.Name)!.GetValue(null)
            as ProcessSafety.Analyzers.Knowledge.NameList)!.Entries.Select(OfText).FirstOrDefault(found => found is not null);

    private static string? OfText(string text) =>
        DomainTypeIn(text)
        ?? (HasWord(text) && !text.StartsWith("ProcessSafety", StringComparison.Ordinal) ? $"the word in \"{text}\"" : null);

    private static string? DomainTypeIn(string text) =>
        Types.FirstOrDefault(type => Regex.IsMatch(text, $@"\b{Regex.Escape(type)}\b"));

    private static bool HasWord(string text) => Word().Matches(text).Any(word => Words.Contains(word.Value));

    /// <summary>`Exit` and `Handler` of `ExitHandler`, `launches` of `_launches`.</summary>
    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();
}
