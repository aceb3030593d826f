using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>The whole of the code that can name a member, when one project holds all of it.</summary>
internal sealed class MemberScope
{
    private readonly Compilation _compilation;

    private MemberScope(ISymbol member, Compilation compilation, ImmutableArray<SyntaxNode> roots)
    {
        Member = member;
        _compilation = compilation;
        Roots = roots;
    }

    public ISymbol Member { get; }

    /// <summary>Every part of the type, or every file of the project, that can name the member.</summary>
    public ImmutableArray<SyntaxNode> Roots { get; }

    /// <summary>The scope of a member; null when other projects can name it, or when a mention of it is out of sight or reach.</summary>
    public static async Task<MemberScope?> OfAsync(
        ISymbol member,
        Project project,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        ISymbol? narrowest = null;
        bool isInternal = false;
        for (ISymbol? symbol = member; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility == Accessibility.Private)
            {
                narrowest = symbol;
            }

            isInternal |=
                symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal or Accessibility.NotApplicable;
        }

        if (narrowest is null && (!isInternal || await IsNamedElsewhereAsync(member, project, cancellationToken).ConfigureAwait(false)))
        {
            return null;
        }

        IEnumerable<SyntaxNode> roots = narrowest is null
            ? compilation.SyntaxTrees.Select(tree => tree.GetRoot(cancellationToken))
            : narrowest.ContainingType.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellationToken));
        MemberScope scope = new(member, compilation, roots.ToImmutableArray());

        return scope.HidesMentions(project) ? null : scope;
    }

    /// <summary>The part of a member's scope that is in one project, whoever else can name the member.</summary>
    public static MemberScope In(ISymbol member, Compilation compilation, CancellationToken cancellationToken) =>
        new(member, compilation, compilation.SyntaxTrees.Select(tree => tree.GetRoot(cancellationToken)).ToImmutableArray());

    /// <summary>Every name in the scope that is bound to the member, documentation comments included.</summary>
    public IEnumerable<SimpleNameSyntax> Mentions(CancellationToken cancellationToken)
    {
        foreach (SyntaxNode root in Roots)
        {
            SemanticModel model = ModelOf(root);
            foreach (SimpleNameSyntax name in root.DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>())
            {
                if (name.Identifier.ValueText == Member.Name && IsMember(model.GetSymbolInfo(name, cancellationToken)))
                {
                    yield return name;
                }
            }
        }
    }

    public SemanticModel ModelOf(SyntaxNode node) => _compilation.GetSemanticModel(node.SyntaxTree);

    private bool IsMember(SymbolInfo info) =>
        SymbolEqualityComparer.Default.Equals(info.Symbol?.OriginalDefinition, Member)
        || info.CandidateSymbols.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, Member));

    /// <summary>Whether the member is named in code that another configuration compiles, or that a generator writes.</summary>
    private bool HidesMentions(Project project) => Roots.Any(root =>
        root.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia) && trivia.ToString().Contains(Member.Name))
        || (project.GetDocument(root.SyntaxTree) is null or SourceGeneratedDocument && root.ToString().Contains(Member.Name)));

    private static async Task<bool> IsNamedElsewhereAsync(ISymbol member, Project project, CancellationToken cancellationToken)
    {
        if (!member.ContainingAssembly.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute"))
        {
            return false;
        }

        foreach (Project other in project.Solution.Projects)
        {
            if (other.ProjectReferences.Any(reference => reference.ProjectId == project.Id))
            {
                foreach (Document document in other.Documents)
                {
                    if ((await document.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString().Contains(member.Name))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
