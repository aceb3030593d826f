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
/// stands, and blocks only when the call round it is awaited; what a local function does happens at each call of it.
/// </summary>
internal sealed class ProcessEventReader
{
    private const int MaxNesting = 6;

    private readonly ProcessNames _names;
    private readonly CancellationToken _cancellationToken;
    private readonly List<ProcessEvent> _events = new();

    private ProcessEventReader(ProcessNames names, CancellationToken cancellationToken) =>
        (_names, _cancellationToken) = (names, cancellationToken);

    /// <summary>How the operations of a function count in the body round it.</summary>
    private enum Mode
    {
        /// <summary>They happen in line.</summary>
        Inline,

        /// <summary>They run on their own: reads begin, nothing waits.</summary>
        Begun,

        /// <summary>They run when the process has exited.</summary>
        Late,

        /// <summary>They run for each line of the output: what they do to the input counts.</summary>
        Handler,
    }

    /// <summary>The events of a whole body: an outermost operation, a lambda, or a local function.</summary>
    public static ImmutableArray<ProcessEvent> Read(IOperation body, ProcessNames names, CancellationToken cancellationToken)
    {
        ProcessEventReader reader = new(names, cancellationToken);
        reader.Collect(body, Mode.Inline, at: null, nesting: 0);
        return reader._events.OrderBy(static found => found.Position).ToImmutableArray();
    }

    private void Collect(IOperation body, Mode mode, IOperation? at, int nesting)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        Stack<IOperation> open = new();
        Push(body);
        while (open.Count > 0)
        {
            IOperation operation = open.Pop();
            switch (operation)
            {
                case IAnonymousFunctionOperation lambda:
                    if (nesting < MaxNesting)
                    {
                        Collect(lambda, ModeOf(lambda, mode, IsRunAtOnce(lambda)), at ?? lambda, nesting + 1);
                    }

                    continue;
                case ILocalFunctionOperation:
                    continue;
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call
                    when nesting < MaxNesting && _names.LocalFunction(call.TargetMethod) is { } called:
                    Collect(
                        called,
                        ModeOf(call, mode, called.Symbol.ReturnsVoid || !called.Symbol.IsAsync || TaskUse.IsAwaited(call)),
                        at ?? call,
                        nesting + 1);
                    break;
                case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference
                    when nesting < MaxNesting && _names.LocalFunction(reference.Method) is { } begun:
                    Collect(begun, ModeOf(reference, mode, isRunAtOnce: false), at ?? reference, nesting + 1);
                    break;
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

    private static Mode ModeOf(IOperation function, Mode round, bool isRunAtOnce) => EventOf(function) switch
    {
        "Exited" => Mode.Late,
        "OutputDataReceived" or "ErrorDataReceived" => Mode.Handler,
        _ => round == Mode.Inline && !isRunAtOnce ? Mode.Begun : round,
    };

    private void Add(ProcessEvent found, Mode mode, IOperation? at)
    {
        if (mode == Mode.Handler && found.Stream != ProcessStream.Input && found.Kind != ProcessEventKind.Escape)
        {
            return;
        }

        if (mode != Mode.Inline)
        {
            ProcessEventKind? kind = found.Kind switch
            {
                ProcessEventKind.Drain or ProcessEventKind.ReadSome or ProcessEventKind.BeginRead =>
                    mode == Mode.Late ? ProcessEventKind.ReadLate : ProcessEventKind.BeginRead,
                ProcessEventKind.Wait or ProcessEventKind.TimedWait or ProcessEventKind.Poll or ProcessEventKind.Kill
                or ProcessEventKind.Dispose => null,
                ProcessEventKind.CloseStream or ProcessEventKind.Pass =>
                    mode == Mode.Late && found.Kind == ProcessEventKind.CloseStream ? null : ProcessEventKind.Pass,
                var same => same,
            };
            if (kind is not { } changed)
            {
                return;
            }

            found = found with { Kind = changed, IsConditional = true };
        }

        _events.Add(at is null ? found : found with { At = at, Position = at.Syntax.Span.End, Using = null });
    }

    /// <summary>True for a lambda that a call runs, and that the code waits for.</summary>
    private static bool IsRunAtOnce(IAnonymousFunctionOperation lambda) =>
        CallRound(lambda) is { } call && (call.TargetMethod.Name == "SpinUntil" || TaskUse.IsAwaited(call));

    private static IInvocationOperation? CallRound(IOperation function)
    {
        IOperation? outer = function.Parent;
        while (outer is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
        {
            outer = outer.Parent;
        }

        return (outer as IArgumentOperation)?.Parent as IInvocationOperation;
    }

    private static string? EventOf(IOperation function)
    {
        IOperation? outer = function.Parent;
        while (outer is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
        {
            outer = outer.Parent;
        }

        return outer is IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event: var raised } }
            && ProcessNames.IsProcess(raised.ContainingType)
            ? raised.Name
            : null;
    }
}
