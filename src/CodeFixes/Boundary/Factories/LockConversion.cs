using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary.Factories;

/// <summary>A lock that can become a named mutex, with every place that uses it.</summary>
internal sealed class LockConversion
{
    private const string MutexName = "System.Threading.Mutex";

    private readonly ISymbol _lock;
    private readonly LockDeclaration _declaration;
    private readonly IReadOnlyList<LockSite> _sites;
    private readonly Compilation _compilation;
    private readonly FactoryNames _names;
    private readonly IReadOnlyList<FinallyRegion> _regions;

    private LockConversion(
        ISymbol shared,
        LockDeclaration declaration,
        IReadOnlyList<LockSite> sites,
        IReadOnlyList<FinallyRegion> regions,
        Compilation compilation)
    {
        _regions = regions;
        _lock = shared;
        _declaration = declaration;
        _sites = sites;
        _compilation = compilation;
        _names = new FactoryNames(shared, declaration.IsLocal);
    }

    public string FactoryName => _names.Factory;

    public static async Task<LockConversion?> OfAsync(
        ISymbol shared,
        Project project,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        if (LockDeclaration.Of(shared, IsLock, compilation, cancellationToken) is not { } declaration
            || (declaration.IsLocal
                ? MemberScope.In(shared, compilation, cancellationToken)
                : await MemberScope.OfAsync(shared, project, compilation, cancellationToken).ConfigureAwait(false)) is not { } scope)
        {
            return null;
        }

        List<LockSite> sites = new();
        foreach (SimpleNameSyntax name in scope.Mentions(cancellationToken))
        {
            if (LockSite.Of(name) is not { } site || !site.IsNamedAlone(shared))
            {
                return null;
            }

            sites.Add(site);
        }

        if (UnprotectedSections.Of(sites, scope, cancellationToken) is not { } regions)
        {
            return null;
        }

        LockConversion conversion = new(shared, declaration, sites, regions, compilation);
        return IsPaired(shared, sites) && conversion._names.AreFree(declaration.Home) ? conversion : null;
    }

    public SyntaxEdits Edits(bool withOptions, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SyntaxEdits edits = new();
        SemanticModel model = _compilation.GetSemanticModel(_declaration.Node.SyntaxTree);
        TypeSyntax mutex = edits.Import(_compilation.GetTypeByMetadataName(MutexName)!, null, _declaration.Node, model);
        bool isShared = _sites.Any(site => site.Kind != LockSiteKind.Name && !IsInType(site.Node));
        FactoryText text = new(_names, mutex.ToString(), _lock, _compilation.AssemblyName!, _declaration, withOptions, isShared);

        if (_declaration.Node is LocalDeclarationStatementSyntax local)
        {
            edits.Remove(local);
        }
        else
        {
            edits.Replace(_declaration.Node, _ => _declaration.WithMutex(mutex, _names.Mutex, _names.Factory));
        }

        _names.Claim(_declaration.Home, edits);
        foreach (string[] member in text.Members())
        {
            _declaration.Home.Add(edits, member);
        }

        foreach (LockSite site in _sites)
        {
            string mutexThere = site.Qualified(_names.Mutex);
            string enter = site.Qualified(_names.Enter) + "()";
            switch (site.Kind)
            {
                case LockSiteKind.Region:
                    edits.Replace(site.Node, current => LockRegion.Of((LockStatementSyntax)current, enter, mutexThere + ".ReleaseMutex()"));
                    break;
                case LockSiteKind.Enter:
                    edits.Replace(site.Node, current => SyntaxFactory.ParseExpression(enter).WithTriviaFrom(current));
                    break;
                case LockSiteKind.Exit:
                    edits.Replace(
                        site.Node,
                        current => SyntaxFactory.ParseExpression(mutexThere + ".ReleaseMutex()").WithTriviaFrom(current));
                    break;
            }
        }

        foreach (FinallyRegion region in _regions)
        {
            region.AddTo(edits);
        }

        return edits;
    }

    private bool IsInType(SyntaxNode node) =>
        _declaration.Home.Node is CompilationUnitSyntax
        || node.Ancestors().OfType<TypeDeclarationSyntax>().Any(type =>
            type.Identifier.ValueText == _lock.ContainingType.Name
            && SymbolEqualityComparer.Default.Equals(
                _compilation.GetSemanticModel(type.SyntaxTree).GetDeclaredSymbol(type),
                _lock.ContainingType));

    /// <summary>An object to lock, a mutex without a name, or a semaphore that one thread at a time passes.</summary>
    private static bool IsLock(BaseObjectCreationExpressionSyntax creation, SemanticModel model, CancellationToken cancellationToken)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = creation.ArgumentList?.Arguments ?? default;
        return creation.Initializer is null && model.GetTypeInfo(creation, cancellationToken).Type?.ToDisplayString() switch
        {
            "object" or "System.Threading.Lock" => true,
            "System.Threading.Mutex" =>
                arguments.Count == 0 || model.GetConstantValue(arguments[0].Expression, cancellationToken).Value is false,
            "System.Threading.SemaphoreSlim" =>
                arguments.All(argument => model.GetConstantValue(argument.Expression, cancellationToken).Value is 1),
            _ => false,
        };
    }

    /// <summary>Any thread may release a semaphore, but only its owner a mutex: both have to be in one member.</summary>
    private static bool IsPaired(ISymbol shared, IReadOnlyList<LockSite> sites)
    {
        ITypeSymbol? type = (shared as IFieldSymbol)?.Type ?? (shared as IPropertySymbol)?.Type ?? (shared as ILocalSymbol)?.Type;
        return sites.Any(static site => site.Kind != LockSiteKind.Name)
            && (type?.Name != "SemaphoreSlim"
                || sites.Where(static site => site.Kind != LockSiteKind.Name)
                    .GroupBy(static site => site.Node.Ancestors().First(static node =>
                        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax
                        || (node is MemberDeclarationSyntax and not GlobalStatementSyntax)))
                    .All(static member => member.Any(static site => site.Kind == LockSiteKind.Enter)
                        && member.Any(static site => site.Kind == LockSiteKind.Exit)));
    }
}
