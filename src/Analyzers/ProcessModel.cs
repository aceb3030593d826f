using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Reach;

namespace ProcessSafety.Analyzers;

/// <summary>What is known of one compilation: the only per-compilation root. It lives as long as the compilation does.</summary>
internal sealed class ProcessModel
{
    private static readonly ConditionalWeakTable<Compilation, ProcessModel> Models = new();

    private ProcessModel(Compilation compilation)
    {
        Compilation = compilation;
        Reach = new CodeReach(compilation);
    }

    public Compilation Compilation { get; }

    public CodeReach Reach { get; }

    public static ProcessModel For(Compilation compilation) => Models.GetValue(compilation, static c => new ProcessModel(c));
}
