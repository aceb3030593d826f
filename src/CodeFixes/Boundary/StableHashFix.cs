using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
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
public sealed class StableHashFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.UnstableHash.Id);

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax access } hash
                || model.GetTypeInfo(access.Expression, context.CancellationToken).Type?.SpecialType != SpecialType.System_String
                || TextOf(hash) is not { } text
                || StableHash.For(hash, model, context.CancellationToken) is not { } stable)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create(
                    "Use a SHA-256 of the text (review)",
                    token => stable.InPlaceOf(text, access.Expression).ApplyAsync(context.Document.Project.Solution, token),
                    equivalenceKey: "PSAFE108.StableHash"),
                diagnostic);
        }
    }

    /// <summary>The part of the code that says the hash code as text: the hole of a string, an operand of +, or a call of ToString.</summary>
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
