using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE301: takes the name from a mapped file. Whoever maps the same file sees the same memory; a process that opens the
/// memory by the name alone no longer does, so a person should look.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnnamedMapFix))]
public sealed class UnnamedMapFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NamedPrimitiveOnUnix.Id);

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax name
                || name.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
                || NameOf(call.Expression) != "CreateFromFile"
                || name.DescendantTokens().SelectMany(static token => token.GetAllTrivia()).Any(static trivia => trivia.IsDirective))
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create(
                    "Map the file without a name (review)",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(
                        name, SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression).WithTriviaFrom(name)))),
                    equivalenceKey: "PSAFE301.UnnamedMap"),
                diagnostic);
        }
    }

    private static string? NameOf(ExpressionSyntax called) =>
        called is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : (called as SimpleNameSyntax)?.Identifier.ValueText;
}
