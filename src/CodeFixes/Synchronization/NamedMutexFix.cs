using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;
using ProcessSafety.CodeFixes.Synchronization.NamedMutexes;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE301: makes a named semaphore or event that is used as a lock a mutex of the same name, which Unix has, from one factory.
/// Other programs that open the name have to follow, and a mutex lets its holder in a second time: a person should look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NamedMutexFix))]
public sealed class NamedMutexFix : SolutionReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NamedPrimitiveOnUnix.Id);

    protected internal override string EquivalenceKey => "PSAFE301.NamedMutex";

    protected override bool AreIndependent => true;

    private protected override async Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        await MutexConversion.OfAsync(
            root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true),
            document.Project,
            model,
            cancellationToken)
            .ConfigureAwait(false) is { } conversion
            ? ($"Share a named mutex through '{conversion.FactoryName}'", conversion.Edits())
            : null;
}
