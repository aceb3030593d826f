using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>
/// PSAFE805: cancels the signal where nothing is seen to look at what the handler cancels or sets. The program may then not
/// end at all, so a person should look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CancelUnobservedSignalFix))]
public sealed class CancelUnobservedSignalFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.TerminationNotCancelled.Id);

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.IsObserved)
                && SignalCancellation.Edit(root, diagnostic.Location.SourceSpan, model, context.CancellationToken) is var (title, edits))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(title + " (review)", token => edits.ApplyAsync(context.Document.Project.Solution, token), equivalenceKey: "PSAFE805.CancelUnobservedSignal"),
                    diagnostic);
            }
        }
    }
}
