using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE705: makes the handle of the child's end inheritable.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InheritPipeFix))]
public sealed class InheritPipeFix : CodeFixProvider
{
    private const string Inheritability = "System.IO.HandleInheritability";
    private const string Direction = "System.IO.Pipes.PipeDirection";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.PipeIsNotInherited.Id);

    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await ApplyAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (TryEdit(diagnostic, root, model, new SyntaxEdits()))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Let the child inherit the handle",
                        token => ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), token),
                        "PSAFE705.InheritPipe"),
                    diagnostic);
            }
        }
    }

    private static async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxEdits edits = new();
        foreach (Diagnostic diagnostic in diagnostics)
            TryEdit(diagnostic, root, model, edits);

        return edits.IsEmpty ? document : (await edits.ApplyAsync(document.Project.Solution, cancellationToken).ConfigureAwait(false)).GetDocument(document.Id)!;
    }

    private static bool TryEdit(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, SyntaxEdits edits)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not BaseObjectCreationExpressionSyntax creation
            || model.Compilation.GetTypeByMetadataName(Inheritability) is not { } inheritability
            || model.Compilation.GetTypeByMetadataName(Direction) is not { } direction)
        {
            return false;
        }

        ArgumentSyntax[] present = creation.ArgumentList?.Arguments.ToArray() ?? new ArgumentSyntax[0];
        ArgumentSyntax? none = present.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "inheritability")
            ?? (present.Length > 1 && present[1].NameColon is null ? present[1] : null);
        string name = edits.Import(inheritability, null, creation, model) + ".Inheritable";
        if (none is not null)
        {
            edits.Replace(none.Expression, current => SyntaxFactory.ParseExpression(name).WithTriviaFrom(current));
            return true;
        }

        string prefix = present.Any(static argument => argument.NameColon is not null) ? "inheritability: " : string.Empty;
        string first = present.Length == 0 ? edits.Import(direction, null, creation, model) + ".Out, " : string.Empty;
        edits.Replace(creation, current =>
        {
            BaseObjectCreationExpressionSyntax changed = (BaseObjectCreationExpressionSyntax)current;
            string arguments = changed.ArgumentList is { Arguments.Count: > 0 } list ? list.Arguments.ToString() + ", " : first;
            ArgumentListSyntax complete = SyntaxFactory.ParseArgumentList($"({arguments}{prefix}{name})");
            return changed.ArgumentList is { } old
                ? changed.WithArgumentList(complete.WithTriviaFrom(old))
                : ((ObjectCreationExpressionSyntax)changed).WithType(((ObjectCreationExpressionSyntax)changed).Type.WithoutTrailingTrivia())
                    .WithArgumentList(complete.WithTrailingTrivia(((ObjectCreationExpressionSyntax)changed).Type.GetTrailingTrivia()));
        });
        return true;
    }
}
