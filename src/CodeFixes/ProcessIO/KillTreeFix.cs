using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE712: kills all that the process has started too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KillTreeFix))]
public sealed class KillTreeFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.KillSparesTheTree.Id);

    protected internal override string EquivalenceKey => "PSAFE712.KillTree";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.ContainsKey(DiagnosticProperties.Call)
            || TreeKill.CallIn(diagnostic.NodeIn(root)) is not { } kill
            || model.GetSymbolInfo(kill, cancellationToken).Symbol is not IMethodSymbol { Name: "Kill", ContainingType.Name: "Process" }
            || !TreeKill.IsKnown(model.Compilation))
        {
            return null;
        }

        SyntaxEdits edits = new();
        edits.Replace(kill.ArgumentList, static current => TreeKill.With((ArgumentListSyntax)current));
        return ("Kill the entire process tree", edits);
    }
}
