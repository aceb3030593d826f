using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Tests;

/// <summary>
/// The .editorconfig beside the sources of a rule test. It sets the line ends that the formatter writes, whatever the operating
/// system, and switches on rules that are off by default: Roslyn 4.5 looks only here for that (dotnet/roslyn#67211).
/// </summary>
internal static class SourceSettings
{
    public const string Path = "/0/.editorconfig";

    private const string LineFeed = "end_of_line = lf";

    private const string CarriageReturnLineFeed = "end_of_line = crlf";

    public static string For(IEnumerable<DiagnosticAnalyzer> analyzers)
    {
        IEnumerable<string> switchedOn = analyzers
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Where(descriptor => !descriptor.IsEnabledByDefault)
            .Select(descriptor => $"dotnet_diagnostic.{descriptor.Id}.severity = {Severity(descriptor.DefaultSeverity)}\n");
        return $"[*]\n{LineFeed}\n{string.Concat(switchedOn)}";
    }

    /// <summary>The project with CRLF in every document, and the setting for it.</summary>
    public static async Task<Project> WithCarriageReturnsAsync(Project project)
    {
        TextDocument settings = project.AnalyzerConfigDocuments.Single(document => document.FilePath == Path);
        string text = (await settings.GetTextAsync()).ToString().Replace(LineFeed, CarriageReturnLineFeed);
        Solution solution = project.Solution.WithAnalyzerConfigDocumentText(settings.Id, SourceText.From(text));
        foreach (Document document in project.Documents)
        {
            string source = (await document.GetTextAsync()).ToString();
            solution = solution.WithDocumentText(document.Id, SourceText.From(source.ReplaceLineEndings("\r\n")));
        }

        return solution.GetProject(project.Id)!;
    }

    private static string Severity(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "suggestion",
        _ => "silent",
    };
}
