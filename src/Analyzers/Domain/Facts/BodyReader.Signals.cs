using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <content>What a body waits for, and what it lets other code know.</content>
internal sealed partial class BodyReader
{
    private void AddWait(IOperation operation, ISymbol member, ApiModel model, bool isSleep = false)
    {
        if (!_guards.OnlyCompleted)
        {
            Add(new Waited(Sites.OfFact(operation), _guards, _held, model.Receiver, _origin.Of(Awaited(operation)), member)
            {
                IsSleep = isSleep,
            });
        }
    }

    /// <summary>
    /// The object whose change ends the wait: `t` in `t.GetAwaiter().GetResult()`, the first of those that WaitAll takes.
    /// </summary>
    private static IOperation? Awaited(IOperation wait)
    {
        IOperation? awaited = wait switch
        {
            IInvocationOperation { Instance: { } instance } => instance,
            IPropertyReferenceOperation property => property.Instance,
            IInvocationOperation { Arguments: var arguments } => arguments.FirstOrDefault()?.Value,
            _ => null,
        };
        while (awaited is not null)
        {
            switch (ValueOrigin.Unwrap(awaited))
            {
                case IInvocationOperation { TargetMethod.Name: not "WaitAsync" and var name, Instance: { } task }
                    when name == "GetAwaiter" || KnownNames.SameTask.Has(name):
                    awaited = task;
                    break;
                case IArrayCreationOperation { Initializer.ElementValues: { Length: > 0 } elements }:
                    awaited = elements[0];
                    break;
                case { IsImplicit: true } list when list.ChildOperations.FirstOrDefault() is { } first:
                    awaited = first;
                    break;
                case var other:
                    return other;
            }
        }

        return null;
    }

    private static bool CompletesTask(IMethodSymbol method) =>
        KnownNames.TaskCompletions.Has(method.Name)
        && (method.ContainingType.Is(KnownTypes.TaskCompletionSource) || method.ContainingType.Is(KnownTypes.TaskCompletionSourceOfT));

    private void ReadSignal(IInvocationOperation invocation, bool isForThisProcess)
    {
        IOperation? subject = invocation.Instance ?? invocation.Arguments.FirstOrDefault()?.Value;
        Add(new Signalled(Sites.OfFact(invocation), _guards, _held, Flag(subject) ?? _origin.Of(subject), isForThisProcess));
    }

    /// <summary>`_stopping = true`.</summary>
    private void ReadFlag(IAssignmentOperation assignment)
    {
        if (assignment
                is ISimpleAssignmentOperation { Value: { Type.SpecialType: SpecialType.System_Boolean, ConstantValue.HasValue: true } }
            && Flag(assignment.Target) is { } flag)
        {
            Add(new Signalled(Sites.OfFact(assignment), _guards, _held, flag, IsForThisProcess: true));
        }
    }

    private void ReadSpin(ILoopOperation loop)
    {
        if (SpinLoop.IsEndless(loop))
        {
            Add(new Spun(Sites.OfLoopHeader(loop), _guards, _held));
        }
    }

    /// <summary>`while (!_done) Thread.Sleep(100);`</summary>
    private void ReadPoll(IWhileLoopOperation loop, IOperation condition)
    {
        IOperation flag = ValueOrigin.Unwrap(condition);
        while (flag is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
        {
            flag = ValueOrigin.Unwrap(not.Operand);
        }

        if (flag is IInvocationOperation { TargetMethod.Name: "Read", Arguments: { Length: 1 } arguments } read
            && read.TargetMethod.ContainingType.Is(KnownTypes.Volatile))
        {
            flag = arguments[0].Value;
        }

        if (flag.Type?.SpecialType == SpecialType.System_Boolean && Flag(flag) is { } subject && IsPause(loop.Body))
        {
            Add(new Polled(Sites.OfLoopHeader(loop), _guards, _held, subject));
        }
    }

    /// <summary>True when the body of a loop does nothing but let time pass.</summary>
    private static bool IsPause(IOperation body) => body switch
    {
        IBlockOperation block => block.Operations.All(IsPause),
        IExpressionStatementOperation { Operation: IInvocationOperation call } =>
            call.TargetMethod.ContainingType.Is(KnownTypes.Thread) || call.TargetMethod.Name == "SpinOnce",
        IEmptyOperation => true,
        _ => false,
    };

    /// <summary>The variable or member itself, where it holds no object that could be told by its origin.</summary>
    private Value? Flag(IOperation? target) => target switch
    {
        ILocalReferenceOperation { Local: { Type.IsValueType: true } local } => new Value.LocalValue(local),
        IFieldReferenceOperation { Field.IsStatic: true } or IFieldReferenceOperation { Instance: IInstanceReferenceOperation } =>
            _origin.Of(target),
        IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: false } property }
            when ValueOrigin.IsAutoProperty(property) =>
            _origin.Of(target),
        _ => null,
    };
}
