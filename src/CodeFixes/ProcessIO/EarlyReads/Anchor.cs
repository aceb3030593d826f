using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>A place for new statements.</summary>
/// <param name="Statement">A statement of a list.</param>
/// <param name="IsBehind">True when it goes right behind that, otherwise right before.</param>
internal readonly record struct Anchor(StatementSyntax Statement, bool IsBehind)
{
    /// <summary>Where in the file it goes.</summary>
    public int Position => IsBehind ? Statement.Span.End : Statement.SpanStart;

    /// <summary>Puts statements there, in their order.</summary>
    public void Put(IReadOnlyList<string> statements, SyntaxEdits edits)
    {
        OneLineBodies.Open(edits, Statement);
        foreach (string statement in IsBehind ? statements.Reverse() : statements)
        {
            if (IsBehind)
            {
                edits.InsertAfter(Statement, statement);
            }
            else
            {
                edits.InsertBefore(Statement, statement);
            }
        }
    }
}
