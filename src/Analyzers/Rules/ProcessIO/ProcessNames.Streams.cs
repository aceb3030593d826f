using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <content>Which streams the expressions mean, and what is taken out of what is written out.</content>
internal sealed partial class ProcessNames
{
    /// <summary>The streams that an expression may mean.</summary>
    public IReadOnlyList<(ProcessKey Process, ProcessStream Stream)> StreamsOf(IOperation? expression, int hops = Budgets.ProcessAliases)
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
                foreach (IOperation? assigned in Assignments.Of(local) ?? new List<IOperation?>())
                {
                    if (assigned is IForEachLoopOperation loop)
                    {
                        found.AddRange(ElementsOf(loop).SelectMany(item => StreamsOf(item, hops - 1)));
                    }
                    else
                    {
                        found.AddRange(StreamsOf(assigned, hops - 1));
                    }
                }

                break;
            case IParameterReferenceOperation { Parameter: var bound } when _bound.TryGetValue(bound, out IOperation? argument):
                found.AddRange(StreamsOf(argument, hops - 1));
                break;
            case IParameterReferenceOperation { Parameter: var parameter } when IsReaderOrWriter(parameter.Type):
                found.Add((new ProcessKey(parameter.OriginalDefinition), ProcessStream.Itself));
                break;
            case var taken when Written(taken) is { } written:
                found.AddRange(StreamsOf(written, hops - 1));
                break;
        }
    }

    /// <summary>True for the variable of a foreach over streams that are written out in place.</summary>
    public bool IsOfEach(ILocalSymbol local) =>
        Assignments.Of(local) is { Count: 1 } single && single[0] is IForEachLoopOperation loop && ElementsOf(loop).Count > 1;

    private IReadOnlyList<IOperation> ElementsOf(IForEachLoopOperation loop)
    {
        IOperation collection = ValueOrigin.Unwrap(loop.Collection);
        return Elements.Of(collection is ILocalReferenceOperation { Local: var list } && Assignments.Of(list) is { Count: 1 } single
            ? single[0]
            : collection) ?? new List<IOperation>();
    }

    /// <summary>
    /// What a value is that is taken out of a tuple, an array, an object or a finished task that this body writes out; null for any other
    /// value. What makes the thing around it is no name of the process.
    /// </summary>
    private static IOperation? Written(IOperation value) => value switch
    {
        IArrayElementReferenceOperation or IFieldReferenceOperation or IInvocationOperation or ISwitchExpressionOperation
        or IPropertyReferenceOperation { Property.Name: not "Result" }
            when WrittenValues.Of(value) is { Count: 1 } only
                && (value is not ISwitchExpressionOperation || ValueOrigin.Unwrap(only[0]) is ILocalReferenceOperation) => only[0],
        _ => TaskUse.TaskOf(value) is { } task ? TaskUse.MadeWith(task) : null,
    };
}
