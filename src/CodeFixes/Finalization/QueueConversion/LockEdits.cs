using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>Takes lock statements away: their statements and comments stay. A lock object that nothing else uses goes with them.</summary>
internal static class LockEdits
{
    public static async Task RemoveAsync(
        IReadOnlyCollection<LockStatementSyntax> locks,
        SyntaxEdits edits,
        Project project,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        foreach (LockStatementSyntax locked in locks)
        {
            bool splice = locked.Parent is BlockSyntax or SwitchSectionSyntax && !NamesClash(locked);
            edits.Replace(locked, current => WithoutLock((LockStatementSyntax)current, splice));
        }

        IEnumerable<ISymbol> fields = locks
            .Select(locked => compilation.GetSemanticModel(locked.SyntaxTree)
                .GetSymbolInfo(locked.Expression, cancellationToken).Symbol?.OriginalDefinition)
            .OfType<IFieldSymbol>()
            .Distinct<ISymbol>(SymbolEqualityComparer.Default);
        foreach (ISymbol field in fields)
        {
            if (field.DeclaredAccessibility == Accessibility.Private)
            {
                await RemoveFieldAsync(field, locks, edits, project, compilation, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task RemoveFieldAsync(
        ISymbol field,
        IReadOnlyCollection<LockStatementSyntax> locks,
        SyntaxEdits edits,
        Project project,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        if (field.DeclaringSyntaxReferences.Length != 1
            || await field.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken)
                .ConfigureAwait(false) is not VariableDeclaratorSyntax
                {
                    Parent.Parent: FieldDeclarationSyntax { Declaration.Variables.Count: 1, AttributeLists.Count: 0 } declaration,
                } variable
            || variable.Initializer is not { Value: BaseObjectCreationExpressionSyntax { Initializer: null } creation }
            || creation.ArgumentList is { Arguments.Count: > 0 }
            || declaration.DescendantTrivia().Any(trivia => Comments.IsComment(trivia) || trivia.IsDirective)
            || declaration.Parent is not TypeDeclarationSyntax type
            || await MemberScope.OfAsync(field, project, compilation, cancellationToken).ConfigureAwait(false) is not { } scope
            || !scope.Mentions(cancellationToken)
                .All(mention => locks.Any(locked => mention.AncestorsAndSelf().Contains(locked.Expression))))
        {
            return;
        }

        int index = type.Members.IndexOf(declaration);
        if (index + 1 < type.Members.Count)
        {
            bool apart = StartsWithLine(declaration);
            edits.Replace(
                type.Members[index + 1],
                next => index == 0
                    ? WithoutFirstLines(next)
                    : apart && !StartsWithLine(next) ? WithFirstLine(next, Comments.LineEndOf(declaration)) : next);
        }

        edits.Replace(declaration, _ => null);
    }

    private static StatementSyntax WithoutLock(LockStatementSyntax locked, bool splice)
    {
        SyntaxTrivia indentation = Comments.IndentationOf(locked);
        SyntaxTrivia lineEnd = Comments.LineEndOf(locked);
        SyntaxTriviaList above = Comments.WithoutIndentation(locked.GetLeadingTrivia());
        SyntaxTriviaList header = Comments.Lines(locked.CloseParenToken.TrailingTrivia.Where(Comments.IsComment), indentation, lineEnd);

        if (locked.Statement is not BlockSyntax block)
        {
            StatementSyntax only = Outdented(locked.Statement, Comments.IndentationOf(locked.Statement).ToString(), indentation.ToString());
            return only.WithLeadingTrivia(above.AddRange(header)
                .AddRange(CommentLines(only.GetLeadingTrivia(), indentation, lineEnd))
                .Add(indentation));
        }

        if (!splice)
        {
            BlockSyntax left = block.WithLeadingTrivia(above.AddRange(header).Add(indentation));

            // The body of an `if` stands one step further out than the lock did.
            return locked.Parent is BlockSyntax ? left : left.WithAdditionalAnnotations(Formatter.Annotation);
        }

        string inner = Comments.IndentationOf(block.Statements.First()).ToString();
        List<StatementSyntax> statements = block.Statements.Select(statement => Outdented(statement, inner, indentation.ToString()))
            .ToList();

        IEnumerable<SyntaxTrivia> opening = block.OpenBraceToken.LeadingTrivia.Concat(block.OpenBraceToken.TrailingTrivia)
            .Where(Comments.IsComment);
        SyntaxTriviaList before = above.AddRange(header).AddRange(Comments.Lines(opening, indentation, lineEnd));
        SyntaxTriviaList first = statements[0].GetLeadingTrivia();
        statements[0] = statements[0].WithLeadingTrivia(before.AddRange(first.Any() ? first : SyntaxFactory.TriviaList(indentation)));

        SyntaxTriviaList closing = block.CloseBraceToken.TrailingTrivia;
        StatementSyntax last = statements[statements.Count - 1];
        bool sharesLine = !last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        statements[statements.Count - 1] = sharesLine
            ? last.WithTrailingTrivia(Comments.WithoutIndentation(last.GetTrailingTrivia()).AddRange(closing))
            : last;

        SyntaxTriviaList after = CommentLines(
            Comments.Reindented(block.CloseBraceToken.LeadingTrivia, inner, indentation.ToString()),
            indentation,
            lineEnd);
        if (!sharesLine)
        {
            after = after.AddRange(Comments.Lines(closing.Where(Comments.IsComment), indentation, lineEnd));
        }

        return SyntaxFactory.Block(statements)
            .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(after))
            .WithAdditionalAnnotations(SyntaxEdits.Spliced);
    }

    private static StatementSyntax Outdented(StatementSyntax statement, string from, string to) => Comments.Reindented(statement, from, to);

    /// <summary>The lines of comments and directives; empty when the trivia holds white space only.</summary>
    private static SyntaxTriviaList CommentLines(SyntaxTriviaList trivia, SyntaxTrivia indentation, SyntaxTrivia lineEnd) =>
        SyntaxFactory.TriviaList(trivia.SelectMany(one => one.IsDirective ? SyntaxFactory.TriviaList(one)
            : Comments.IsComment(one) ? Comments.Lines(new[] { one }, indentation, lineEnd)
            : default));

    /// <summary>
    /// Whether a variable of the lock's own block would get in the way of one next to the lock, or live longer than it should.
    /// </summary>
    private static bool NamesClash(LockStatementSyntax locked)
    {
        if (locked.Statement is not BlockSyntax block)
        {
            return false;
        }

        HashSet<string> names = new();
        foreach (StatementSyntax statement in block.Statements)
        {
            if (statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not (int)SyntaxKind.None })
            {
                return true;
            }

            if (statement is LocalDeclarationStatementSyntax declaration)
            {
                names.UnionWith(declaration.Declaration.Variables.Select(variable => variable.Identifier.ValueText));
            }
            else if (statement is LocalFunctionStatementSyntax function)
            {
                names.Add(function.Identifier.ValueText);
            }

            names.UnionWith(statement.DescendantNodes(node => node is not (BlockSyntax or AnonymousFunctionExpressionSyntax))
                .OfType<SingleVariableDesignationSyntax>().Select(designation => designation.Identifier.ValueText));
        }

        return names.Any(name => FreshNames.IsUsedOutside(name, locked));
    }

    private static bool StartsWithLine(SyntaxNode node) => node.GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);

    private static SyntaxNode WithFirstLine(SyntaxNode node, SyntaxTrivia lineEnd) =>
        node.WithLeadingTrivia(node.GetLeadingTrivia().Insert(0, lineEnd));

    private static SyntaxNode WithoutFirstLines(SyntaxNode node) =>
        node.WithLeadingTrivia(node.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
}
