using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Mutants.Mutations;

/// <summary>The table of operators: what each kind of syntax can become.</summary>
internal static class Operators
{
    public static IEnumerable<Edit> Of(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax binary => ConditionOperators.Of(binary),
        IfStatementSyntax choice => ConditionOperators.Negated(choice.Condition),
        WhileStatementSyntax loop => ConditionOperators.Negated(loop.Condition),
        DoStatementSyntax loop => ConditionOperators.Negated(loop.Condition),
        WhenClauseSyntax clause => ConditionOperators.Negated(clause.Condition),
        ConditionalExpressionSyntax choice => ConditionOperators.Negated(choice.Condition),
        InvocationExpressionSyntax call => ValueOperators.Of(call).Concat(ConditionOperators.OfWhere(call)),
        LiteralExpressionSyntax literal => ValueOperators.Of(literal),
        RelationalPatternSyntax relation => PatternOperators.Of(relation),
        BinaryPatternSyntax pair => PatternOperators.Of(pair),
        UnaryPatternSyntax not => PatternOperators.Of(not),
        PropertyPatternClauseSyntax properties => PatternOperators.Of(properties),
        PositionalPatternClauseSyntax positions => PatternOperators.Of(positions),
        ListPatternSyntax list => PatternOperators.Of(list),
        ExpressionStatementSyntax statement => StatementOperators.Of(statement),
        ReturnStatementSyntax { Expression: { } value } => StatementOperators.Returned(node, value),
        ArrowExpressionClauseSyntax arrow => StatementOperators.Returned(arrow, arrow.Expression),
        SwitchExpressionSyntax choice => StatementOperators.Of(choice),
        _ => [],
    };
}
