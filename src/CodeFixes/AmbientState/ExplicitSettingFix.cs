using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.AmbientState;

/// <summary>A fix that tells the start infos of children what is set for the whole process now.</summary>
public abstract class ExplicitSettingFix : CodeFixProvider
{
    /// <summary>What the action says of one call or assignment.</summary>
    private protected abstract string TitleFor(SyntaxNode set, SemanticModel model);

    protected abstract string EquivalenceKey { get; }

    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
    {
        ExplicitSettingPlan plan = await PlanAsync(document, context.CancellationToken).ConfigureAwait(false);
        return diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
            .Count(diagnostic => plan.Add(diagnostic, context.CancellationToken)) > 0
            ? await plan.ApplyAsync(context.CancellationToken).ConfigureAwait(false)
            : document;
    });

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            ExplicitSettingPlan plan = await PlanAsync(context.Document, context.CancellationToken).ConfigureAwait(false);
            if (plan.Add(diagnostic, context.CancellationToken))
            {
                SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
                SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
                string title = TitleFor(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model);
                context.RegisterCodeFix(CodeAction.Create(title, plan.ApplyAsync, EquivalenceKey), diagnostic);
            }
        }
    }

    /// <summary>What tells a start info the same as a call or assignment does; null when nothing can.</summary>
    private protected abstract ExplicitValue? ValueOf(ExpressionSyntax set, SemanticModel model, CancellationToken cancellationToken);

    private async Task<ExplicitSettingPlan> PlanAsync(Document document, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return new ExplicitSettingPlan(document, root, model, ValueOf);
    }
}
