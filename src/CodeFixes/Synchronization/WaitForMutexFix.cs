using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>PSAFE307: makes the mutex without asking for ownership, and waits for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaitForMutexFix))]
public sealed class WaitForMutexFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.OwnershipIsAssumed.Id);

    protected override string Title => "Wait for the mutex";

    protected override string EquivalenceKey => "PSAFE307.WaitOne";

    internal override bool Plan(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, SyntaxEdits edits, CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments }
            || arguments.Arguments.FirstOrDefault(static argument => argument.NameColon is null or { Name.Identifier.ValueText: "initiallyOwned" })?.Expression is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } owned
            || GuardStatement.Of(diagnostic.NodeIn(root)!) is not { Local: { } local } guard)
        {
            return false;
        }

        string wait = $"{local.Identifier.Text}.WaitOne();";
        switch (guard.Statement)
        {
            case LocalDeclarationStatementSyntax { Parent: BlockSyntax } declaration:
                edits.Replace(declaration, current => SyntaxFactory.Block((StatementSyntax)current, Wait(wait, Comments.IndentationOf(declaration).ToString(), declaration.Parent!)).WithAdditionalAnnotations(SyntaxEdits.Spliced));
                break;
            case UsingStatementSyntax { Statement: BlockSyntax block }:
                string indentation = block.Statements.Count > 0 ? Comments.IndentationOf(block.Statements[0]).ToString() : Comments.IndentationOf(block) + "    ";
                edits.Replace(block, current => ((BlockSyntax)current).WithStatements(((BlockSyntax)current).Statements.Insert(0, Wait(wait, indentation, block))));
                break;
            default:
                return false;
        }

        edits.Replace(owned, static current => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(current));
        return true;
    }

    /// <summary>The wait on a line of its own.</summary>
    private static StatementSyntax Wait(string wait, string indentation, SyntaxNode place) => SyntaxFactory.ParseStatement(wait)
        .WithLeadingTrivia(SyntaxFactory.Whitespace(indentation))
        .WithTrailingTrivia(Comments.LineEndOf(place));
}
