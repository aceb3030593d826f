using System;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Tests.Robustness;

/// <summary>An analyzer or a fix threw: its name, the first lines of the code it was given, and what it threw.</summary>
internal sealed class AnalyzerCrash(string name, string code, Exception exception)
    : Exception($"{name} threw {exception.GetType().Name}: {exception.Message}\non:\n{Head(code)}", exception)
{
    private const int Shown = 4000;

    public AnalyzerCrash(string name, Compilation compilation, Exception exception)
        : this(name, string.Join("\n// next file\n", compilation.SyntaxTrees), exception)
    {
    }

    private static string Head(string code) => code.Length <= Shown ? code : code[..Shown] + "…";
}
