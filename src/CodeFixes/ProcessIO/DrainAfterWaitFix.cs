using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>
/// PSAFE708: waits for the end of the output when the timed wait has seen the exit, and no longer than that wait could have taken: a
/// process that the child has left behind may keep the output open.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DrainAfterWaitFix))]
public sealed class DrainAfterWaitFix : ReviewFix
{
    private const int Second = 1000;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LosesLastLines.Id);

    protected internal override string EquivalenceKey => "PSAFE708.DrainAfterWait";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } access,
                ArgumentList.Arguments: { Count: 1 } arguments,
            } wait
            || model.GetSymbolInfo(wait, cancellationToken).Symbol
                is not IMethodSymbol { Name: "WaitForExit", ContainingType.Name: "Process" })
        {
            return null;
        }

        SyntaxEdits edits = new();
        string? drain = IsFixed(arguments[0].Expression)
            ? DrainOf(access.Expression, BoundOf(arguments[0].Expression, model, cancellationToken), wait, model, edits)
            : null;
        return drain is not null && Plan(wait, drain, Comments.LineEndOf(root), edits)
            ? ("Also wait for the last lines, with a timeout", edits)
            : null;
    }

    /// <summary>The same timeout, or a second where that is one of many slices.</summary>
    private static string BoundOf(ExpressionSyntax timeout, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetConstantValue(timeout, cancellationToken) is { HasValue: true, Value: < Second }
        || timeout.Ancestors()
            .TakeWhile(static node => node is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax))
            .Any(static node => node is DoStatementSyntax or WhileStatementSyntax or ForStatementSyntax)
            ? Second.ToString(CultureInfo.InvariantCulture)
            : timeout.ToString();

    /// <summary>The wait for exit and output as the framework has it: .NET Framework only knows one that blocks.</summary>
    private static string? DrainOf(ExpressionSyntax process, string bound, SyntaxNode place, SemanticModel model, SyntaxEdits edits)
    {
        string waits = $"{process}.WaitForExitAsync().Wait({bound})";
        if (model.GetSpeculativeSymbolInfo(
                place.SpanStart,
                SyntaxFactory.ParseExpression(waits),
                SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol)
        {
            return waits + ";";
        }

        return model.Compilation.GetTypeByMetadataName(typeof(Task).FullName) is { } task
            ? $"{edits.Import(task, null, place, model)}.Run(() => {process}.WaitForExit()).Wait({bound});"
            : null;
    }

    /// <summary>True for a timeout that is the same when it is asked for again.</summary>
    private static bool IsFixed(ExpressionSyntax timeout) =>
        timeout.DescendantNodesAndSelf().All(static part => part is not (AssignmentExpressionSyntax or AwaitExpressionSyntax
            or ElementAccessExpressionSyntax or ObjectCreationExpressionSyntax or AnonymousFunctionExpressionSyntax
            or PostfixUnaryExpressionSyntax
            or PrefixUnaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression,
            })
            && part is not InvocationExpressionSyntax
            {
                Expression: not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "TimeSpan" } },
            });

    private static bool Plan(InvocationExpressionSyntax wait, string drain, SyntaxTrivia lineEnd, SyntaxEdits edits)
    {
        SyntaxNode value = wait;
        bool isNegated = false;
        while (value.Parent is ParenthesizedExpressionSyntax
            || value.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression })
        {
            value = value.Parent;
            isNegated ^= value is PrefixUnaryExpressionSyntax;
        }

        switch (value.Parent)
        {
            case ExpressionStatementSyntax statement when statement.IsInList():
                OneLineBodies.Open(edits, statement);
                edits.Replace(statement, current => Bodies.InPlaceOf((StatementSyntax)current, wait.ToString(), new[] { drain }, lineEnd));
                return true;
            case IfStatementSyntax choice when !isNegated:
                Bodies.Begin(choice.Statement, drain, lineEnd, edits);
                return true;
            case IfStatementSyntax { Else: null } choice when choice.IsInList() && EndsByLeaving(choice.Statement):
                edits.InsertAfter(choice, drain);
                OneLineBodies.Open(edits, choice);
                return true;
            case IfStatementSyntax { Else: null } choice:
                edits.Replace(choice, current => WithElse((IfStatementSyntax)current, drain, lineEnd));
                return true;
            case IfStatementSyntax { Else.Statement: not IfStatementSyntax and var otherwise }:
                Bodies.Begin(otherwise, drain, lineEnd, edits);
                return true;
            case WhileStatementSyntax or DoStatementSyntax when isNegated && ((StatementSyntax)value.Parent).IsInList():
                edits.InsertAfter((StatementSyntax)value.Parent, drain);
                OneLineBodies.Open(edits, (StatementSyntax)value.Parent);
                return true;
            default:
                return Result(value) is var (kept, name) && Follow(kept, (isNegated ? "!" : "") + name, drain, lineEnd, edits);
        }
    }

    /// <summary>The statement that keeps a result in a variable, and the variable.</summary>
    private static (StatementSyntax Statement, string Name)? Result(SyntaxNode value) => value.Parent switch
    {
        EqualsValueClauseSyntax
        {
            Parent: VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration },
            } variable,
        } => (declaration, variable.Identifier.Text),
        AssignmentExpressionSyntax
        {
            RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
            Left: IdentifierNameSyntax name,
            Parent: ExpressionStatementSyntax assignment,
        } => (assignment, name.ToString()),
        _ => null,
    };

    private static bool Follow(StatementSyntax kept, string condition, string drain, SyntaxTrivia lineEnd, SyntaxEdits edits)
    {
        if (!kept.IsInList())
        {
            return false;
        }

        edits.InsertAfter(kept, Bodies.If(condition, drain, lineEnd));
        OneLineBodies.Open(edits, kept);
        return true;
    }

    private static bool EndsByLeaving(StatementSyntax body) => body switch
    {
        BlockSyntax { Statements: { Count: > 0 } statements } => EndsByLeaving(statements[statements.Count - 1]),
        _ => body is ReturnStatementSyntax or ThrowStatementSyntax,
    };

    private static IfStatementSyntax WithElse(IfStatementSyntax choice, string drain, SyntaxTrivia lineEnd)
    {
        SyntaxTriviaList end = choice.GetTrailingTrivia();
        SyntaxTrivia indentation = Comments.IndentationOf(choice);
        BlockSyntax block = Bodies.Of(new[] { drain }, lineEnd);
        ElseClauseSyntax otherwise = SyntaxFactory.ElseClause(block
                .WithOpenBraceToken(block.OpenBraceToken.WithLeadingTrivia(indentation))
                .WithCloseBraceToken(block.CloseBraceToken.WithTrailingTrivia(lineEnd)))
            .WithElseKeyword(SyntaxFactory.Token(SyntaxKind.ElseKeyword)
                .WithLeadingTrivia(indentation)
                .WithTrailingTrivia(lineEnd));
        return choice.WithStatement(choice.Statement.WithTrailingTrivia(end.Any(SyntaxKind.EndOfLineTrivia) ? end : end.Add(lineEnd)))
            .WithElse(otherwise);
    }
}
