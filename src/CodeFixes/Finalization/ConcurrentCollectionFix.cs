using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;
using ProcessSafety.CodeFixes.Finalization.QueueConversion;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// PSAFE201, PSAFE204: makes the Queue or Stack that a finalizer uses a ConcurrentQueue or ConcurrentStack, rewrites every use,
/// and takes away the locks that guarded nothing else. Offered only when every use can be rewritten and the finalizer's lock goes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConcurrentCollectionFix))]
public sealed class ConcurrentCollectionFix : SolutionFix<CollectionTarget>
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(Rules.FinalizerUsesLockedCollection.Id, Rules.FinalizerMutatesSharedCollection.Id);

    protected override SolutionReviewFix Review { get; } = new ConcurrentBagFix();

    protected override string EquivalenceKey => "PSAFE201.ConcurrentCollection";

    protected override IComparer<CollectionTarget> EditOrder { get; } = CollectionTarget.Order;

    internal override async Task<CollectionTarget?> FindTargetAsync(
        Document document,
        Diagnostic diagnostic,
        CancellationToken cancellationToken)
    {
        if (await ConversionAsync(document.Project, diagnostic, cancellationToken).ConfigureAwait(false)
            is not { Member: { Kind.KeepsOrder: true } member })
        {
            return null;
        }

        string id = diagnostic.Properties[DiagnosticProperties.Collection]!;
        return new CollectionTarget(document.Project.Id, id, member.Symbol.Name, member.Kind.Counterpart);
    }

    /// <summary>The conversion of the collection that a diagnostic names; null when a use or a lock stands against it.</summary>
    internal static async Task<Conversion?> ConversionAsync(Project project, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Collection, out string? id)
        && id is not null
        && await Conversion.PlanAsync(project, id, cancellationToken).ConfigureAwait(false) is { } conversion
        && (diagnostic.Id != Rules.FinalizerUsesLockedCollection.Id
            || await RemovesLocksAsync(conversion, project, diagnostic, cancellationToken).ConfigureAwait(false))
            ? conversion
            : null;

    protected override string TitleOf(CollectionTarget target) => $"Make '{target.Name}' a {target.Counterpart}";

    protected override async Task<Solution> EditAsync(Solution solution, CollectionTarget target, CancellationToken cancellationToken) =>
        solution.GetProject(target.Project) is { } project
        && await Conversion.PlanAsync(project, target.DeclarationId, cancellationToken).ConfigureAwait(false) is { } conversion
            ? await conversion.ApplyAsync(solution, cancellationToken).ConfigureAwait(false)
            : solution;

    /// <summary>
    /// Whether every lock that the finalizer takes on its way to the collection goes; one that it makes itself holds nobody up.
    /// </summary>
    private static async Task<bool> RemovesLocksAsync(
        Conversion conversion,
        Project project,
        Diagnostic diagnostic,
        CancellationToken cancellationToken)
    {
        HashSet<LockStatementSyntax> taken = new();
        foreach (Location location in diagnostic.AdditionalLocations.Append(diagnostic.Location))
        {
            if (await location.FindNodeAsync(project, cancellationToken).ConfigureAwait(false) is { } node)
            {
                taken.UnionWith(node.AncestorsAndSelf()
                    .OfType<LockStatementSyntax>()
                    .Where(locked => !LockContents.IsOfOwnObject(locked, conversion.Compilation, cancellationToken)));
            }
        }

        return taken.Count > 0 && taken.All(conversion.RemovedLocks.Contains);
    }
}

/// <summary>A collection to convert: the project and the declaration id that find it again after other edits.</summary>
public sealed class CollectionTarget
{
    internal CollectionTarget(ProjectId project, string declarationId, string name, string counterpart) =>
        (Project, DeclarationId, Name, Counterpart) = (project, declarationId, name, counterpart);

    internal static IComparer<CollectionTarget> Order { get; } = Comparer<CollectionTarget>.Create((left, right) =>
        (string.CompareOrdinal(left.DeclarationId, right.DeclarationId), left.Project.Id.CompareTo(right.Project.Id)) switch
        {
            (0, int byProject) => byProject,
            (int byId, _) => byId,
        });

    internal ProjectId Project { get; }

    internal string DeclarationId { get; }

    internal string Name { get; }

    internal string Counterpart { get; }
}
