using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// PSAFE805: a handler asks the program to end in good order, and lets the process end before it can.
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
            if (!handler.IsRequest || HasOwnWay(handler))
            {
                return;
            }

            ImmutableArray<CallPath> paths = handler.Paths(cancellationToken);
            if (paths.Any(static path => path.Fact is Waited or Paused or ProcessEnded)
                || paths.Concat(HandedOn.Paths(handler, model, cancellationToken))
                    .FirstOrDefault(path => IsRequest(path, handler) && (IsObserved(path) || !IsFlag(path.Subject))) is not { } request
                || ExitHandlers.Of(model).HaveAnotherHolder(cancellationToken)
                || ExitHandlers.Of(model).All(cancellationToken)
                    .Any(other => other != handler && IsForTheSame(other, handler) && MayCancel(other)))
            {
                return;
            }

            ImmutableDictionary<string, string?> properties = IsObserved(request)
                ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.IsObserved, bool.TrueString)
                : ImmutableDictionary<string, string?>.Empty;
            report(Rules.TerminationNotCancelled.At(
                request,
                properties,
                request.Text,
                Argument(handler)?.Type.Name ?? "ConsoleCancelEventArgs"));

            bool IsObserved(CallPath path) => SignalUse.IsObserved(path.Subject, handler, model, cancellationToken);
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
    private static bool HasOwnWay(ExitHandler handler) =>
        handler.Body.Descendants().Any(operation => operation switch
        {
            IInvocationOperation { TargetMethod: var method } when Signals.IsNamedAsEnd(method) => true,
            IInvocationOperation { TargetMethod.Name: var name } when name.StartsWith("Wait", StringComparison.Ordinal) => true,
            IParameterReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Parameter, Argument(handler)) =>
                reference.Parent is not IPropertyReferenceOperation property || (IsSet(property) && !IsAfterAwait(property, handler)),
            _ => false,
        });

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
