using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Tests.Robustness;
using Xunit.Sdk;

namespace ProcessSafety.Tests;

/// <summary>
/// What holds for the result of every fix: it compiles as well as before, no rule reports what it did not report before, comments are
/// kept, it ends, and it follows the line ends and the layout of the file.
/// </summary>
internal static class FixedCodeChecks
{
    /// <summary>Settings of files that are not laid out as this repository is.</summary>
    private const string Tabs =
        """
        indent_style = tab
        csharp_new_line_before_open_brace = none
        csharp_new_line_before_else = false
        csharp_new_line_before_catch = false
        csharp_new_line_before_finally = false

        """;

    private const string TwoBlanks =
        """
        indent_size = 2

        """;

    /// <exception cref="XunitException">The fixed code breaks one of the promises.</exception>
    public static async Task VerifyAsync(Project project, FixApplication fix)
    {
        Project result = await fix.ApplyAllAsync(project);
        await NoNewDiagnosticsAsync(project, result, CompilerDiagnosticsAsync, "the compiler");
        await NoLostCommentsAsync(project, result);

        // The first and the last compiler show what a formatter can do, where there is a fix.
        string[] before = await FixApplication.TextsAsync(project);
        string[] texts = await FixApplication.TextsAsync(result);
        if ((!TestHost.IsNewest && !TestHost.IsOldest) || texts.SequenceEqual(before))
        {
            return;
        }

        await SameWithCarriageReturnsAsync(project, fix, texts);
        await ChangesTheSameLinesAsync(project, fix, texts);
        await FollowsLayoutAsync(project, fix, Tabs);
        if (TestHost.IsNewest)
        {
            await NoNewDiagnosticsAsync(project, result, FindingsAsync, "our rules", fix);
            await WorksInANamespaceAsync(project, fix);
        }
    }

    private static async Task NoNewDiagnosticsAsync(
        Project before,
        Project after,
        Func<Project, Task<IEnumerable<Diagnostic>>> diagnosticsOf,
        string reporter,
        FixApplication? fix = null)
    {
        ILookup<string, Diagnostic> old = (await diagnosticsOf(before)).ToLookup(diagnostic => diagnostic.Id);
        foreach (IGrouping<string, Diagnostic> group in (await diagnosticsOf(after)).GroupBy(diagnostic => diagnostic.Id))
        {
            if (group.Count() > old[group.Key].Count() && fix?.Uncovers(group.Key) != true)
            {
                throw new XunitException($"The fix makes {reporter} report more:\n  {string.Join("\n  ", group)}\nin\n"
                    + $"{string.Join("\n", await FixApplication.TextsAsync(after))}");
            }
        }
    }

    private static async Task<IEnumerable<Diagnostic>> CompilerDiagnosticsAsync(Project project) =>
        (await project.GetCompilationAsync())!.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    /// <summary>What all rules of the package report, whichever rule the fix is for.</summary>
    private static async Task<IEnumerable<Diagnostic>> FindingsAsync(Project project) =>
        await (await project.GetCompilationAsync())!.WithAnalyzers(Shipped.Analyzers, project.AnalyzerOptions)
            .GetAnalyzerDiagnosticsAsync();

