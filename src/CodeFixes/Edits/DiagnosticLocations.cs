using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>From the locations of a diagnostic to the syntax of the solution at hand.</summary>
internal static class DiagnosticLocations
{
    /// <summary>The end of the diagnostic's path: its last additional location, or its own when it has none.</summary>
    public static Location Fact(this Diagnostic diagnostic) => diagnostic.AdditionalLocations.LastOrDefault() ?? diagnostic.Location;

    /// <summary>The innermost node of the document with exactly the diagnostic's span.</summary>
    public static SyntaxNode? NodeIn(this Diagnostic diagnostic, SyntaxNode root) =>
        root.FullSpan.Contains(diagnostic.Location.SourceSpan)
        && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is { } node
        && node.Span == diagnostic.Location.SourceSpan
            ? node
            : null;

    /// <summary>The document of the project that a location is in; null when it is in no document.</summary>
    public static Document? FindDocument(this Location location, Project project)
    {
        if (location.SourceTree is not { } tree)
        {
            return null;
        }

        return project.GetDocument(tree)
            ?? project.Documents.FirstOrDefault(document => document.FilePath is { Length: > 0 } path && path == tree.FilePath);
    }

    /// <summary>
    /// The innermost node with the location's span; null when the location lies outside the project or its text has changed.
    /// </summary>
    public static async Task<SyntaxNode?> FindNodeAsync(this Location location, Project project, CancellationToken cancellationToken)
    {
        if (location.FindDocument(project) is not { } document
            || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || !root.FullSpan.Contains(location.SourceSpan))
        {
            return null;
        }

        return root.FindNode(location.SourceSpan, getInnermostNodeForTie: true);
    }
}
