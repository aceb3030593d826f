using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>A local or a private field that holds the name of a primitive.</summary>
/// <param name="Value">What it is declared with.</param>
/// <param name="IsUsedOnce">Whether one place alone reads it.</param>
internal sealed record NameVariable(ExpressionSyntax Value, bool IsUsedOnce)
{
    /// <summary>
    /// The variable that an identifier stands for; null for anything else, and for one without a value in its declaration.
    /// </summary>
    public static NameVariable? Of(IdentifierNameSyntax name, SemanticModel model, CancellationToken cancellationToken)
    {
        ISymbol? symbol = model.GetSymbolInfo(name, cancellationToken).Symbol;
        return symbol is ILocalSymbol
                or IFieldSymbol { DeclaredAccessibility: Accessibility.Private, ContainingType.DeclaringSyntaxReferences.Length: 1 }
            && symbol.DeclaringSyntaxReferences.Length == 1
            && symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken)
                is VariableDeclaratorSyntax { Initializer.Value: { } value } declarator
                ? new NameVariable(
                    value,
                    Scope(symbol, declarator)
                        .DescendantTokens()
                        .Count(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == symbol.Name) == 2)
                : null;
    }

    private static SyntaxNode Scope(ISymbol symbol, SyntaxNode declarator) => symbol is IFieldSymbol
        ? declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>()!
        : declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax)
            ?? declarator.SyntaxTree.GetRoot();
}
