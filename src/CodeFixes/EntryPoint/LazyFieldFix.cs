using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>
/// PSAFE403: makes a private static readonly field a Lazy, whose first use does what the initializer did.
/// A program that relied on the effect without using the field lacks it then.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LazyFieldFix))]
public sealed class LazyFieldFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.InitialiserRunsInWorkers.Id);

    protected internal override string EquivalenceKey => "PSAFE403.Lazy";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<VariableDeclaratorSyntax>() is
            {
                Initializer: { } initializer,
                ArgumentList: null,
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax field },
            } variable
        && initializer.Span.Contains(diagnostic.Location.SourceSpan)
        && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)
        && model.GetDeclaredSymbol(variable, cancellationToken) is IFieldSymbol
        {
            IsStatic: true,
            DeclaredAccessibility: Accessibility.Private,
            ContainingType.DeclaringSyntaxReferences.Length: 1,
        } symbol
        && model.Compilation.GetTypeByMetadataName("System.Lazy`1") is { } lazy
        && UsesOf(symbol, variable, model, cancellationToken) is { } uses
            ? ($"Make '{symbol.Name}' a Lazy<T>", Edits(field, uses, lazy, model))
            : null;

    /// <summary>Every use of the field in its type; null when one of them is no read of its value.</summary>
    private static List<IdentifierNameSyntax>? UsesOf(
        IFieldSymbol field,
        VariableDeclaratorSyntax variable,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        TypeDeclarationSyntax type = variable.Ancestors().OfType<TypeDeclarationSyntax>().Last();
        List<IdentifierNameSyntax> uses = type.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == field.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, field))
            .ToList();
        return uses.All(use => IsRead(Whole(use))) ? uses : null;
    }

    private static bool IsRead(ExpressionSyntax use) => use.Parent switch
    {
        ArgumentSyntax argument =>
            argument.RefKindKeyword.IsKind(SyntaxKind.None)
            && !(argument.Parent?.Parent
                is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }),
        AssignmentExpressionSyntax assignment => assignment.Right == use,
        PrefixUnaryExpressionSyntax prefix =>
            !prefix.IsKind(SyntaxKind.PreIncrementExpression)
            && !prefix.IsKind(SyntaxKind.PreDecrementExpression)
            && !prefix.IsKind(SyntaxKind.AddressOfExpression),
        PostfixUnaryExpressionSyntax postfix => postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        RefExpressionSyntax => false,
        _ => true,
    };

    /// <summary>`Type.field`, when the name is written so.</summary>
    private static ExpressionSyntax Whole(IdentifierNameSyntax use) =>
        use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;

    private static SyntaxEdits Edits(
        FieldDeclarationSyntax field,
        List<IdentifierNameSyntax> uses,
        INamedTypeSymbol lazy,
        SemanticModel model)
    {
        SyntaxEdits edits = new();
        TypeSyntax type = field.Declaration.Type;
        TypeSyntax lazyType = edits.Import(
            lazy,
            SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList(type.WithoutTrivia())),
            field,
            model);
        foreach (IdentifierNameSyntax use in uses)
        {
            edits.Replace(Whole(use), static current => SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                ((ExpressionSyntax)current).WithoutTrailingTrivia(),
                SyntaxFactory.IdentifierName("Value")).WithTrailingTrivia(current.GetTrailingTrivia()));
        }

        edits.Replace(type, current => lazyType.WithTriviaFrom(current));
        ExpressionSyntax value = field.Declaration.Variables[0].Initializer!.Value;
        edits.Replace(value, current =>
        {
            ExpressionSyntax made = ((ExpressionSyntax)current).WithoutTrivia();
            if (made is ImplicitObjectCreationExpressionSyntax target)
            {
                made = SyntaxFactory.ObjectCreationExpression(
                    SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space),
                    type.WithoutTrivia(),
                    target.ArgumentList,
                    target.Initializer);
            }

            return SyntaxFactory.ParseExpression($"new {lazyType}(() => {made})").WithTriviaFrom(current);
        });
        return edits;
    }
}
