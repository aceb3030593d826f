using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE301: takes the name from a mapped file. Whoever maps the same file sees the same memory; a process that opens the
/// memory by the name alone no longer does, so a person should look.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnnamedMapFix))]
public sealed class UnnamedMapFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NamedPrimitiveOnUnix.Id);

    protected internal override string EquivalenceKey => "PSAFE301.UnnamedMap";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax name
            || name.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            || NameOf(call.Expression) != "CreateFromFile"
            || name.DescendantTokens().SelectMany(static token => token.GetAllTrivia()).Any(static trivia => trivia.IsDirective))
        {
            return null;
        }

        SyntaxEdits edits = new();
        edits.Replace(name, static current => SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression).WithTriviaFrom(current));
        return ("Map the file without a name", edits);
    }

    private static string? NameOf(ExpressionSyntax called) =>
        called is MemberAccessExpressionSyntax access
            ? access.Name.Identifier.ValueText
            : (called as SimpleNameSyntax)?.Identifier.ValueText;
}
