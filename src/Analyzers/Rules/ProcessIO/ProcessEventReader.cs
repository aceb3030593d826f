using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Collects what one body does to the processes that it knows, in the order of the text. What a lambda does happens where the lambda
/// stands, and blocks only when the call around it is awaited; what a local function does happens at each call of it.
/// </summary>
internal sealed class ProcessEventReader
{
    private readonly ProcessNames _names;
    private readonly CancellationToken _cancellationToken;
    private readonly List<ProcessEvent> _events = new();
    private readonly Stack<IMethodSymbol> _functions = new();

    private readonly Func<ProcessEvent, IEnumerable<ProcessEvent>> _expand;

    private ProcessEventReader(
        ProcessNames names,
        Func<ProcessEvent, IEnumerable<ProcessEvent>> expand,
        CancellationToken cancellationToken) =>
        (_names, _expand, _cancellationToken) = (names, expand, cancellationToken);

    /// <summary>The events of a whole body: an outermost operation, a lambda, or a local function.</summary>
    /// <param name="body">The body.</param>
    /// <param name="names">What its expressions mean.</param>
    /// <param name="expand">What a call does; asked while the parameters of the local function around it are known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static ImmutableArray<ProcessEvent> Read(
        IOperation body,
        ProcessNames names,
        Func<ProcessEvent, IEnumerable<ProcessEvent>> expand,
        CancellationToken cancellationToken)
    {
        ProcessEventReader reader = new(names, expand, cancellationToken);
        reader.Collect(body, ProcessEventMode.Inline, at: null, nesting: 0);
        return ExitSignals.Named(reader._events, names).ToImmutableArray();
    }

    private void Collect(IOperation body, ProcessEventMode mode, IOperation? at, int nesting)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        Stack<IOperation> open = new();
        Push(body);
        while (open.Count > 0)
        {
            IOperation operation = open.Pop();
            switch (operation)
            {
                case ILocalFunctionOperation:
                case IAnonymousFunctionOperation known when _names.Lambdas.AreKnown(known):
                    continue;
                case IAnonymousFunctionOperation lambda:
                    if (nesting < Budgets.FunctionNesting)
                    {
                        _functions.Push(lambda.Symbol);
                        Collect(lambda, ModeOf(lambda, mode, IsRunAtOnce(lambda)), at ?? lambda, nesting + 1);
                        _functions.Pop();
                    }
                    else
                    {
                        AddUnread(lambda.Symbol, lambda, mode, at ?? lambda);
                    }

                    continue;
                case IInvocationOperation run when nesting < Budgets.FunctionNesting && _names.Lambdas.By(run) is { Count: > 0 } lambdas:
                    CollectOneOf(lambdas, run, mode, at ?? run, nesting + 1);
                    break;
                case IInvocationOperation run when _names.Lambdas.By(run) is { Count: > 0 } lambdas:
                    foreach (IAnonymousFunctionOperation unread in lambdas)
                    {
                        AddUnread(unread.Symbol, unread, mode, at ?? run);
                    }

                    break;
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call
                    when nesting < Budgets.FunctionNesting && _names.LocalFunction(call.TargetMethod) is { } called:
                    using (_names.Bind(called.Symbol, call))
                    {
                        int first = _events.Count;
                        _functions.Push(called.Symbol);
                        Collect(called, ModeOf(call, mode, !Conditions.RunsOn(called.Symbol, call)), at ?? call, nesting + 1);
                        _functions.Pop();
                        NameReturned(first, called, call);
                    }

                    break;
                case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } called }
                    when _names.LocalFunction(called) is { } unread:
                    AddUnread(unread.Symbol, unread, mode, at ?? operation);
                    break;
                case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference
                    when nesting < Budgets.FunctionNesting && _names.LocalFunction(reference.Method) is { } begun:
                    _functions.Push(begun.Symbol);
                    Collect(begun, ModeOf(reference, mode, isRunAtOnce: false), at ?? reference, nesting + 1);
                    _functions.Pop();
                    break;
                case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } named }
                    when _names.LocalFunction(named) is { } unread:
                    AddUnread(unread.Symbol, unread, mode, at ?? operation);
                    break;
            }

            if (RunsABody(operation))
            {
                Add(new ProcessEvent(ProcessEventKind.Run, new ProcessKey(operation), ProcessStream.None, operation, operation), mode, at);
            }

            if (ExitSignals.WaitAt(operation, _names) is { } waits)
            {
                Add(waits, mode, at);
            }

            foreach (ProcessEvent found in ProcessOperations.Of(operation, _names))
            {
                Add(found, mode, at);
            }

            Push(operation);
        }

        void Push(IOperation parent)
        {
            foreach (IOperation child in parent.ChildOperations.Reverse())
            {
                open.Push(child);
            }
        }
    }

    /// <summary>What a call does that runs one of several lambdas; certain is only what each of them does.</summary>
    private void CollectOneOf(
        IReadOnlyList<IAnonymousFunctionOperation> lambdas,
        IInvocationOperation call,
        ProcessEventMode mode,
        IOperation at,
        int nesting)
    {
        int first = _events.Count;
        List<List<ProcessEvent>> done = new();
        foreach (IAnonymousFunctionOperation lambda in lambdas)
        {
            using (_names.Bind(lambda.Symbol, call))
            {
                _functions.Push(lambda.Symbol);
                Collect(lambda, ModeOf(call, mode, !Conditions.RunsOn(lambda.Symbol, call)), at, nesting);
                _functions.Pop();
            }

            done.Add(_events.GetRange(first, _events.Count - first));
            _events.RemoveRange(first, _events.Count - first);
        }

        bool isOne = done.TrueForAll(events => events.Select(static found => (found.Kind, found.Process, found.Stream))
            .SequenceEqual(done[0].Select(static found => (found.Kind, found.Process, found.Stream))));
        _events.AddRange(isOne ? done[0] : done.SelectMany(static events => events).Select(static found => found with
        {
            IsConditional = true,
        }));
    }

    /// <summary>
    /// Beyond the budget nobody knows what happens to the processes that a function names, or that those name which it calls: they are out
    /// of sight. One that is being read already adds nothing.
    /// </summary>
    private void AddUnread(IMethodSymbol symbol, IOperation function, ProcessEventMode mode, IOperation at)
    {
        HashSet<IMethodSymbol> seen = new(_functions, SymbolEqualityComparer.Default);
        Queue<IOperation> open = new(seen.Add(symbol) ? new[] { function } : new IOperation[0]);
        while (open.Count > 0)
        {
            foreach (IOperation operation in open.Dequeue().Descendants())
            {
                IMethodSymbol? called = operation switch
                {
                    IInvocationOperation call => call.TargetMethod,
                    IMethodReferenceOperation reference => reference.Method,
                    _ => null,
                };
                if (called is not null && _names.LocalFunction(called) is { } further && seen.Add(further.Symbol))
                {
                    open.Enqueue(further);
                }

                if (operation is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation
                    && _names.ProcessOf(operation) is { } process)
                {
                    Add(new ProcessEvent(ProcessEventKind.Escape, process, ProcessStream.None, operation, operation), mode, at);
                }
            }
        }
    }

    /// <summary>What a local function makes and returns is known by the call: each call makes another one.</summary>
    private void NameReturned(int first, ILocalFunctionOperation function, IInvocationOperation call)
    {
        if (function.Body is not { } body
            || ReturnedKey.Of(body, _names) is not { } returned
            || !IsMadeIn(returned, function))
        {
            return;
        }

        for (int i = _events.Count - 1; i >= first; i--)
        {
            if (_events[i].Process.From(returned) is not { IsDefault: false } members)
            {
                continue;
            }

            if (_events[i].Kind != ProcessEventKind.Return && _names.KeyOf(call)?.With(members) is { } key)
            {
                _events[i] = _events[i] with { Process = key };
            }
            else
            {
                _events.RemoveAt(i);
            }
        }
    }

    private bool IsMadeIn(ProcessKey key, ILocalFunctionOperation function)
    {
        SyntaxNode? origin = key.Creation?.Syntax
            ?? (key.Symbol as ILocalSymbol)?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken);
        return origin is not null && function.Syntax.Span.Contains(origin.Span);
    }

    /// <summary>True for what may run a body of this compilation that is not written in this one.</summary>
    private static bool RunsABody(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false, MethodKind: not MethodKind.LocalFunction } } =>
            true,
        IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: false } property } =>
            !ValueOrigin.IsAutoProperty(property),
        IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: false } => true,
        _ => false,
    };

    private static ProcessEventMode ModeOf(IOperation function, ProcessEventMode round, bool isRunAtOnce) => EventOf(function) switch
    {
        "Exited" => ProcessEventMode.Late,
        "OutputDataReceived" or "ErrorDataReceived" => ProcessEventMode.Handler,
        _ => round == ProcessEventMode.Inline && !isRunAtOnce ? ProcessEventMode.Begun : round,
    };

    private void Add(ProcessEvent found, ProcessEventMode mode, IOperation? at)
    {
        IEnumerable<ProcessEvent> counted = found.Kind is ProcessEventKind.Run or ProcessEventKind.Call
            ? _expand(found with { Mode = mode, IsConditional = mode != ProcessEventMode.Inline })
            : InMode(found, mode) is { } same ? new[] { same } : Enumerable.Empty<ProcessEvent>();
        _events.AddRange(counted.Select(item => at is null ? item : item with { At = at, Position = at.Syntax.Span.End, Using = null }));
    }

    /// <summary>What an event of a function is in the body around it; null when it does not count there.</summary>
    public static ProcessEvent? InMode(ProcessEvent found, ProcessEventMode mode)
    {
        if (mode == ProcessEventMode.Inline)
        {
            return found;
        }

        if (mode == ProcessEventMode.Handler && found.Stream != ProcessStream.Input && !found.HandsOver)
        {
            return null;
        }

        ProcessEventKind? kind = found.Kind switch
        {
            ProcessEventKind.Drain or ProcessEventKind.ReadSome or ProcessEventKind.BeginRead =>
                mode == ProcessEventMode.Late ? ProcessEventKind.ReadLate : ProcessEventKind.BeginRead,
            ProcessEventKind.Wait or ProcessEventKind.TimedWait or ProcessEventKind.Poll or ProcessEventKind.Kill
            or ProcessEventKind.Dispose or ProcessEventKind.GiveUp or ProcessEventKind.AskExit or ProcessEventKind.AskResult => null,
            ProcessEventKind.CloseStream or ProcessEventKind.Pass =>
                mode == ProcessEventMode.Late && found.Kind == ProcessEventKind.CloseStream ? null : ProcessEventKind.Pass,
            var same => same,
        };
        return kind is { } changed ? found with { Kind = changed, IsConditional = true } : null;
    }

    /// <summary>True for a lambda that a call runs, and that the code waits for.</summary>
    private static bool IsRunAtOnce(IAnonymousFunctionOperation lambda) =>
        CallRound(lambda) is { } call && (call.TargetMethod.Name == "SpinUntil" || TaskUse.IsAwaited(call));

    private static IInvocationOperation? CallRound(IOperation function) =>
        (Destination.Whole(function).Parent as IArgumentOperation)?.Parent as IInvocationOperation;

    private static string? EventOf(IOperation function) =>
        Destination.Whole(function).Parent is IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event: var raised } }
        && ProcessNames.IsProcess(raised.ContainingType)
            ? raised.Name
            : null;
}
