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
    public static IEnumerable<CallPath> Paths(ExitHandler handler, ProcessModel model, CancellationToken cancellationToken)
    {
        CallTargets targets = CallTargets.Of(model);
        foreach (IInvocationOperation call in handler.OwnCode()
            .OfType<IInvocationOperation>()
            .OrderBy(static call => call.Syntax.SpanStart))
        {
            foreach (IOperation code in Given(call, targets, cancellationToken))
            {
                foreach (CallTarget target in targets.SeenOfDelegate(code, call, cancellationToken))
                {
                    Root root = new(target.Method, handler.Root.Names, Value.Living, ValueList.Empty, null)
                    {
                        Facts = BodyReader.Read(target.Method, target.Body, model.Catalogue, cancellationToken, namesLocals: true),
                    };
                    bool isInPlace = handler.Contains(target.Body.Syntax);
                    Site hop = Sites.OfCall(call, call.TargetMethod.Name);
                    foreach (CallPath path in CodeReach.Of(model).From(root, cancellationToken))
                    {
                        yield return isInPlace ? path : path with { Hops = path.Hops.Insert(0, hop) };
                    }
                }
            }
        }
    }

    /// <summary>The delegates that a call queues, or the one that it invokes where a walk along calls does not follow it.</summary>
    private static IEnumerable<IOperation> Given(IInvocationOperation call, CallTargets targets, CancellationToken cancellationToken)
    {
        if (Signals.QueuesWork(call.TargetMethod))
        {
            return call.Arguments.Where(static argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)
                .Select(static argument => argument.Value);
        }

        return call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called }
            && targets.Of(call, cancellationToken).IsEmpty
            ? new[] { called }
            : Enumerable.Empty<IOperation>();
    }
}
