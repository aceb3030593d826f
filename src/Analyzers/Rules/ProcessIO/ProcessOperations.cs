using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;
using Kind = ProcessSafety.Analyzers.ProcessIO.ProcessEventKind;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>What a single operation does to a Process.</summary>
internal static partial class ProcessOperations
{
    public static IEnumerable<ProcessEvent> Of(IOperation operation, ProcessNames names)
    {
        if (ProcessNames.IsReaderOrWriter(operation.Type) && IsReadHere(operation))
        {
            return StreamOperations.Of(operation, names);
        }

        switch (operation)
        {
            case IInvocationOperation { Instance: { } instance } call
                when ProcessNames.IsProcess(call.TargetMethod.ContainingType) && names.ProcessOf(instance) is { } process:
                return OfCall(call, process, names).Concat(OfCreation(call, names));
            case IPropertyReferenceOperation { Property.Name: "HasExited", Instance: { } instance } property
                when ProcessNames.IsProcess(property.Property.ContainingType) && names.ProcessOf(instance) is { } process:
                return One(new ProcessEvent(
                    IsAskedByALoop(property) ? Kind.Poll : Kind.AskExit,
                    process,
                    ProcessStream.None,
                    property,
                    property));
            case IPropertyReferenceOperation { Property.Name: "ExitCode" or "ExitTime", Instance: { } instance } property
                when ProcessNames.IsProcess(property.Property.ContainingType)
                    && property.Parent is not INameOfOperation
                    && names.ProcessOf(instance) is { } process:
                return One(new ProcessEvent(Kind.AskResult, process, ProcessStream.None, property, property));
            case IEventAssignmentOperation
            {
                Adds: true,
                EventReference: IEventReferenceOperation { Event: var raised, Instance: { } instance },
            } added
                when ProcessNames.IsProcess(raised.ContainingType) && names.ProcessOf(instance) is { } process:
                ProcessStream stream = raised.Name switch
                {
                    "OutputDataReceived" => ProcessStream.Output,
                    "ErrorDataReceived" => ProcessStream.Error,
                    _ => ProcessStream.None,
                };
                return stream != ProcessStream.None ? One(new ProcessEvent(Kind.Handle, process, stream, added, added))
                    : raised.Name == "Exited" ? One(new ProcessEvent(Kind.HandleExit, process, stream, added, added))
                    : Nothing;
            case ISimpleAssignmentOperation
            {
                Target: IPropertyReferenceOperation { Property: { Name: "EnableRaisingEvents" } watched, Instance: { } instance },
                Value.ConstantValue: { HasValue: true, Value: true },
            } set
                when ProcessNames.IsProcess(watched.ContainingType) && names.ProcessOf(instance) is { } process:
                return One(new ProcessEvent(Kind.Watch, process, ProcessStream.None, set, set));
            default:
                return ProcessNames.IsProcess(operation.Type) && IsReadHere(operation)
                    ? OfValue(operation, names).Concat(OfCreation(operation, names))
                    : Nothing;
        }
    }

    private static IEnumerable<ProcessEvent> Nothing => Enumerable.Empty<ProcessEvent>();

    private static IEnumerable<ProcessEvent> One(ProcessEvent found) => new[] { found };

    /// <summary>References and new objects; what only hands a value on is looked at through its operand.</summary>
    private static bool IsReadHere(IOperation operation) =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or IInvocationOperation
            or IObjectCreationOperation or IConditionalAccessInstanceOperation
        && !(operation.Parent is ISimpleAssignmentOperation assignment && assignment.Target == operation)
        && !IsDeconstructed(operation.Parent);

    /// <summary>True for the left side of a deconstruction.</summary>
    private static bool IsDeconstructed(IOperation? targets) => targets switch
    {
        IDeclarationExpressionOperation or ITupleOperation => IsTarget(targets) || IsDeconstructed(targets.Parent),
        _ => false,
    };

    private static bool IsTarget(IOperation targets) =>
        targets.Parent is IDeconstructionAssignmentOperation deconstruction && deconstruction.Target == targets;

    /// <summary>The start that the static method makes.</summary>
    private static IEnumerable<ProcessEvent> OfCreation(IOperation operation, ProcessNames names) =>
        operation is IInvocationOperation { Instance: null } start
        && StartInfoReader.IsStart(start)
        && names.ProcessOf(start) is { } process
            ? One(new ProcessEvent(Kind.Start, process, ProcessStream.None, start, start))
            : Nothing;

