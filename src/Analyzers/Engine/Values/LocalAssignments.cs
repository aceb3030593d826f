using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>All that is ever assigned to each local of one body; null stands for something that cannot be traced.</summary>
internal sealed class LocalAssignments
{
    private readonly Dictionary<ILocalSymbol, List<IOperation?>> _values = new(SymbolEqualityComparer.Default);

    private readonly Dictionary<ILocalSymbol, List<IOperation>> _places = new(SymbolEqualityComparer.Default);

    private readonly HashSet<IParameterSymbol> _assignedParameters = new(SymbolEqualityComparer.Default);

    /// <summary>The locals that local functions fill, each with the parameter that it is passed for.</summary>
    private readonly List<(ILocalSymbol Local, IParameterSymbol Filled, IOperation Place)> _filled = new();

    public LocalAssignments(IOperation body)
    {
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            Read(operation);
        }

        foreach ((ILocalSymbol local, IParameterSymbol filled, IOperation place) in _filled)
        {
            foreach (IOperation? value in FillsOf(filled, body))
            {
                Add(local, value, place);
            }
        }
    }

    /// <summary>The locals that are given a value.</summary>
    public IEnumerable<ILocalSymbol> Locals => _values.Keys;

    public IReadOnlyList<IOperation?>? Of(ILocalSymbol local) => _values.TryGetValue(local, out List<IOperation?>? values) ? values : null;

    /// <summary>The operations that assign to the local, in the order of the values; none where nothing does.</summary>
    public IReadOnlyList<IOperation> PlacesOf(ILocalSymbol local) =>
        _places.TryGetValue(local, out List<IOperation>? places) ? places : new List<IOperation>();

    /// <summary>
    /// The one expression that a local ever holds, found from any place in its body; null when there are more, or one cannot be
    /// traced. The null that it is declared with does not count.
    /// </summary>
    public static IOperation? Single(ILocalSymbol local, IOperation place) => new LocalAssignments(Outermost(place)).Of(local) switch
    {
        { Count: 1 } assigned => assigned[0],
        { Count: 2 } assigned when assigned[0] is { } first
            && ValueOrigin.IsNull(first)
            && assigned[1] is { } value
            && IsListedBeside(local, value) => value,
        _ => null,
    };

    /// <summary>
    /// True for what a statement of the same list as the declaration assigns under no condition: `string? x = null; x ??= Find();`.
    /// </summary>
    private static bool IsListedBeside(ILocalSymbol local, IOperation value)
    {
        IOperation? outer = value.Parent;
        while (outer is IAssignmentOperation or IArgumentOperation or IInvocationOperation or IConversionOperation)
        {
            outer = outer.Parent;
        }

        return outer is IExpressionStatementOperation { Parent: IBlockOperation { Locals: var locals } } && locals.Contains(local);
    }

    /// <summary>Every read and write of a local, found from any place in its body; of those in lambdas too.</summary>
    public static IEnumerable<ILocalReferenceOperation> References(ILocalSymbol local, IOperation place) =>
        Outermost(place)
            .Descendants()
            .OfType<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local));

    /// <summary>The body, initialiser or file around an operation.</summary>
    public static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>The local function of that symbol, in the member around an operation.</summary>
    public static ILocalFunctionOperation? LocalFunction(IMethodSymbol function, IOperation place) =>
        Outermost(place)
            .Descendants()
            .OfType<ILocalFunctionOperation>()
            .FirstOrDefault(found => SymbolEqualityComparer.Default.Equals(found.Symbol, function.OriginalDefinition));

    /// <summary>True when the body gives the parameter another value than its caller did.</summary>
    public bool IsAssigned(IParameterSymbol parameter) => _assignedParameters.Contains(parameter);

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                Add(declarator.Symbol, initializer.Value, operation);
                break;
            case IVariableDeclaratorOperation { Parent: IForEachLoopOperation loop } variable:
                Add(variable.Symbol, loop, operation);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                Add(target.Local, assignment.Value, operation);
                break;
            case ICoalesceAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                Add(target.Local, assignment.Value, operation);
                break;
            case ICompoundAssignmentOperation { Target: ILocalReferenceOperation target }:
                Add(target.Local, null, operation);
                break;
            case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation target }:
                Add(target.Local, null, operation);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared }:
                Add(declared, PatternInput.Of(operation), operation);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol declared }:
                Add(declared, PatternInput.Of(operation), operation);
                break;
            case IAssignmentOperation { Target: IParameterReferenceOperation target }:
                _assignedParameters.Add(target.Parameter);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Value: IParameterReferenceOperation target }:
                _assignedParameters.Add(target.Parameter);
                break;
            case IArgumentOperation { Parameter: { RefKind: RefKind.Out, ContainingSymbol: IMethodSymbol filler } parameter } argument
                when filler.MethodKind == MethodKind.LocalFunction && LocalOf(argument.Value) is { } filled:
                _filled.Add((filled, parameter, operation));
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument when LocalOf(argument.Value) is { } passed:
                Add(passed, argument.Parameter.RefKind == RefKind.Out ? GiverOf(argument) : ExchangedBy(argument), operation);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                ReadDeconstruction(deconstruction.Target, deconstruction.Value, operation);
                break;
        }
    }

    private void ReadDeconstruction(IOperation target, IOperation? value, IOperation place)
    {
        IOperation? source = value is null ? null : ValueOrigin.Unwrap(value);
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                ReadDeconstruction(declaration.Expression, source, place);
                break;
            case ILocalReferenceOperation reference:
                Add(reference.Local, source, place);
                break;
            case ITupleOperation targets:
                for (int i = 0; i < targets.Elements.Length; i++)
                {
                    ReadDeconstruction(
                        targets.Elements[i],
                        source is ITupleOperation values && i < values.Elements.Length ? values.Elements[i] : null,
                        place);
                }

                break;
        }
    }

    /// <summary>The local that an argument for `out` or `ref` names or declares.</summary>
    public static ILocalSymbol? LocalOf(IOperation operation) => operation switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
        ILocalReferenceOperation reference => reference.Local,
        _ => null,
    };

    /// <summary>
    /// A method of another assembly hands out something of its own, which the call stands for; of a method here its body tells.
    /// <code>Mutex.TryOpenExisting(name, out Mutex gate)</code>
    /// </summary>
    private static IOperation? GiverOf(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true } giver ? giver : null;

    /// <summary>What `Interlocked.CompareExchange(ref x, value, null)` and its like put into x; null for any other method.</summary>
    private static IOperation? ExchangedBy(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { TargetMethod: var method } call
        && KnownNames.ReferenceWrites.Has(method.Name)
        && (method.ContainingType.Is(KnownTypes.Interlocked) || method.ContainingType.Is(KnownTypes.Volatile))
            ? call.Arguments.First(static given => given.Parameter?.Ordinal == 1).Value
            : null;

    /// <summary>All that a local function assigns to a parameter: null where it hands that on to others.</summary>
    public static IEnumerable<IOperation?> FillsOf(IParameterSymbol parameter, IOperation body) =>
        body.Descendants()
            .OfType<IParameterReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter.OriginalDefinition))
            .Where(static reference => reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref }
                || (reference.Parent is IAssignmentOperation assignment && assignment.Target == reference))
            .Select(static reference => (reference.Parent as ISimpleAssignmentOperation)?.Value);

    private void Add(ILocalSymbol local, IOperation? value, IOperation place)
    {
        if (!_values.TryGetValue(local, out List<IOperation?>? values))
        {
            _values.Add(local, values = new List<IOperation?>());
            _places.Add(local, new List<IOperation>());
        }

        values.Add(value);
        _places[local].Add(place);
    }
}
