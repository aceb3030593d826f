using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Boundary.Factories;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>
/// PSAFE102: makes a lock of one process a named mutex of all processes of the program, from one factory that says its name
/// and its scope. Waiting for it costs system calls, and its name is seen by others: a person should look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExplicitContextFactoryFix))]
public sealed class ExplicitContextFactoryFix : CodeFixProvider
{
    private const string Options = "System.Threading.NamedWaitHandleOptions";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.PrimitiveOfOneProcess.Id);

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (LockOf(diagnostic, root, model, context.CancellationToken) is not { } shared
                || await LockConversion.OfAsync(shared, context.Document.Project, model.Compilation, context.CancellationToken)
                    .ConfigureAwait(false) is not { } conversion)
            {
                continue;
            }

            Register(context, diagnostic, conversion, withOptions: false);
            if (model.Compilation.GetTypeByMetadataName(Options) is not null)
            {
                Register(context, diagnostic, conversion, withOptions: true);
            }
        }
    }

    private static void Register(
        CodeFixContext context,
        Diagnostic diagnostic,
        LockConversion conversion,
        bool withOptions) =>
        context.RegisterCodeFix(
            CodeAction.Create(
                withOptions
                    ? $"Share a named mutex of this user through '{conversion.FactoryName}' (review)"
                    : $"Share a named mutex through '{conversion.FactoryName}' (review)",
                cancellationToken => conversion.Edits(withOptions, cancellationToken)
                    .ApplyAsync(context.Document.Project.Solution, cancellationToken),
                equivalenceKey: withOptions ? "PSAFE102.ContextFactory.Options" : "PSAFE102.ContextFactory"),
            diagnostic);

    /// <summary>The field or property that the diagnostic names, or the local that stands at its place.</summary>
    private static ISymbol? LockOf(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.TryGetValue(DiagnosticProperties.Member, out string? id) && id is not null)
        {
            return DocumentationCommentId.GetFirstSymbolForDeclarationId(id, model.Compilation);
        }

        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return node.Span == diagnostic.Location.SourceSpan ? model.GetSymbolInfo(node, cancellationToken).Symbol as ILocalSymbol : null;
    }
}
