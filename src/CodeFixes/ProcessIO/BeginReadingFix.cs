using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ProcessSafety.Analyzers;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE703: begins to read the stream right after the start, and lets its lines go.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BeginReadingFix))]
public sealed class BeginReadingFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NeverReads.Id);

    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await ApplyAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (MethodFor(diagnostic) is { } method && StartedProcess.For(diagnostic, root, model, context.CancellationToken) is { } started)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Call '{started.Name}.{method}' after the start",
                        token => ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), token),
                        "PSAFE703.BeginReading"),
                    diagnostic);
            }
        }
    }

    private static string? MethodFor(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Stream, out string? stream) ? $"Begin{stream}ReadLine" : null;

    private static async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxEditor editor = new(root, document.Project.Solution.Workspace.Services);

        foreach (Diagnostic diagnostic in diagnostics.OrderBy(static found => found.Location.SourceSpan.Start))
        {
            if (MethodFor(diagnostic) is { } method && StartedProcess.For(diagnostic, root, model, cancellationToken) is { } started)
                started.Follow(editor, $"{method}()");
        }

        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }
}
