using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Has what a fix has written laid out as the settings of the document say: indentation, braces, line ends.</summary>
internal static class Layout
{
    /// <summary>
    /// The edited document with every token marked for the formatter that differs from the document before it, and no other.
    /// The marks are followed when the code action is applied: only then Roslyn 4.5 reads the settings of C# from .editorconfig.
    /// </summary>
    public static async Task<Document> OfChangesAsync(Document before, Document edited, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await edited.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        HashSet<SyntaxToken> written = new();
        int shift = 0;
        foreach (TextChange change in await edited.GetTextChangesAsync(before, cancellationToken).ConfigureAwait(false))
        {
            int length = change.NewText?.Length ?? 0;
            TextSpan span = new(change.Span.Start + shift, length);
            written.Add(root.FindToken(span.Start));
            written.UnionWith(root.DescendantTokens(span).Where(token => token.Span.IntersectsWith(span)));
            shift += length - change.Span.Length;
        }

        return edited.WithSyntaxRoot(root.ReplaceTokens(
            written,
            static (_, token) => token.WithAdditionalAnnotations(Formatter.Annotation)));
    }
}
