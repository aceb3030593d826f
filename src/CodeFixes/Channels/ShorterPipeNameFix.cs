using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Channels;

/// <summary>
/// PSAFE733: writes the Guid in a name without hyphens, which makes the name short enough. Who else makes the name of the Guid has to do
/// the same, so a person should look at it.
/// </summary>
public sealed class ShorterPipeNameFix : ReviewFix
{
    private const string Plain = "N";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.PipeNameIsUnportable.Id);

    protected internal override string EquivalenceKey => "PSAFE733.ShorterName";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Creation, out string? offset)
            || !int.TryParse(offset, out int start)
            || !diagnostic.Location.SourceSpan.Contains(start))
        {
            return null;
        }

        SyntaxEdits edits = new();
        switch (root.FindToken(start).Parent?.FirstAncestorOrSelf<SyntaxNode>(node => IsPrinted(node, start)))
        {
            case InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole:
                InterpolationFormatClauseSyntax format = SyntaxFactory.InterpolationFormatClause(
                    SyntaxFactory.Token(SyntaxKind.ColonToken),
                    SyntaxFactory.Token(default, SyntaxKind.InterpolatedStringTextToken, Plain, Plain, default));
                edits.Replace(hole, current => ((InterpolationSyntax)current).WithFormatClause(format));
                break;
            case InvocationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } list }:
                ArgumentSyntax plain = SyntaxFactory.Argument(
                    SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(Plain)));
                edits.Replace(list, current => ((ArgumentListSyntax)current).AddArguments(plain));
                break;
        }

        return edits.IsEmpty ? null : ("Write the Guid without hyphens", edits);
    }

    /// <summary>True for what writes the Guid that begins at an offset.</summary>
    private static bool IsPrinted(SyntaxNode node, int start) => node switch
    {
        InterpolationSyntax hole => hole.Expression.SpanStart == start,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax printed } =>
            node.SpanStart == start && printed.Name.Identifier.ValueText == "ToString",
        _ => false,
    };
}
