using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>
/// PSAFE732: a function starts a process and then waits without limit for it to connect.
/// Reported on the wait, when the function, or a method that it calls, has started a process before.
/// Left alone: waits with a token or timeout, or for the exit as well; a handler of Exited; servers that wait in a loop of their own;
/// and servers that other code of the function closes.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundedAcceptAnalyzer : ProcessSafetyAnalyzer
{
    public UnboundedAcceptAnalyzer()
        : base(Rules.AcceptOutlivesChild)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            foreach (InvocationExpressionSyntax call in KnownNames.ChannelAccepts.Names
                .SelectMany(name => index.CallsOf(name, file.CancellationToken)))
            {
                if (file.SemanticModel.GetOperation(call, file.CancellationToken) is IInvocationOperation accept
                    && KnownNames.ChannelAccepts.HasMember(accept.TargetMethod)
                    && StartBefore(accept, model, file.CancellationToken) is { } start)
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.AcceptOutlivesChild,
                        call.GetLocation(),
                        new[] { start.Syntax.GetLocation() },
                        StartInfoReader.IsStart(start) && ControlFlow.BodyAround(start) == ControlFlow.BodyAround(accept)
                            ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Starts, start.Syntax.SpanStart.ToString())
                            : ImmutableDictionary<string, string?>.Empty,
                        Sites.OfFact(accept).Text));
                }
            }
        });

    /// <summary>The start of the process that is waited for; null where the wait has a limit, or none is seen.</summary>
    private static IInvocationOperation? StartBefore(IInvocationOperation accept, ProcessModel model, CancellationToken cancellationToken)
    {
        if (WaitBound.IsBounded(accept)
            || IsClosedElsewhere(accept, model, cancellationToken))
        {
            return null;
        }

        IInvocationOperation call = accept;
        for (int calls = 0; WaitFor(call) is { } wait && !IsRaced(call); calls++)
        {
            ILoopOperation? loop = ControlFlow.LoopRound(call);
            if (StartPlaces.Before(wait, model, cancellationToken)
                .Where(start => loop is null || loop.Syntax.Span.Contains(start.Syntax.Span))
                .FirstOrDefault(start => !StartInfoReader.IsStart(start)
                    || StartInfos.Of(model).Of(start, cancellationToken).Switch("UseShellExecute", isOnByDefault: false) == Setting.No)
                is { } before)
            {
                return before;
            }

            // A function that only waits does it for the one that calls it.
            if (loop is not null
                || calls == Budgets.StartCallers
                || Callers.Of(model).RunsAround(call, areAll: true, cancellationToken) is not { Count: 1 } runs
                || runs[0] is not IInvocationOperation run)
            {
                return null;
            }

            call = run;
        }

        return null;
    }

    /// <summary>Where the code waits; null for a task that something else is done with.</summary>
    private static IOperation? WaitFor(IInvocationOperation accept)
    {
        if (!TaskUse.IsTask(accept.Type))
        {
            return accept;
        }

        if (Destination.Whole(accept).Parent is IInvocationOperation { TargetMethod.Name: "WaitAsync" })
        {
            return null;
        }

        if (TaskUse.IsAwaited(accept))
        {
            return WithoutLimit(accept);
        }

        if (TaskUse.KeptIn(accept) is not { } kept)
        {
            return null;
        }

        IReadOnlyList<IOperation?> waits = LocalAssignments.References(kept, accept)
            .Where(static reference => !(reference.Parent is IAssignmentOperation assignment && assignment.Target == reference))
            .Select(static reference => TaskUse.IsAwaited(reference) ? WithoutLimit(reference) : null)
            .ToList();
        return waits.Count > 0 && waits.All(static wait => wait is not null) ? waits[0] : null;
    }

    /// <summary>The await of a task, or the call that waits for it; null for one with a limit.</summary>
    private static IOperation? WithoutLimit(IOperation task) =>
        Destination.Whole(task).Parent is IInvocationOperation { TargetMethod.Name: "WaitAsync" or "Wait", Arguments.Length: > 0 }
            ? null
            : TaskUse.WaitOn(task);

    /// <summary>True where a handler of the exit is in the same member.</summary>
    private static bool IsRaced(IOperation accept) => LocalAssignments.Outermost(accept).Descendants()
        .Any(static operation => operation is IEventAssignmentOperation
        {
            Adds: true,
            EventReference: IEventReferenceOperation { Event: { Name: "Exited", ContainingType: var type } },
        }
            && type.Is(KnownTypes.Process));

    /// <summary>True where a lambda of the member, a callback of a token or a timer, may end the wait.</summary>
    private static bool IsClosedElsewhere(IInvocationOperation accept, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(accept);
        string server = accept.Instance is { } instance ? ValueOrigin.Unwrap(instance).Syntax.ToString() : string.Empty;
        return LocalAssignments.Outermost(accept).Descendants()
            .Any(operation => operation is IInvocationOperation { Instance: { } closed } call
                && KnownNames.LoopEnds.Has(call.TargetMethod.Name)
                && ControlFlow.BodyAround(call) != body
                && ValueOrigin.Unwrap(closed).Syntax.ToString() == server);
    }
}
