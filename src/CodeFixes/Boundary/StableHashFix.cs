using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>
/// PSAFE108: puts the beginning of a SHA-256 of the text in the place of its hash code, where the hash code is written as text.
/// The name changes with it, so a person should see who else computes it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StableHashFix))]
public sealed class StableHashFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.UnstableHash.Id);

    protected internal override string EquivalenceKey => "PSAFE108.StableHash";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax hash
        && TextOf(hash) is { } place
        && StableText.Of(hash, model, cancellationToken) is { } text
        && StableHash.For(hash, model, cancellationToken) is { } stable
            ? ("Use a SHA-256 of the text", stable.InPlaceOf(place, edits => text.Expression(hash, model, edits)))
            : null;

    /// <summary>
    /// The part of the code that says the hash code as text: the hole of a string, an operand of +, or a call of ToString.
    /// </summary>
    private static SyntaxNode? TextOf(InvocationExpressionSyntax hash) => hash.Parent switch
    {
        InterpolationSyntax hole => hole,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString", Parent: InvocationExpressionSyntax call } => call,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when IsText(sum.Left) || IsText(sum.Right) => hash,
        _ => null,
    };

    private static bool IsText(ExpressionSyntax operand) =>
        operand is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } or InterpolatedStringExpressionSyntax
        || (operand is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && (IsText(sum.Left) || IsText(sum.Right)));
}
