using System.Collections.Concurrent;
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

/// <summary>What bodies do to processes, with what their callees do to what they are given, hold and return.</summary>
internal sealed partial class ProcessTraces
{
    private readonly CallTargets _targets;
    private readonly ValueSources _sources;
    private readonly ConcernedMembers _concerned;

    /// <summary>
    /// The summaries of methods by the number of calls that they look through. The number belongs to the question, so that an answer does
    /// not depend on who asked before; with none left the answer is unknown.
    /// </summary>
    private readonly ConcurrentDictionary<IMethodSymbol, ProcessSummary>[] _summaries = Enumerable.Range(0, Budgets.ProcessCalls)
        .Select(static _ => new ConcurrentDictionary<IMethodSymbol, ProcessSummary>(SymbolEqualityComparer.Default))
        .ToArray();

    private ProcessTraces(CallTargets targets, ValueSources sources, ConcernedMembers concerned) =>
        (_targets, _sources, _concerned) = (targets, sources, concerned);

    public static ProcessTraces Of(ProcessModel model) =>
        model.Get(static model => new ProcessTraces(CallTargets.Of(model), ValueSources.Of(model), ConcernedMembers.Of(model)));

    /// <summary>The events of one body in the order of its text, those of its callees at their calls.</summary>
    /// <param name="body">An outermost operation, or a lambda or local function inside of it.</param>
    /// <param name="names">What the expressions of the outermost operation mean.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public ImmutableArray<ProcessEvent> Of(IOperation body, ProcessNames names, CancellationToken cancellationToken) =>
        Expanded(body, names, cancellationToken);

    /// <summary>
    /// What a call returns by another name: a parameter's argument, or a member of its receiver. Null for an object of its own, and where
    /// it is not known.
    /// </summary>
    public ProcessKey? Returned(IOperation value, ProcessNames names, int hops, CancellationToken cancellationToken)
    {
        IOperation call = TaskUse.TaskOf(value) ?? value;
        return hops > 0
            && TargetOf(call, cancellationToken) is { } target
            && SummaryOf(target, names, cancellationToken)?.Returned is { } returned
            && !IsMadeThere(returned, target)
            ? Mapped(returned, target, names)
            : null;
    }

