using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;
using ProcessSafety.CodeFixes.Synchronization.NamedFactories;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE302: all sites of a name call one factory, which says name and scope once: a method of the type that declares the name's
/// constant, or of a new class in the first site's file. Offered when every site can call it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NamedFactoryFix))]
public sealed class NamedFactoryFix : SolutionFix<NamedFactory>
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NameInTwoScopes.Id);

    protected override string EquivalenceKey => "PSAFE302.NamedFactory";

    protected override IComparer<NamedFactory> EditOrder => NamedFactory.Order;

    internal override Task<NamedFactory?> FindTargetAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        NamedFactory.OfAsync(document, diagnostic, cancellationToken);

    protected override string TitleOf(NamedFactory target) => target.Title;

    /// <summary>Sites of several names may be in one statement: all are edited at once.</summary>
    protected override Task<Solution> EditAllAsync(
        Solution solution,
        IReadOnlyCollection<NamedFactory> targets,
        CancellationToken cancellationToken)
    {
        SyntaxEdits edits = new();
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (NamedFactory target in targets)
        {
            target.AddTo(edits, taken);
        }

        return edits.ApplyAsync(solution, cancellationToken);
    }

    protected override Task<Solution> EditAsync(Solution solution, NamedFactory target, CancellationToken cancellationToken) =>
        EditAllAsync(solution, new[] { target }, cancellationToken);
}
