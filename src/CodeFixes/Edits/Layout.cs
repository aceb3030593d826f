using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// Has what a fix has written laid out as the settings of the document say (indentation, braces, line ends), in the C# that the file is in.
/// </summary>
internal static class Layout
{
    /// <summary>
    /// The edited document with every token marked for the formatter that differs from the document before it, and no other.
    /// The marks are followed twice: here, where new lines get the line end of the file, and when the code action is applied: only then
    /// Roslyn 4.5 reads the settings of C# from .editorconfig, but it writes the line ends of the machine where a file names none.
    /// </summary>
    public static async Task<Document> OfChangesAsync(Document before, Document edited, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await edited.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        HashSet<SyntaxToken> written = new();
        int shift = 0;
        SourceText text = await before.GetTextAsync(cancellationToken).ConfigureAwait(false);
        foreach (TextChange change in await edited.GetTextChangesAsync(before, cancellationToken).ConfigureAwait(false))
        {
            string now = change.NewText ?? string.Empty;
            HashSet<string> lines = new(LinesOf(text.ToString(change.Span)));
            TextSpan span = new(change.Span.Start + shift, now.Length);
            written.Add(root.FindToken(span.Start));
            written.UnionWith(root.DescendantTokens(span)
                .Where(token => token.Span.IntersectsWith(span) && !IsOnALineOf(lines, now, token.SpanStart - span.Start)));
            shift += now.Length - change.Span.Length;
        }

        SyntaxNode file = (await before.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        root = root.ReplaceTokens(written, static (_, token) => token.WithAdditionalAnnotations(Formatter.Annotation));
        Document marked = edited.WithSyntaxRoot(ImpliedType.IsLeftOutIn(file) ? ImpliedType.LeaveOut(root) : root);
        OptionSet options = await marked.GetOptionsAsync(cancellationToken).ConfigureAwait(false);
        string lineEnd = Comments.LineEndOf(file).ToString();
        try
        {
            return await Formatter.FormatAsync(
                marked,
                Formatter.Annotation,
                options.WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, lineEnd),
                cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (file.ContainsDiagnostics)
        {
            // Roslyn's formatter throws on some code that cannot be parsed, such as a bracket without its first token.
            return edited;
        }
    }

    /// <summary>True for a place in a changed text on a line, not its last one, that stood there before too.</summary>
    private static bool IsOnALineOf(HashSet<string> lines, string text, int place)
    {
        int begin = place > 0 ? text.LastIndexOf('\n', place - 1) + 1 : 0;
        int end = place >= 0 ? text.IndexOf('\n', place) : -1;
        return begin > 0 && end > 0 && lines.Contains(text.Substring(begin, end - begin));
    }

    /// <summary>The lines that say something; one brace looks like another.</summary>
    private static IEnumerable<string> LinesOf(string text) => text.Split('\n').Where(static line => line.Any(char.IsLetterOrDigit));
}