    /// <summary>The body that a call runs, where that may do something to a process.</summary>
    public CallTarget? TargetOf(IOperation call, CancellationToken cancellationToken) => call switch
    {
        IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true } => null,
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke } => null,
        IPropertyReferenceOperation { Property.DeclaringSyntaxReferences.IsEmpty: true } => null,
        IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: true } => null,
        IInvocationOperation or IPropertyReferenceOperation or IObjectCreationOperation
            when _targets.One(call, cancellationToken) is { } target
                && ConcernedMembers.MayConcern(target.Body.Syntax.SyntaxTree, cancellationToken) =>
            target,
        _ => null,
    };

    private ImmutableArray<ProcessEvent> Expanded(IOperation body, ProcessNames names, CancellationToken cancellationToken)
    {
        List<ProcessEvent> all = ProcessEventReader.Read(
                body,
                names,
                found => found.Kind == ProcessEventKind.Call
                    ? OfArgument(found, names, cancellationToken)
                    : OfRun(found, names, cancellationToken),
                cancellationToken)
            .ToList();
        all.AddRange(BegunReads.Ends(all.ToList(), body, IsResultOf, task => WaitOfCallee(task, cancellationToken)));
        all.AddRange(WrapperUses.HandedOver(body, all, names, call => IsSeen(call, names, cancellationToken)));
        return all.OrderBy(static found => found.Position).ToImmutableArray();

        bool IsResultOf(IOperation value, IOperation call) =>
            _sources.Of(value, cancellationToken)
                .Any(source => source.Syntax == call.Syntax
                    || _sources.Of(call, cancellationToken).Any(made => made.Syntax == source.Syntax));
    }

    /// <summary>The call of a body that waits for the task which it is given.</summary>
    private IOperation? WaitOfCallee(IOperation task, CancellationToken cancellationToken)
    {
        IOperation given = Destination.Whole(task);
        IOperation? call = given.Parent is IArgumentOperation argument ? argument.Parent : given.Parent;
        return call is IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false }
            && _targets.One(call, cancellationToken) is { } target
            && !Conditions.RunsOn(target.Method, call)
            && target.Body.Descendants().Any(operation => operation is IParameterReferenceOperation { Parameter: var parameter }
                && TaskUse.WaitOn(operation) is { } wait
                && !Conditions.MayBeLeftOut(wait)
                && target.ValueOf(parameter) == given)
            ? TaskUse.WaitOn(call) ?? call
            : null;
    }

    /// <summary>What a call runs of the lambdas that are in its member.</summary>
    public LambdaRuns RunsIn(IOperation body, CancellationToken cancellationToken) => LambdaRuns.Of(body, _targets, cancellationToken);

    private bool IsSeen(IOperation call, ProcessNames names, CancellationToken cancellationToken) =>
        TargetOf(call, cancellationToken) is { } target && SummaryOf(target, names, cancellationToken) is not null;

    /// <summary>
    /// What a callee does to the members of its receiver, to static ones, to what its arguments hold and to what it returns.
    /// </summary>
    private IEnumerable<ProcessEvent> OfRun(ProcessEvent run, ProcessNames names, CancellationToken cancellationToken)
    {
        if (Run(run.Operation) is not { } member
            || !_concerned.MayBe(member, cancellationToken)
            || WrittenValues.Of(run.Operation) is not null
            || TargetOf(run.Operation, cancellationToken) is not { } target
            || SummaryOf(target, names, cancellationToken) is not { } summary)
        {
            return Enumerable.Empty<ProcessEvent>();
        }

        return
            from found in summary.Events
            where !(found.Process.Symbol is IParameterSymbol { Type: var type }
                && (ProcessNames.IsProcess(type) || ProcessNames.IsReaderOrWriter(type))
                && !found.Process.IsInside
                && found.Process.Symbol.ContainingSymbol is IMethodSymbol
                && !(ProcessNames.IsProcess(type) && target.IsOfReceiver((IParameterSymbol)found.Process.Symbol)))
            let process = summary.Returned is { } returned && found.Process.From(returned) is { IsDefault: false } members
                && IsMadeThere(returned, target)
                ? found.Kind == ProcessEventKind.Return ? null : names.KeyOf(run.Operation)?.With(members)
                : Mapped(found.Process, target, names)
            where process is not null
            let here = AtCall(found, run, target, process)
            where here is not null
            select here;
    }

    /// <summary>The member that a call names; an override or implementation that runs instead has the same name.</summary>
    private static ISymbol? Run(IOperation call) => call switch
    {
        IInvocationOperation invocation => invocation.TargetMethod,
        IPropertyReferenceOperation property => property.Property,
        IObjectCreationOperation creation => creation.Constructor,
        _ => null,
    };

    /// <summary>An object of a callee by the name that it has in the caller; null for one that only the callee knows.</summary>
    private static ProcessKey? Mapped(ProcessKey key, CallTarget target, ProcessNames names)
    {
        switch (key.Symbol)
        {
            case IParameterSymbol parameter when target.Gives(parameter):
                return names.KeyOf(target.ValueOf(parameter))?.With(key.Members);
            case IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true }:
                return key;
            case IFieldSymbol or IPropertySymbol:
                return target.Receiver is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }
                    ? key
                    : names.KeyOf(target.Receiver ?? (target.Call as IObjectCreationOperation))?.With(key.Symbol)?.With(key.Members);
            case ITypeSymbol:
                return names.KeyOf(target.Receiver ?? (target.Call as IObjectCreationOperation))?.With(key.Members);
            default:
                return null;
        }
    }

    private static bool IsMadeThere(ProcessKey key, CallTarget target) =>
        key.Symbol is null or ILocalSymbol || (key.Symbol is IParameterSymbol parameter && !target.Gives(parameter));

    private ProcessSummary? SummaryOf(CallTarget target, ProcessNames names, CancellationToken cancellationToken)
    {
        if (names.Calls == 0)
        {
            return null;
        }

        ConcurrentDictionary<IMethodSymbol, ProcessSummary> summaries = _summaries[names.Calls - 1];
        if (!summaries.TryGetValue(target.Method, out ProcessSummary? summary))
        {
            ProcessNames inner = new(target.Body, this, cancellationToken, names.Calls - 1);
            ImmutableArray<ProcessEvent> events = Expanded(target.Body, inner, cancellationToken);
            summary = summaries.GetOrAdd(
                target.Method,
                ReturnedKey.TupleOf(target.Body) is { } tuple
                    ? new ProcessSummary(ReturnedKey.InTuple(events, tuple, inner), new ProcessKey(tuple))
                    : new ProcessSummary(events, ReturnedKey.Of(target.Body, inner)));
        }

        return summary;
    }

    /// <summary>What something that a callee does is at the call; null when it does not count there.</summary>
    private static ProcessEvent? AtCall(ProcessEvent found, ProcessEvent call, CallTarget target, ProcessKey process)
    {
        IOperation operation = call.Kind == ProcessEventKind.Call ? call.Operation.Parent! : call.Operation;
        bool isConditional = call.IsConditional || found.IsConditional
            || Conditions.MayBeLeftOut(found.At, areLoopsRun: found.Kind == ProcessEventKind.WriteBulk);
        ProcessEventKind? kind = found.Kind switch
        {
            ProcessEventKind.Drain or ProcessEventKind.ReadSome when Conditions.RunsOn(target.Method, operation) =>
                ProcessEventKind.BeginRead,
            ProcessEventKind.Wait or ProcessEventKind.TimedWait or ProcessEventKind.Poll or ProcessEventKind.Dispose
            or ProcessEventKind.GiveUp or ProcessEventKind.AskExit or ProcessEventKind.AskResult
                when Conditions.RunsOn(target.Method, operation) => null,
            ProcessEventKind.Wait or ProcessEventKind.TimedWait or ProcessEventKind.Poll or ProcessEventKind.Kill
            or ProcessEventKind.CloseStream when Conditions.MayBeLeftOut(found.At) => null,
            ProcessEventKind.Keep or ProcessEventKind.Return
                when process.Equals(call.Process) || found.Process.Symbol is IParameterSymbol kept && target.IsOfReceiver(kept) =>
                ProcessEventKind.Escape,
            // What a factory returns and keeps has the name of its member as well.
            ProcessEventKind.Keep => found.Process.Symbol is null or ILocalSymbol ? ProcessEventKind.Keep : null,
            var same => same,
        };
        return kind is not { } changed
            ? null
            : ProcessEventReader.InMode(
                call with
                {
                    Kind = changed,
                    Process = process,
                    Stream = found.Stream == ProcessStream.Itself ? call.Stream : found.Stream,
                    Operation = changed == ProcessEventKind.Keep ? found.Operation : operation,
                    Source = found.Source,
                    Path = found.Path.Add(target),
                    IsConditional = isConditional,
                    IsChoice = call.IsChoice || found.IsChoice,
                    IsShort = found.IsShort,
                    IsSignal = found.IsSignal,
                    IsOfTask = changed == ProcessEventKind.BeginRead && found.Kind != changed,
                },
                call.Mode);
    }
}

/// <summary>What a method does to processes, and which of them it returns.</summary>
internal sealed record ProcessSummary(ImmutableArray<ProcessEvent> Events, ProcessKey? Returned);
