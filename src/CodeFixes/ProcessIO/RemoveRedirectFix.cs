using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>
/// PSAFE703: takes the redirect away. What the child writes appears on the parent's own stream then, so a person should look at it.
/// </summary>
public sealed class RemoveRedirectFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NeverReads.Id);

    protected internal override string EquivalenceKey => "PSAFE703.RemoveRedirect";

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        SyntaxEdits edits = new();
        if (diagnostic.NodeIn(root) is AssignmentExpressionSyntax redirect && !HasEncoding(redirect) && !IsNamed(diagnostic, redirect))
        {
            Remove(redirect, edits);
        }

        return edits.IsEmpty ? null : ($"Do not redirect Standard{diagnostic.Properties[DiagnosticProperties.Stream]}", edits);
    }

    private static void Remove(AssignmentExpressionSyntax redirect, SyntaxEdits edits)
    {
        switch (redirect.Parent)
        {
            case ExpressionStatementSyntax statement when statement.IsInList() && !Comments.HasInnerDirectives(statement):
                edits.Remove(statement);
                break;
            case InitializerExpressionSyntax { Expressions.Count: > 1 } initializer when !HasComments(redirect, initializer):
                int index = initializer.Expressions.IndexOf(redirect);
                edits.Replace(initializer, current => Without((InitializerExpressionSyntax)current, index));
                break;
            case InitializerExpressionSyntax { Parent: ObjectCreationExpressionSyntax { ArgumentList: not null } creation } initializer
                when !initializer.DescendantTrivia().Any(Comments.IsComment):
                edits.Replace(creation, static current => WithoutInitializer((ObjectCreationExpressionSyntax)current));
                break;
        }
    }

    /// <summary>An encoding without the redirect is refused at the start.</summary>
    private static bool HasEncoding(AssignmentExpressionSyntax redirect) =>
        redirect.FirstAncestorOrSelf<MemberDeclarationSyntax>()
            ?.DescendantTokens()
            .Any(static token => token.ValueText is "StandardOutputEncoding" or "StandardErrorEncoding") == true;

    /// <summary>
    /// True where the code names the stream or its event: without the redirect a read of it fails. The diagnostic says whether the
    /// bodies do that have the process; here the member may not either, whatever it means by it.
    /// </summary>
    private static bool IsNamed(Diagnostic diagnostic, AssignmentExpressionSyntax redirect) =>
        !diagnostic.Properties.ContainsKey(DiagnosticProperties.Unnamed)
        || !diagnostic.Properties.TryGetValue(DiagnosticProperties.Stream, out string? stream)
        || (redirect.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax)
                ?? redirect.SyntaxTree.GetRoot())
            .DescendantTokens()
            .Any(token => token.ValueText == "Standard" + stream || token.ValueText == stream + "DataReceived");

    private static bool HasComments(AssignmentExpressionSyntax redirect, InitializerExpressionSyntax initializer)
    {
        int index = initializer.Expressions.IndexOf(redirect);
        return redirect.DescendantTrivia().Any(Comments.IsComment)
            || (index < initializer.Expressions.SeparatorCount
                && initializer.Expressions.GetSeparator(index).GetAllTrivia().Any(Comments.IsComment))
            || (index > 0 && initializer.Expressions.GetSeparator(index - 1).TrailingTrivia.Any(Comments.IsComment));
    }

    /// <summary>
    /// The list without an item and the comma behind it; the last item takes the comma before it along, and hands on where that line ended.
    /// </summary>
    private static InitializerExpressionSyntax Without(InitializerExpressionSyntax initializer, int index)
    {
        SeparatedSyntaxList<ExpressionSyntax> items = initializer.Expressions;
        if (index < items.SeparatorCount)
        {
            return initializer.WithExpressions(items.RemoveAt(index));
        }

        SyntaxTriviaList end = items[index].GetTrailingTrivia();
        items = items.RemoveAt(index);
        return initializer.WithExpressions(items.Replace(items[index - 1], items[index - 1].WithTrailingTrivia(end)));
    }

    private static ObjectCreationExpressionSyntax WithoutInitializer(ObjectCreationExpressionSyntax creation) =>
        creation.WithArgumentList(creation.ArgumentList!.WithTrailingTrivia(creation.GetTrailingTrivia())).WithInitializer(null);
}
