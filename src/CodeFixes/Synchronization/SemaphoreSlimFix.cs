using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE304: makes a private lock of this process a SemaphoreSlim, which any thread may release, at every place that uses it.
/// A semaphore does not let its holder in a second time, as a monitor and a mutex do: a person should look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SemaphoreSlimFix))]
public sealed class SemaphoreSlimFix : SolutionReviewFix
{
    private const string SemaphoreSlim = "System.Threading.SemaphoreSlim";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LockHeldAcrossAwait.Id);

    protected internal override string EquivalenceKey => "PSAFE304.SemaphoreSlim";

    protected override bool AreIndependent => true;

    private protected override async Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Member, out string? id)
        && id is not null
        && DocumentationCommentId.GetFirstSymbolForDeclarationId(id, model.Compilation)
            is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field
        && await EditsAsync(field, document.Project, model.Compilation, cancellationToken).ConfigureAwait(false) is { } edits
            ? ($"Make '{field.Name}' a SemaphoreSlim", edits)
            : null;

    /// <summary>The edits of the field and of all its uses; null when one of them is no plain taking or release.</summary>
    private static async Task<SyntaxEdits?> EditsAsync(
        IFieldSymbol field,
        Project project,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        if (compilation.GetTypeByMetadataName(SemaphoreSlim) is not { } semaphore
            || DeclarationOf(field, compilation, cancellationToken) is not { } declaration
            || await MemberScope.OfAsync(field, project, compilation, cancellationToken).ConfigureAwait(false) is not { } scope)
        {
            return null;
        }

        SyntaxEdits edits = new();
        List<(SemaphoreSite Site, SemanticModel Model)> sites = new();
        TypeSyntax type = edits.Import(semaphore, null, declaration, compilation.GetSemanticModel(declaration.SyntaxTree));
        edits.Replace(declaration, current => WithSemaphore((FieldDeclarationSyntax)current, type));
        foreach (SimpleNameSyntax name in scope.Mentions(cancellationToken))
        {
            if (SemaphoreSite.Of(name) is not { } site || !site.IsOf(field, scope.ModelOf(name), cancellationToken))
            {
                return null;
            }

            sites.Add((site, scope.ModelOf(name)));
            site.AddTo(edits);
        }

        return Reentrance.IsIn(sites, cancellationToken) ? null : edits;
    }

    /// <summary>
    /// The declaration of a lock that its initializer makes; null for a named mutex and for a lock that comes from elsewhere.
    /// </summary>
    private static FieldDeclarationSyntax? DeclarationOf(IFieldSymbol field, Compilation compilation, CancellationToken cancellationToken)
    {
        if (field.DeclaringSyntaxReferences.Length != 1
            || field.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is not VariableDeclaratorSyntax
            {
                Initializer.Value: BaseObjectCreationExpressionSyntax { Initializer: null } creation,
                Parent.Parent: FieldDeclarationSyntax { Declaration.Variables.Count: 1, AttributeLists.Count: 0 } declaration,
            })
        {
            return null;
        }

        SemanticModel model = compilation.GetSemanticModel(creation.SyntaxTree);
        SeparatedSyntaxList<ArgumentSyntax> arguments = creation.ArgumentList?.Arguments ?? default;
        bool isLock = model.GetTypeInfo(creation, cancellationToken).Type?.ToDisplayString() switch
        {
            "object" or "System.Threading.Lock" => true,
            "System.Threading.Mutex" =>
                arguments.Count == 0
                || (arguments.Count == 1 && model.GetConstantValue(arguments[0].Expression, cancellationToken).Value is false),
            _ => false,
        };
        return isLock ? declaration : null;
    }

    private static FieldDeclarationSyntax WithSemaphore(FieldDeclarationSyntax declaration, TypeSyntax type)
    {
        VariableDeclarationSyntax variable = declaration.Declaration;
        BaseObjectCreationExpressionSyntax creation = (BaseObjectCreationExpressionSyntax)variable.Variables[0].Initializer!.Value;
        ArgumentListSyntax oneAtATime = SyntaxFactory.ParseArgumentList("(1, 1)");
        oneAtATime = creation.ArgumentList?.WithArguments(oneAtATime.Arguments)
            ?? oneAtATime.WithTrailingTrivia(creation.GetTrailingTrivia());
        BaseObjectCreationExpressionSyntax made = creation switch
        {
            ObjectCreationExpressionSyntax named =>
                named.WithType(type.WithLeadingTrivia(named.Type.GetLeadingTrivia())).WithArgumentList(oneAtATime),
            _ => ((ImplicitObjectCreationExpressionSyntax)creation).WithArgumentList(oneAtATime),
        };
        return declaration.ReplaceNodes(
            new SyntaxNode[] { variable.Type, creation },
            (original, _) => original == creation ? made : type.WithTriviaFrom(original));
    }
}
