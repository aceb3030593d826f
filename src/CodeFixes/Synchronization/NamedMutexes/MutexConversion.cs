using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.NamedMutexes;

/// <summary>A named semaphore or event that can become a mutex, with every place that uses it.</summary>
internal sealed class MutexConversion
{
    private readonly ISymbol _lock;
    private readonly LockDeclaration _declaration;
    private readonly SingleEntry _entry;
    private readonly IReadOnlyList<LockSite> _sites;
    private readonly SemanticModel _model;
    private readonly FactoryNames _names;

    private MutexConversion(
        ISymbol @lock,
        LockDeclaration declaration,
        SingleEntry entry,
        IReadOnlyList<LockSite> sites,
        SemanticModel model) =>
        (_lock, _declaration, _entry, _sites, _model, _names) =
            (@lock, declaration, entry, sites, model, new FactoryNames(@lock, isNewField: false));

    public string FactoryName => _names.Factory;

    /// <summary>The conversion of what is created by a name; null unless every use is seen to be a lock's.</summary>
    public static async Task<MutexConversion?> OfAsync(
        SyntaxNode name,
        Project project,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        Compilation compilation = model.Compilation;
        if (name.FirstAncestorOrSelf<ArgumentSyntax>()
                is not
                {
                    Parent.Parent: BaseObjectCreationExpressionSyntax
                    {
                        Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator },
                    } creation,
                }
            || SingleEntry.Of(creation, model, cancellationToken) is not { } entry
            || model.GetDeclaredSymbol(declarator, cancellationToken)
                is not { DeclaredAccessibility: Accessibility.Private or Accessibility.NotApplicable } symbol
            || LockDeclaration.Of(symbol, static (_, _, _) => true, compilation, cancellationToken) is not { } declaration
            || IsNameUsedElsewhere(entry, model, cancellationToken)
            || (declaration.IsLocal
                ? ScopeOfLocal(symbol, declaration, compilation, cancellationToken)
                : await MemberScope.OfAsync(symbol, project, compilation, cancellationToken).ConfigureAwait(false)) is not { } scope)
        {
            return null;
        }

        List<LockSite> sites = new();
        foreach (SimpleNameSyntax mention in scope.Mentions(cancellationToken))
        {
            if (IsDisposed(mention))
            {
                continue;
            }

            if (LockSite.Of(mention) is not { } site || !site.IsNamedAlone(symbol))
            {
                return null;
            }

            sites.Add(site);
        }

        MutexConversion conversion = new(symbol, declaration, entry, sites, model);
        return LockedSection.HoldAll(sites) && conversion._names.AreFree(declaration.Home) ? conversion : null;
    }

    public SyntaxEdits Edits()
    {
        SyntaxEdits edits = new();
        TypeSyntax mutex = edits.Import(
            _model.Compilation.GetTypeByMetadataName("System.Threading.Mutex")!,
            null,
            _declaration.Node,
            _model);
        TypeSyntax declared = ((VariableDeclarationSyntax)_entry.Node.FirstAncestorOrSelf<VariableDeclaratorSyntax>()!.Parent!).Type;
        if (!declared.IsVar)
        {
            edits.Replace(declared, current => mutex.WithTriviaFrom(current));
        }

        edits.Replace(_entry.Node, current => SyntaxFactory.ParseExpression(_names.Factory + "()").WithTriviaFrom(current));
        _names.Claim(_declaration.Home, edits);
        foreach (string[] member in Members(mutex.ToString()))
        {
            _declaration.Home.AddMethod(edits, member);
        }

        foreach (LockSite site in _sites.Where(static site => site.Kind != LockSiteKind.Name))
        {
            string call = site.Kind == LockSiteKind.Exit ? site.Qualified(_names.Mutex) + ".ReleaseMutex()"
                : _declaration.IsLocal ? $"{_names.Enter}({_names.Mutex})"
                : site.Qualified(_names.Enter) + "()";
            edits.Replace(site.Node, current => SyntaxFactory.ParseExpression(call).WithTriviaFrom(current));
        }

        return edits;
    }

    private IEnumerable<string[]> Members(string mutex)
    {
        string options = _entry.Options is null ? string.Empty : ", " + _entry.Options.WithoutTrivia();
        yield return new[]
        {
            $"private static {mutex} {_names.Factory}() => new {mutex}(initiallyOwned: false, {_entry.Name.WithoutTrivia()}{options});",
        };
        yield return _names.EnterLines(
            _declaration.IsLocal || _lock.IsStatic ? "private static" : "private",
            _declaration.IsLocal ? $"{mutex} {_names.Mutex}" : string.Empty,
            mutex);
    }

    private static MemberScope? ScopeOfLocal(
        ISymbol local,
        LockDeclaration declaration,
        Compilation compilation,
        CancellationToken cancellationToken) =>
        declaration.Home.Node.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia))
            ? null
            : MemberScope.In(local, compilation, cancellationToken);

    private static bool IsDisposed(SimpleNameSyntax name)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member ? member : name;
        return whole.Parent
            is MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "Dispose",
                Parent: InvocationExpressionSyntax
                {
                    ArgumentList.Arguments.Count: 0,
                    Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax,
                },
            };
    }

    /// <summary>Whether other code of the project says the same name, and may open the same thing by it.</summary>
    private static bool IsNameUsedElsewhere(SingleEntry entry, SemanticModel model, CancellationToken cancellationToken)
    {
        IFieldSymbol? constant = model.GetSymbolInfo(entry.Name, cancellationToken).Symbol as IFieldSymbol;
        int known = constant is null ? 0 : 1;
        int mentions = 0;
        foreach (SyntaxTree tree in model.Compilation.SyntaxTrees)
        {
            foreach (SyntaxToken token in tree.GetRoot(cancellationToken).DescendantTokens())
            {
                bool isInName = tree == entry.Name.SyntaxTree && entry.Name.Span.Contains(token.Span);
                if (constant is not null && token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == constant.Name)
                {
                    mentions++;
                }
                else if (!isInName && token.Value is string text && SingleEntry.WithoutPrefix(text) == entry.BaseName && --known < 0)
                {
                    return true;
                }
            }
        }

        return constant is not null && mentions > 2;
    }
}
