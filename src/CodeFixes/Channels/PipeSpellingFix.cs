using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Channels;

/// <summary>PSAFE733: names this machine, or spells the name as the server does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PipeSpellingFix))]
public sealed class PipeSpellingFix : DocumentFix
{
    private static readonly ShorterPipeNameFix s_review = new();

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.PipeNameIsUnportable.Id);

    protected override string Title => "Use the name that is valid on all platforms";

    protected override string EquivalenceKey => "PSAFE733.Spelling";

    protected override SolutionReviewFix? Review => s_review;

    protected override string TitleFor(Diagnostic diagnostic, SyntaxNode root, SemanticModel model) =>
        $"Use \"{diagnostic.Properties[DiagnosticProperties.Spelling]}\"";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Spelling, out string? spelling)
            || diagnostic.NodeIn(root) is not { } found
            || (found as ArgumentSyntax)?.Expression is not LiteralExpressionSyntax and not null
            || ((found as ArgumentSyntax)?.Expression ?? found) is not LiteralExpressionSyntax literal)
        {
            return false;
        }

        edits.Replace(literal, current => SyntaxFactory
            .LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(spelling!))
            .WithTriviaFrom(current));
        return true;
    }
}
