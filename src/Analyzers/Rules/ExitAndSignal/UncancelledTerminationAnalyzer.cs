using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// PSAFE805: a handler asks the program to shut down gracefully, and lets the process end before it can.
/// Reported when a handler of CancelKeyPress, SIGINT, SIGTERM, SIGQUIT or SIGHUP cancels, sets an event or a flag, itself, on the pool or
/// by a delegate that it is given, and never sets Cancel, or sets it after an await only.
/// Left alone when the handler waits or exits itself, sets Cancel on some condition, hands its argument on, or only reports;
/// when another handler of the same signal sets Cancel, and in programs whose host or command-line library holds the signal.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncancelledTerminationAnalyzer : ProcessSafetyAnalyzer
{
    private const string Cancel = "Cancel";

    public UncancelledTerminationAnalyzer()
        : base(Rules.TerminationNotCancelled)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterExitHandlerAction(model, (handler, report, cancellationToken) =>
        {
            if (!handler.IsRequest || HasOwnWay(handler, model, cancellationToken))
            {
                return;
            }

            ImmutableArray<CallPath> paths = handler.Paths(cancellationToken);
            List<(CallPath Path, bool IsQueued)> handedOn = HandedOn.Paths(handler, model, cancellationToken).ToList();
            if (paths.Any(static path => path.Fact is Waited or Paused or ProcessEnded)
                || handedOn.Any(static path => path.Path.Fact is ProcessEnded || (path.Path.Fact is Waited or Paused && !path.IsQueued))
                || paths.Concat(handedOn.Select(static path => path.Path))
                    .FirstOrDefault(path => IsRequest(path, handler) && (IsObserved(path) || !IsFlag(path.Subject))) is not { } request
                || ExitHandlers.Of(model).HaveAnotherHolder(cancellationToken)
                || ExitHandlers.Of(model).All(cancellationToken)
                    .Any(other => other != handler && IsForTheSame(other, handler) && !AreArms(other, handler) && MayCancel(other)))
            {
                return;
            }

            // A method that is called may let a second request through, which ends the process at once: that is not to be canceled.
            bool isSafe = IsObserved(request) && (request.Hops.IsEmpty || request.Certainty == Certainty.Always);
            ImmutableDictionary<string, string?> properties = isSafe
                ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.IsObserved, bool.TrueString)
                : ImmutableDictionary<string, string?>.Empty;
            report(Rules.TerminationNotCancelled.At(
                request,
                properties,
                request.Text,
                Argument(handler)?.Type.Name ?? "ConsoleCancelEventArgs"));

            bool IsObserved(CallPath path) => SignalUse.IsObserved(path.Subject, handler, model, cancellationToken);
        });

    /// <summary>
    /// True for two arms of one choice, of which only one is subscribed; a hook method subscribes all that it is given.
    /// </summary>
    private static bool AreArms(ExitHandler other, ExitHandler handler) =>
        other.Subscription == handler.Subscription
        && !handler.Subscription.Descendants().Any(static operation => operation is IParameterReferenceOperation
        {
            Parameter.Type.TypeKind: TypeKind.Delegate,
        });

    /// <summary>A flag that nothing looks at asks nobody.</summary>
    private static bool IsFlag(Value subject) => SignalPlaces.Holder(subject) switch
    {
        ILocalSymbol local => local.Type.IsValueType,
        IFieldSymbol field => field.Type.IsValueType,
        IPropertySymbol property => property.Type.IsValueType,
        _ => false,
    };

    /// <summary>True for something that code outside of the handler can look at.</summary>
    private static bool IsRequest(CallPath path, ExitHandler handler) =>
        path.Fact is Signalled { IsForThisProcess: true } or TaskCompleted
        && path.Subject is not Value.CreatedValue
        && (path.Subject is not Value.LocalValue { Variable: var variable } || handler.IsCaptured(variable));

    /// <summary>True when the handler may set Cancel in time, hands its argument to code that may, or ends the process itself.</summary>
    private static bool HasOwnWay(ExitHandler handler, ProcessModel model, CancellationToken cancellationToken) =>
        handler.Body.Descendants().Any(operation => operation switch
        {
            IInvocationOperation { TargetMethod: var method } when Signals.IsNamedAsEnd(method) => true,
            IInvocationOperation { TargetMethod.Name: var name } when name.StartsWith("Wait", StringComparison.Ordinal) => true,
            IParameterReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Parameter, Argument(handler)) =>
                reference.Parent is IPropertyReferenceOperation property
                    ? IsSet(property) && !IsAfterAwait(property, handler)
                    : !IsRaisedForNobodyWhoCancels(reference, handler, model, cancellationToken),
            _ => false,
        });

    /// <summary>
    /// True where the argument goes to the subscribers of an event that is not for other assemblies, and none of them uses it.
    /// </summary>
    private static bool IsRaisedForNobodyWhoCancels(
        IOperation argument,
        ExitHandler handler,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        IOperation whole = Destination.Whole(argument);

        return whole.Parent
                is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } raise }
            && RaisedCode.EventOf(raise) is { } raised
            && !Callers.AreOutside(raised)
            && RaisedCode.RunBy(raise, model, cancellationToken).ToList() is { Count: > 0 } subscribers
            && subscribers.All(static subscriber => !subscriber.Target.Body.Descendants().Any(operation =>
                operation is IParameterReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(reference.Parameter, subscriber.Target.Method.Parameters.LastOrDefault())));
    }

    private static bool MayCancel(ExitHandler handler) =>
        handler.Body.Descendants()
            .Any(operation => operation is IPropertyReferenceOperation property && IsCancel(property) && IsSet(property))
        || Argument(handler) is null
        || handler.Body.Descendants()
            .Any(operation => operation is IParameterReferenceOperation { Parent: not IPropertyReferenceOperation } reference
                && SymbolEqualityComparer.Default.Equals(reference.Parameter, Argument(handler)));

    private static bool IsCancel(IPropertyReferenceOperation property) =>
        property.Property.Name == Cancel
        && (property.Property.ContainingType.Is(KnownTypes.ConsoleCancelEventArgs)
            || property.Property.ContainingType.Is(KnownTypes.PosixSignalContext));

    private static bool IsSet(IPropertyReferenceOperation property) =>
        property.Parent is IAssignmentOperation assignment && assignment.Target == property;

    private static bool IsAfterAwait(IPropertyReferenceOperation property, ExitHandler handler) =>
        handler.OwnCode().Contains(property)
        && handler.OwnCode().Any(operation => operation is IAwaitOperation && operation.Syntax.Span.End <= property.Syntax.SpanStart);

    private static IParameterSymbol? Argument(ExitHandler handler) =>
        handler.Method.Parameters.LastOrDefault(static parameter => parameter.Type.Is(KnownTypes.ConsoleCancelEventArgs)
            || parameter.Type.Is(KnownTypes.PosixSignalContext));

    /// <summary>True when both handle one signal; Ctrl+C and Ctrl+\ are SIGINT and SIGQUIT.</summary>
    private static bool IsForTheSame(ExitHandler other, ExitHandler handler) =>
        other.IsRequest
        && (other.Event == handler.Event
            ? other.Signal == handler.Signal
            : (other.Signal ?? handler.Signal) is Signal.Interrupt or Signal.Quit);
}
