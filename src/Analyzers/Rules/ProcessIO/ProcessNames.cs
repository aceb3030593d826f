using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>Which Process, and which of its streams, the expressions of one body mean; aliases lead to what they stand for.</summary>
internal sealed class ProcessNames
{
    private const int MaxAliases = 8;

    private readonly LocalAssignments _assignments;
    private readonly Dictionary<ISymbol, ISymbol> _stored = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, ILocalFunctionOperation> _functions = new(SymbolEqualityComparer.Default);

    /// <param name="body">The outermost operation of a body.</param>
    public ProcessNames(IOperation body)
    {
        Body = body;
        _assignments = new LocalAssignments(body);
        foreach (IOperation operation in body.Descendants())
        {
            if (operation is ILocalFunctionOperation function)
            {
                _functions[function.Symbol] = function;
            }
            else if (operation is ISimpleAssignmentOperation
                {
                    Target: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member,
                } assignment
                && IsProcess(member.Type)
                && ValueOrigin.Unwrap(assignment.Value) is ILocalReferenceOperation { Local: var local })
            {
                // What a local holds and a field keeps is one process.
                _stored[member.Member] = local;
            }
        }
    }

    /// <summary>The outermost operation.</summary>
    public IOperation Body { get; }

    public ILocalFunctionOperation? LocalFunction(IMethodSymbol method) =>
        _functions.TryGetValue(method.OriginalDefinition, out ILocalFunctionOperation? function) ? function : null;

    public static bool IsProcess(ITypeSymbol? type) => type.IsOrDerivesFrom(KnownTypes.Process);

    public static bool IsReaderOrWriter(ITypeSymbol? type) =>
        type.IsOrDerivesFrom("System.IO.TextReader")
        || type.IsOrDerivesFrom("System.IO.TextWriter")
        || type.IsOrDerivesFrom("System.IO.Stream");

