using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
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
    private static readonly string[] Layouts =
    [
        """
        indent_style = tab
        csharp_new_line_before_open_brace = none
        csharp_new_line_before_else = false
        csharp_new_line_before_catch = false
        csharp_new_line_before_finally = false

        """,
        """
        indent_size = 2

        """,
    ];

    /// <exception cref="XunitException">The fixed code breaks one of the promises.</exception>
    public static async Task VerifyAsync(Project project, FixApplication fix)
    {
        Project result = await fix.ApplyAllAsync(project);
        await NoNewDiagnosticsAsync(project, result, CompilerDiagnosticsAsync, "the compiler");
        await NoNewDiagnosticsAsync(project, result, FindingsAsync, "our rules");
        await NoLostCommentsAsync(project, result);

        string[] texts = await FixApplication.TextsAsync(result);
        await SameWithCarriageReturnsAsync(project, fix, texts);
        foreach (string layout in Layouts)
        {
            await FollowsLayoutAsync(project, fix, layout);
        }
    }

    private static async Task NoNewDiagnosticsAsync(
        Project before,
        Project after,
        Func<Project, Task<IEnumerable<Diagnostic>>> diagnosticsOf,
        string reporter)
    {
        ILookup<string, Diagnostic> old = (await diagnosticsOf(before)).ToLookup(diagnostic => diagnostic.Id);
        foreach (IGrouping<string, Diagnostic> group in (await diagnosticsOf(after)).GroupBy(diagnostic => diagnostic.Id))
        {
            if (group.Count() > old[group.Key].Count())
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
        Project result = await fix.ApplyAllAsync(await SourceSettings.WithCarriageReturnsAsync(project));
        foreach ((string actual, string wanted) in (await FixApplication.TextsAsync(result)).Zip(expected))
        {
            string bare = actual.Replace("\r\n", string.Empty);
            if (bare.Contains('\n') || bare.Contains('\r'))
            {
                throw new XunitException($"The fix mixes line ends in a file that has CRLF:\n{actual.Replace("\r", "<CR>")}");
            }

            if (actual.ReplaceLineEndings("\n") != wanted.ReplaceLineEndings("\n"))
            {
                throw new XunitException(
                    $"The fix makes another text of a file that has CRLF:\n{actual}\nthan of one that has LF:\n{wanted}");
            }
        }
    }

    /// <summary>Nothing is left for the formatter to do after a fix in code that it had laid out before.</summary>
    private static async Task FollowsLayoutAsync(Project project, FixApplication fix, string layout)
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
    }
}
