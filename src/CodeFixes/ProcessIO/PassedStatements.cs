using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>
/// The statements that a line which attaches a handler is moved over, and whether the handler may run before they do: it must not use what
/// they declare or set.
/// </summary>
internal sealed class PassedStatements
{
    private readonly IReadOnlyList<StatementSyntax> _passed;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;

    /// <param name="first">The first statement that is passed.</param>
    /// <param name="moved">The statement that goes above it, from further down in the same list.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="cancellationToken">Ends the look at it.</param>
    public PassedStatements(StatementSyntax first, StatementSyntax moved, SemanticModel model, CancellationToken cancellationToken)
    {
        _passed = moved.Siblings().SkipWhile(statement => statement != first).TakeWhile(statement => statement != moved).ToList();
        (_model, _cancellationToken) = (model, cancellationToken);
    }

    public bool Allow(AssignmentExpressionSyntax attached)
    {
        HashSet<ISymbol> changed = new(SymbolEqualityComparer.Default);
        foreach (StatementSyntax statement in _passed)
        {
            if (_model.AnalyzeDataFlow(statement) is not { Succeeded: true } flow)
            {
                return false;
            }

            changed.UnionWith(flow.WrittenInside);
            changed.UnionWith(flow.VariablesDeclared);
        }

        return UsesOf(attached.Left).All(symbol => !changed.Contains(symbol))
            && IsHandler(attached.Right, changed)
            && _passed.Skip(1).All(DoesNothingElse);
    }

    /// <summary>A lambda, a method, or a variable that holds one of them; what is made by a call may depend on the order.</summary>
    private bool IsHandler(ExpressionSyntax handler, HashSet<ISymbol> changed)
    {
        switch (handler)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return IsHandler(parenthesized.Expression, changed);
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } made, Initializer: null }:
                return IsHandler(made[0].Expression, changed);
            case AnonymousFunctionExpressionSyntax:
                return UsesOf(handler).All(symbol => !changed.Contains(symbol));
            case IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or SimpleNameSyntax }:
                return _model.GetSymbolInfo(handler, _cancellationToken).Symbol switch
                {
                    IMethodSymbol { MethodKind: MethodKind.LocalFunction } function => function.DeclaringSyntaxReferences
                        .All(part => UsesOf(part.GetSyntax(_cancellationToken)).All(symbol => !changed.Contains(symbol))),
                    IMethodSymbol => UsesOf(handler).All(symbol => !changed.Contains(symbol)),
                    ILocalSymbol or IParameterSymbol => UsesOf(handler).All(symbol => !changed.Contains(symbol)),
                    _ => false,
                };
            default:
                return false;
        }
    }

    /// <summary>The variables that code names.</summary>
    private IEnumerable<ISymbol> UsesOf(SyntaxNode code) => code.DescendantNodesAndSelf()
        .OfType<IdentifierNameSyntax>()
        .Select(name => _model.GetSymbolInfo(name, _cancellationToken).Symbol)
        .Where(static symbol => symbol is ILocalSymbol or IParameterSymbol)
        .OfType<ISymbol>();

    /// <summary>
    /// True for a statement that sets no field or property but those of a process, and runs no code of the project: a handler could see
    /// the difference.
    /// </summary>
    private bool DoesNothingElse(StatementSyntax statement) => statement.DescendantNodes().All(node => node switch
    {
        AssignmentExpressionSyntax set => _model.GetSymbolInfo(set.Left, _cancellationToken).Symbol is ILocalSymbol or IParameterSymbol
            || IsOfProcess(set.Left),
        PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax =>
            !node.IsKind(SyntaxKind.PostIncrementExpression) && !node.IsKind(SyntaxKind.PreIncrementExpression)
            && !node.IsKind(SyntaxKind.PostDecrementExpression) && !node.IsKind(SyntaxKind.PreDecrementExpression),
        InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax =>
            _model.GetSymbolInfo(node, _cancellationToken).Symbol is { DeclaringSyntaxReferences.IsEmpty: true }
                and not IMethodSymbol { MethodKind: MethodKind.DelegateInvoke },
        ReturnStatementSyntax or ThrowStatementSyntax or YieldStatementSyntax or GotoStatementSyntax or BreakStatementSyntax
            or ContinueStatementSyntax => false,
        _ => true,
    });

    private bool IsOfProcess(ExpressionSyntax member) =>
        _model.GetSymbolInfo(member, _cancellationToken).Symbol is { ContainingType: { Name: "Process" } type }
        && type.ContainingNamespace?.ToDisplayString() == "System.Diagnostics";
}
