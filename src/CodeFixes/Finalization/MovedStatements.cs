using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// A wait for finalizers with what goes where it goes: the collections around it, and what does nothing but use its result.
/// <code>GC.Collect();    long bytes = GC.GetTotalMemory(true);    Console.WriteLine(bytes);</code>
/// </summary>
internal sealed class MovedStatements
{
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;

    private MovedStatements(IReadOnlyList<StatementSyntax> all, SemanticModel model, CancellationToken cancellationToken) =>
        (All, _model, _cancellationToken) = (all, model, cancellationToken);

    public IReadOnlyList<StatementSyntax> All { get; }

    public StatementSyntax Last => All[All.Count - 1];

    /// <summary>Null for a wait that is part of anything else.</summary>
    public static MovedStatements? Of(ExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (call.FirstAncestorOrSelf<StatementSyntax>() is not { } wait)
        {
            return null;
        }

        MovedStatements alone = new(new[] { wait }, model, cancellationToken);
        bool hasResult = call.Parent != wait;
        bool canMove = wait is ExpressionStatementSyntax or ReturnStatementSyntax
            || wait is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 };
        if (!canMove || (hasResult && !alone.IsOfLocals(wait, call)))
        {
            return null;
        }

        if (!wait.IsInList())
        {
            return wait.Parent is IfStatementSyntax or ElseClauseSyntax && !wait.ContainsDirectives ? alone : null;
        }

        List<StatementSyntax> list = wait.Siblings().ToList();
        int first = list.IndexOf(wait);
        int last = first;
        while (first > 0 && alone.IsCollection(list[first - 1]))
        {
            first--;
        }

        while (last < list.Count - 1
            && (alone.IsCollection(list[last + 1]) || (hasResult && alone.IsOfLocals(list[last + 1], except: null))))
        {
            last++;
        }

        List<StatementSyntax> all = list.GetRange(first, last - first + 1);
        return all.Exists(static statement => statement.GetLeadingTrivia().Any(static trivia => trivia.IsDirective))
            ? null
            : new MovedStatements(all, model, cancellationToken);
    }

    /// <summary>True where each name that they use means the same behind a statement.</summary>
    public bool CanStandBehind(StatementSyntax end) => CanStandBehind(end, All);

    /// <summary>True for a condition that is the same behind a statement, whatever other threads do.</summary>
    public bool MeansTheSameBehind(StatementSyntax end, ExpressionSyntax condition) =>
        IsOfLocals(condition, except: null) && CanStandBehind(end, new[] { condition });

    private bool CanStandBehind(StatementSyntax end, IReadOnlyList<SyntaxNode> moved) => moved
        .SelectMany(static code => code.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        .Select(name => _model.GetSymbolInfo(name, _cancellationToken).Symbol)
        .All(symbol => symbol is not (ILocalSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction })
            || symbol.DeclaringSyntaxReferences.All(part => moved.Any(code => code.Span.Contains(part.Span))
                || part.GetSyntax(_cancellationToken).AncestorsAndSelf().OfType<StatementSyntax>()
                    .First(static statement => statement.IsInList())
                    .ListNode()!.Span.Contains(end.Span)));

    /// <summary>
    /// True for code that knows nothing but variables of the method and what the framework makes of them: no lock guards these. The
    /// reported call itself is another matter.
    /// </summary>
    private bool IsOfLocals(SyntaxNode code, ExpressionSyntax? except)
    {
        IEnumerable<SyntaxNode> nodes = code.DescendantNodesAndSelf(node => node != except);
        return code is not StatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax
                or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 }
            && nodes.All(node => node == except || node switch
            {
                ThisExpressionSyntax or BaseExpressionSyntax or AwaitExpressionSyntax or AnonymousFunctionExpressionSyntax => false,
                BaseObjectCreationExpressionSyntax creation =>
                    _model.GetTypeInfo(creation, _cancellationToken).Type is { DeclaringSyntaxReferences.IsEmpty: true },
                SimpleNameSyntax name => IsOfLocals(name, _model.GetSymbolInfo(name, _cancellationToken).Symbol),
                _ => true,
            });
    }

    private static bool IsOfLocals(SimpleNameSyntax name, ISymbol? symbol) => symbol switch
    {
        ILocalSymbol or IParameterSymbol or INamespaceOrTypeSymbol or IFieldSymbol { IsConst: true } => true,
        IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: true } or IPropertySymbol { DeclaringSyntaxReferences.IsEmpty: true }
            or IFieldSymbol { DeclaringSyntaxReferences.IsEmpty: true } =>
            (symbol.IsStatic || name.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax) && !IsRelease(symbol.Name),
        null => name.Parent is NameColonSyntax || (name is IdentifierNameSyntax { IsVar: true }),
        _ => false,
    };

    private static bool IsRelease(string name) =>
        name.StartsWith("Exit", StringComparison.Ordinal) || name.StartsWith("Release", StringComparison.Ordinal) || name is "Dispose";

    /// <summary>A call of <c>GC.Collect</c> or <c>GC.WaitForPendingFinalizers</c>, which mean the same outside the lock.</summary>
    private bool IsCollection(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
        && _model.GetSymbolInfo(call, _cancellationToken).Symbol is IMethodSymbol { Name: "Collect" or "WaitForPendingFinalizers" } method
        && method.ContainingType.ToDisplayString() == "System.GC";
}
