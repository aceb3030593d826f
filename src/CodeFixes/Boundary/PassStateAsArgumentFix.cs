using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Boundary.Passing;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>PSAFE104: passes the static string that a child's lambda reads as an argument, where an overload takes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassStateAsArgumentFix))]
public sealed class PassStateAsArgumentFix : ArgumentPassing
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ParentStateInChild.Id);

    protected override SolutionReviewFix Review { get; } = new PassStateAsTextFix();

    protected override string EquivalenceKey => "PSAFE104.PassAsArgument";
}
