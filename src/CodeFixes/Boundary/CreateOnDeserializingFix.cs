using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Boundary.Reading;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>
/// PSAFE107: creates the lock in the type's [OnDeserializing] method, which runs on every object that the deserializer makes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CreateOnDeserializingFix))]
public sealed class CreateOnDeserializingFix : SolutionFix<UnreadLock>
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LockIsNullAfterReading.Id);

    protected override string EquivalenceKey => "PSAFE107.CreateOnDeserializing";

    protected override IComparer<UnreadLock> EditOrder { get; } = UnreadLock.FirstFirst;

    internal override async Task<UnreadLock?> FindTargetAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await diagnostic.Location.FindNodeAsync(document.Project, cancellationToken).ConfigureAwait(false) is not { } node
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(node, cancellationToken) is not { } member
            || member.GetDocumentationCommentId() is not { } id)
        {
            return null;
        }

        UnreadLock target = new(document.Id, diagnostic.Location.SourceSpan.Start, id, member.Name);
        return await PlanAsync(document.Project.Solution, target, cancellationToken).ConfigureAwait(false) is null ? null : target;
    }

    protected override string TitleOf(UnreadLock target) => $"Create '{target.Name}' on deserializing";

    protected override async Task<Solution> EditAsync(Solution solution, UnreadLock target, CancellationToken cancellationToken) =>
        await PlanAsync(solution, target, cancellationToken).ConfigureAwait(false) is { } edits
            ? await edits.ApplyAsync(solution, cancellationToken).ConfigureAwait(false)
            : solution;

    private static async Task<SyntaxEdits?> PlanAsync(Solution solution, UnreadLock target, CancellationToken cancellationToken)
    {
        if (solution.GetProject(target.Document.ProjectId) is not { } project
            || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(target.DeclarationId, compilation) is not { } member
            || !(member.ContainingType.IsSerializable || member.ContainingType.HasAttribute(SerializationTypes.DataContract))
            || member.DeclaringSyntaxReferences.Length != 1)
        {
            return null;
        }

        SyntaxNode declaration = await member.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        if (declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || type.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)
            || CreationOf(declaration) is not { } creation
            || NamesParameter(creation, compilation.GetSemanticModel(type.SyntaxTree), cancellationToken))
        {
            return null;
        }

        SyntaxEdits edits = new();
        StatementSyntax assignment = SyntaxFactory.ParseStatement($"{NameIn(declaration)} = {creation.WithoutTrivia()};");
        return LetAssign(declaration, edits)
            && ReadingMethod.Add((ExpressionStatementSyntax)assignment, member, type, compilation, edits, cancellationToken)
            ? edits
            : null;
    }

    private static BaseObjectCreationExpressionSyntax? CreationOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax creation } => creation,
        PropertyDeclarationSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax creation } => creation,
        _ => null,
    };

    /// <summary>The member's name as it is written, with its @ if it needs one.</summary>
    private static string NameIn(SyntaxNode declaration) =>
        (declaration is VariableDeclaratorSyntax field ? field.Identifier : ((PropertyDeclarationSyntax)declaration).Identifier).Text;

    /// <summary>Whether a value of the primary constructor is used, which no deserialized object has.</summary>
    private static bool NamesParameter(SyntaxNode creation, SemanticModel model, CancellationToken cancellationToken) =>
        creation.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            model.GetSymbolInfo(name, cancellationToken).Symbol
                is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } });

    /// <summary>Makes a field writable, and gives a property a setter; false where that would let others set it.</summary>
    private static bool LetAssign(SyntaxNode declaration, SyntaxEdits edits)
    {
        if (declaration is VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field })
        {
            if (field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword))
            {
                edits.Replace(field, current => Writable((FieldDeclarationSyntax)current));
            }

            return true;
        }

        if (declaration is not PropertyDeclarationSyntax { AccessorList: { } accessors } property
            || accessors.Accessors.Any(accessor => accessor.IsKind(SyntaxKind.InitAccessorDeclaration))
            || property.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.OverrideKeyword or SyntaxKind.ReadOnlyKeyword))
        {
            return false;
        }

        if (!accessors.Accessors.Any(accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)))
        {
            edits.Replace(accessors, current => WithSetter((AccessorListSyntax)current, isPrivate: !IsPrivate(property)));
        }

        return true;
    }

    private static bool IsPrivate(PropertyDeclarationSyntax property) =>
        !property.Modifiers.Any(
            modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);

    private static FieldDeclarationSyntax Writable(FieldDeclarationSyntax field)
    {
        SyntaxToken marked = field.Modifiers.First(modifier => modifier.IsKind(SyntaxKind.ReadOnlyKeyword));
        FieldDeclarationSyntax writable = field.WithModifiers(field.Modifiers.Remove(marked));
        SyntaxTriviaList kept = marked.TrailingTrivia.All(Comments.IsBlank)
            ? marked.LeadingTrivia
            : marked.LeadingTrivia.AddRange(marked.TrailingTrivia);
        SyntaxToken next = NextOf(writable, field.Modifiers.IndexOf(marked));
        return kept.Count == 0 ? writable : writable.ReplaceToken(next, next.WithLeadingTrivia(kept.AddRange(next.LeadingTrivia)));
    }

    /// <summary>The token that has come to stand where a modifier was.</summary>
    private static SyntaxToken NextOf(FieldDeclarationSyntax field, int index) =>
        index < field.Modifiers.Count ? field.Modifiers[index] : field.Declaration.GetFirstToken();

    private static AccessorListSyntax WithSetter(AccessorListSyntax accessors, bool isPrivate)
    {
        AccessorDeclarationSyntax getter = accessors.Accessors.Last();
        SyntaxToken set = SyntaxFactory.Token(SyntaxKind.SetKeyword);
        SyntaxToken modifier = SyntaxFactory.Token(default, SyntaxKind.PrivateKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        AccessorDeclarationSyntax setter = SyntaxFactory.AccessorDeclaration(
                SyntaxKind.SetAccessorDeclaration,
                default,
                isPrivate ? SyntaxFactory.TokenList(modifier) : default,
                set,
                null,
                null,
                SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            .WithLeadingTrivia(getter.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
            .WithTrailingTrivia(getter.GetTrailingTrivia().Where(Comments.IsBlank));
        return accessors.AddAccessors(setter);
    }
}

/// <summary>A lock that deserialized objects lack: the declaration id that finds it again after other edits, and where it stood.</summary>
public sealed class UnreadLock
{
    internal UnreadLock(DocumentId document, int start, string declarationId, string name) =>
        (Document, Start, DeclarationId, Name) = (document, start, declarationId, name);

    /// <summary>In the order of the source: the locks of one type are created in the order of their declarations.</summary>
    internal static IComparer<UnreadLock> FirstFirst { get; } = Comparer<UnreadLock>.Create((left, right) =>
        left.Document == right.Document ? left.Start.CompareTo(right.Start) : left.Document.Id.CompareTo(right.Document.Id));

    internal DocumentId Document { get; }

    internal int Start { get; }

    internal string DeclarationId { get; }

    internal string Name { get; }
}
