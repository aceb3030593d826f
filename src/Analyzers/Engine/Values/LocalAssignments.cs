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

    private readonly HashSet<IParameterSymbol> _assignedParameters = new(SymbolEqualityComparer.Default);

    /// <summary>The locals that local functions fill, each with the parameter that it is passed for.</summary>
    private readonly List<(ILocalSymbol Local, IParameterSymbol Filled)> _filled = new();

    public LocalAssignments(IOperation body)
    {
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            Read(operation);
        }

        foreach ((ILocalSymbol local, IParameterSymbol filled) in _filled)
        {
            foreach (IOperation? value in FillsOf(filled, body))
            {
                Add(local, value);
            }
        }
    }

    public IReadOnlyList<IOperation?>? Of(ILocalSymbol local) => _values.TryGetValue(local, out List<IOperation?>? values) ? values : null;

    /// <summary>
    /// The one expression that a local ever holds, found from any place in its body; null when there are more, or one cannot be traced.
    /// </summary>
    public static IOperation? Single(ILocalSymbol local, IOperation place) =>
        new LocalAssignments(Outermost(place)).Of(local) is { Count: 1 } assigned ? assigned[0] : null;

    /// <summary>The body, initialiser or file round an operation.</summary>
    public static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>The local function of that symbol, in the member round an operation.</summary>
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
                Add(declarator.Symbol, initializer.Value);
                break;
            case IVariableDeclaratorOperation { Parent: IForEachLoopOperation loop } variable:
                Add(variable.Symbol, loop);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                Add(target.Local, assignment.Value);
                break;
            case ICoalesceAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                Add(target.Local, assignment.Value);
                break;
            case ICompoundAssignmentOperation { Target: ILocalReferenceOperation target }:
                Add(target.Local, null);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared }:
                Add(declared, PatternInput.Of(operation));
                break;
            case IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol declared }:
                Add(declared, PatternInput.Of(operation));
                break;
            case IAssignmentOperation { Target: IParameterReferenceOperation target }:
                _assignedParameters.Add(target.Parameter);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Value: IParameterReferenceOperation target }:
                _assignedParameters.Add(target.Parameter);
                break;
            case IArgumentOperation { Parameter: { RefKind: RefKind.Out, ContainingSymbol: IMethodSymbol filler } parameter } argument
                when filler.MethodKind == MethodKind.LocalFunction && LocalOf(argument.Value) is { } filled:
                _filled.Add((filled, parameter));
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument when LocalOf(argument.Value) is { } passed:
                Add(passed, argument.Parameter.RefKind == RefKind.Out ? GiverOf(argument) : ExchangedBy(argument));
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                ReadDeconstruction(deconstruction.Target, deconstruction.Value);
                break;
        }
    }

    private void ReadDeconstruction(IOperation target, IOperation? value)
    {
        IOperation? source = value is null ? null : ValueOrigin.Unwrap(value);
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                ReadDeconstruction(declaration.Expression, source);
                break;
            case ILocalReferenceOperation reference:
                Add(reference.Local, source);
                break;
            case ITupleOperation targets:
                for (int i = 0; i < targets.Elements.Length; i++)
                {
                    ReadDeconstruction(
                        targets.Elements[i],
                        source is ITupleOperation values && i < values.Elements.Length ? values.Elements[i] : null);
                }

                break;
        }
    }

    private static ILocalSymbol? LocalOf(IOperation operation) => operation switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
        ILocalReferenceOperation reference => reference.Local,
        _ => null,
    };

    /// <summary>A method of another assembly hands out something of its receiver; of a method here nothing is known.</summary>
    private static IOperation? GiverOf(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { Instance: not null, TargetMethod.DeclaringSyntaxReferences.IsEmpty: true } giver
            ? giver
            : null;

    /// <summary>What `Interlocked.CompareExchange(ref x, value, null)` and its like put into x; null for any other method.</summary>
    private static IOperation? ExchangedBy(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { TargetMethod: { Name: "Exchange" or "CompareExchange" or "Write" } method } call
        && (method.ContainingType.Is(KnownTypes.Interlocked) || method.ContainingType.Is(KnownTypes.Volatile))
            ? call.Arguments.First(static given => given.Parameter?.Ordinal == 1).Value
            : null;

    /// <summary>All that a local function assigns to a parameter: null where it hands that on to others.</summary>
    private static IEnumerable<IOperation?> FillsOf(IParameterSymbol parameter, IOperation body) =>
        body.Descendants()
            .OfType<IParameterReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter.OriginalDefinition))
            .Where(static reference => reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref }
                || (reference.Parent is IAssignmentOperation assignment && assignment.Target == reference))
            .Select(static reference => (reference.Parent as ISimpleAssignmentOperation)?.Value);

    private void Add(ILocalSymbol local, IOperation? value)
    {
        if (!_values.TryGetValue(local, out List<IOperation?>? values))
        {
            _values.Add(local, values = new List<IOperation?>());
        }

        values.Add(value);
    }
}
