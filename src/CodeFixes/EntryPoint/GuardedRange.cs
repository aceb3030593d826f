using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>A statement that one process leaves out, with those behind it that depend on what it makes.</summary>
internal sealed class GuardedRange
{
    private readonly SyntaxNode _list;
    private readonly int _first;

    private GuardedRange(SyntaxNode list, int first, IReadOnlyList<StatementSyntax> statements) =>
        (_list, _first, Statements) = (list, first, statements);

    public IReadOnlyList<StatementSyntax> Statements { get; }

    /// <summary>
    /// The statement of a call, and those behind it up to the last that uses what it starts, or a variable that one of them sets; the
    /// loop, where that is all of it. Null where code further on needs what they set, or a value that they return.
    /// </summary>
    public static GuardedRange? Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        GuardedRange? range = call.FirstAncestorOrSelf<StatementSyntax>(static one => one.IsInList()) is { } own && CanBeGuarded(own, call)
            ? Of(own, call, model, cancellationToken)
            : null;
        while (range is { _list: BlockSyntax { Parent: ForStatementSyntax or ForEachStatementSyntax } block }
            && block.Statements.Count == range.Statements.Count
            && block.Parent is StatementSyntax loop
            && loop.IsInList()
            && Of(loop, call, model, cancellationToken) is { } whole)
        {
            range = whole;
        }

        return range;
    }

    private static bool CanBeGuarded(StatementSyntax statement, InvocationExpressionSyntax call) =>
        statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ForStatementSyntax or ForEachStatementSyntax
            or UsingStatementSyntax
        && !call.Ancestors().TakeWhile(node => node != statement).Any(static node => node is AnonymousFunctionExpressionSyntax);

    private static GuardedRange? Of(
        StatementSyntax statement,
        InvocationExpressionSyntax call,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        List<StatementSyntax> siblings = statement.Siblings().ToList();
        int first = siblings.IndexOf(statement);
        HashSet<ISymbol> set = new(SymbolEqualityComparer.Default);
        if (call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax process, Name.Identifier.ValueText: "Start" }
            && model.GetSymbolInfo(process, cancellationToken).Symbol is ILocalSymbol started)
        {
            set.Add(started);
        }

        int last = first;
        for (int read = first; read <= last; read++)
        {
            set.UnionWith(SetIn(siblings[read], model, cancellationToken));
            last = Math.Max(last, siblings.FindLastIndex(one => Uses(one, set, model, cancellationToken).Any()));
        }

        List<StatementSyntax> range = siblings.GetRange(first, last - first + 1);
        return range.Exists(static one => one.ContainsDirectives)
            || !CanBeLeftOut(range, model, cancellationToken)
            || IsUsedElsewhere(range, set, model, cancellationToken)
                ? null
                : new GuardedRange(statement.ListNode()!, first, range);
    }

    /// <summary>Puts the range under a condition, with a statement before it.</summary>
    public void Plan(string condition, string? before, SyntaxEdits edits)
    {
        string lineEnd = Comments.LineEndOf(_list.SyntaxTree.GetRoot()).ToString();
        OneLineBodies.Open(edits, Statements[0]);
        edits.Claims(_list, nameof(GuardedRange));
        edits.Replace(_list, current =>
        {
            List<StatementSyntax> all = StatementLists.StatementsOf(current).ToList();
            int added = all.Count - Statements[0].Siblings().Count;
            List<StatementSyntax> inner = all.GetRange(_first, Statements.Count + added);
            if (before is not null)
            {
                // What is above the launch stays above the whole.
                SyntaxTrivia indentation = Comments.IndentationOf(inner[0]);
                SyntaxTriviaList above = inner[0].GetLeadingTrivia();
                inner[0] = inner[0].WithLeadingTrivia(indentation);
                inner.Insert(0, SyntaxFactory.ParseStatement(before + lineEnd).WithLeadingTrivia(above));
            }

            all.RemoveRange(_first, Statements.Count + added);
            all.Insert(_first, GuardedBlock.Of(SyntaxFactory.ParseExpression(condition), inner, lineEnd));
            return StatementLists.WithStatements(current, all);
        });
    }

    /// <summary>What a statement declares, or assigns, that later statements can name.</summary>
    private static IEnumerable<ISymbol> SetIn(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken) =>
        statement is not (LocalDeclarationStatementSyntax or ExpressionStatementSyntax or LocalFunctionStatementSyntax)
            ? Enumerable.Empty<ISymbol>()
            : statement.DescendantNodesAndSelf(static node => node is not (AnonymousFunctionExpressionSyntax or BlockSyntax))
                .Select(node => node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax } assignment
                    ? Variable(assignment.Left, model, cancellationToken)
                    : model.GetDeclaredSymbol(node, cancellationToken))
                .Where(static symbol => symbol is ILocalSymbol or IFieldSymbol or IPropertySymbol or IMethodSymbol)
                .OfType<ISymbol>();

    /// <summary>A local, or a member of this object or a type; not one of another object, such as a start info.</summary>
    private static ISymbol? Variable(ExpressionSyntax target, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(target, cancellationToken).Symbol is { } symbol
        && (symbol.IsStatic || target is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
            ? symbol
            : null;

    private static IEnumerable<IdentifierNameSyntax> Uses(
        SyntaxNode place,
        HashSet<ISymbol> set,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        place.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Where(name => set.Any(symbol => symbol.Name == name.Identifier.ValueText)
                && model.GetSymbolInfo(name, cancellationToken).Symbol is { } symbol
                && set.Contains(symbol));

    /// <summary>False where the code behind needs a variable that they set, or its function a value that they return.</summary>
    private static bool CanBeLeftOut(List<StatementSyntax> range, SemanticModel model, CancellationToken cancellationToken) =>
        model.AnalyzeDataFlow(range[0], range[range.Count - 1]) is { Succeeded: true } data
        && !data.DataFlowsOut.Any(symbol => data.WrittenInside.Contains(symbol, SymbolEqualityComparer.Default))
        && model.AnalyzeControlFlow(range[0], range[range.Count - 1]) is { Succeeded: true } flow
        && (flow.EndPointIsReachable || NeedsNoResult(model.GetEnclosingSymbol(range[0].SpanStart, cancellationToken)));

    /// <summary>True for a function that may come to its end without a return.</summary>
    private static bool NeedsNoResult(ISymbol? function) =>
        function is IMethodSymbol { ReturnsVoid: true }
            or IMethodSymbol { IsAsync: true, ReturnType: INamedTypeSymbol { IsGenericType: false } };

    /// <summary>True for a member that other code reads: it would find nothing there.</summary>
    private static bool IsUsedElsewhere(
        List<StatementSyntax> range,
        HashSet<ISymbol> set,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        HashSet<ISymbol> members = new(
            set.Where(static symbol => symbol is IFieldSymbol or IPropertySymbol),
            SymbolEqualityComparer.Default);
        return members.Count > 0
            && Uses(range[0].SyntaxTree.GetRoot(cancellationToken), members, model, cancellationToken)
                .Any(use => !range.Exists(statement => statement.Span.Contains(use.Span)));
    }
}
