using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;
using ProcessSafety.CodeFixes.Synchronization.LostGuards;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE306: keeps the guard of a single instance as long as the program lives: that of Main in a using declaration, where it is in
/// Main's own block and the language has them, any other in a static field.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LostGuardFix))]
public sealed class LostGuardFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.InstanceGuardLost.Id);

    protected override string Title => "Keep the single-instance guard while the program runs";

    protected override string EquivalenceKey => "PSAFE306.KeepGuard";

    protected override string TitleFor(Diagnostic diagnostic, SyntaxNode root, SemanticModel model) =>
        UsingInMain.Of(diagnostic, root, model, CancellationToken.None) is not null
            ? "Keep the single-instance guard in a using declaration in Main"
            : "Keep the single-instance guard in a static field";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (UsingInMain.Of(diagnostic, root, model, cancellationToken) is { } guard)
        {
            UsingInMain.AddTo(edits, guard);
            return true;
        }

        return diagnostic.NodeIn(root) is ExpressionSyntax node
            && diagnostic.Properties.ContainsKey(DiagnosticProperties.Guard)
            && !diagnostic.Properties.ContainsKey(DiagnosticProperties.Restarts)
            && StaticGuard.Plan(node, model, edits, cancellationToken);
    }
}
