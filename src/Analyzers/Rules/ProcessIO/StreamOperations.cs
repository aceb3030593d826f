using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;
using Kind = ProcessSafety.Analyzers.ProcessIO.ProcessEventKind;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>What a body does to a standard stream of a Process, or to a reader or writer that it is given.</summary>
internal static class StreamOperations
{
    /// <summary>What is smaller than this fits into a pipe on every system.</summary>
    private const int SmallestPipe = 4096;

    /// <summary>What becomes of an expression that is a stream.</summary>
    public static IEnumerable<ProcessEvent> Of(IOperation expression, ProcessNames names)
    {
        IOperation value = Destination.Chosen(expression);
        bool continues = value.Parent is IPropertyReferenceOperation { Property.Name: "BaseStream" }
            || value.Parent is IConditionalAccessOperation
            || value.Parent is IArgumentOperation
            {
                Parent: IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: true } wrapper,
            }
                && ProcessNames.IsReaderOrWriter(wrapper.Type);
        IReadOnlyList<(ProcessKey Process, ProcessStream Stream)> streams = continues
            ? new List<(ProcessKey, ProcessStream)>()
            : names.StreamsOf(expression);
        if (streams.Count == 0)
        {
            return Enumerable.Empty<ProcessEvent>();
        }

        bool isOfEach = ValueOrigin.Unwrap(expression) is ILocalReferenceOperation { Local: var local } && names.IsOfEach(local);
        bool isChoice = !isOfEach
            && (streams.Select(static found => found.Stream).Distinct().Count() > 1
                || (value != expression && value is IConditionalOperation or ISwitchExpressionOperation));
        return streams.Distinct()
            .SelectMany(found => OfUse(value, expression, found.Process, found.Stream))
            .Select(found => found with { IsChoice = isChoice, IsOfEach = isOfEach });
    }

    private static IEnumerable<ProcessEvent> OfUse(IOperation value, IOperation expression, ProcessKey process, ProcessStream stream)
    {
        switch (value.Parent)
        {
            case IInvocationOperation call when call.Instance == value:
                return OfKind(OfMember(call, stream), call).Select(found => found with { IsShort = IsShort(call) });
            case IPropertyReferenceOperation { Property.Name: "EndOfStream" } property:
                return OfKind(IsRepeated(property, out bool isLeft) && !isLeft ? Kind.Drain : Kind.ReadSome, property);
            case IArgumentOperation argument:
                return OfArgument(argument);
            case IUsingOperation usings when usings.Resources == value:
                return Closed(usings, value.Syntax);
            case IVariableInitializerOperation
            {
                Parent: IVariableDeclaratorOperation
                {
                    Parent: IVariableDeclarationOperation
                    {
                        Parent: IVariableDeclarationGroupOperation { Parent: IUsingDeclarationOperation or IUsingOperation } group,
                    },
                } declarator,
            }:
                return Closed(group.Parent!, declarator.Syntax);
            case { } list when Elements.IsOnlyEnumerated(list):
                return Enumerable.Empty<ProcessEvent>();
            case ISimpleAssignmentOperation { Target: not (ILocalReferenceOperation or IDiscardOperation) } assignment
                when assignment.Value == value:
            case IReturnOperation or ITupleOperation or IArrayInitializerOperation or IAnonymousObjectCreationOperation
                or IObjectOrCollectionInitializerOperation or IMethodReferenceOperation or ISwitchExpressionArmOperation:
                return OfKind(Kind.Pass, expression);
            case IVariableInitializerOperation or ISimpleAssignmentOperation or IExpressionStatementOperation or IBinaryOperation
                or IIsPatternOperation or IPropertyReferenceOperation:
                return Enumerable.Empty<ProcessEvent>();
            default:
                return OfKind(Kind.Pass, expression);
        }

        IEnumerable<ProcessEvent> OfKind(Kind? kind, IOperation at) =>
            kind is { } known ? new[] { new ProcessEvent(known, process, stream, at, at) } : Enumerable.Empty<ProcessEvent>();

        IEnumerable<ProcessEvent> Closed(IOperation usings, SyntaxNode resource) => new[]
        {
            new ProcessEvent(
                Kind.CloseStream,
                process,
                stream,
                expression,
                expression) { Position = ProcessOperations.EndOf(usings), Using = resource },
        };

        IEnumerable<ProcessEvent> OfArgument(IArgumentOperation argument)
        {
            if (argument.Parent is IInvocationOperation
                {
                    TargetMethod: { DeclaringSyntaxReferences.IsEmpty: true, MethodKind: not MethodKind.DelegateInvoke } target,
                } call)
            {
                if (target.Name is "CopyTo" or "CopyToAsync" && stream is ProcessStream.Input or ProcessStream.Itself)
                {
                    return OfKind(Kind.WriteBulk, call);
                }

                if (stream == ProcessStream.Input)
                {
                    return OfKind(Kind.Pass, call);
                }

                if (target.Name.Contains("Null") || target.Name == "ReferenceEquals")
                {
                    return Enumerable.Empty<ProcessEvent>();
                }

                bool isTask = target.ReturnType.Name is "Task" or "ValueTask";
                return OfKind(
                    isTask && !TaskUse.IsAwaited(call) ? Kind.BeginRead : target.IsExtensionMethod || isTask ? Kind.Drain : Kind.Pass,
                    call);
            }

            return ProcessOperations.OfArgument(argument, process, stream, expression);
        }
    }

    private static Kind? OfMember(IInvocationOperation call, ProcessStream stream)
    {
        string name = call.TargetMethod.Name;
        bool isRepeated = IsRepeated(call, out bool isLeft);
        return name switch
        {
            _ when KnownNames.StreamCloses.Has(name) => Kind.CloseStream,
            _ when name.StartsWith("Write", System.StringComparison.Ordinal) => IsBulk(call) || isRepeated ? Kind.WriteBulk : Kind.Write,
            _ when stream == ProcessStream.Input || KnownNames.StreamAsides.Has(name) => null,
            "ReadToEnd" or "CopyTo" => Kind.Drain,
            "ReadToEndAsync" or "CopyToAsync" => TaskUse.IsAwaited(call) ? Kind.Drain : Kind.BeginRead,
            _ when name.EndsWith("Async", System.StringComparison.Ordinal) && !TaskUse.IsAwaited(call) => Kind.BeginRead,
            "Peek" => Kind.ReadSome,
            _ => isRepeated && !isLeft ? Kind.Drain : Kind.ReadSome,
        };
    }

    /// <summary>An array, or text of unknown length that is no line of a conversation: 4 KB of constant text fit into any pipe.</summary>
    private static bool IsBulk(IInvocationOperation call) => call.Arguments.Any(argument =>
        ValueOrigin.Unwrap(argument.Value)
            is { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char } }
        || argument.Value.ConstantValue is { HasValue: true, Value: string { Length: >= SmallestPipe } }
        || (call.TargetMethod.Name is "Write" or "WriteAsync"
            && argument.Value is { Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false }
            && ValueOrigin.Unwrap(argument.Value) is IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation
                or IInvocationOperation or IAwaitOperation));

    /// <summary>A short constant, or a text that ends in a command to quit.</summary>
    private static bool IsShort(IInvocationOperation call) =>
        !call.Arguments.IsEmpty && call.Arguments.All(static argument => argument.ArgumentKind == ArgumentKind.DefaultValue
            || argument.Value.ConstantValue is { HasValue: true, Value: char or string { Length: < SmallestPipe } }
            || TextEnd.Of(argument.Value) is { } end && KnownNames.QuitCommands.IsIn(end));

    /// <summary>The parameter whose text a call writes as it is, once; null for any other write.</summary>
    public static IParameterReferenceOperation? WrittenParameter(IOperation write) =>
        write is IInvocationOperation { TargetMethod.Name: "Write" or "WriteAsync", Arguments: { Length: > 0 } arguments }
        && ValueOrigin.Unwrap(arguments[0].Value) is IParameterReferenceOperation { Type.SpecialType: SpecialType.System_String } text
        && !IsRepeated(write, out _)
            ? text
            : null;

    /// <summary>True inside of a loop of the same function; and whether the loop can be left before its condition says so.</summary>
    private static bool IsRepeated(IOperation operation, out bool isLeft)
    {
        ILoopOperation? loop = ControlFlow.LoopRound(operation);
        bool isEndless = loop is IWhileLoopOperation { Condition: null or { ConstantValue: { HasValue: true, Value: true } } }
            or IForLoopOperation { Condition: null };
        isLeft = loop is not null
            && !isEndless
            && loop.Body.Descendants()
                .Any(static inner => inner is IBranchOperation { BranchKind: BranchKind.Break } or IReturnOperation);
        return loop is not null;
    }
}
