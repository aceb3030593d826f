using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// PSAFE203: makes the <c>BlockingCollection.Add</c> that a finalizer waits in a <c>TryAdd</c>, which does not wait for room. Offered
/// where finalizers alone run the call: another caller would lose items that it waits for room with today.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TryAddFix))]
public sealed class TryAddFix : SolutionFix<TryAddTarget>
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.FinalizerBlocks.Id);

    protected override SolutionReviewFix Review { get; } = new BoundedFinalizerWaitFix();

    protected override string EquivalenceKey => "PSAFE203.TryAdd";

    protected override IComparer<TryAddTarget> EditOrder { get; } = TryAddTarget.LastFirst;

    internal override async Task<TryAddTarget?> FindTargetAsync(
        Document document,
        Diagnostic diagnostic,
        CancellationToken cancellationToken)
    {
        Location fact = diagnostic.Fact();
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.FinalizersOnly)
            || fact.FindDocument(document.Project) is not { } target
            || await fact.FindNodeAsync(document.Project, cancellationToken).ConfigureAwait(false) is not ExpressionSyntax expression
            || CallAt(expression, fact.SourceSpan) is not { } call
            || await target.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { Name: "Add" } method
            || method.ContainingType.OriginalDefinition.ToDisplayString() != "System.Collections.Concurrent.BlockingCollection<T>"
            || !IsStatement(expression, model, cancellationToken))
        {
            return null;
        }

        return new TryAddTarget(target.Id, fact.SourceSpan, ReceiverOf(expression, call));
    }

    protected override string TitleOf(TryAddTarget target) => $"Use '{target.Receiver}.TryAdd', which does not wait";

    protected override async Task<Solution> EditAsync(Solution solution, TryAddTarget target, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await solution.GetDocument(target.Document)!.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        return CallAt(root.FindNode(target.Span, getInnermostNodeForTie: true), target.Span) is { } call
            ? solution.WithDocumentSyntaxRoot(target.Document, root.ReplaceNode(call, WithTryAdd(call)))
            : solution;
    }

    private static InvocationExpressionSyntax WithTryAdd(InvocationExpressionSyntax call)
    {
        SimpleNameSyntax name = NameOf(call)!;
        InvocationExpressionSyntax renamed = call.ReplaceNode(name, SyntaxFactory.IdentifierName("TryAdd").WithTriviaFrom(name));
        SeparatedSyntaxList<ArgumentSyntax> arguments = renamed.ArgumentList.Arguments;
        if (arguments.Count == 1)
        {
            return renamed;
        }

        ArgumentSyntax noWait = SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(
            SyntaxKind.NumericLiteralExpression,
            SyntaxFactory.Literal(0)));
        bool isNamed = arguments.Any(argument => argument.NameColon is not null);
        arguments = isNamed
            ? arguments.Add(noWait.WithNameColon(SyntaxFactory.NameColon("millisecondsTimeout").WithTrailingTrivia(SyntaxFactory.Space)))
            : arguments.Insert(1, noWait);

        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxToken[] separators = renamed.ArgumentList.Arguments.GetSeparators().ToArray();
        return renamed.WithArgumentList(renamed.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(
            arguments, isNamed ? separators.Append(comma) : new[] { comma }.Concat(separators))));
    }

    /// <summary>The call of an expression with exactly this span: the expression itself, or what follows <c>?.</c> in it.</summary>
    private static InvocationExpressionSyntax? CallAt(SyntaxNode node, TextSpan span)
    {
        InvocationExpressionSyntax? call = node switch
        {
            InvocationExpressionSyntax invocation => invocation,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax invocation } => invocation,
            _ => null,
        };

        return node.Span == span && call is not null && NameOf(call) is { Identifier.ValueText: "Add" } ? call : null;
    }

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };

    private static string ReceiverOf(ExpressionSyntax expression, InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax access ? access.Expression.ToString()
        : expression.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } conditional ? conditional.Expression.ToString()
        : "BlockingCollection";

    /// <summary>Whether nobody looks at the value, so that a bool in place of nothing changes nothing.</summary>
    private static bool IsStatement(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode parent = expression.Parent is ConditionalAccessExpressionSyntax conditional && conditional.WhenNotNull == expression
            ? conditional.Parent!
            : expression.Parent!;
        return parent switch
        {
            ExpressionStatementSyntax => true,
            ArrowExpressionClauseSyntax { Parent: DestructorDeclarationSyntax or ConstructorDeclarationSyntax } => true,
            ArrowExpressionClauseSyntax arrow =>
                model.GetDeclaredSymbol(arrow.Parent!, cancellationToken) is IMethodSymbol { ReturnsVoid: true },
            _ => false,
        };
    }
}

/// <summary>A call of <c>BlockingCollection.Add</c>, by its place.</summary>
public sealed class TryAddTarget
{
    internal TryAddTarget(DocumentId document, TextSpan span, string receiver) => (Document, Span, Receiver) = (document, span, receiver);

    /// <summary>From the end of a document to its beginning: an edit leaves the places of the later ones alone.</summary>
    internal static IComparer<TryAddTarget> LastFirst { get; } = Comparer<TryAddTarget>.Create((left, right) =>
        left.Document == right.Document ? right.Span.CompareTo(left.Span) : left.Document.Id.CompareTo(right.Document.Id));

    internal DocumentId Document { get; }

    internal TextSpan Span { get; }

    internal string Receiver { get; }
}
