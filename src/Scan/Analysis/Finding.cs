using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Fixes;

namespace ProcessSafety.Scan.Analysis;

/// <summary>One step of a path, or another place that belongs to a finding.</summary>
/// <param name="Text">The code at the step, in a few words.</param>
/// <param name="Member">The member that the place is in.</param>
internal sealed record Hop(Place Place, string Text, string Member, Snippet Code);

/// <summary>Whether a finding is in the baseline.</summary>
internal enum FindingState
{
    New,
    Unchanged,
}

/// <summary>Something that a rule reports.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">The severity that the project gives it.</param>
/// <param name="Place">Where it is reported.</param>
/// <param name="Member">The member that the place is in.</param>
/// <param name="Message">What the rule says.</param>
/// <param name="IsPath">
/// True when the hops are calls that lead from the place to a fact; otherwise they are places that belong to it.
/// </param>
/// <param name="Hops">First to last.</param>
/// <param name="Code">The code around the place.</param>
internal sealed record Finding(
    DiagnosticDescriptor Rule,
    DiagnosticSeverity Severity,
    Place Place,
    string Member,
    string Message,
    bool IsPath,
    ImmutableArray<Hop> Hops,
    Snippet Code)
{
    public string Id => Rule.Id;

    /// <summary>The projects that compile the place, in order.</summary>
    public ImmutableArray<string> Projects { get; init; } = [];

    /// <summary>What names the finding from one version of the code to the next; see <see cref="Fingerprints"/>.</summary>
    public string Fingerprint { get; init; } = "";

    public FindingState State { get; init; }

    /// <summary>What the first action of the rule's fix would change; null without a fix, and where nobody asked.</summary>
    public Fix? Fix { get; init; }

    /// <summary>The line that the place begins in, without the blanks around it.</summary>
    public string Line => Code[Place.Line].Trim();

    /// <summary>Whether another project reports the same.</summary>
    public bool IsSameAs(Finding other) =>
        (Id, Place, Message) == (other.Id, other.Place, other.Message)
        && Hops.Select(static hop => hop.Place).SequenceEqual(other.Hops.Select(static hop => hop.Place));
}
