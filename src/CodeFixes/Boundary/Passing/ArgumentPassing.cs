using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary.Passing;

/// <summary>
/// Passes the strings that a child's lambda captured as arguments and makes the lambda static: all captures, or, of a diagnostic
/// about static state, that state with them.
/// </summary>
public abstract class ArgumentPassing : SolutionFix<ChildCallTarget>
{
    protected sealed override IComparer<ChildCallTarget> EditOrder { get; } = ChildCallTarget.LastFirst;

    internal sealed override async Task<ChildCallTarget?> FindTargetAsync(
        Document document,
        Diagnostic diagnostic,
        CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Member, out string? member);
        return ChildCall.LambdaOf(diagnostic, root) is { } lambda && Change(lambda, member, model, cancellationToken) is { } change
            ? new ChildCallTarget(document.Id, lambda.SpanStart, member, diagnostic.Location.SourceSpan.Start, change.Call.CapturedNames)
            : null;
    }

    protected sealed override string TitleOf(ChildCallTarget target) => $"Pass {target.Names} as an argument";

    protected sealed override async Task<Solution> EditAsync(Solution solution, ChildCallTarget target, CancellationToken cancellationToken)
    {
        Document document = solution.GetDocument(target.Document)!;
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return ChildCall.LambdaAt(target.Start, root) is { } lambda
            && Change(lambda, target.Member, model, cancellationToken) is var (call, changed)
            ? solution.WithDocumentSyntaxRoot(target.Document, root.ReplaceNode(call.Invocation, changed))
            : solution;
    }

    private static (ChildCall Call, InvocationExpressionSyntax Changed)? Change(
        LambdaExpressionSyntax lambda,
        string? member,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (ChildCall.Of(lambda, MemberOf(member, model), model, cancellationToken) is not { } call
            || (member is not null && call.Captures.All(static capture => !capture.Symbol.IsStatic))
            || call.Captures.Any(static capture => capture.Type.SpecialType != SpecialType.System_String)
            || TextOverload.Of(call, model) is not { } overload)
        {
            return null;
        }

        InvocationExpressionSyntax changed = PassedCall.Of(call, overload, static (_, value) => value, static (_, text) => text);
        return overload.IsPickedBy(changed, call, model) ? (call, changed) : null;
    }

    /// <summary>The static member that a diagnostic names; null for none.</summary>
    internal static ISymbol? MemberOf(string? id, SemanticModel model) =>
        id is null ? null : DocumentationCommentId.GetFirstSymbolForDeclarationId(id, model.Compilation);
}

/// <summary>A call that hands a lambda to another process, by the lambda's place.</summary>
public sealed class ChildCallTarget
{
    internal ChildCallTarget(DocumentId document, int start, string? member, int use, string names) =>
        (Document, Start, Member, Use, Names) = (document, start, member, member is null ? 0 : use, names);

    /// <summary>
    /// From the last lambda of a document to the first, since an edit moves what follows it; members of one lambda in their order.
    /// </summary>
    internal static IComparer<ChildCallTarget> LastFirst { get; } = Comparer<ChildCallTarget>.Create(static (left, right) =>
        left.Document != right.Document ? left.Document.Id.CompareTo(right.Document.Id)
        : left.Start != right.Start ? right.Start.CompareTo(left.Start)
        : left.Use.CompareTo(right.Use));

    internal DocumentId Document { get; }

    internal int Start { get; }

    /// <summary>Documentation-comment id of the static member to pass; null when captures alone are passed.</summary>
    internal string? Member { get; }

    /// <summary>Where the static member is used first.</summary>
    internal int Use { get; }

    /// <summary>The captured variables, for the title.</summary>
    internal string Names { get; }
}
