using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <content>What becomes of what a call is given.</content>
internal sealed partial class ProcessTraces
{
    /// <summary>What a callee does to the process or stream that it is given.</summary>
    private IEnumerable<ProcessEvent> OfArgument(
        ProcessEvent call,
        ProcessNames names,
        CancellationToken cancellationToken)
    {
        IArgumentOperation argument = (IArgumentOperation)call.Operation;
        if (argument.Parent is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } code } invoked)
        {
            return OfDelegate(call, argument, code, invoked, names, cancellationToken);
        }

        if (MadeWith.IsFollowed(argument, use => IsSeen(use, names, cancellationToken), cancellationToken))
        {
            // What the members of the new object do to it is read where they run.
            return Enumerable.Empty<ProcessEvent>();
        }

        if (argument.Parameter is not { } parameter
            || TargetOf(argument.Parent!, cancellationToken) is not { } target
            || SummaryOf(target, names, cancellationToken) is not { } summary
            || IsLostIn(target.Method.Parameters[parameter.Ordinal], target.Body))
        {
            return new[] { OutOfSight(call, argument) };
        }

        return OfParameter(parameter.Ordinal, summary, call, target);
    }

    private static IEnumerable<ProcessEvent> OfParameter(int ordinal, ProcessSummary summary, ProcessEvent call, CallTarget target)
    {
        ProcessKey given = new(target.Method.Parameters[ordinal].OriginalDefinition);
        return summary.Events
            .Where(found => given.Equals(found.Process))
            .Select(found => AtCall(found, call, target, call.Process))
            .OfType<ProcessEvent>();
    }

    /// <summary>True when a callee uses what it is given, and its parameter does not say that it is a process or a stream.</summary>
    private static bool IsLostIn(IParameterSymbol parameter, IOperation body) =>
        !ProcessNames.IsProcess(parameter.Type)
        && !ProcessNames.IsReaderOrWriter(parameter.Type)
        && body.Descendants().Any(operation => operation is IParameterReferenceOperation reference
            && SymbolEqualityComparer.Default.Equals(reference.Parameter.OriginalDefinition, parameter.OriginalDefinition));

    private static ProcessEvent OutOfSight(ProcessEvent call, IArgumentOperation argument) => call with
    {
        Kind = call.Stream == ProcessStream.None ? ProcessEventKind.Escape : ProcessEventKind.Pass,
        Operation = argument.Parent!,
        Source = argument.Parent!,
    };

    /// <summary>
    /// What a delegate does to the process or stream that it is given:
    /// <code>write(p.StandardInput);    // and elsewhere Run(input => pack.CopyTo(input.BaseStream))</code>
    /// Each caller may pass another one: what one of them writes is written, what it reads or closes is for that caller alone.
    /// </summary>
    private IEnumerable<ProcessEvent> OfDelegate(
        ProcessEvent call,
        IArgumentOperation argument,
        IOperation code,
        IInvocationOperation invoked,
        ProcessNames names,
        CancellationToken cancellationToken)
    {
        ImmutableArray<CallTarget> all = _targets.OfDelegate(code, invoked, cancellationToken);
        List<List<ProcessEvent>> done = new();
        foreach (CallTarget target in all.IsEmpty ? _targets.SeenOfDelegate(code, invoked, cancellationToken) : all)
        {
            if (argument.Parameter is { } parameter
                && parameter.Ordinal < target.Method.Parameters.Length
                && SummaryOf(target, names, cancellationToken) is { } summary)
            {
                done.Add(OfParameter(parameter.Ordinal, summary, call, target).ToList());
            }
        }

        bool isSeen = !all.IsEmpty && done.Count == all.Length;
        IEnumerable<ProcessEvent> written = done
            .Where(static one => !one.Exists(static found => found.Stream != ProcessStream.Input && found.BeginsToRead))
            .SelectMany(static one => one)
            .Where(static found => found.Kind == ProcessEventKind.WriteBulk);
        return isSeen && done.Count == 1 ? done[0]
            : isSeen ? written.Concat(done.SelectMany(static one => one).Where(static found => found.Kind != ProcessEventKind.WriteBulk)
                .Select(static found => found with { IsConditional = true }))
            : written.Append(OutOfSight(call, argument));
    }
}
