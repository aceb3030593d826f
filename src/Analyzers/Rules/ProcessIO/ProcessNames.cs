using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>Which object the expressions of one body mean; aliases lead to what they stand for.</summary>
internal sealed partial class ProcessNames
{
    private readonly ProcessTraces _traces;
    private readonly CancellationToken _cancellationToken;
    private LambdaRuns? _lambdas;
    private readonly Dictionary<ISymbol, ISymbol> _stored = new(SymbolEqualityComparer.Default);

    /// <summary>Locals that become `out` parameters.</summary>
    private readonly Dictionary<ILocalSymbol, IParameterSymbol> _handedOut = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, ILocalFunctionOperation> _functions = new(SymbolEqualityComparer.Default);

    /// <summary>What the parameters of local functions are while their bodies are read at a call.</summary>
    private readonly Dictionary<IParameterSymbol, IOperation> _bound = new(SymbolEqualityComparer.Default);

    /// <param name="body">The outermost operation of a body.</param>
    /// <param name="traces">Tells what calls return.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="calls">How many calls deep the question may still go.</param>
    public ProcessNames(
        IOperation body,
        ProcessTraces traces,
        CancellationToken cancellationToken,
        int calls = Budgets.ProcessCalls)
    {
        (Body, Calls) = (body, calls);
        (_traces, _cancellationToken) = (traces, cancellationToken);
        Assignments = new LocalAssignments(body);
        foreach (IOperation operation in body.Descendants())
        {
            if (operation is ILocalFunctionOperation function)
            {
                _functions[function.Symbol] = function;
            }
            else if (operation is IEventAssignmentOperation
                {
                    EventReference: IEventReferenceOperation { Instance: { } raiser } raised,
                    HandlerValue: { } handler,
                }
                && IsProcess(raised.Event.ContainingType)
                && ValueOrigin.Unwrap(handler) is IAnonymousFunctionOperation { Symbol.Parameters: { Length: 2 } parameters })
            {
                // The sender of the event is the process itself.
                _bound[parameters[0]] = raiser;
            }
            else if (operation is ISimpleAssignmentOperation
                {
                    Target: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member,
                } assignment
                && IsProcess(member.Type)
                && IsOwn(member)
                && ValueOrigin.Unwrap(assignment.Value) is ILocalReferenceOperation { Local: var local })
            {
                // What a local holds and a field keeps is one process.
                _stored[member.Member] = local;
            }
            else if (operation is ISimpleAssignmentOperation
                {
                    Target: IParameterReferenceOperation { Parameter: { RefKind: RefKind.Out or RefKind.Ref } target },
                } handed
                && ValueOrigin.Unwrap(handed.Value) is ILocalReferenceOperation { Local: var given })
            {
                _handedOut[given] = target;
            }
        }
    }

    /// <summary>The outermost operation.</summary>
    public IOperation Body { get; }

    /// <summary>What the locals of the outermost operation hold.</summary>
    public LocalAssignments Assignments { get; }

    /// <summary>How many calls deep the question may still go.</summary>
    public int Calls { get; }

    /// <summary>Which calls of the outermost operation run its lambdas.</summary>
    public LambdaRuns Lambdas => _lambdas ??= _traces.RunsIn(Body, _cancellationToken);

    public ILocalFunctionOperation? LocalFunction(IMethodSymbol method) =>
        _functions.TryGetValue(method.OriginalDefinition, out ILocalFunctionOperation? function) ? function : null;

