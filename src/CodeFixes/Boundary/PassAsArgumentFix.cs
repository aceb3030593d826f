using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Boundary.Passing;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>PSAFE101: passes the strings that a child's lambda captured as arguments, where an overload takes them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassAsArgumentFix))]
public sealed class PassAsArgumentFix : ArgumentPassing
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.CapturedByChild.Id);

    protected override SolutionReviewFix Review { get; } = new PassAsTextFix();

    protected override string EquivalenceKey => "PSAFE101.PassAsArgument";
}
