using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Which objects stand for a process that somebody else started, and which call gave them: in a variable, in a collection, or in the
/// parameter of a lambda that goes through one.
/// <code>Process.GetProcessesByName("git").OrderBy(p => p.StartTime).First()    // GetProcessesByName</code>
/// </summary>
internal sealed class ForeignProcesses
{
    private const string Current = "GetCurrentProcess";

    private readonly Compilation _compilation;
    private readonly ValueSources _sources;
    private readonly Memo<bool> _areLookedUp;

    private ForeignProcesses(Compilation compilation, ValueSources sources)
    {
        (_compilation, _sources) = (compilation, sources);
        _areLookedUp = new(ReadFiles);
    }

    public static ForeignProcesses Of(ProcessModel model) =>
        model.Get(static model => new ForeignProcesses(model.Compilation, ValueSources.Of(model)));

    /// <summary>False when no file of the compilation looks a process up.</summary>
    public bool AreLookedUp(CancellationToken cancellationToken) => _areLookedUp.Get(cancellationToken);

    /// <summary>True for this process itself, which nobody started by this object either.</summary>
    public static bool IsCurrent(IMethodSymbol lookup) => lookup.Name == Current;

    /// <summary>The call that gave the object, when every object that the value may be was given so; else null.</summary>
    public IMethodSymbol? LookupOf(IOperation process, CancellationToken cancellationToken)
    {
        IMethodSymbol? found = null;
        Queue<IOperation> open = new();
        open.Enqueue(process);
        for (int step = 0; open.Count > 0; step++)
        {
            ImmutableArray<IOperation> sources = _sources.Of(open.Dequeue(), cancellationToken);
            if (step == Budgets.LookupSteps || sources.IsEmpty)
            {
                return null;
            }

            foreach (IOperation source in sources.Where(static source => !IsNone(source)))
            {
                if (source is IInvocationOperation { TargetMethod: var method } && IsLookup(method))
                {
                    found ??= method;
                }
                else if (CollectionOf(source) is { } collection)
                {
                    open.Enqueue(collection);
                }
                else
                {
                    return null;
                }
            }
        }

        return found;
    }

    private static bool IsLookup(IMethodSymbol method) =>
        KnownNames.ProcessLookups.HasMember(method) || (IsCurrent(method) && method.ContainingType.Is(KnownTypes.Process));

    /// <summary>Nothing that a member could be asked of: null, or an exception in its place.</summary>
    private static bool IsNone(IOperation source) => source is IThrowOperation || ValueOrigin.IsNull(source);

    /// <summary>What the value is an element of, or a selection from; null for any other value.</summary>
    private static IOperation? CollectionOf(IOperation value) => value switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } => PatternInput.Of(value),
        IArrayElementReferenceOperation { ArrayReference: var array } => array,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } => list,
        IInvocationOperation call when IsSelection(call) => call.Arguments[0].Value,
        IParameterReferenceOperation { Parameter: var parameter } => GoneThrough(value, parameter),
        _ => null,
    };

    /// <summary>
    /// A method of LINQ that hands out what it is given, or some of it: not one that adds other processes, or has a function make them.
    /// </summary>
    private static bool IsSelection(IInvocationOperation call) =>
        call is { Instance: null, Arguments.Length: > 0 }
        && call.TargetMethod.ContainingType.Is("System.Linq.Enumerable")
        && HoldsProcesses(call.Type)
        && HoldsProcesses(call.Arguments[0].Value.Type)
        && call.Arguments.Skip(1).All(static argument => !BringsProcesses(argument.Value.Type));

    private static bool BringsProcesses(ITypeSymbol? type) =>
        HoldsProcesses(type)
        || type is INamedTypeSymbol { DelegateInvokeMethod.ReturnType: var made } && HoldsProcesses(made);

    private static bool HoldsProcesses(ITypeSymbol? type) =>
        type.Is(KnownTypes.Process)
        || type is IArrayTypeSymbol { ElementType: var element } && element.Is(KnownTypes.Process)
        || type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } && arguments[0].Is(KnownTypes.Process);

    /// <summary>The collection whose elements a lambda is given: of LINQ, of a list, of an array.</summary>
    private static IOperation? GoneThrough(IOperation reference, IParameterSymbol parameter)
    {
        IOperation? lambda = reference.Parent;
        while (lambda is not null
            && !(lambda is IAnonymousFunctionOperation { Symbol: var symbol }
                && SymbolEqualityComparer.Default.Equals(symbol, parameter.ContainingSymbol)))
        {
            lambda = lambda.Parent;
        }

        return lambda is not null
            && Destination.Whole(lambda).Parent is IArgumentOperation { Parent: IInvocationOperation call }
            && call.TargetMethod.DeclaringSyntaxReferences.IsEmpty
            && (call.Instance ?? call.Arguments[0].Value) is var collection
            && HoldsProcesses(collection.Type)
                ? collection
                : null;
    }

    private bool ReadFiles(CancellationToken cancellationToken) => _compilation.SyntaxTrees.Any(tree =>
        SyntaxIndex.Of(tree) is var index
        && (index.Occurrences(KnownNames.ProcessLookups.Words, cancellationToken: cancellationToken).Any()
            || index.HasIdentifier(Current, cancellationToken)));
}
