using System;
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

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE303: writes the prefix of a mutex name as it is to be, and underscores for the slashes and backslashes after it.
/// Offered for a literal, and for a local or private field that holds one and that nothing else reads.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MutexNameFix))]
public sealed class MutexNameFix : SolutionFix<MutexNameTarget>
{
    private static readonly string[] Prefixes = { @"Global\", @"Local\" };

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.MutexNameOnUnix.Id);

    protected override SolutionReviewFix Review { get; } = new StableNameFix();

    protected override string EquivalenceKey => "PSAFE303.MutexName";

    protected override IComparer<MutexNameTarget> EditOrder { get; } = MutexNameTarget.LastFirst;

    internal override async Task<MutexNameTarget?> FindTargetAsync(
        Document document,
        Diagnostic diagnostic,
        CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        LiteralExpressionSyntax? literal = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) switch
        {
            LiteralExpressionSyntax written => written,
            IdentifierNameSyntax name
                when NameVariable.Of(name, model, cancellationToken) is { IsUsedOnce: true, Value: LiteralExpressionSyntax behind } =>
                behind,
            _ => null,
        };
        return literal?.Token.Value is string text && Repaired(text) != text && literal.SyntaxTree == root.SyntaxTree
            ? new MutexNameTarget(document.Id, literal.Span, Repaired(text))
            : null;
    }

    protected override string TitleOf(MutexNameTarget target) => $"Use the name '{target.Name}'";

    protected override async Task<Solution> EditAsync(Solution solution, MutexNameTarget target, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await solution.GetDocument(target.Document)!.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        return root.FindNode(target.Span, getInnermostNodeForTie: true) is LiteralExpressionSyntax literal
            ? solution.WithDocumentSyntaxRoot(
                target.Document,
                root.ReplaceNode(
                    literal,
                    SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, Token(target.Name)).WithTriviaFrom(literal)))
            : solution;
    }

    private static SyntaxToken Token(string text) => text.IndexOf('\\') >= 0
        ? SyntaxFactory.Literal("@\"" + text.Replace("\"", "\"\"") + "\"", text)
        : SyntaxFactory.Literal(text);

    private static string Repaired(string name)
    {
        string prefix = Prefixes.FirstOrDefault(known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase)) ?? string.Empty;
        return prefix + name.Substring(prefix.Length).Replace('/', '_').Replace('\\', '_');
    }
}

/// <summary>A literal to rewrite, by its place.</summary>
public sealed class MutexNameTarget
{
    internal MutexNameTarget(DocumentId document, TextSpan span, string name) => (Document, Span, Name) = (document, span, name);

    /// <summary>From the end of a document to its beginning: an edit leaves the places of the later ones alone.</summary>
    internal static IComparer<MutexNameTarget> LastFirst { get; } = Comparer<MutexNameTarget>.Create((left, right) =>
        left.Document == right.Document ? right.Span.CompareTo(left.Span) : left.Document.Id.CompareTo(right.Document.Id));

    internal DocumentId Document { get; }

    internal TextSpan Span { get; }

    internal string Name { get; }
}
