using System.Collections.Immutable;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Boundary.Passing;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>PSAFE104: passes the static number, flag, Guid or enum that a child's lambda reads as text, which the child parses.</summary>
public sealed class PassStateAsTextFix : TextPassing
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ParentStateInChild.Id);

    protected internal override string EquivalenceKey => "PSAFE104.PassAsText";
}
