using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>What an edit within one document is about, by its place.</summary>
public sealed class PlaceTarget
{
    internal PlaceTarget(DocumentId document, TextSpan span, string title) => (Document, Span, Title) = (document, span, title);

    /// <summary>From the end of a document to its beginning: an edit leaves the places of the later ones alone.</summary>
    internal static IComparer<PlaceTarget> LastFirst { get; } = Comparer<PlaceTarget>.Create(static (left, right) =>
        left.Document == right.Document ? right.Span.CompareTo(left.Span) : left.Document.Id.CompareTo(right.Document.Id));

    internal DocumentId Document { get; }

    internal TextSpan Span { get; }

    internal string Title { get; }
}
