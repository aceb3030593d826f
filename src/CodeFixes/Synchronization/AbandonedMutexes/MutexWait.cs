using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.AbandonedMutexes;

/// <summary>A wait for a mutex that takes an abandoned one for what it is: got.</summary>
internal static class MutexWait
{
    public const string Exception = "System.Threading.AbandonedMutexException";

    /// <summary>The statements, each on its lines.</summary>
    /// <param name="declared">A statement before them; null for none.</param>
    /// <param name="wait">The statement that waits, with the comments behind it.</param>
    /// <param name="caught">What is done when the mutex was abandoned, apart from keeping it; null for nothing.</param>
    /// <param name="exception">AbandonedMutexException, as it is named there.</param>
    /// <param name="indentation">What each line begins with.</param>
    /// <param name="lineEnd">What each line ends with.</param>
    public static SyntaxList<StatementSyntax> Guarded(
        string? declared,
        string wait,
        string? caught,
        string exception,
        string indentation,
        string lineEnd)
    {
        string text = string.Concat(Lines(declared, wait, caught, exception).Select(line => indentation + line + lineEnd));
        return ((BlockSyntax)SyntaxFactory.ParseStatement("{" + lineEnd + text + "}")).Statements;
    }

    /// <summary>The lines of the statements; four spaces stand for one step of indentation.</summary>
    public static IEnumerable<string> Lines(string? declared, string wait, string? caught, string exception)
    {
        if (declared is not null)
        {
            yield return declared;
        }

        yield return "try";
        yield return "{";
        yield return "    " + wait;
        yield return "}";
        yield return $"catch ({exception})";
        yield return "{";
        yield return "    // The process that held it has died: this thread owns it now.";
        if (caught is not null)
        {
            yield return "    " + caught;
        }

        yield return "}";
    }

    /// <summary>Puts statements in the place of one, below the comments above it.</summary>
    public static void Replace(
        StatementSyntax statement,
        SyntaxEdits edits,
        Func<StatementSyntax, SyntaxList<StatementSyntax>> statements)
    {
        OneLineBodies.Open(edits, statement);
        edits.Splice(statement, current =>
        {
            SyntaxList<StatementSyntax> list = statements(current);
            return list.Replace(list[0], list[0].WithLeadingTrivia(statement.GetLeadingTrivia()));
        });
    }
}
