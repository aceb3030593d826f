using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>A constant name that a wrapper is given by one of its callers, or by one implementation of an abstract name.</summary>
/// <param name="Value">The expression that gives it.</param>
/// <param name="Call">The call of the wrapper; null for an implementation.</param>
/// <param name="Primitive">What the wrapper makes of it.</param>
internal sealed record WrapperName(IOperation Value, IOperation? Call, NamedPrimitive Primitive);

/// <summary>
/// The names that come to a primitive from several callers of the code that makes it.
/// <code>
/// sealed class Guard(string name) { readonly Mutex _mutex = new(false, name); } new Guard(@"Global\Store"); new Guard("Store");
/// </code>
/// </summary>
internal sealed class WrapperNames
{
    private readonly Compilation _compilation;
    private readonly NamedSites _sites;
    private readonly NamedPrimitives _primitives;
    private readonly Callers _callers;
    private readonly Implementations _implementations;
    private readonly Memo<ILookup<string, WrapperName>> _all;

    private WrapperNames(
        Compilation compilation,
        NamedSites sites,
        NamedPrimitives primitives,
        Callers callers,
        Implementations implementations)
    {
        _compilation = compilation;
        _sites = sites;
        _primitives = primitives;
        _callers = callers;
        _implementations = implementations;
        _all = new(cancellationToken => Find(cancellationToken)
            .OrderBy(static name => name.Value.Syntax.SyntaxTree.FilePath, System.StringComparer.Ordinal)
            .ThenBy(static name => name.Value.Syntax.SpanStart)
            .ToLookup(static name => name.Primitive.BaseName!, System.StringComparer.Ordinal));
    }

    public static WrapperNames Of(ProcessModel model) => model.Get(static model => new WrapperNames(
        model.Compilation,
        NamedSites.Of(model),
        NamedPrimitives.Of(model),
        Callers.Of(model),
        Implementations.Of(model)));

    /// <summary>All of one name, whatever its prefix, in the order of files.</summary>
    public IEnumerable<WrapperName> Called(string baseName, CancellationToken cancellationToken) => _all.Get(cancellationToken)[baseName];

    /// <summary>Those that code of one file gives.</summary>
    public IEnumerable<WrapperName> In(SyntaxTree tree, CancellationToken cancellationToken) =>
        _all.Get(cancellationToken).SelectMany(static names => names).Where(name => name.Value.Syntax.SyntaxTree == tree);

    private IEnumerable<WrapperName> Find(CancellationToken cancellationToken) =>
        from tree in _compilation.SyntaxTrees
        from site in _sites.In(tree, static site => site.Names.IsDefault, cancellationToken)
        from name in Expand(site, null, Budgets.NameCallers, cancellationToken)
        where name.Primitive.BaseName is not null
        select name;

    private IEnumerable<WrapperName> Expand(NamedPrimitive site, IOperation? call, int callers, CancellationToken cancellationToken)
    {
        if (callers == 0
            || site.Name.Parts.Where(static part => part.Text is null).Take(2).ToList() is not { Count: 1 } unknown
            || unknown[0].Value is not { } value)
        {
            yield break;
        }

        foreach ((IOperation given, IOperation? giver) in Given(value, cancellationToken))
        {
            NamedPrimitive called = site.Called(site.Name.With(value, _primitives.Text(given, cancellationToken)));
            if (called.Name.IsConstant)
            {
                yield return new WrapperName(given, call ?? giver, called);
            }
            else
            {
                foreach (WrapperName name in Expand(called, call ?? giver, callers - 1, cancellationToken))
                {
                    yield return name;
                }
            }
        }
    }

    /// <summary>What callers give a parameter, or implementations an abstract property.</summary>
    private IEnumerable<(IOperation Value, IOperation? Call)> Given(IOperation value, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter }
                when !new LocalAssignments(LocalAssignments.Outermost(value)).IsAssigned(parameter):
                foreach (IOperation call in _callers.Calls(method, cancellationToken).OfType<IOperation>())
                {
                    if (new CallTarget(method, call, call).ValueOf(parameter) is { } argument)
                    {
                        yield return (argument, call);
                    }
                }

                break;
            case IPropertyReferenceOperation { Property: { IsAbstract: true, GetMethod: { } getter } }:
                foreach (IOperation returned in _implementations.ReturnedBy(getter, cancellationToken))
                {
                    yield return (returned, null);
                }

                break;
        }
    }

    /// <summary>
    /// True when one place gets either of the two, so that the program chooses; not where the second is asked because somebody holds the
    /// first: `TryTake(@"Global\X") ?? TryTake(@"Local\X")`.
    /// </summary>
    public static bool IsChoice(WrapperName left, WrapperName right, CallTargets targets, CancellationToken cancellationToken) =>
        left.Call is { } first
        && right.Call is { } second
        && Destination.IsOne(first, second)
        && !(IsFallback(first, second) && IsNothingWhenHeld(first, targets, cancellationToken))
        && !(IsFallback(second, first) && IsNothingWhenHeld(second, targets, cancellationToken));

    private static bool IsFallback(IOperation first, IOperation second) =>
        first.Syntax.Ancestors().FirstOrDefault(node => node.Span.Contains(second.Syntax.Span)) is { } common
        && first.SemanticModel?.GetOperation(common) is ICoalesceOperation;

    /// <summary>True for code that returns null outside of any catch: not because it may not open the name.</summary>
    private static bool IsNothingWhenHeld(IOperation call, CallTargets targets, CancellationToken cancellationToken) =>
        targets.One(call, cancellationToken) is { } target
        && ControlFlow.ReturnsOf(target.Body).Any(static found =>
            ValueOrigin.Unwrap(found).ConstantValue is { HasValue: true, Value: null }
            && !ControlFlow.IsInCatch(found));
}
