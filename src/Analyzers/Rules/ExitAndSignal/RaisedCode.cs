using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>What a handler runs without naming it: subscribers of an event, delegates that it is given, overrides.</summary>
internal static class RaisedCode
{
    /// <summary>The bodies that a call runs and that a walk along calls does not come to.</summary>
    public static IEnumerable<(CallTarget Target, string Name)> RunBy(
        IInvocationOperation call,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        CallTargets targets = CallTargets.Of(model);
        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke && call.Instance is { } called)
        {
            IOperation value = Invoked(called);
            return value is IEventReferenceOperation raised
                ? Callers.Of(model).Subscribed(raised.Event, cancellationToken)
                    .SelectMany(subscriber => targets.SeenOfDelegate(subscriber, call, cancellationToken))
                    .Select(target => (target, raised.Event.Name))
                : value is ILocalReferenceOperation && !targets.OfDelegate(value, call, cancellationToken).IsEmpty
                ? Enumerable.Empty<(CallTarget, string)>()
                : targets.SeenOfDelegate(value, call, cancellationToken)
                    .Select(target => (target, NameOf(value)));
        }

        if (call.TargetMethod.DeclaringSyntaxReferences.IsEmpty)
        {
            return Enumerable.Empty<(CallTarget, string)>();
        }

        // `OnStopping()` raises the event: a method that does no more is part of the handler.
        if (targets.One(call, cancellationToken) is { } one)
        {
            return one.Body.Descendants()
                .OfType<IInvocationOperation>()
                .Where(static inner => inner.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
                .SelectMany(inner => RunBy(inner, model, cancellationToken));
        }

        return call is { IsVirtual: true, Instance: IInstanceReferenceOperation }
            ? targets.SeenOfVirtual(call.TargetMethod, call, cancellationToken)
                .Select(target => (target, call.TargetMethod.ContainingType.Name))
            : Enumerable.Empty<(CallTarget, string)>();
    }

    private static string NameOf(IOperation value) => value switch
    {
        IMemberReferenceOperation member => member.Member.Name,
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        _ => "delegate",
    };

    /// <summary>The event that an invocation raises; null for any other delegate.</summary>
    public static IEventSymbol? EventOf(IInvocationOperation raise) =>
        raise.Instance is { } called ? (Invoked(called) as IEventReferenceOperation)?.Event : null;

    /// <summary>The delegate that an invocation is called on, left of `?.` too.</summary>
    public static IOperation Invoked(IOperation called) => ValueOrigin.Unwrap(
        called is IConditionalAccessInstanceOperation accessed ? ValueOrigin.AccessedObject(accessed) ?? called : called);
}
