using System.Collections.Concurrent;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.Analyzers.Engine.Syntax;

/// <summary>
/// Bodies of the methods, local functions and lambdas that this compilation declares. Nothing else here asks for semantic models.
/// </summary>
internal sealed class SourceBodies
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    public static SourceBodies Of(ProcessModel model) => model.Get(static model => new SourceBodies(model.Compilation));

    public SourceBodies(Compilation compilation) => _compilation = compilation;

    /// <summary>The operation of a method's body, or null when it has none in this compilation.</summary>
    public IOperation? Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        foreach (SyntaxReference reference in implementation.DeclaringSyntaxReferences)
        {
            SyntaxNode node = reference.GetSyntax(cancellationToken);
            if (node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax or CompilationUnitSyntax
                    or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax
                && Model(node.SyntaxTree) is { } model)
            {
                // The operation of a local function or lambda has its body below it.
                IOperation? operation = model.GetOperation(node, cancellationToken);
                return operation switch
                {
                    ILocalFunctionOperation function => function.Body ?? function.IgnoredBody,
                    IAnonymousFunctionOperation lambda => lambda.Body,
                    IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda.Body,
                    _ => operation,
                };
            }
        }

        return null;
    }

    /// <summary>
    /// What a place runs in: a method, accessor or constructor, a lambda or a local function; for an initialiser, its field or property.
    /// </summary>
    public static ISymbol? Around(IOperation place, CancellationToken cancellationToken) =>
        place.SemanticModel?.GetEnclosingSymbol(place.Syntax.SpanStart, cancellationToken);

    /// <summary>The member that a place is in: lambdas and local functions are part of the member around them.</summary>
    public static ISymbol? MemberAround(IOperation place, CancellationToken cancellationToken)
    {
        ISymbol? symbol = Around(place, cancellationToken);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            symbol = symbol.ContainingSymbol;
        }

        return symbol;
    }

    /// <summary>The model of a tree of this compilation; null for one of another.</summary>
    public SemanticModel? Model(SyntaxTree tree)
    {
        if (_models.TryGetValue(tree, out SemanticModel? known))
        {
            return known;
        }

        if (!_compilation.ContainsSyntaxTree(tree))
        {
            return null;
        }

#pragma warning disable RS0030, RS1030 // The one place that asks for models: bodies in other files are read on demand.
        return _models.GetOrAdd(tree, _compilation.GetSemanticModel(tree));
#pragma warning restore RS0030, RS1030
    }
}
