using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Boundary.Passing;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>
/// PSAFE101: passes the strings that a child's lambda captured as arguments and makes the lambda static, where an overload takes them.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassAsArgumentFix))]
public sealed class PassAsArgumentFix : SolutionFix<ChildCallTarget>
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.CapturedByChild.Id);

    protected override string EquivalenceKey => "PSAFE101.PassAsArgument";

    protected override IComparer<ChildCallTarget> EditOrder { get; } = ChildCallTarget.LastFirst;

    internal override async Task<ChildCallTarget?> FindTargetAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return ChildCall.LambdaOf(diagnostic, root) is { } lambda && Change(lambda, model, cancellationToken) is { } change
            ? new ChildCallTarget(document.Id, lambda.SpanStart, change.Call.CapturedNames)
            : null;
    }

    protected override string TitleOf(ChildCallTarget target) => $"Pass {target.Names} as an argument";

    protected override async Task<Solution> EditAsync(Solution solution, ChildCallTarget target, CancellationToken cancellationToken)
    {
        Document document = solution.GetDocument(target.Document)!;
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return ChildCall.LambdaAt(target.Start, root) is { } lambda && Change(lambda, model, cancellationToken) is var (call, changed)
            ? solution.WithDocumentSyntaxRoot(target.Document, root.ReplaceNode(call.Invocation, changed))
            : solution;
    }

    private static (ChildCall Call, InvocationExpressionSyntax Changed)? Change(LambdaExpressionSyntax lambda, SemanticModel model, CancellationToken cancellationToken)
    {
        if (ChildCall.Of(lambda, model, cancellationToken) is not { } call
            || call.Captures.Any(static capture => capture.Type.SpecialType != SpecialType.System_String)
            || TextOverload.Of(call, model) is not { } overload)
        {
            return null;
        }

        InvocationExpressionSyntax changed = PassedCall.Of(call, overload, static (_, value) => value, static (_, text) => text);
        return overload.IsPickedBy(changed, call, model) ? (call, changed) : null;
    }
}

/// <summary>A call that hands a lambda to another process, by the lambda's place.</summary>
public sealed class ChildCallTarget
{
    internal ChildCallTarget(DocumentId document, int start, string names) => (Document, Start, Names) = (document, start, names);

    /// <summary>From the end of a document to its beginning: an edit leaves the places of the later ones alone.</summary>
    internal static IComparer<ChildCallTarget> LastFirst { get; } = Comparer<ChildCallTarget>.Create(static (left, right) =>
        left.Document == right.Document ? right.Start.CompareTo(left.Start) : left.Document.Id.CompareTo(right.Document.Id));

    internal DocumentId Document { get; }

    internal int Start { get; }

    /// <summary>The captured variables, for the title.</summary>
    internal string Names { get; }
}
