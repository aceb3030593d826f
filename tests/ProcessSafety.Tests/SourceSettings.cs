using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
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

    private const string Namespace = "namespace Styled;\n\n";

    private const string CarriageReturnLineFeed = "end_of_line = crlf";

    public static string For(IEnumerable<DiagnosticAnalyzer> analyzers)
    {
        IEnumerable<string> switchedOn = analyzers
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Where(descriptor => !descriptor.IsEnabledByDefault)
            .Select(descriptor => $"dotnet_diagnostic.{descriptor.Id}.severity = {Severity(descriptor.DefaultSeverity)}\n");
        return $"[*]\n{LineFeed}\n{string.Concat(switchedOn)}";
    }

    /// <summary>The project with CRLF in every document.</summary>
    /// <param name="project">The project.</param>
    /// <param name="isSet">Whether the settings say so too.</param>
    public static async Task<Project> WithCarriageReturnsAsync(Project project, bool isSet)
    {
        TextDocument settings = project.AnalyzerConfigDocuments.Single(document => document.FilePath == Path);
        string text = (await settings.GetTextAsync()).ToString().Replace(LineFeed, isSet ? CarriageReturnLineFeed : string.Empty);
        Solution solution = project.Solution.WithAnalyzerConfigDocumentText(settings.Id, SourceText.From(text));
        foreach (Document document in project.Documents)
        {
            string source = (await document.GetTextAsync()).ToString();
            solution = solution.WithDocumentText(document.Id, SourceText.From(source.ReplaceLineEndings("\r\n")));
        }

        return solution.GetProject(project.Id)!;
    }

    /// <summary>The project with two blanks behind each `=`, which no formatter would leave.</summary>
    public static Task<Project> WithWideAssignmentsAsync(Project project) => WithRootsAsync(project, static root => root.ReplaceTokens(
        root.DescendantTokens()
            .Where(static token => token.IsKind(SyntaxKind.EqualsToken) && token.TrailingTrivia.ToFullString() == " "),
        static (_, token) => token.WithTrailingTrivia(SyntaxFactory.Whitespace("  "))));

    /// <summary>The project with a file-scoped namespace in each file that has none and can have one.</summary>
    public static Task<Project> InNamespaceAsync(Project project) => WithRootsAsync(project, static root =>
        root is CompilationUnitSyntax { Members: [TypeDeclarationSyntax first, ..], AttributeLists.Count: 0 } unit
        && !unit.Members.Any(static member => member is BaseNamespaceDeclarationSyntax or GlobalStatementSyntax)
            ? unit.ReplaceNode(first, first.WithLeadingTrivia(first.GetLeadingTrivia().Insert(0, SyntaxFactory.DisabledText(Namespace))))
            : root);

    private static async Task<Project> WithRootsAsync(Project project, Func<SyntaxNode, SyntaxNode> change)
    {
        Solution solution = project.Solution;
        foreach (Document document in project.Documents)
        {
            string text = change((await document.GetSyntaxRootAsync())!).ToFullString();
            solution = solution.WithDocumentText(document.Id, SourceText.From(text));
        }

        return solution.GetProject(project.Id)!;
    }

    /// <summary>The project laid out by the formatter as the settings say, and with these settings.</summary>
    public static async Task<Project> WithLayoutAsync(Project project, string settings)
    {
        TextDocument file = project.AnalyzerConfigDocuments.Single(document => document.FilePath == Path);
        string text = (await file.GetTextAsync()).ToString();
        project = project.Solution.WithAnalyzerConfigDocumentText(file.Id, SourceText.From(text + settings)).GetProject(project.Id)!;
        return await FormattedAsync(project);
    }

    /// <summary>
    /// The project after a run of the formatter, as a code action: elsewhere Roslyn 4.5 does not read the settings of C#.
    /// </summary>
    public static async Task<Project> FormattedAsync(Project project)
    {
        Solution solution = project.Solution;
        foreach (Document document in project.Documents)
        {
            SyntaxNode marked = (await document.GetSyntaxRootAsync())!.WithAdditionalAnnotations(Formatter.Annotation);
            CodeAction action = CodeAction.Create("Format", _ => Task.FromResult(document.WithSyntaxRoot(marked)));
            ApplyChangesOperation operation = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
            Document formatted = operation.ChangedSolution.GetDocument(document.Id)!;
            solution = solution.WithDocumentText(document.Id, SourceText.From((await formatted.GetTextAsync()).ToString()));
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
