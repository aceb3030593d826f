using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>How an object comes to one of its users: in the objects that wrap it, through the methods that return it.</summary>
/// <param name="Links">
/// What makes the object, then the creations and calls that run this, the innermost first: `new Mutex(…)`, `new Gate(…)`.
/// </param>
internal sealed record Wrapping(ImmutableArray<IOperation> Links)
{
    /// <summary>The expression by which the user gets it.</summary>
    public IOperation Outermost => Links[Links.Length - 1];

    /// <summary>True when something wraps or returns the object.</summary>
    public bool IsWrapped => Links.Length > 1;

    /// <summary>The variables and members that hold the object and what wraps it, the innermost first.</summary>
    public IEnumerable<ISymbol> Holders => Links.Select(Destination.Variable).OfType<ISymbol>();

    /// <summary>What the links give a parameter of code that they run; null for another parameter.</summary>
    public IOperation? ValueOf(IParameterSymbol parameter) => Links
        .Where(link => SymbolEqualityComparer.Default.Equals(CalledBy(link), parameter.ContainingSymbol.OriginalDefinition))
        .Select(link => new CallTarget((IMethodSymbol)parameter.ContainingSymbol, link, link).ValueOf(parameter))
        .FirstOrDefault(static given => given is not null);

    private static ISymbol? CalledBy(IOperation link) => link switch
    {
        IObjectCreationOperation creation => creation.Constructor?.OriginalDefinition,
        IInvocationOperation call => call.TargetMethod.OriginalDefinition,
        _ => null,
    };
}

/// <summary>
/// Follows an object outward, from its creation to those who make or get what holds it.
/// <code>
/// class Gate { readonly Mutex _mutex = new(false, "app"); }    class App { readonly Gate _gate = new(); }    new App();
/// </code>
/// </summary>
internal sealed class Wrappings
{
    private readonly Callers _callers;

    private Wrappings(Callers callers) => _callers = callers;

    public static Wrappings Of(ProcessModel model) => model.Get(static model => new Wrappings(Callers.Of(model)));

    /// <summary>Every way in which the object leads to a user; the creation alone when nothing wraps it, or too many get it.</summary>
    public IReadOnlyList<Wrapping> Of(IOperation creation, CancellationToken cancellationToken)
    {
        Wrapping bare = new(ImmutableArray.Create(creation));
        List<Wrapping> all = Extend(bare, cancellationToken).Take(Budgets.WrappingUsers + 1).ToList();
        return all.Count > Budgets.WrappingUsers ? new[] { bare } : all;
    }

    private IEnumerable<Wrapping> Extend(Wrapping wrapping, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<IOperation> next = wrapping.Links.Length <= Budgets.WrappingLinks ? Next(wrapping.Outermost, cancellationToken) : new();
        return next.Count == 0
            ? new[] { wrapping }
            : next.SelectMany(link => Extend(new Wrapping(wrapping.Links.Add(link)), cancellationToken));
    }

    /// <summary>What runs the code that makes an object and keeps it in its own, or that returns it.</summary>
    private List<IOperation> Next(IOperation made, CancellationToken cancellationToken)
    {
        ISymbol? holder = Destination.Variable(made);
        IOperation body = LocalAssignments.Outermost(made);
        if (body is IFieldInitializerOperation or IPropertyInitializerOperation)
        {
            return holder is { IsStatic: false }
                ? holder.ContainingType.InstanceConstructors
                    .SelectMany(constructor => CallsOf(constructor, cancellationToken))
                    .ToList()
                : new();
        }

        if (made.SemanticModel?.GetEnclosingSymbol(made.Syntax.SpanStart, cancellationToken) is not IMethodSymbol method)
        {
            return new();
        }

        bool isOfConstructor = method.MethodKind == MethodKind.Constructor
            && (holder is (IFieldSymbol or IPropertySymbol) and { IsStatic: false }
                || made is IInvocationOperation { TargetMethod.MethodKind: MethodKind.Constructor });
        return isOfConstructor || (method.MethodKind == MethodKind.Ordinary && IsReturned(made, holder, body))
            ? CallsOf(method, cancellationToken)
            : new();
    }

    private List<IOperation> CallsOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        _callers.Calls(method, cancellationToken).OfType<IOperation>().ToList();

    /// <summary>True for `return made;`, `return new Gate(made);` and what a local between them holds.</summary>
    private static bool IsReturned(IOperation made, ISymbol? holder, IOperation body)
    {
        return IsPartOfReturn(made)
            || (holder is ILocalSymbol && body.Descendants().Any(use => use is ILocalReferenceOperation { Local: var local }
                && SymbolEqualityComparer.Default.Equals(local, holder)
                && IsPartOfReturn(use)));

        static bool IsPartOfReturn(IOperation value)
        {
            while (value.Parent is IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation
                || value.Parent is IArgumentOperation { Parent: IObjectCreationOperation })
            {
                value = value.Parent is IArgumentOperation argument ? argument.Parent! : value.Parent!;
            }

            return value.Parent is IReturnOperation;
        }
    }
}
