using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>What special places reach across calls, for one compilation.</summary>
internal sealed class CodeReach
{
    private readonly SourceBodies _bodies;
    private readonly FactStore _facts;
    private readonly ValueBinder _binder;
    private readonly ApiCatalogue _catalogue;
    private readonly Memo<Root, ImmutableArray<CallPath>> _paths;

    public static CodeReach Of(ProcessModel model) =>
        model.Get(static model => new CodeReach(SourceBodies.Of(model), FactStore.Of(model), ValueBinder.Of(model), model.Catalogue));

    public CodeReach(SourceBodies bodies, FactStore facts, ValueBinder binder, ApiCatalogue catalogue)
    {
        _bodies = bodies;
        _facts = facts;
        _binder = binder;
        _catalogue = catalogue;
        _paths = new(
            (root, cancellationToken) => From(root, _facts.Of(root.Method, cancellationToken).Steps, cancellationToken),
            new SamePart<Root>(static root => root.Method));
    }

    /// <summary>All facts that a root reaches; read once for all rules.</summary>
    public ImmutableArray<CallPath> From(Root root, CancellationToken cancellationToken)
    {
        if (root.Facts is { } lambda)
        {
            return Walk.From(root, lambda.Steps, _facts, _binder, cancellationToken);
        }

        return root.HandedOverAt is not null
            ? From(root, _facts.Of(root.Method, cancellationToken).Steps, cancellationToken)
            : _paths.Get(root, cancellationToken);
    }

    /// <summary>All facts that some steps of a root's own body reach.</summary>
    public ImmutableArray<CallPath> From(Root root, IEnumerable<Step> steps, CancellationToken cancellationToken) =>
        Walk.From(root, steps, _facts, _binder, cancellationToken);

    /// <summary>A lambda, local function or member as a root of its own, with nothing known of its caller; null without a body.</summary>
    /// <param name="body">Its syntax.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <param name="namesLocals">True to tell objects by the variables that lambdas share with the code around them.</param>
    public Root? BodyRoot(SyntaxNode body, CancellationToken cancellationToken, bool namesLocals = false)
    {
        if (_bodies.Model(body.SyntaxTree) is not { } model || model.GetOperation(body, cancellationToken) is not { } operation)
        {
            return null;
        }

        IMethodSymbol? method = operation switch
        {
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            ILocalFunctionOperation function => function.Symbol,
            _ => (model.GetDeclaredSymbol(body, cancellationToken) ?? model.GetDeclaredSymbol(body.Parent!, cancellationToken)) switch
            {
                IMethodSymbol declared => declared,
                IPropertySymbol property => property.GetMethod,
                _ => null,
            },
        };
        if (method is null)
        {
            return null;
        }

        string name = method.AssociatedSymbol?.Name
            ?? (method.MethodKind == MethodKind.AnonymousFunction ? "lambda" : Sites.NameOf(method));
        MethodFacts facts = operation switch
        {
            IAnonymousFunctionOperation lambda => BodyReader.Read(method, lambda.Body, _catalogue, cancellationToken, namesLocals),
            ILocalFunctionOperation { Body: { } block } => BodyReader.Read(method, block, _catalogue, cancellationToken, namesLocals),
            _ when namesLocals => BodyReader.Read(method, operation, _catalogue, cancellationToken, namesLocals),
            _ => _facts.Of(method, cancellationToken),
        };
        return new Root(method, ImmutableArray.Create(name), Value.Living, ValueList.Empty, null)
        {
            Facts = facts,
            NamesLocals = namesLocals,
        };
    }
}
