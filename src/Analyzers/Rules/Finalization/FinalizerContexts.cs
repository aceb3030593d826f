using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>Which members of this compilation run in a special place.</summary>
internal sealed class FinalizerContexts
{
    private static readonly ValueList False = new(ImmutableArray.Create<Value>(new Value.BoolValue(false)));

    private readonly SourceBodies _bodies;
    private readonly FactStore _facts;
    private readonly ValueBinder _binder;
    private readonly ApiCatalogue _catalogue;
    private readonly Memo<(IMethodSymbol Finalizer, INamedTypeSymbol Type), ImmutableArray<Hook>> _hooks;

    /// <summary>False when no finalizer of this compilation calls anything: those of libraries call Dispose and ReleaseHandle.</summary>
    private readonly Lazy<bool> _hasFinalizers;

    /// <summary>What each override is, for all rules that ask.</summary>
    private readonly Memo<MethodDeclarationSyntax, Root?> _overrides;

    public static FinalizerContexts Of(ProcessModel model) =>
        model.Get(static model => new FinalizerContexts(
            model.Compilation,
            SourceBodies.Of(model),
            FactStore.Of(model),
            ValueBinder.Of(model),
            model.Catalogue));

    public FinalizerContexts(Compilation compilation, SourceBodies bodies, FactStore facts, ValueBinder binder, ApiCatalogue catalogue)
    {
        _bodies = bodies;
        _facts = facts;
        _binder = binder;
        _catalogue = catalogue;
        _hasFinalizers = new(
            () => compilation.SyntaxTrees.Any(static tree => !SyntaxIndex.Of(tree).Destructors.IsEmpty),
            LazyThreadSafetyMode.PublicationOnly);
        _hooks = new((key, cancellationToken) => ReadHooks(key.Finalizer, key.Type, cancellationToken));
        _overrides = new((method, cancellationToken) =>
            Symbol(method, cancellationToken) is { } member ? OverrideRoot(member, cancellationToken) : null);
    }

    /// <summary>The root that a declaration is when the finalizer thread runs it; null for any other.</summary>
    public Root? RootOf(SyntaxNode declaration, CancellationToken cancellationToken)
    {
        switch (declaration)
        {
            case DestructorDeclarationSyntax when Symbol(declaration, cancellationToken) is { } finalizer:
                return new Root(
                    finalizer,
                    ImmutableArray.Create("~" + finalizer.ContainingType.Name),
                    Value.This,
                    ValueList.Empty,
                    finalizer.ContainingType);
            case MethodDeclarationSyntax method when method.Modifiers.Any(SyntaxKind.OverrideKeyword)
                && (method.Identifier.ValueText is "Dispose" or "ReleaseHandle" || _hasFinalizers.Value):
                return _overrides.Get(method, cancellationToken);
            default:
                return null;
        }
    }

    /// <summary>The root that a callback of GC.RegisterNoGCRegionCallback is; null for any other call.</summary>
    public Root? RootOfCallback(InvocationExpressionSyntax call, CancellationToken cancellationToken)
    {
        if (call.ArgumentList.Arguments.Count != 2
            || _bodies.Model(call.SyntaxTree) is not { } model
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { Name: "RegisterNoGCRegionCallback" } method
            || !method.ContainingType.Is(KnownTypes.GarbageCollector)
            || model.GetOperation(call, cancellationToken) is not IInvocationOperation operation)
        {
            return null;
        }

        ImmutableArray<string> names = ImmutableArray.Create(method.Name);
        IOperation callback = ValueOrigin.Unwrap(operation.Arguments.First(static a => a.Parameter?.Ordinal == 1).Value);
        return callback switch
        {
            IAnonymousFunctionOperation lambda =>
                new Root(
                    lambda.Symbol,
                    names,
                    Value.Living,
                    ValueList.Empty,
                    null) { Facts = BodyReader.Read(null, lambda.Body, _catalogue, cancellationToken) },
            IMethodReferenceOperation { Method: var named } reference when !named.DeclaringSyntaxReferences.IsEmpty =>
                new Root(
                    named.OriginalDefinition,
                    names,
                    Value.Living,
                    ValueList.Empty,
                    null) { HandedOverAt = Sites.OfCall(reference, named.Name) },
            _ => null,
        };
    }

    private static bool IsReleaseHandle(IMethodSymbol method) =>
        method is { Name: "ReleaseHandle", Parameters.IsEmpty: true }
        && (method.ContainingType.IsOrDerivesFrom(KnownTypes.SafeHandle)
            || method.ContainingType.IsOrDerivesFrom(KnownTypes.CriticalHandle));

    private IMethodSymbol? Symbol(SyntaxNode declaration, CancellationToken cancellationToken) =>
        _bodies.Model(declaration.SyntaxTree)?.GetDeclaredSymbol(declaration, cancellationToken) as IMethodSymbol;

    private Root? OverrideRoot(IMethodSymbol method, CancellationToken cancellationToken)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (IsReleaseHandle(method))
        {
            return new Root(method, ImmutableArray.Create(method.Name), Value.This, ValueList.Empty, type);
        }

        if (FinalizerOf(type) is not null)
        {
            return null;
        }

        for (INamedTypeSymbol? baseType = type.BaseType;
            baseType is { SpecialType: not SpecialType.System_Object };
            baseType = baseType.BaseType)
        {
            if (FinalizerOf(baseType) is { } finalizer
                && HookArguments(method, finalizer, type.BaseType!, cancellationToken) is { } arguments)
            {
                return new Root(
                    method,
                    ImmutableArray.Create("~" + baseType.Name, method.Name),
                    Value.This,
                    arguments,
                    type) { IsOverride = true };
            }
        }

        return null;
    }

    private static IMethodSymbol? FinalizerOf(INamedTypeSymbol type) =>
        type.GetMembers(WellKnownMemberNames.DestructorName).OfType<IMethodSymbol>().FirstOrDefault(static m => m.Parameters.IsEmpty);

    /// <summary>What the finalizer passes to that override, or null when it does not call it.</summary>
    private ValueList? HookArguments(
        IMethodSymbol method,
        IMethodSymbol finalizer,
        INamedTypeSymbol baseType,
        CancellationToken cancellationToken)
    {
        if (finalizer.DeclaringSyntaxReferences.IsEmpty)
        {
            return method is { Name: "Dispose", Parameters: { Length: 1 } parameters }
                && parameters[0].Type.SpecialType == SpecialType.System_Boolean
                ? False
                : null;
        }

        foreach (Hook hook in _hooks.Get((finalizer.OriginalDefinition, baseType.OriginalDefinition), cancellationToken))
        {
            if (Dispatch.Overrides(method, hook.Method))
            {
                return hook.Arguments;
            }
        }

        return null;
    }

    /// <summary>The virtual calls on `this` that a finalizer reaches on an object of that type, for derived types to answer.</summary>
    private ImmutableArray<Hook> ReadHooks(IMethodSymbol finalizer, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        Root root = new(finalizer, ImmutableArray<string>.Empty, Value.This, ValueList.Empty, type);
        ImmutableArray<Hook>.Builder hooks = ImmutableArray.CreateBuilder<Hook>();
        Walk.From(
            root,
            _facts.Of(finalizer, cancellationToken).Steps,
            _facts,
            _binder,
            cancellationToken,
            (target, arguments) => hooks.Add(new(target, arguments)));
        return hooks.ToImmutable();
    }

    private sealed record Hook(IMethodSymbol Method, ValueList Arguments);
}
