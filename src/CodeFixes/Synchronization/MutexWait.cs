using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>A wait for a mutex that takes an abandoned one for what it is: got.</summary>
internal static class MutexWait
{
    /// <summary>The statements, each on its lines.</summary>
    /// <param name="declared">A statement before them; null for none.</param>
    /// <param name="wait">The statement that waits.</param>
    /// <param name="flag">The variable that says whether the mutex was got; empty for none.</param>
    /// <param name="exception">AbandonedMutexException, as it is named there.</param>
    /// <param name="indentation">What each line begins with.</param>
    /// <param name="lineEnd">What each line ends with.</param>
    public static SyntaxList<StatementSyntax> Guarded(
        string? declared,
        string wait,
        string flag,
        string exception,
        string indentation,
        string lineEnd)
    {
        List<string> lines = new() { "try", "{", "    "
            + wait, "}", $"catch ({exception})", "{", "    // The process that held it has died: it is ours now." };
        if (declared is not null)
        {
            lines.Insert(0, declared);
        }

        if (flag.Length > 0)
        {
            lines.Add($"    {flag} = true;");
        }

        lines.Add("}");
        string text = string.Concat(lines.Select(line => indentation + line + lineEnd));
        return ((BlockSyntax)SyntaxFactory.ParseStatement("{" + lineEnd + text + "}")).Statements;
    }
}
