using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>
/// Where a value goes in its member: the locals that may hold it, and the places that use it. It continues through conversions, choices
/// (?:, ??, switch), patterns, copies, tuples, arrays written out in place, Interlocked and finished tasks.
/// <code>
/// Mutex first = new(true, "app");      // held by first,
/// if (first is not { } gate) return;   // then by gate too;
/// gate.WaitOne();                      // this uses it
/// </code>
/// </summary>
internal sealed partial class ValueUses
{
    private readonly IOperation _outermost;
    private readonly List<ILocalSymbol> _locals = new();
    private readonly List<IOperation> _uses = new();

    /// <summary>Locals that hold the value in a tuple or an array: the element's number, or null for any.</summary>
    private readonly Dictionary<ILocalSymbol, int?> _containers = new(SymbolEqualityComparer.Default);

    private readonly Queue<IOperation> _open = new();

    private ValueUses(IOperation value)
    {
        _outermost = LocalAssignments.Outermost(value);
        _open.Enqueue(value);
        while (_open.Count > 0)
        {
            Follow(_open.Dequeue());
        }
    }

    /// <summary>The locals that hold it, the first one first.</summary>
    public IReadOnlyList<ILocalSymbol> Locals => _locals;

    /// <summary>Each expression that is the value, where something else is done with it: the parent says what.</summary>
    public IReadOnlyList<IOperation> Uses => _uses;

    /// <param name="value">An expression, such as the creation of an object.</param>
    public static ValueUses Of(IOperation value) => new(value);

    private void Follow(IOperation value)
    {
        value = Destination.Chosen(value);
        switch (value.Parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { IsRef: false } local } }:
                Hold(local);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when assignment.Value == value:
                Assign(target.Local, assignment);
                break;
            case ICoalesceAssignmentOperation { Target: ILocalReferenceOperation target } assignment when assignment.Value == value:
                Assign(target.Local, assignment);
                break;
            case IAssignmentOperation assignment when assignment.Target == value:
            case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                break;
            case var _ when PatternInput.IsMatched(value):
                MatchPatterns(value.Parent!);
                break;
            case ITupleOperation tuple:
                FollowTuple(tuple, tuple.Elements.IndexOf(value));
                break;
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "FromResult" } call }
                when TaskUse.MadeWith(call) is not null:
                Continue(value, TaskUse.WaitOn(call) as IAwaitOperation);
                break;
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "CompareExchange" or "Exchange" } swap } call }
                when swap.ContainingType.Is(KnownTypes.Interlocked)
                    && ValueOrigin.Unwrap(call.Arguments[0].Value) is ILocalReferenceOperation place:
                if (call.Arguments[0].Value != value)
                {
                    Hold(place.Local);
                }

                break;
            case ISimpleAssignmentOperation
            {
                Parent: IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation made },
            } set
                when set.Value == value
                    && set.Target is IMemberReferenceOperation { Member: var member }
                    && made.Parent is IMemberReferenceOperation read
                    && SymbolEqualityComparer.Default.Equals(read.Member, member):
                _open.Enqueue(read);
                break;
            case IArgumentOperation { Parent: IObjectCreationOperation { Parent: IPropertyReferenceOperation read }, Parameter: { } given }
                when SymbolEqualityComparer.Default.Equals(
                    ValueOrigin.ParameterBehind(read.Property.OriginalDefinition),
                    given.OriginalDefinition):
                _open.Enqueue(read);
                break;
            case IForEachLoopOperation loop when loop.Collection == value:
                _uses.Add(value);
                break;
            case { } parent when ArrayOf(parent) is { } array:
                FollowArray(array);
                break;
            default:
                _uses.Add(value);
                break;
        }
    }

    private void Assign(ILocalSymbol local, IOperation assignment)
    {
        Hold(local);
        if (assignment.Parent is not IExpressionStatementOperation)
        {
            _open.Enqueue(assignment);
        }
    }

    private void Hold(ILocalSymbol local)
    {
        if (_locals.Contains(local, SymbolEqualityComparer.Default))
        {
            return;
        }

        _locals.Add(local);
        foreach (ILocalReferenceOperation reference in References(local))
        {
            if (reference.Parent is not IArgumentOperation { Parameter.RefKind: RefKind.Out })
            {
                _open.Enqueue(reference);
            }
        }
    }

    private IEnumerable<ILocalReferenceOperation> References(ILocalSymbol local) =>
        LocalAssignments.References(local, _outermost).Where(static reference => !reference.IsDeclaration);

    private void MatchPatterns(IOperation match)
    {
        // `value is { Name: var name }` reads a member of it: the place of the value is the input of the pattern.
        _uses.AddRange(match.Descendants().Where(operation =>
            operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput }
            && PatternInput.Of(operation) is { } input
            && input.Parent == match));
        foreach (IPatternOperation pattern in PatternInput.PatternsOf(match))
        {
            switch (pattern is INegatedPatternOperation negated ? negated.Pattern : pattern)
            {
                case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared }:
                    Hold(declared);
                    break;
                case IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol declared }:
                    Hold(declared);
                    break;
            }
        }
    }

    private void Continue(IOperation value, IOperation? next)
    {
        if (next is null)
        {
            _uses.Add(value);
        }
        else
        {
            _open.Enqueue(next);
        }
    }

    /// <summary><c>(x, n) = (value, 0)</c> gives it to x; <c>var pair = (value, 0)</c> makes pair a container.</summary>
    private void FollowTuple(ITupleOperation tuple, int element)
    {
        IOperation whole = Destination.Chosen(tuple);
        switch (whole.Parent)
        {
            case IDeconstructionAssignmentOperation { Target: var target } assignment when assignment.Value == whole:
                IOperation names = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
                IOperation? name = names is ITupleOperation { Elements: var elements } && element < elements.Length
                    ? elements[element]
                    : null;
                switch (name is IDeclarationExpressionOperation declared ? declared.Expression : name)
                {
                    case ILocalReferenceOperation { Local: var local }:
                        Hold(local);
                        break;
                    case IDiscardOperation:
                        break;
                    default:
                        _uses.Add(tuple);
                        break;
                }

                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var pair } }:
                HoldIn(pair, element);
                break;
            default:
                _uses.Add(whole);
                break;
        }
    }

    /// <summary>The array or collection expression that the parent of an element is or initialises.</summary>
    private static IOperation? ArrayOf(IOperation parent) =>
        parent is IArrayInitializerOperation { Parent: IArrayCreationOperation array } ? array
        : Elements.Of(parent) is not null ? parent
        : null;

    private void FollowArray(IOperation array)
    {
        IOperation whole = Destination.Chosen(array);
        switch (whole.Parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var items } }:
                HoldIn(items, element: null);
                break;
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var item } } loop
                when loop.Collection == whole:
                Hold(item);
                break;
            default:
                _uses.Add(whole);
                break;
        }
    }

    private void HoldIn(ILocalSymbol container, int? element)
    {
        if (_containers.ContainsKey(container))
        {
            return;
        }

        _containers.Add(container, element);
        foreach (ILocalReferenceOperation reference in References(container))
        {
            IOperation whole = Destination.Chosen(reference);
            switch (whole.Parent)
            {
                case IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } field } item when element is { } number:
                    if (Elements.NumberOf(field) == number)
                    {
                        _open.Enqueue(item);
                    }

                    break;
                case IArrayElementReferenceOperation item when element is null && item.ArrayReference == whole:
                    _open.Enqueue(item);
                    break;
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var item } } loop
                    when element is null && loop.Collection == whole:
                    Hold(item);
                    break;
                default:
                    _uses.Add(whole);
                    break;
            }
        }
    }
}
