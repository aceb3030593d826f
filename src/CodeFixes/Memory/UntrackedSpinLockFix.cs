using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Memory;

/// <summary>
/// PSAFE902: makes a SpinLock in shared memory without owner tracking, so that it keeps nothing of one process. Such a lock does not see
/// that its owner asks for it again, and any thread can release it: a person should look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UntrackedSpinLockFix))]
public sealed class UntrackedSpinLockFix : ReviewFix
{
    private const string Untracked = "(enableThreadOwnerTracking: false)";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ValueOfOneProcess.Id);

    protected internal override string EquivalenceKey => "PSAFE902.UntrackedSpinLock";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Creation, out string? begin)
            || !int.TryParse(begin, NumberStyles.None, CultureInfo.InvariantCulture, out int start)
            || start >= root.FullSpan.End
            || root.FindToken(start).Parent?.AncestorsAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(IsValue) is not { } value
            || AsksForOwner(model.Compilation, cancellationToken)
            || model.GetTypeInfo(value, cancellationToken).Type is not { } spinLock)
        {
            return null;
        }

        ArgumentListSyntax untracked = SyntaxFactory.ParseArgumentList(Untracked);
        string name = spinLock.ToMinimalDisplayString(model, value.SpanStart);
        SyntaxEdits edits = new();
        edits.Replace(value, current => current switch
        {
            ObjectCreationExpressionSyntax { ArgumentList: null } bare =>
                bare.WithType(bare.Type.WithoutTrailingTrivia()).WithArgumentList(untracked).WithTrailingTrivia(bare.GetTrailingTrivia()),
            BaseObjectCreationExpressionSyntax creation =>
                creation.WithArgumentList(creation.ArgumentList!.WithArguments(untracked.Arguments)),
            _ => SyntaxFactory.ParseExpression($"new {name}{Untracked}").WithTriviaFrom(current),
        });
        return ("Create the SpinLock without owner tracking", edits);
    }

    private static bool IsValue(ExpressionSyntax expression) =>
        expression is BaseObjectCreationExpressionSyntax { Initializer: null } or DefaultExpressionSyntax
            or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression };

    /// <summary>Whether the code asks a lock for its owner, which one without tracking answers with an exception.</summary>
    private static bool AsksForOwner(Compilation compilation, CancellationToken cancellationToken) => compilation.SyntaxTrees.Any(tree =>
        tree.GetText(cancellationToken).ToString().Contains("IsHeldByCurrentThread"));
}
