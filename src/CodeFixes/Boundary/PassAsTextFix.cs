using System.Collections.Immutable;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Boundary.Passing;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>
/// PSAFE101: passes numbers, flags, Guids and enums that a child's lambda captured as text, and parses them in the child.
/// The text is culture-independent, but a person should see that it says all that the value says.
/// </summary>
public sealed class PassAsTextFix : TextPassing
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.CapturedByChild.Id);

    protected internal override string EquivalenceKey => "PSAFE101.PassAsText";
}
