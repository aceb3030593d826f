using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>
/// PSAFE721: waits with WaitForExit at the begin of the handler of Exited, or behind the loop that asks HasExited. The process has exited
/// by then, so that it waits for the last lines alone.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaitForLinesFix))]
public sealed class WaitForLinesFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ExitIsTakenForEnd.Id);

    protected override string Title => "Wait for the last lines with WaitForExit()";

    protected override string EquivalenceKey => "PSAFE721.WaitForLines";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken) =>
        diagnostic.AdditionalLocations.Count == 0
            ? PlanBehindLoop(diagnostic.NodeIn(root), edits)
            : diagnostic.AdditionalLocations[0] is { SourceTree: var tree, SourceSpan: var span }
                && tree == root.SyntaxTree
                && root.FindNode(span, getInnermostNodeForTie: true) is AssignmentExpressionSyntax
                {
                    Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } raised,
                } attached
                && PlanInHandler(attached, raised.Expression, model, edits, cancellationToken);

    /// <summary>`while (!p.HasExited) { … }`, which nothing but the exit ends.</summary>
    private static bool PlanBehindLoop(SyntaxNode? asked, SyntaxEdits edits)
    {
        if (asked is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } access
            || access.Parent is not PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } condition
            || condition.Parent is not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax)
            || condition.Parent.DescendantNodes().Any(static node => node is BreakStatementSyntax or GotoStatementSyntax || IsTaking(node))
            || !((StatementSyntax)condition.Parent).IsInList())
        {
            return false;
        }

        StatementSyntax loop = (StatementSyntax)condition.Parent;
        edits.InsertAfter(loop, access.Expression + ".WaitForExit();");
        OneLineBodies.Open(edits, loop);
        return true;
    }

    /// <summary>True in a loop that empties what the lines are kept in: a wait behind it would be followed by one more such loop.</summary>
    private static bool IsTaking(SyntaxNode node) =>
        node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } }
        && KnownNames.LineTakings.Has(name);

    private static bool PlanInHandler(
        AssignmentExpressionSyntax attached,
        ExpressionSyntax process,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        switch (attached.Right)
        {
            case AnonymousFunctionExpressionSyntax { Modifiers: var modifiers } when modifiers.Any(SyntaxKind.StaticKeyword):
                return false;
            case AnonymousFunctionExpressionSyntax { Block: { } block }:
                return Begin(block, process + ".WaitForExit();", edits);
            case LambdaExpressionSyntax { ExpressionBody: { } expression } lambda when BlockBody.FunctionOf(expression) == lambda:
                return Open(lambda, expression, process + ".WaitForExit();", edits);
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return model.GetSymbolInfo(attached.Right, cancellationToken).Symbol is IMethodSymbol handler
                    && handler.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is { } declaration
                    && declaration.SyntaxTree == attached.SyntaxTree
                    && Sender(declaration) is { } sender
                    && BodyOf(declaration) is { } body
                    && Begin(body, sender + ".WaitForExit();", edits);
            default:
                return false;
        }
    }

    private static BlockSyntax? BodyOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Body,
        LocalFunctionStatementSyntax function => function.Body,
        _ => null,
    };

    /// <summary>The process, as the handler gets it: the sender of the event.</summary>
    private static string? Sender(SyntaxNode declaration)
    {
        ParameterSyntax? sender = (declaration switch
        {
            MethodDeclarationSyntax method => method.ParameterList,
            LocalFunctionStatementSyntax function => function.ParameterList,
            _ => null,
        })?.Parameters.FirstOrDefault();
        return sender is null || sender.Identifier.ValueText == "_" ? null
            : $"((Process){sender.Identifier.Text}{(sender.Type is NullableTypeSyntax ? "!" : "")})";
    }

    private static bool Begin(BlockSyntax block, string wait, SyntaxEdits edits)
    {
        if (block.Statements.Count == 0)
        {
            return false;
        }

        if (!edits.Contains(block.Statements[0]))
        {
            edits.InsertBefore(block.Statements[0], wait);
            OneLineBodies.Open(edits, block.Statements[0]);
        }

        return true;
    }

    private static bool Open(LambdaExpressionSyntax lambda, ExpressionSyntax body, string wait, SyntaxEdits edits)
    {
        if (!edits.Contains(lambda))
        {
            string lineEnd = Comments.LineEndOf(lambda.SyntaxTree.GetRoot()).ToString();
            string[] lines = { wait, body.WithoutTrivia() + ";" };
            string indentation = Comments.IndentationOf(lambda.FirstAncestorOrSelf<StatementSyntax>() ?? (SyntaxNode)lambda).ToString();
            edits.Replace(lambda, current => BlockBody.Of(current, lines, indentation, lineEnd));
        }

        return true;
    }
}
