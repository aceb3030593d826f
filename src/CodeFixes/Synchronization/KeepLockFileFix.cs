using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>PSAFE310: removes the deletion of a lock file, with the question whether it is there and a `try` of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeepLockFileFix))]
public sealed class KeepLockFileFix : DocumentFix
{
    private static readonly DeleteOnCloseFix s_review = new();

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LockFileDeleted.Id);

    protected override string Title => "Do not delete the lock file";

    protected override string EquivalenceKey => "PSAFE310.Keep";

    protected override SolutionReviewFix? Review => s_review;

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (DeletedLockFile.StatementOf(diagnostic, root) is not { } statement)
        {
            return false;
        }

        edits.Remove(statement);
        return true;
    }
}
