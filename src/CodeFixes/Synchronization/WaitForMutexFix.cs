using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;
using ProcessSafety.CodeFixes.Synchronization.AbandonedMutexes;
using ProcessSafety.CodeFixes.Synchronization.LostGuards;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>PSAFE307: makes the mutex without asking for ownership, and waits for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaitForMutexFix))]
public sealed class WaitForMutexFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.OwnershipIsAssumed.Id);

    protected override string Title => "Wait for the mutex";

    protected override string EquivalenceKey => "PSAFE307.WaitOne";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } creation
            || arguments.Arguments.FirstOrDefault(static argument => argument.NameColon is null
                or { Name.Identifier.ValueText: "initiallyOwned" })?.Expression
                is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } owned)
        {
            return false;
        }

        if (diagnostic.Properties.ContainsKey(DiagnosticProperties.Waited))
        {
            edits.Replace(owned, Unowned);
            return true;
        }

        if (GuardStatement.Of(creation, model, cancellationToken) is not { Local: { } local } guard
            || (guard.Statement is not UsingStatementSyntax { Statement: BlockSyntax } && !guard.Statement.IsInList())
            || model.Compilation.GetTypeByMetadataName(MutexWait.Exception) is not { } exception)
        {
            return false;
        }

        string lineEnd = Comments.LineEndOf(root).ToString();
        string caught = edits.Import(exception, null, owned, model).ToString();
        if (guard.Statement is UsingStatementSyntax { Statement: BlockSyntax block })
        {
            string indentation = block.Statements.Count > 0
                ? Comments.IndentationOf(block.Statements[0]).ToString()
                : Comments.IndentationOf(block) + "    ";
            edits.Replace(block, current => WithWait((BlockSyntax)current, Wait(indentation), lineEnd));
        }
        else
        {
            SyntaxList<StatementSyntax> wait = Wait(Comments.IndentationOf(guard.Statement).ToString());
            StatementSyntax last = wait.Last().WithTrailingTrivia(StatementLists.EndOf(guard.Statement, lineEnd));
            OneLineBodies.Open(edits, guard.Statement);
            edits.Splice(guard.Statement, current => wait.Replace(wait.Last(), last).Insert(0, current));
        }

        edits.Replace(owned, Unowned);
        return true;

        static SyntaxNode Unowned(SyntaxNode current) =>
            SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(current);

        SyntaxList<StatementSyntax> Wait(string indentation) =>
            MutexWait.Guarded(null, local.Identifier.Text + ".WaitOne();", null, caught, indentation, lineEnd);
    }

    /// <summary>The block with the wait before everything else, and an empty line behind it.</summary>
    private static BlockSyntax WithWait(BlockSyntax block, SyntaxList<StatementSyntax> wait, string lineEnd)
    {
        SyntaxList<StatementSyntax> statements = block.Statements;
        if (statements.Count > 0 && !statements[0].GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
        {
            statements = statements.Replace(
                statements[0],
                statements[0].WithLeadingTrivia(statements[0].GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(lineEnd))));
        }

        return block.WithStatements(statements.InsertRange(0, wait));
    }
}
