using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>What bodies do to processes, with what their callees do to the processes and streams that they are given.</summary>
internal sealed class ProcessTraces
{
    private const int MaxHops = 2;

    private readonly SourceBodies _bodies;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<ProcessEvent>> _callees = new(SymbolEqualityComparer.Default);

    public static ProcessTraces Of(ProcessModel model) => model.Get(static model => new ProcessTraces(SourceBodies.Of(model)));

    public ProcessTraces(SourceBodies bodies) => _bodies = bodies;

    /// <summary>The events of one body in the order of its text, those of its callees at their calls.</summary>
    /// <param name="body">An outermost operation, or a lambda or local function inside of it.</param>
    /// <param name="names">What the expressions of the outermost operation mean.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public ImmutableArray<ProcessEvent> Of(IOperation body, ProcessNames names, CancellationToken cancellationToken)
    {
        ImmutableArray<ProcessEvent> own = ProcessEventReader.Read(body, names, cancellationToken);
        List<ProcessEvent> all = own.SelectMany(found => found.Kind == ProcessEventKind.Call
                ? OfCall(found, MaxHops, cancellationToken)
                : new[] { found })
            .ToList();
        HashSet<ISymbol> members = new(
            all.Select(static found => found.Process.Symbol)
                .Where(static symbol => symbol is IFieldSymbol or IPropertySymbol)
                .OfType<ISymbol>(),
            SymbolEqualityComparer.Default);
        if (members.Count > 0)
        {
            all.AddRange(OfOwnMethods(body, members, cancellationToken));
        }

        return all.OrderBy(static found => found.Position).ToImmutableArray();
    }

    /// <summary>What the callee does to the process or stream that it is given.</summary>
    private IEnumerable<ProcessEvent> OfCall(ProcessEvent call, int hops, CancellationToken cancellationToken)
    {
        IArgumentOperation argument = (IArgumentOperation)call.Operation;
        IMethodSymbol? called = (argument.Parent as IInvocationOperation)?.TargetMethod
            ?? (argument.Parent as IObjectCreationOperation)?.Constructor;
        IMethodSymbol? target = (called?.ReducedFrom ?? called)?.OriginalDefinition;
        if (hops == 0 || target is null || argument.Parameter is not { } parameter || EventsOf(target, cancellationToken) is not { } events)
        {
            yield return call with
            {
                Kind = call.Stream == ProcessStream.None ? ProcessEventKind.Escape : ProcessEventKind.Pass,
                Operation = argument.Parent!,
            };
            yield break;
        }

        int ordinal = parameter.Ordinal;
        ProcessKey given = new(target.Parameters[ordinal]);
        bool runsOn = RunsOn(target, argument.Parent!);
        foreach (ProcessEvent found in events.Where(found => given.Equals(found.Process))
            .SelectMany(found => found.Kind == ProcessEventKind.Call ? OfCall(found, hops - 1, cancellationToken) : new[] { found }))
        {
            if (AtCall(found, runsOn) is { } kind)
            {
                yield return call with
                {
                    Kind = kind,
                    Stream = found.Stream == ProcessStream.Itself ? call.Stream : found.Stream,
                    Operation = argument.Parent!,
                    IsConditional = call.IsConditional || found.IsConditional || IsConditional(found.At),
                    IsChoice = call.IsChoice || found.IsChoice,
                };
            }
        }
    }

    /// <summary>What methods of the same type do to the process that a member holds.</summary>
    private IEnumerable<ProcessEvent> OfOwnMethods(IOperation body, HashSet<ISymbol> members, CancellationToken cancellationToken)
    {
        foreach (IInvocationOperation call in body.Descendants().OfType<IInvocationOperation>())
        {
            IMethodSymbol target = call.TargetMethod.OriginalDefinition;
            if (call.Instance is not (null or IInstanceReferenceOperation)
                || target.MethodKind == MethodKind.LocalFunction
                || !members.Any(member => SymbolEqualityComparer.Default.Equals(
                    member.ContainingType.OriginalDefinition,
                    target.ContainingType))
                || EventsOf(target, cancellationToken) is not { } events)
            {
                continue;
            }

            foreach (ProcessEvent found in events)
            {
                if (found.Process.Symbol is { } symbol
                    && members.Contains(symbol)
                    && found.Kind != ProcessEventKind.Call
                    && AtCall(found, RunsOn(target, call)) is { } kind)
                {
                    yield return new ProcessEvent(
                        kind,
                        found.Process,
                        found.Stream,
                        call,
                        call) { IsConditional = IsConditional(found.At) };
                }
            }
        }
    }

    private ImmutableArray<ProcessEvent>? EventsOf(IMethodSymbol target, CancellationToken cancellationToken)
    {
        if (target.IsAbstract || target.IsVirtual || (target.IsOverride && !target.IsSealed && !target.ContainingType.IsSealed))
        {
            return null;
        }

        if (!_callees.TryGetValue(target, out ImmutableArray<ProcessEvent> events))
        {
            events = _bodies.Of(target, cancellationToken) is { } body
                ? ProcessEventReader.Read(body, new ProcessNames(body), cancellationToken)
                : default;
            _callees.TryAdd(target, events);
        }

        return events.IsDefault ? null : events;
    }

    /// <summary>True when the caller goes on while the callee is still at work: nobody awaits it, or enumerates it.</summary>
    private static bool RunsOn(IMethodSymbol target, IOperation call) =>
        target.ReturnType.OriginalDefinition.Name switch
        {
            "Task" or "ValueTask" => !TaskUse.IsAwaited(call),
            "IEnumerable" or "IAsyncEnumerable" =>
                call.Parent is not (IForEachLoopOperation or IConversionOperation { Parent: IForEachLoopOperation }),
            _ => false,
        };

    private static ProcessEventKind? AtCall(ProcessEvent found, bool runsOn) => found.Kind switch
    {
        ProcessEventKind.Drain or ProcessEventKind.ReadSome when runsOn => ProcessEventKind.BeginRead,
        ProcessEventKind.Wait or ProcessEventKind.TimedWait or ProcessEventKind.Poll or ProcessEventKind.Dispose when runsOn => null,
        ProcessEventKind.Wait or ProcessEventKind.TimedWait or ProcessEventKind.Poll or ProcessEventKind.Kill
        or ProcessEventKind.CloseStream when IsConditional(found.At) => null,
        ProcessEventKind.Keep => ProcessEventKind.Escape,
        var same => same,
    };

    /// <summary>True for an operation that some ways through its body leave out.</summary>
    private static bool IsConditional(IOperation operation)
    {
        for (IOperation child = operation; child.Parent is { } parent; child = parent)
        {
            if (parent is ISwitchCaseOperation or ICatchClauseOperation or IConditionalAccessOperation or ISwitchExpressionArmOperation
                || (parent is ILoopOperation and not IWhileLoopOperation { ConditionIsTop: false }
                    && !(parent is IWhileLoopOperation loop && loop.Condition == child))
                || (parent is IConditionalOperation conditional && conditional.Condition != child))
            {
                return true;
            }
        }

        return false;
    }
}
