using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.AbandonedMutexes;

/// <summary>
/// A wait with AbandonedMutexException caught around it: around its statement, before it where the wait is the first thing that the
/// statement does, and in a method of its own anywhere else (`while (!gate.WaitOne(100))`, `ready &amp;&amp; gate.WaitOne(0)`).
/// </summary>
internal static class AbandonedWait
{
    private const string Owned = "owned";

    public static bool Plan(MutexCall wait, SemanticModel model, SyntaxEdits edits, CancellationToken cancellationToken)
    {
        if (model.Compilation.GetTypeByMetadataName(MutexWait.Exception) is not { } exception
            || wait.Whole.DescendantTrivia().Except(wait.Whole.GetLeadingTrivia()).Any(static trivia => trivia.IsDirective))
        {
            return false;
        }

        string lineEnd = Comments.LineEndOf(wait.Call.SyntaxTree.GetRoot(cancellationToken)).ToString();
        if (Form(wait.Whole) is ({ } statement, var declared, var text, var caught))
        {
            string name = edits.Import(exception, null, wait.Call, model).ToString();
            MutexWait.Replace(statement, edits, _ => Around(statement, declared, text, caught, name, lineEnd));
            return true;
        }

        if (wait.Whole != wait.Call)
        {
            return false;
        }

        if (BlockBody.FunctionOf(wait.Call) is { } function and not LambdaExpressionSyntax)
        {
            bool isVoid = BlockBody.ReturnsVoid(function, model, cancellationToken);
            string name = edits.Import(exception, null, wait.Call, model).ToString();
            edits.Replace(function, current => BlockBody.Of(
                current,
                MutexWait.Lines(null, isVoid ? $"{wait.Call};" : $"return {wait.Call};", isVoid ? null : "return true;", name),
                Comments.IndentationOf(function).ToString(),
                lineEnd));
            return true;
        }

        return FirstOf(wait.Call, model, cancellationToken) is { } first
            ? Hoist(wait.Call, first, exception, model, edits, lineEnd)
            : WaitMethod.Plan(wait, exception, model, edits, cancellationToken);
    }

    /// <summary>A statement that does nothing but wait and keep the answer; a null statement for any other.</summary>
    private static (StatementSyntax? Statement, string? Declared, string Text, string? Caught) Form(ExpressionSyntax wait) =>
        wait.Parent switch
        {
            ExpressionStatementSyntax alone => (alone, null, alone.ToString(), null),
            ReturnStatementSyntax answer when wait is InvocationExpressionSyntax => (answer, null, answer.ToString(), "return true;"),
            AssignmentExpressionSyntax
            {
                RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
                Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax },
                Parent: ExpressionStatementSyntax kept,
            } assignment
                when wait is InvocationExpressionSyntax && assignment.Right == wait =>
                (kept, null, kept.ToString(), $"{assignment.Left} = true;"),
            EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax
                    {
                        Variables.Count: 1,
                        Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local,
                    } declaration,
                } declarator,
            }
                when wait is InvocationExpressionSyntax && local.IsInList() =>
                (
                    local,
                    $"{(declaration.Type.IsVar ? "bool" : declaration.Type.WithoutTrivia().ToString())} {declarator.Identifier.Text};",
                    $"{declarator.Identifier.Text} = {wait};",
                    $"{declarator.Identifier.Text} = true;"),
            _ => (null, null, string.Empty, null),
        };

    private static SyntaxList<StatementSyntax> Around(
        StatementSyntax statement,
        string? declared,
        string text,
        string? caught,
        string exception,
        string lineEnd)
    {
        SyntaxList<StatementSyntax> statements = MutexWait.Guarded(
            declared,
            text + Comments.Behind(statement),
            caught,
            exception,
            Comments.IndentationOf(statement).ToString(),
            lineEnd);
        StatementSyntax last = statements.Last();
        return statements.Replace(last, last.WithTrailingTrivia(StatementLists.EndOf(statement, lineEnd)));
    }

    /// <summary>`bool owned; try { owned = gate.WaitOne(0); } … if (!owned)` for `if (!gate.WaitOne(0))`.</summary>
    private static bool Hoist(
        InvocationExpressionSyntax call,
        StatementSyntax first,
        INamedTypeSymbol exception,
        SemanticModel model,
        SyntaxEdits edits,
        string lineEnd)
    {
        SyntaxNode member = call.FirstAncestorOrSelf<MemberDeclarationSyntax>(static outer => outer is not GlobalStatementSyntax)
            ?? call.SyntaxTree.GetRoot();
        string owned = Owned;
        for (int number = 2;
            member.DescendantTokens().Any(token => token.ValueText == owned) || !edits.Claims(member, owned);
            number++)
        {
            owned = Owned + number;
        }

        string name = edits.Import(exception, null, call, model).ToString();
        edits.Replace(call, current => SyntaxFactory.IdentifierName(owned).WithTriviaFrom(current));
        MutexWait.Replace(first, edits, current =>
        {
            string indentation = Comments.IndentationOf(first).ToString();
            SyntaxList<StatementSyntax> waiting =
                MutexWait.Guarded($"bool {owned};", $"{owned} = {call};", $"{owned} = true;", name, indentation, lineEnd);
            return waiting.Add(current.WithLeadingTrivia(SyntaxFactory.EndOfLine(lineEnd), SyntaxFactory.Whitespace(indentation)));
        });
        return true;
    }

    /// <summary>The statement that evaluates the call once, before all else; null where that is not so.</summary>
    private static StatementSyntax? FirstOf(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode inner = call;
        while (inner.Parent is ExpressionSyntax outer && IsFirstOperand(inner, outer))
        {
            inner = outer;
        }

        return inner.Parent switch
        {
            IfStatementSyntax { Condition: var condition } branch when condition == inner => branch,
            ReturnStatementSyntax answer => answer,
            SwitchStatementSyntax { Expression: var chosen } choice when chosen == inner => choice,
            ExpressionStatementSyntax statement => statement,
            ArgumentSyntax { RefKindKeyword.RawKind: 0, Parent: ArgumentListSyntax arguments } argument
                when arguments.Arguments.IndexOf(argument) == 0
                    && arguments.Parent is InvocationExpressionSyntax
                    {
                        Expression: var called,
                        Parent: ExpressionStatementSyntax statement,
                    }
                    && IsNameAlone(called, model, cancellationToken) => statement,
            EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax
                    {
                        Variables.Count: 1,
                        Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local,
                    },
                },
            }
                when local.IsInList() => local,
            _ => null,
        };
    }

    /// <summary>`Use`, or `Console.WriteLine`: nothing runs to find out what is called.</summary>
    private static bool IsNameAlone(ExpressionSyntax called, SemanticModel model, CancellationToken cancellationToken) =>
        called is IdentifierNameSyntax
        || (called is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax owner }
            && model.GetSymbolInfo(owner, cancellationToken).Symbol
                is INamedTypeSymbol or ILocalSymbol or IParameterSymbol or IFieldSymbol);

    private static bool IsFirstOperand(SyntaxNode inner, ExpressionSyntax outer) => outer switch
    {
        ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } => true,
        BinaryExpressionSyntax binary => binary.Left == inner
            || (binary.Left is LiteralExpressionSyntax && binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression),
        ConditionalExpressionSyntax choice => choice.Condition == inner,
        IsPatternExpressionSyntax pattern => pattern.Expression == inner,
        AssignmentExpressionSyntax
        {
            RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
            Left: IdentifierNameSyntax,
            Parent: ExpressionStatementSyntax,
        } assignment => assignment.Right == inner,
        _ => false,
    };
}