    /// <summary>Reads the parameters of a local function as the arguments of a call, until the result is disposed of.</summary>
    public IDisposable Bind(IMethodSymbol function, IInvocationOperation call)
    {
        List<IParameterSymbol> parameters = new();
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter
                && parameter.Ordinal < function.Parameters.Length
                && !_bound.ContainsKey(function.Parameters[parameter.Ordinal]))
            {
                _bound.Add(function.Parameters[parameter.Ordinal], argument.Value);
                parameters.Add(function.Parameters[parameter.Ordinal]);
            }
        }

        return new BoundParameters(_bound, parameters);
    }

    public static bool IsProcess(ITypeSymbol? type) => type.IsOrDerivesFrom(KnownTypes.Process);

    public static bool IsReaderOrWriter(ITypeSymbol? type) =>
        type.IsOrDerivesFrom("System.IO.TextReader")
        || type.IsOrDerivesFrom("System.IO.TextWriter")
        || type.IsOrDerivesFrom("System.IO.Stream");

    /// <summary>A member of another object may hold another process each time.</summary>
    public static bool IsOwn(IMemberReferenceOperation member) =>
        member.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    /// <summary>The process that an expression means; null for any other.</summary>
    public ProcessKey? ProcessOf(IOperation? expression, int hops = Budgets.ProcessAliases) =>
        expression is not null && (IsProcess(expression.Type) || IsProcess(ValueOrigin.Unwrap(expression).Type))
            ? KeyOf(expression, hops)
            : null;

    /// <summary>The object that an expression means; null for one that is not known by any name.</summary>
    public ProcessKey? KeyOf(IOperation? expression, int hops = Budgets.ProcessAliases)
    {
        if (expression is null || hops == 0)
        {
            return null;
        }

        IOperation value = ValueOrigin.Unwrap(expression);
        switch (value)
        {
            case IConditionalAccessInstanceOperation instance:
                return KeyOf(ValueOrigin.AccessedObject(instance), hops - 1);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput }:
                return KeyOf(PatternInput.Of(value), hops - 1);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }:
                return KeyOf(ImplicitReceiver(value), hops - 1);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: { } type }:
                return new ProcessKey(type);
            case ILocalReferenceOperation { Local: var local }:
                return OfLocal(local, hops);
            case IParameterReferenceOperation { Parameter: var bound } when _bound.TryGetValue(bound, out IOperation? argument):
                return KeyOf(argument, hops - 1);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return new ProcessKey(parameter.OriginalDefinition);
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member
                when IsStorage(member.Member) && Written(member) is null:
                return OfMember(member, hops);
            case ICoalesceOperation coalesce:
                return KeyOf(coalesce.Value, hops - 1) ?? KeyOf(coalesce.WhenNull, hops - 1);
            case ISimpleAssignmentOperation assignment:
                return KeyOf(assignment.Target, hops - 1);
            case ICoalesceAssignmentOperation assignment:
                return KeyOf(assignment.Target, hops - 1);
            case var result when TaskUse.TaskOf(result) is { } task:
                return KeyOf(task, hops - 1);
            case var task when TaskUse.MadeWith(task) is { } result:
                return KeyOf(result, hops - 1);
            case var taken when Written(taken) is { } written:
                return KeyOf(written, hops - 1);
            case IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation:
                return _traces.Returned(value, this, hops - 1, _cancellationToken)
                    ?? Holders.Of(value, target => KeyOf(target, hops - 1), local => OfLocal(local, hops - 1))
                    ?? new ProcessKey(value);
            default:
                return null;
        }
    }

    /// <summary>A field, or a property that is nothing but one.</summary>
    private static bool IsStorage(ISymbol member) =>
        member is IFieldSymbol || (member is IPropertySymbol property && (ValueOrigin.IsAutoProperty(property) || property.IsAbstract));

    private ProcessKey? OfMember(IMemberReferenceOperation member, int hops)
    {
        if (!IsOwn(member))
        {
            return KeyOf(member.Instance, hops - 1)?.With(member.Member);
        }

        return _stored.TryGetValue(member.Member, out ISymbol? held) && held is ILocalSymbol kept
            ? OfLocal(kept, hops)
            : new ProcessKey(member.Member.OriginalDefinition);
    }

    /// <summary>True when a deconstruction gives each element a name of its own, or to nobody.</summary>
    public bool AreNamed(IDeconstructionAssignmentOperation deconstruction) =>
        TargetsOf(deconstruction).All(target => target is IDiscardOperation
            || (target is ILocalReferenceOperation { Local: var local } && Assignments.PlacesOf(local).Count == 1));

    private static ImmutableArray<IOperation> TargetsOf(IDeconstructionAssignmentOperation deconstruction) =>
        (deconstruction.Target is IDeclarationExpressionOperation declared ? declared.Expression : deconstruction.Target) is ITupleOperation
            targets
            ? targets.Elements.Select(static target => target is IDeclarationExpressionOperation one ? one.Expression : target)
                .ToImmutableArray()
            : ImmutableArray<IOperation>.Empty;

    /// <summary><c>var (p, port) = Begin();</c>: the element of the tuple that the local is.</summary>
    private ProcessKey? OfElement(ILocalSymbol local, int hops)
    {
        if (Assignments.PlacesOf(local) is not { Count: 1 } places
            || places[0] is not IDeconstructionAssignmentOperation { Value: { Type: INamedTypeSymbol { IsTupleType: true } type } value }
                deconstruction
            || ValueOrigin.Unwrap(value) is ITupleOperation)
        {
            return null;
        }

        int index = TargetsOf(deconstruction).IndexOf(
            TargetsOf(deconstruction)
                .FirstOrDefault(target => target is ILocalReferenceOperation reference
                    && SymbolEqualityComparer.Default.Equals(reference.Local, local))!);
        return index < 0 || index >= type.TupleElements.Length ? null : KeyOf(value, hops - 1)?.With(type.TupleElements[index]);
    }

    private ProcessKey OfLocal(ILocalSymbol local, int hops)
    {
        if (_handedOut.TryGetValue(local, out IParameterSymbol? handedOut))
        {
            return new ProcessKey(handedOut.OriginalDefinition);
        }

        List<IOperation>? values = Assignments.Of(local)
            ?.OfType<IOperation>()
            .Where(static value => value is not ILiteralOperation)
            .ToList();
        if (hops == 0 || values is not { Count: 1 })
        {
            return (hops == 0 ? null : OfElement(local, hops)) ?? new ProcessKey(local);
        }

        if (PatternInput.IsMatched(values[0]))
        {
            // `if (Process.Start(info) is { } p)`: the local is another name of what is matched.
            return KeyOf(values[0], hops - 1) ?? new ProcessKey(local);
        }

        IOperation value = ValueOrigin.Unwrap(values[0]);
        if (Written(value) is { } written)
        {
            return KeyOf(written, hops - 1) ?? new ProcessKey(local);
        }

        value = TaskUse.TaskOf(value) is { } task && task is not IInvocationOperation ? task : TaskUse.MadeWith(value) ?? value;
        return value switch
        {
            IMemberReferenceOperation member when _stored.ContainsKey(member.Member) => new ProcessKey(local),
            ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or ISimpleAssignmentOperation =>
                KeyOf(value, hops - 1) ?? new ProcessKey(local),
            IInvocationOperation or IAwaitOperation => _traces.Returned(value, this, hops - 1, _cancellationToken) ?? new ProcessKey(local),
            _ => new ProcessKey(local),
        };
    }

    /// <summary>The object whose initializer the receiver is in.</summary>
    private static IOperation? ImplicitReceiver(IOperation receiver)
    {
        IOperation? outer = receiver.Parent;
        while (outer is not (null or IObjectOrCollectionInitializerOperation))
        {
            outer = outer.Parent;
        }

        return outer?.Parent is IObjectCreationOperation creation ? creation : null;
    }

    private sealed class BoundParameters : IDisposable
    {
        private readonly Dictionary<IParameterSymbol, IOperation> _bound;
        private readonly List<IParameterSymbol> _parameters;

        public BoundParameters(Dictionary<IParameterSymbol, IOperation> bound, List<IParameterSymbol> parameters) =>
            (_bound, _parameters) = (bound, parameters);

        public void Dispose() => _parameters.ForEach(parameter => _bound.Remove(parameter));
    }
}
