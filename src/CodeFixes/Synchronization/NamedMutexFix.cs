using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Synchronization.NamedMutexes;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE301: makes a named semaphore or event that is used as a lock a mutex of the same name, which Unix has, from one factory.
/// Other programs that open the name have to follow, and a mutex lets its holder in a second time: a person should look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NamedMutexFix))]
public sealed class NamedMutexFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NamedPrimitiveOnUnix.Id);

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode name = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (await MutexConversion.OfAsync(name, context.Document.Project, model, context.CancellationToken).ConfigureAwait(false) is { } conversion)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Share a named mutex through '{conversion.FactoryName}' (review)",
                        token => conversion.Edits().ApplyAsync(context.Document.Project.Solution, token),
                        equivalenceKey: "PSAFE301.NamedMutex"),
                    diagnostic);
            }
        }
    }
}
