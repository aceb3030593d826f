using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE709: sets EnableRaisingEvents once the handler is attached, so that an exit before that is told too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RaiseExitFix))]
public sealed class RaiseExitFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ExitIsNotRaised.Id);

    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await ApplyAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (TrySet(diagnostic, root, new SyntaxEdits(), new HashSet<(SyntaxNode?, string)>()))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Set EnableRaisingEvents",
                        token => ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), token),
                        "PSAFE709.RaiseExit"),
                    diagnostic);
            }
        }
    }

    private static async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxEdits edits = new();
        HashSet<(SyntaxNode?, string)> set = new();
        foreach (Diagnostic diagnostic in diagnostics)
            TrySet(diagnostic, root, edits, set);

        return edits.IsEmpty ? document : (await edits.ApplyAsync(document.Project.Solution, cancellationToken).ConfigureAwait(false)).GetDocument(document.Id)!;
    }

    /// <param name="set">The processes that are told already, by member and name.</param>
    private static bool TrySet(Diagnostic diagnostic, SyntaxNode root, SyntaxEdits edits, HashSet<(SyntaxNode? Member, string Name)> set)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not MemberAccessExpressionSyntax
            {
                Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax },
                Parent: AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } attached },
            } raised)
        {
            return false;
        }

        if (set.Add((attached.FirstAncestorOrSelf<MemberDeclarationSyntax>(), raised.Expression.ToString())))
            StartStatement.Follow(attached, $"{raised.Expression}.EnableRaisingEvents = true;", edits);
        return true;
    }
}
