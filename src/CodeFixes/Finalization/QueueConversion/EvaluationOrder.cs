using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>Whether an expression may be evaluated a little earlier without anyone noticing.</summary>
internal static class EvaluationOrder
{
    /// <summary>
    /// Whether the node is evaluated exactly once each time its container runs, before anything there that could have an effect.
    /// </summary>
    /// <param name="node">The expression.</param>
    /// <param name="container">The expression, statement or block that it is in.</param>
    /// <param name="start">Where in the container evaluation starts: the rest of a block after a statement, or its beginning.</param>
    public static bool RunsFirst(SyntaxNode node, SyntaxNode container, int start)
    {
        for (SyntaxNode child = node; child != container; child = child.Parent!)
        {
            if (!IsFirstOf(child.Parent!, child, start))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the expression has no effect, and the same value every time, as far as one thread can tell.</summary>
    public static bool IsStable(SyntaxNode? expression) => expression switch
    {
        null or LiteralExpressionSyntax or IdentifierNameSyntax or GenericNameSyntax or ThisExpressionSyntax or BaseExpressionSyntax
            or PredefinedTypeSyntax or TypeOfExpressionSyntax or DefaultExpressionSyntax or AliasQualifiedNameSyntax => true,
        MemberAccessExpressionSyntax access => IsStable(access.Expression),
        ParenthesizedExpressionSyntax parenthesized => IsStable(parenthesized.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed =>
            IsStable(suppressed.Operand),
        _ => false,
    };

    private static bool IsFirstOf(SyntaxNode parent, SyntaxNode child, int start) => parent switch
    {
        BlockSyntax block =>
            block.Statements.Where(statement => statement.SpanStart >= start && statement.Span.End <= child.SpanStart).All(IsQuiet),
        ExpressionStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or YieldStatementSyntax or ElseClauseSyntax
            or ParenthesizedExpressionSyntax or CastExpressionSyntax or MemberAccessExpressionSyntax or AwaitExpressionSyntax
            or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or EqualsValueClauseSyntax or ThrowExpressionSyntax
            or ArgumentSyntax => true,
        LocalDeclarationStatementSyntax or UsingStatementSyntax { Declaration: not null } when child is VariableDeclarationSyntax => true,
        UsingStatementSyntax resource => child == resource.Expression,
        VariableDeclarationSyntax declaration => child == declaration.Variables[0],
        VariableDeclaratorSyntax declarator => child == declarator.Initializer,
        IfStatementSyntax branch => child == branch.Condition,
        SwitchStatementSyntax choice => child == choice.Expression,
        CommonForEachStatementSyntax loop => child == loop.Expression,
        TryStatementSyntax guarded => child == guarded.Block,
        ConditionalExpressionSyntax choice => child == choice.Condition,
        ConditionalAccessExpressionSyntax access => child == access.Expression,
        IsPatternExpressionSyntax pattern => child == pattern.Expression,
        SwitchExpressionSyntax choice => child == choice.GoverningExpression,
        AssignmentExpressionSyntax assignment =>
            child == assignment.Right && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && IsStable(assignment.Left),
        BinaryExpressionSyntax binary => child == binary.Left || (!IsShortCircuit(binary) && IsStable(binary.Left)),
        InvocationExpressionSyntax call => child == call.Expression || IsStable(call.Expression),
        ElementAccessExpressionSyntax access => child == access.Expression || IsStable(access.Expression),
        ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax => child is ArgumentListSyntax,
        BaseArgumentListSyntax arguments => AreStable(arguments.Arguments.Select(argument => (SyntaxNode)argument.Expression), child),
        InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ArrayInitializerExpression } array => AreStable(array.Expressions, child),
        TupleExpressionSyntax tuple => AreStable(tuple.Arguments.Select(argument => (SyntaxNode)argument.Expression), child),
        _ => false,
    };

    private static bool AreStable(IEnumerable<SyntaxNode> expressions, SyntaxNode until) =>
        expressions.TakeWhile(expression => expression.Span.End <= until.SpanStart).All(IsStable);

    private static bool IsShortCircuit(BinaryExpressionSyntax binary) =>
        binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression;

    /// <summary>A statement that neither calls nor leaves: declarations, assignments and counts of plain values.</summary>
    private static bool IsQuiet(StatementSyntax statement) => statement switch
    {
        EmptyStatementSyntax => true,
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.None } declaration =>
            declaration.Declaration.Variables.All(variable => IsStable(variable.Initializer?.Value)),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } =>
            IsStable(assignment.Left) && IsStable(assignment.Right),
        ExpressionStatementSyntax { Expression: PostfixUnaryExpressionSyntax counted } => IsStable(counted.Operand),
        ExpressionStatementSyntax { Expression: PrefixUnaryExpressionSyntax counted } => IsStable(counted.Operand),
        _ => false,
    };
}
