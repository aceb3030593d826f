using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// PSAFE203: bounds a wait that finalizers alone come to. A semaphore or mutex that was not got is not used: the method returns. How long
/// it may last, and what is left undone then, a person has to say.
/// </summary>
public sealed class BoundedFinalizerWaitFix : SolutionReviewFix
{
    private const string Bound = "FromSeconds(1)";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.FinalizerBlocks.Id);

    protected internal override string EquivalenceKey => "PSAFE203.BoundedWait";

    protected override bool AreIndependent => true;

    private protected override async Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        Location fact = diagnostic.Fact();
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.FinalizersOnly)
            || fact.FindDocument(document.Project) is not { } target
            || await fact.FindNodeAsync(document.Project, cancellationToken).ConfigureAwait(false) is not InvocationExpressionSyntax
            {
                ArgumentList.Arguments.Count: 0,
                Expression: MemberAccessExpressionSyntax { Expression: var receiver },
            } call
            || !IsStatement(call)
            || await target.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } there
            || there.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method
            || !BoundedWaits.TakesTimeSpan(method)
            || there.Compilation.GetTypeByMetadataName(KnownTypes.TimeSpan) is not { } time)
        {
            return null;
        }

        SyntaxEdits edits = new();
        string bounded = $"{call.Expression}({edits.Import(time, null, call, there)}.{Bound})";
        bool isTaken = BoundedWaits.IsTaken(there.GetTypeInfo(receiver, cancellationToken).Type);
        foreach (InvocationExpressionSyntax wait in SameWaits(call, method, there, cancellationToken))
        {
            if (!isTaken)
            {
                edits.Replace(wait, current => SyntaxFactory.ParseExpression(bounded).WithTriviaFrom(current));
            }
            else if (wait.Parent is ExpressionStatementSyntax statement && CanReturn(statement))
            {
                GiveUp(statement, bounded, edits);
            }
            else
            {
                return null;
            }
        }

        return (
            isTaken ? $"Give up when '{receiver}' is not free within 1 second" : $"Wait for '{receiver}' for 1 second at most",
            edits);
    }

    /// <summary>
    /// The call, and each of its like in the same function: what is reported of one of two branches would be reported of the other then.
    /// </summary>
    private static IEnumerable<InvocationExpressionSyntax> SameWaits(
        InvocationExpressionSyntax call,
        IMethodSymbol method,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        FunctionOf(call)!.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(other => other == call
            || (other.IsEquivalentTo(call)
                && FunctionOf(other) == FunctionOf(call)
                && IsStatement(other)
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(other, cancellationToken).Symbol, method)));

    private static void GiveUp(ExpressionStatementSyntax statement, string bounded, SyntaxEdits edits)
    {
        string lineEnd = Comments.LineEndOf(statement.SyntaxTree.GetRoot()).ToString();
        string indentation = Comments.IndentationOf(statement).ToString();
        string comments = Comments.Behind(statement);
        string text = string.Concat(new[] { $"if (!{bounded}){comments}", "{", "    return;", "}" }
            .Select((line, index) => (index == 0 ? string.Empty : lineEnd + indentation) + line));
        OneLineBodies.Open(edits, statement);
        edits.Replace(statement, current => SyntaxFactory.ParseStatement(text)
            .WithLeadingTrivia(current.GetLeadingTrivia())
            .WithTrailingTrivia(StatementLists.EndOf(statement, lineEnd)));
    }

    /// <summary>Whether nobody looks at what the call returns.</summary>
    private static bool IsStatement(InvocationExpressionSyntax call) => call.Parent is ExpressionStatementSyntax
        or ArrowExpressionClauseSyntax
        {
            Parent: DestructorDeclarationSyntax
                or MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } },
        };

    /// <summary>Whether the method can end there: it returns nothing, and no `finally` around would release what it has not.</summary>
    private static bool CanReturn(StatementSyntax statement) =>
        statement.IsInList()
        && !statement.Ancestors().Any(static node => node is FinallyClauseSyntax || node is TryStatementSyntax { Finally: not null })
        && FunctionOf(statement)
            is DestructorDeclarationSyntax
                or MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } };

    private static SyntaxNode? FunctionOf(SyntaxNode place) => place.FirstAncestorOrSelf<SyntaxNode>(static node =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);
}
