using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.AmbientState;

/// <summary>What the fixes for the environment and for the current directory have in common.</summary>
internal static class ExplicitSettingFix
{
    public static async Task RegisterAsync(
        CodeFixContext context, string title, string key, Func<ExpressionSyntax, SemanticModel, CancellationToken, Func<string, string>?> statementFor)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            ExplicitSettingPlan plan = await PlanAsync(context.Document, statementFor, context.CancellationToken).ConfigureAwait(false);
            if (plan.Add(diagnostic, context.CancellationToken))
                context.RegisterCodeFix(CodeAction.Create(title, plan.ApplyAsync, key), diagnostic);
        }
    }

    public static FixAllProvider All(Func<ExpressionSyntax, SemanticModel, CancellationToken, Func<string, string>?> statementFor) =>
        FixAllProvider.Create(async (context, document, diagnostics) =>
        {
            ExplicitSettingPlan plan = await PlanAsync(document, statementFor, context.CancellationToken).ConfigureAwait(false);
            return diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start).Count(diagnostic => plan.Add(diagnostic, context.CancellationToken)) > 0
                ? await plan.ApplyAsync(context.CancellationToken).ConfigureAwait(false)
                : document;
        });

    private static async Task<ExplicitSettingPlan> PlanAsync(
        Document document, Func<ExpressionSyntax, SemanticModel, CancellationToken, Func<string, string>?> statementFor, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return new ExplicitSettingPlan(document, root, model, statementFor);
    }
}
