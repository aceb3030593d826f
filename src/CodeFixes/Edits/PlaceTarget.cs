using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>What an edit within one document is about, by its place.</summary>
public sealed class PlaceTarget
{
    internal PlaceTarget(DocumentId document, TextSpan span, string title) => (Document, Span, Title) = (document, span, title);

    /// <summary>From the end of a document to its beginning.</summary>
    internal static IComparer<PlaceTarget> LastFirst { get; } = Comparer<PlaceTarget>.Create(static (left, right) =>
        left.Document == right.Document ? right.Span.CompareTo(left.Span) : left.Document.Id.CompareTo(right.Document.Id));

    internal DocumentId Document { get; }

    internal TextSpan Span { get; }

    internal string Title { get; }

    /// <summary>The same place after some changes of the document, none of which is in it.</summary>
    internal PlaceTarget After(IEnumerable<TextChange> changes)
    {
        int shift = changes.Where(change => change.Span.End <= Span.Start)
            .Sum(static change => (change.NewText?.Length ?? 0) - change.Span.Length);
        return new PlaceTarget(Document, new TextSpan(Span.Start + shift, Span.Length), Title);
    }
}