    private static IEnumerable<ProcessEvent> OfCall(IInvocationOperation call, ProcessKey process, ProcessNames names)
    {
        switch (call.TargetMethod.Name)
        {
            case "Start":
                return One(new ProcessEvent(Kind.Start, process, ProcessStream.None, call, call));
            case "Kill":
                return One(new ProcessEvent(Kind.Kill, process, ProcessStream.None, call, call));
            case "Close" or "Dispose":
                return One(new ProcessEvent(Kind.Dispose, process, ProcessStream.None, call, call));
            case "BeginOutputReadLine":
                return One(new ProcessEvent(Kind.BeginRead, process, ProcessStream.Output, call, call));
            case "BeginErrorReadLine":
                return One(new ProcessEvent(Kind.BeginRead, process, ProcessStream.Error, call, call));
            case "WaitForExit":
                return WaitBound.IsZero(call)
                    ? Nothing
                    : One(new ProcessEvent(
                        WaitBound.IsBounded(call) ? Kind.TimedWait : Kind.Wait,
                        process,
                        ProcessStream.None,
                        call,
                        call));
            case "WaitForExitAsync":
                IEnumerable<ProcessEvent> waits = TaskUse.WaitOn(call) is { } wait ? One(Awaited(call, wait, process))
                    : TaskUse.KeptIn(call) is { } task ? AwaitsOf(task, process, names.Body)
                    : Nothing;
                return waits.Concat(EarlyEnds.Of(call, process, names));
            default:
                return Nothing;
        }
    }

    /// <summary>The wait for an exit by its call, or by the await of several tasks of which it is one.</summary>
    private static ProcessEvent Awaited(IInvocationOperation call, IOperation wait, ProcessKey process)
    {
        IOperation? outer = call.Parent;
        while (outer != wait && outer is not (null or IArgumentOperation))
        {
            outer = outer.Parent;
        }

        IOperation place = outer is IArgumentOperation ? wait : call;
        return new ProcessEvent(Kind.Wait, process, ProcessStream.None, place, place);
    }

