using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// PSAFE203: bounds the waits that finalizers alone come to, all that one place leads to: what is reported of the first would be reported
/// of the next. A semaphore or mutex that was not got is not used: the method returns. How long it may last, and what is left undone then,
/// a person has to say.
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
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Waits, out string? waits) || waits is null
            || diagnostic.Fact().FindDocument(document.Project) is not { } target
            || await target.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } file
            || await target.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } there
            || there.Compilation.GetTypeByMetadataName(KnownTypes.TimeSpan) is not { } time)
        {
            return null;
        }

        SyntaxEdits edits = new();
        string? title = null;
        foreach (string wait in waits.Split(','))
        {
            if (WaitAt(wait, file) is not { } call
                || BoundOf(call, edits.Import(time, null, call, there), there, edits, cancellationToken) is not { } bound)
            {
                return null;
            }

            title = title is null || title == bound ? bound : "Wait at most 1 second for each in turn";
        }

        return (title!, edits);
    }

    /// <summary>A wait that is a statement of its own; null for any other.</summary>
    private static InvocationExpressionSyntax? WaitAt(string span, SyntaxNode file)
    {
        string[] ends = span.Split('-');
        return ends.Length == 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int start)
            && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int end)
            && start < end
            && end <= file.FullSpan.End
            && file.FindNode(TextSpan.FromBounds(start, end), getInnermostNodeForTie: true)
                is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call
            && IsStatement(call)
                ? call
                : null;
    }

    /// <summary>Gives a wait its bound, and says so; null, and nothing, where it takes none.</summary>
    private static string? BoundOf(
        InvocationExpressionSyntax call,
        TypeSyntax time,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Expression: var receiver }
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method
            || !BoundedWaits.TakesTimeSpan(method))
        {
            return null;
        }

        string bounded = $"{call.Expression.WithoutTrivia()}({time}.{Bound})";
        if (!BoundedWaits.IsTaken(model.GetTypeInfo(receiver, cancellationToken).Type))
        {
            edits.Replace(call, current => SyntaxFactory.ParseExpression(bounded).WithTriviaFrom(current));
            return $"Wait at most 1 second for '{receiver.WithoutTrivia()}'";
        }

        if (call.Parent is not ExpressionStatementSyntax statement || !CanReturn(statement))
        {
            return null;
        }

        GiveUp(statement, bounded, edits);
        return $"Give up when '{receiver.WithoutTrivia()}' is not free within 1 second";
    }

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
