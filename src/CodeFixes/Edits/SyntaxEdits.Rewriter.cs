using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.CodeFixes.Edits;

/// <content>What carries the edits out.</content>
internal sealed partial class SyntaxEdits
{
    private sealed class Rewriter : CSharpSyntaxRewriter
    {
        private readonly Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode?>> _edits;
        private readonly TextSpan _span;

        public Rewriter(Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode?>> edits, SyntaxNode root)
        {
            _edits = edits;
            TextSpan[] spans = edits.Keys.Where(node => node.SyntaxTree == root.SyntaxTree).Select(node => node.FullSpan).ToArray();
            _span = TextSpan.FromBounds(spans.Min(span => span.Start), spans.Max(span => span.End));
        }

        public override SyntaxNode? Visit(SyntaxNode? node)
        {
            if (node is null || !node.FullSpan.IntersectsWith(_span))
            {
                return node;
            }

            SyntaxNode? visited = base.Visit(node);
            return visited is not null && _edits.TryGetValue(node, out Func<SyntaxNode, SyntaxNode?>? edit) ? edit(visited) : visited;
        }

        public override SyntaxNode? VisitBlock(BlockSyntax node)
        {
            BlockSyntax visited = (BlockSyntax)base.VisitBlock(node)!;
            SyntaxList<StatementSyntax> statements = Flatten(visited.Statements, out SyntaxTriviaList left);

            return statements == visited.Statements
                ? visited
                : visited.WithStatements(statements)
                    .WithCloseBraceToken(visited.CloseBraceToken.WithLeadingTrivia(left.AddRange(visited.CloseBraceToken.LeadingTrivia)));
        }

        public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node)
        {
            SwitchSectionSyntax visited = (SwitchSectionSyntax)base.VisitSwitchSection(node)!;
            SyntaxList<StatementSyntax> statements = Flatten(visited.Statements, out SyntaxTriviaList left);
            if (statements == visited.Statements)
            {
                return visited;
            }

            StatementSyntax last = statements.Last();
            return visited.WithStatements(statements.Replace(last, last.WithTrailingTrivia(last.GetTrailingTrivia().AddRange(left))));
        }

        public override SyntaxNode? VisitCompilationUnit(CompilationUnitSyntax node)
        {
            CompilationUnitSyntax visited = (CompilationUnitSyntax)base.VisitCompilationUnit(node)!;
            SyntaxList<StatementSyntax> before =
                SyntaxFactory.List(visited.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement));
            SyntaxList<StatementSyntax> statements = Flatten(before, out SyntaxTriviaList left);
            if (statements == before)
            {
                return visited;
            }

            CompilationUnitSyntax changed = visited.WithMembers(SyntaxFactory.List(
                statements.Select(static statement => (MemberDeclarationSyntax)SyntaxFactory.GlobalStatement(statement))
                    .Concat(visited.Members.SkipWhile(static member => member is GlobalStatementSyntax))));
            SyntaxToken next = statements.Count > 0
                ? changed.Members[statements.Count - 1].GetLastToken().GetNextToken()
                : changed.GetFirstToken();
            return left.Count == 0 ? changed : changed.ReplaceToken(next, next.WithLeadingTrivia(Comments.Above(left, next.LeadingTrivia)));
        }

        /// <summary>
        /// Takes out what is marked as removed and puts in the statements of spliced blocks; comments without a statement are handed on.
        /// </summary>
        private static SyntaxList<StatementSyntax> Flatten(SyntaxList<StatementSyntax> statements, out SyntaxTriviaList left)
        {
            left = default;
            if (!statements.Any(statement => statement.HasAnnotation(Removed) || statement.HasAnnotation(Spliced)))
            {
                return statements;
            }

            List<StatementSyntax> flat = new();
            foreach (StatementSyntax statement in statements)
            {
                if (statement.HasAnnotation(Removed))
                {
                    left = left.AddRange(Comments.LinesOf(statement));
                }
                else if (statement.HasAnnotation(Spliced) && statement is BlockSyntax block)
                {
                    foreach (StatementSyntax inner in block.Statements)
                    {
                        Take(inner, ref left);
                    }

                    left = left.AddRange(block.CloseBraceToken.LeadingTrivia);
                }
                else
                {
                    Take(statement, ref left);
                }
            }

            if (left.All(Comments.IsBlank))
            {
                left = default;
            }

            return SyntaxFactory.List(flat);

            void Take(StatementSyntax statement, ref SyntaxTriviaList before)
            {
                flat.Add(before.Count == 0 ? statement : statement.WithLeadingTrivia(Comments.Above(before, statement.GetLeadingTrivia())));
                before = default;
            }
        }
    }
}
