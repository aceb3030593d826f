using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE709: sets EnableRaisingEvents once the handler is attached, so that an exit before that is told too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RaiseExitFix))]
public sealed class RaiseExitFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ExitIsNotRaised.Id);

    protected override string Title => "Set EnableRaisingEvents";

    protected override string EquivalenceKey => "PSAFE709.RaiseExit";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not MemberAccessExpressionSyntax
            {
                Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax },
                Parent: AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } attached },
            } raised)
        {
            return false;
        }

        // Behind the last handler that the block attaches to the process: one switch for all, and none of them comes too late.
        string process = raised.Expression.ToString();
        StatementSyntax last = block.Statements.Last(statement => statement == attached
            || statement is ExpressionStatementSyntax
            {
                Expression: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exited" } other },
            }
                && other.Expression.ToString() == process);
        if (!edits.Contains(last))
        {
            StartStatement.Follow(last, $"{process}.EnableRaisingEvents = true;", edits);
        }

        return true;
    }
}