    /// <summary>Where a local that holds the task of an exit is awaited, by itself or with others.</summary>
    private static IEnumerable<ProcessEvent> AwaitsOf(ILocalSymbol task, ProcessKey process, IOperation body) =>
        from operation in body.Descendants()
        where operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, task)
        let wait = TaskUse.WaitOn(operation)
        where wait is not null
        select new ProcessEvent(Kind.Wait, process, ProcessStream.None, wait, wait);

    /// <summary>`while (!p.HasExited)`, `if (p.HasExited) break;` in a loop, and SpinWait.SpinUntil(() => p.HasExited).</summary>
    private static bool IsAskedByALoop(IOperation property)
    {
        for (IOperation child = property; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IWhileLoopOperation loop:
                    return loop.Condition == child;
                case IForLoopOperation loop:
                    return loop.Condition == child;
                case IInvocationOperation { TargetMethod.Name: "SpinUntil" }:
                    return true;
                case IBlockOperation { Operations.Length: 1, Parent: IAnonymousFunctionOperation }:
                    break;
                case IConditionalOperation choice when choice.Condition == child:
                    return choice.WhenTrue.DescendantsAndSelf()
                            .Any(static part => part is IBranchOperation { BranchKind: BranchKind.Break })
                        && ControlFlow.LoopRound(choice) is IWhileLoopOperation or IForLoopOperation;
                case IBlockOperation or IExpressionStatementOperation or IConditionalOperation:
                    return false;
            }
        }

        return false;
    }

    /// <summary>What becomes of an expression that is a Process, apart from the calls of its own members.</summary>
    private static IEnumerable<ProcessEvent> OfValue(IOperation expression, ProcessNames names)
    {
        if (names.ProcessOf(expression) is not { } process)
        {
            return Nothing;
        }

        IOperation value = Destination.Chosen(expression);
        while (value.Parent is IDeclarationExpressionOperation { Parent: IArgumentOperation })
        {
            value = value.Parent;
        }

        switch (value.Parent)
        {
            case IUsingOperation usings when usings.Resources == value:
                return One(Disposed(usings, value.Syntax));
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.Type: var type } }
                when !ProcessNames.IsProcess(type):
                return One(new ProcessEvent(Kind.Escape, process, ProcessStream.None, expression, expression));
            case IVariableInitializerOperation
            {
                Parent: IVariableDeclaratorOperation
                {
                    Parent: IVariableDeclarationOperation { Parent: IVariableDeclarationGroupOperation group },
                } declarator,
            }:
                return group.Parent switch
                {
                    IUsingDeclarationOperation usings => One(Disposed(usings, declarator.Syntax)),
                    IUsingOperation usings => One(Disposed(usings, declarator.Syntax)),
                    _ => Nothing,
                };
            case IArgumentOperation argument:
                return OfArgument(argument, process, ProcessStream.None, expression);
            case ISimpleAssignmentOperation
            {
                Target: IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member,
            } assignment
                when assignment.Value == value && names.ProcessOf(member)?.Equals(process) == true:
                return One(new ProcessEvent(Kind.Keep, process, ProcessStream.None, member, expression));
            case ISimpleAssignmentOperation { Target: IParameterReferenceOperation target } assignment
                when assignment.Value == value && names.ProcessOf(target)?.Equals(process) == true:
                // An `out` parameter: the caller has the process by that name.
                return Nothing;
            case ISimpleAssignmentOperation { Target: not (ILocalReferenceOperation or IDiscardOperation) } assignment
                when assignment.Value == value:
                return One(new ProcessEvent(Kind.Escape, process, ProcessStream.None, expression, expression));
            case IReturnOperation returned when IsResultHere(returned) || IsGivenToItsCall(expression, returned):
                return Nothing;
            case IReturnOperation:
                return One(new ProcessEvent(Kind.Return, process, ProcessStream.None, expression, expression));
            case IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false } called when called.Instance == value:
                // The receiver of an extension block; what its members do to it is read where they run.
                return Nothing;
            case IMethodReferenceOperation { Method.Name: var named } when KnownNames.ProcessEnds.Has(named):
                // `token.Register(p.Kill)`: whoever calls it learns nothing of the process.
                return Nothing;
            case { } container when (container is ITupleOperation or IArrayInitializerOperation || Elements.Of(container) is not null)
                && IsTakenOutAgain(expression):
                return Nothing;
            case { } list when Elements.Of(list) is not null:
            case ITupleOperation or IArrayInitializerOperation or IAnonymousObjectCreationOperation
                or IObjectOrCollectionInitializerOperation or IDelegateCreationOperation or IMethodReferenceOperation:
                return One(new ProcessEvent(Kind.Escape, process, ProcessStream.None, expression, expression));
            default:
                return Nothing;
        }

        ProcessEvent Disposed(
            IOperation usings,
            SyntaxNode resource) =>
            new(Kind.Dispose, process, ProcessStream.None, expression, expression)
            {
                Position = EndOf(usings),
                Using = resource,
            };
    }

    /// <summary>The end of what a using statement or declaration covers.</summary>
    public static int EndOf(IOperation usings) =>
        usings is IUsingDeclarationOperation { Parent: { } block } ? block.Syntax.Span.End : usings.Syntax.Span.End;

    /// <summary>An argument goes to a method of this compilation, to a check for null, or to code that is not seen.</summary>
    public static IEnumerable<ProcessEvent> OfArgument(
        IArgumentOperation argument,
        ProcessKey process,
        ProcessStream stream,
        IOperation expression)
    {
        IMethodSymbol? target = (argument.Parent as IInvocationOperation)?.TargetMethod
            ?? (argument.Parent as IObjectCreationOperation)?.Constructor;
        if (target is null)
        {
            return One(new ProcessEvent(stream == ProcessStream.None ? Kind.Escape : Kind.Pass, process, stream, expression, expression));
        }

        if (!target.DeclaringSyntaxReferences.IsEmpty || target.MethodKind == MethodKind.DelegateInvoke)
        {
            return One(new ProcessEvent(Kind.Call, process, stream, argument, argument.Parent!));
        }

        return TaskUse.MadeWith(argument.Parent!) is not null || OnlyLooks(target)
            ? Nothing
            : One(new ProcessEvent(stream == ProcessStream.None ? Kind.Escape : Kind.Pass, process, stream, expression, argument.Parent!));
    }

    /// <summary>True for a method out of sight that does nothing to what it is given, such as a check for null.</summary>
    public static bool OnlyLooks(IMethodSymbol target) =>
        target.DeclaringSyntaxReferences.IsEmpty
        && (target.Name.Contains("Null") || (target.ContainingType is { } type && KnownNames.Onlookers.Has(type.Name)));
}
