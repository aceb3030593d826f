using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Where a lock is declared and made.</summary>
/// <param name="Node">The field, the property, or the statement of the local.</param>
/// <param name="Home">The type around it, which gets the new members.</param>
internal sealed record LockDeclaration(SyntaxNode Node, MemberHome Home)
{
    public bool IsLocal => Node is LocalDeclarationStatementSyntax;

    /// <summary>The declaration of a lock that is made in its initializer; null for any other.</summary>
    /// <param name="symbol">The field, property or local.</param>
    /// <param name="isLock">Whether what a creation makes is a lock that can be another one.</param>
    /// <param name="compilation">The compilation that declares it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static LockDeclaration? Of(
        ISymbol symbol,
        Func<BaseObjectCreationExpressionSyntax, SemanticModel, CancellationToken, bool> isLock,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        if (symbol.DeclaringSyntaxReferences.Length != 1)
        {
            return null;
        }

        SyntaxNode declared = symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);
        (SyntaxNode? node, ExpressionSyntax? value) = declared switch
        {
            VariableDeclaratorSyntax
            {
                Initializer.Value: var made,
                Parent.Parent: FieldDeclarationSyntax { Declaration.Variables.Count: 1, AttributeLists.Count: 0 } field,
            } => (field, made),
            VariableDeclaratorSyntax
            {
                Initializer.Value: var made,
                Parent.Parent: LocalDeclarationStatementSyntax
                {
                    Declaration.Variables.Count: 1,
                    Parent: BlockSyntax or GlobalStatementSyntax,
                } local,
            } => (local, made),
            PropertyDeclarationSyntax
            {
                Initializer.Value: var made,
                AttributeLists.Count: 0,
                AccessorList.Accessors: { Count: 1 } accessors,
            } property
                when accessors[0].IsKind(SyntaxKind.GetAccessorDeclaration) =>
                (property, made),
            _ => ((SyntaxNode?)null, (ExpressionSyntax?)null),
        };
        if (node is null
            || value is not BaseObjectCreationExpressionSyntax creation
            || !isLock(creation, compilation.GetSemanticModel(creation.SyntaxTree), cancellationToken)
            || MemberHome.Of(node, compilation.GetSemanticModel(node.SyntaxTree), cancellationToken) is not { } home
            || home.Node is TypeDeclarationSyntax { TypeParameterList: not null }
            || Comments.AreInside(node))
        {
            return null;
        }

        return new LockDeclaration(node, home);
    }

    /// <summary>The declaration of the mutex in the lock's place.</summary>
    public MemberDeclarationSyntax WithMutex(TypeSyntax mutex, string name, string factory)
    {
        SyntaxTokenList modifiers = ((MemberDeclarationSyntax)Node).Modifiers;
        string accessibility = string.Concat(modifiers
            .Where(static token => SyntaxFacts.IsAccessibilityModifier(token.Kind()) || token.IsKind(SyntaxKind.NewKeyword))
            .Select(static token => token.ValueText + " "));
        string text = Node is PropertyDeclarationSyntax
            ? $"{accessibility}static {mutex} {name} {{ get; }} = {factory}();"
            : $"{accessibility}static readonly {mutex} {name} = {factory}();";
        return SyntaxFactory.ParseMemberDeclaration(text)!.WithTriviaFrom(Node);
    }
}
