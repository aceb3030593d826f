using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>What an exit handler has others do: work that it queues for the pool, and delegates of which not all is seen.</summary>
internal static class HandedOn
{
    /// <summary>What is reached so, and whether it runs alongside the handler, on the pool.</summary>
    public static IEnumerable<(CallPath Path, bool IsQueued)> Paths(
        ExitHandler handler,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        foreach (IInvocationOperation call in handler.OwnCode()
            .OfType<IInvocationOperation>()
            .OrderBy(static call => call.Syntax.SpanStart))
        {
            foreach ((CallPath Path, bool IsQueued) signal in NamedSignals(call, handler, model, cancellationToken))
            {
                yield return signal;
            }

            foreach ((CallTarget target, string name) in RunBy(call, handler, model, cancellationToken))
            {
                Root root = new(target.Method, handler.Root.Names, Value.Living, ValueList.Empty, null)
                {
                    Facts = BodyReader.Read(target.Method, target.Body, model.Catalogue, cancellationToken, namesLocals: true),
                    NamesLocals = true,
                };
                bool isInPlace = handler.Contains(target.Body.Syntax);
                Site hop = Sites.OfCall(call, name);
                foreach (CallPath path in CodeReach.Of(model).From(root, cancellationToken))
                {
                    if (!IsOfItsOwn(path.Subject, target))
                    {
                        yield return (
                            isInPlace ? path : path with { Hops = path.Hops.Insert(0, hop) },
                            Signals.QueuesWork(call.TargetMethod));
                    }
                }
            }
        }
    }

    /// <summary>`Action stop = source.Cancel;`: methods of libraries have no body to walk into.</summary>
    private static IEnumerable<(CallPath Path, bool IsQueued)> NamedSignals(
        IInvocationOperation call,
        ExitHandler handler,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        bool isQueued = Signals.QueuesWork(call.TargetMethod);
        IEnumerable<IOperation> delegates = isQueued ? QueuedBy(call)
            : call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called } ? new[] { RaisedCode.Invoked(called) }
            : Enumerable.Empty<IOperation>();
        foreach (IMethodReferenceOperation reference in delegates
            .SelectMany(value => CallTargets.Of(model).SeenCodes(value, stopsAtParameters: false, cancellationToken))
            .OfType<IMethodReferenceOperation>()
            .Where(static reference => Signals.IsForThisProcess(reference.Method)))
        {
            Value subject = new ValueOrigin(null, LocalAssignments.Outermost(reference), namesLocals: true).Of(reference.Instance);
            Site site = Sites.OfFact(reference);
            yield return (
                new CallPath(
                    handler.Root.Names,
                    handler.Contains(reference.Syntax) ? ImmutableArray<Site>.Empty
                        : ImmutableArray.Create(Sites.OfCall(call, call.TargetMethod.Name)),
                    new Signalled(site, Guards.None, ImmutableArray<HeldLock>.Empty, subject, IsForThisProcess: true),
                    subject,
                    ImmutableArray<PathLock>.Empty,
                    OnlyWhileRunning: false,
                    Caught: false),
                isQueued);
        }
    }

    private static IEnumerable<IOperation> QueuedBy(IInvocationOperation call) =>
        call.Arguments.Where(static argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)
            .Select(static argument => argument.Value);

    /// <summary>True for a variable that the code declares itself.</summary>
    private static bool IsOfItsOwn(Value subject, CallTarget target) =>
        subject is Value.LocalValue { Variable: var variable }
        && variable.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == target.Body.Syntax.SyntaxTree
            && target.Body.Syntax.Span.Contains(part.Span));

    /// <summary>What a call queues, or else what it runs where a walk along calls does not follow it.</summary>
    private static IEnumerable<(CallTarget Target, string Name)> RunBy(
        IInvocationOperation call,
        ExitHandler handler,
        ProcessModel model,
        CancellationToken cancellationToken) =>
        Signals.QueuesWork(call.TargetMethod)
            ? QueuedBy(call)
                .SelectMany(value => CallTargets.Of(model).SeenOfDelegate(value, call, cancellationToken))
                .Select(target => (target, call.TargetMethod.Name))
            : RaisedCode.RunBy(call, model, cancellationToken);
}