    private static async Task NoLostCommentsAsync(Project before, Project after)
    {
        List<string> kept = await CommentsAsync(after);
        foreach (string comment in await CommentsAsync(before))
        {
            if (!kept.Remove(comment))
            {
                throw new XunitException(
                    $"The fix loses the comment '{comment}' in\n{string.Join("\n", await FixApplication.TextsAsync(after))}");
            }
        }

        static async Task<List<string>> CommentsAsync(Project project)
        {
            List<string> comments = new();
            foreach (Document document in project.Documents)
            {
                SyntaxNode root = (await document.GetSyntaxRootAsync())!;
                comments.AddRange(root.DescendantTrivia().Where(IsComment).Select(trivia => Words(trivia.ToFullString())));
            }

            return comments;
        }

        static bool IsComment(SyntaxTrivia trivia) =>
            trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

        static string Words(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task SameWithCarriageReturnsAsync(Project project, FixApplication fix, string[] expected)
    {
        Project result = await fix.ApplyAllAsync(await SourceSettings.WithCarriageReturnsAsync(project, isSet: true));
        foreach ((string actual, string wanted) in (await FixApplication.TextsAsync(result)).Zip(expected))
        {
            HasCarriageReturns(actual);
            if (actual.ReplaceLineEndings("\n") != wanted.ReplaceLineEndings("\n"))
            {
                throw new XunitException(
                    $"The fix makes another text of a file that has CRLF:\n{actual}\nthan of one that has LF:\n{wanted}");
            }
        }
    }

    private static void HasCarriageReturns(string text)
    {
        string bare = text.Replace("\r\n", string.Empty);
        if (bare.Contains('\n') || bare.Contains('\r'))
        {
            throw new XunitException($"The fix mixes line ends in a file that has CRLF:\n{text.Replace("\r", "<CR>")}");
        }
    }

    /// <summary>
    /// A statement or member that the fix leaves alone stays as it is, however it is laid out; and line ends that no setting asks for stay too.
    /// </summary>
    private static async Task ChangesTheSameLinesAsync(Project project, FixApplication fix, string[] expected)
    {
        Project wide = await SourceSettings.WithCarriageReturnsAsync(
            await SourceSettings.WithWideAssignmentsAsync(project),
            isSet: false);
        string[] before = await FixApplication.TextsAsync(project);
        string[] wideBefore = await FixApplication.TextsAsync(wide);
        string[] wideAfter = await FixApplication.TextsAsync(await fix.ApplyAllAsync(wide));
        Array.ForEach(wideAfter, HasCarriageReturns);
        for (int i = 0; i < before.Length; i++)
        {
            Queue<string> after = new(Lines(wideAfter[i]));
            string[] lines = Lines(wideBefore[i]);
            HashSet<int> same = [.. Kept(Lines(before[i]), Lines(expected[i]))];
            foreach (int kept in same.Where(line => IsWhole(wideBefore[i], line, same)).Order())
            {
                while (after.TryDequeue(out string? line) && line != lines[kept])
                {
                }

                if (after.Count == 0 && kept < lines.Length - 1)
                {
                    throw new XunitException($"The fix changes the line '{lines[kept]}', which is not its own, in\n{wideAfter[i]}");
                }
            }
        }

        static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>Whether all lines of the innermost statement or member on a line are among those that the fix keeps.</summary>
    private static bool IsWhole(string text, int line, HashSet<int> kept)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text);
        TextSpan span = tree.GetText().Lines[line].Span;
        SyntaxNode? whole = tree.GetRoot().DescendantNodes(span)
            .LastOrDefault(node => node is StatementSyntax and not BlockSyntax or MemberDeclarationSyntax
                && node.Span.IntersectsWith(span)
                && node.DescendantTokens().Any(token => token.IsKind(SyntaxKind.EqualsToken) && span.Contains(token.Span)));
        return whole is not null
            && tree.GetLineSpan(whole.Span) is var lines
            && Enumerable.Range(lines.StartLinePosition.Line, lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1)
                .All(kept.Contains);
    }

    /// <summary>The lines of a text that are in another one too, in the same order, as many as there are.</summary>
    private static IEnumerable<int> Kept(string[] before, string[] after)
    {
        int[,] longest = new int[before.Length + 1, after.Length + 1];
        for (int i = before.Length - 1; i >= 0; i--)
        {
            for (int j = after.Length - 1; j >= 0; j--)
            {
                longest[i, j] = before[i] == after[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < before.Length && j < after.Length;)
        {
            if (before[i] == after[j])
            {
                yield return i++;
                j++;
            }
            else if (longest[i + 1, j] >= longest[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }
    }

    /// <summary>What a fix writes in a file-scoped namespace compiles as well as what stood there, and follows the formatter.</summary>
    private static async Task WorksInANamespaceAsync(Project project, FixApplication fix)
    {
        Project styled = await SourceSettings.InNamespaceAsync(project);
        if ((await CompilerDiagnosticsAsync(styled)).Count() != (await CompilerDiagnosticsAsync(project)).Count())
        {
            styled = project;
        }

        await NoNewDiagnosticsAsync(styled, await FollowsLayoutAsync(styled, fix, TwoBlanks), CompilerDiagnosticsAsync, "the compiler");
    }

    /// <summary>Nothing is left for the formatter to do after a fix in code that it had laid out before. Returns what the fix makes.</summary>
    private static async Task<Project> FollowsLayoutAsync(Project project, FixApplication fix, string layout)
    {
        Project result = await fix.ApplyAllAsync(await SourceSettings.WithLayoutAsync(project, layout));
        string[] texts = await FixApplication.TextsAsync(result);
        string[] formatted = await FixApplication.TextsAsync(await SourceSettings.FormattedAsync(result));
        foreach ((string text, string wanted) in texts.Zip(formatted))
        {
            if (text != wanted)
            {
                throw new XunitException(
                    $"The fix does not follow the layout\n{layout}of the document:\n{text}\nwhich the formatter makes\n{wanted}");
            }
        }

        return result;
    }
}
