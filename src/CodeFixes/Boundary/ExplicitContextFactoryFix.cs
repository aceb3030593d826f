using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Boundary.Factories;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>
/// PSAFE102: makes a lock of one process a named mutex of all processes of the program, from one factory that says its name
/// and its scope. Waiting for it costs system calls, and its name is seen by others: a person should look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExplicitContextFactoryFix))]
public sealed class ExplicitContextFactoryFix : SolutionReviewFix
{
    private const string Options = "System.Threading.NamedWaitHandleOptions";

    private readonly bool _withOptions;
    private readonly ExplicitContextFactoryFix? _other;

    public ExplicitContextFactoryFix() : this(withOptions: false) => _other = new ExplicitContextFactoryFix(withOptions: true);

    private ExplicitContextFactoryFix(bool withOptions) => _withOptions = withOptions;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.PrimitiveOfOneProcess.Id);

    protected internal override string EquivalenceKey => _withOptions ? "PSAFE102.ContextFactory.Options" : "PSAFE102.ContextFactory";

    protected override bool AreIndependent => true;

    protected override SolutionReviewFix? Other => _other;

    private protected override async Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        (!_withOptions || model.Compilation.GetTypeByMetadataName(Options) is not null)
        && LockOf(diagnostic, root, model, cancellationToken) is { } shared
        && await LockConversion.OfAsync(shared, document.Project, model.Compilation, cancellationToken)
            .ConfigureAwait(false) is { } conversion
            ? ($"Share a named mutex {(_withOptions ? "of this user " : "")}through '{conversion.FactoryName}'",
                conversion.Edits(_withOptions, cancellationToken))
            : null;

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