    /// <summary>The process that an expression means; null for one that is none.</summary>
    public ProcessKey? ProcessOf(IOperation? expression, int hops = MaxAliases)
    {
        if (expression is null || hops == 0)
        {
            return null;
        }

        IOperation value = ValueOrigin.Unwrap(expression);
        switch (value)
        {
            case IConditionalAccessInstanceOperation instance:
                return ProcessOf(ValueOrigin.AccessedObject(instance), hops - 1);
            case ILocalReferenceOperation { Local: var local } when IsProcess(local.Type):
                return OfLocal(local, hops);
            case IParameterReferenceOperation { Parameter: var parameter } when IsProcess(parameter.Type):
                return new ProcessKey(parameter);
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member when IsProcess(member.Type) && IsOwn(member):
                return _stored.TryGetValue(member.Member, out ISymbol? held) && held is ILocalSymbol kept
                    ? OfLocal(kept, hops)
                    : new ProcessKey(member.Member.OriginalDefinition);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput }:
                return ProcessOf(PatternInput.Of(value), hops - 1);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when IsProcess(value.Type):
                return new ProcessKey(value.Type!);
            case ICoalesceOperation coalesce:
                return ProcessOf(coalesce.Value, hops - 1);
            case ISimpleAssignmentOperation assignment when IsProcess(assignment.Type):
                return ProcessOf(assignment.Target, hops - 1);
            case IInvocationOperation or IObjectCreationOperation when IsProcess(value.Type):
                return HolderOf(value, hops) ?? new ProcessKey(value);
            default:
                return null;
        }
    }

    /// <summary>A member of another object may hold another process each time.</summary>
    public static bool IsOwn(IMemberReferenceOperation member) =>
        member.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    /// <summary>The streams that an expression may mean.</summary>
    public IReadOnlyList<(ProcessKey Process, ProcessStream Stream)> StreamsOf(IOperation? expression, int hops = MaxAliases)
    {
        List<(ProcessKey Process, ProcessStream Stream)> found = new();
        if (expression is not null && hops > 0)
        {
            AddStreams(ValueOrigin.Unwrap(expression), hops, found);
        }

        return found;
    }

    public static ProcessStream Named(string name) => name switch
    {
        "StandardOutput" => ProcessStream.Output,
        "StandardError" => ProcessStream.Error,
        "StandardInput" => ProcessStream.Input,
        _ => ProcessStream.None,
    };

    private void AddStreams(IOperation value, int hops, List<(ProcessKey Process, ProcessStream Stream)> found)
    {
        switch (value)
        {
            case IPropertyReferenceOperation { Property: { Name: var name } property }
                when Named(name) is var stream and not ProcessStream.None && IsProcess(property.ContainingType):
                if (ProcessOf(((IPropertyReferenceOperation)value).Instance) is { } process)
                {
                    found.Add((process, stream));
                }

                break;
            case IPropertyReferenceOperation { Property.Name: "BaseStream", Instance: { } reader }:
                found.AddRange(StreamsOf(reader, hops - 1));
                break;
            case IConditionalAccessInstanceOperation instance:
                found.AddRange(StreamsOf(ValueOrigin.AccessedObject(instance), hops - 1));
                break;
            case IConditionalAccessOperation access:
                found.AddRange(StreamsOf(access.WhenNotNull, hops - 1));
                break;
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                found.AddRange(StreamsOf(choice.WhenTrue, hops - 1));
                found.AddRange(StreamsOf(whenFalse, hops - 1));
                break;
            case ICoalesceOperation coalesce:
                found.AddRange(StreamsOf(coalesce.Value, hops - 1));
                break;
            case IObjectCreationOperation { Arguments: { Length: > 0 } arguments, Constructor.DeclaringSyntaxReferences.IsEmpty: true }
                when IsReaderOrWriter(value.Type):
                found.AddRange(StreamsOf(arguments[0].Value, hops - 1));
                break;
            case ILocalReferenceOperation { Local: var local } when IsReaderOrWriter(local.Type):
                foreach (IOperation? assigned in _assignments.Of(local) ?? new List<IOperation?>())
                {
                    found.AddRange(StreamsOf(assigned, hops - 1));
                }

                break;
            case IParameterReferenceOperation { Parameter: var parameter } when IsReaderOrWriter(parameter.Type):
                found.Add((new ProcessKey(parameter), ProcessStream.Itself));
                break;
        }
    }

    private ProcessKey OfLocal(ILocalSymbol local, int hops)
    {
        List<IOperation>? values = _assignments.Of(local)
            ?.OfType<IOperation>()
            .Where(static value => value is not ILiteralOperation)
            .ToList();
        if (values is { Count: 1 } && PatternInput.IsMatched(values[0]))
        {
            // `if (Process.Start(info) is { } p)`: the local is another name of what is matched.
            return ProcessOf(values[0], hops - 1) ?? new ProcessKey(local);
        }

        if (values is { Count: 1 }
            && ValueOrigin.Unwrap(values[0]) is ILocalReferenceOperation
                or IParameterReferenceOperation
                or IMemberReferenceOperation
                or ISimpleAssignmentOperation
            && !(ValueOrigin.Unwrap(values[0]) is IMemberReferenceOperation member && _stored.ContainsKey(member.Member))
            && ProcessOf(values[0], hops - 1) is { } original)
        {
            return original;
        }

        return new ProcessKey(local);
    }

    /// <summary>The variable that is given a new process at once.</summary>
    private ProcessKey? HolderOf(IOperation creation, int hops) => creation.Parent switch
    {
        IConversionOperation or IParenthesizedOperation or ICoalesceOperation => HolderOf(creation.Parent, hops),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => OfLocal(declarator.Symbol, hops - 1),
        ISimpleAssignmentOperation assignment when assignment.Value == creation => ProcessOf(assignment.Target, hops - 1),
        _ => null,
    };
}
