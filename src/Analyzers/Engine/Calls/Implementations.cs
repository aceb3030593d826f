using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>The bodies by which this compilation fills an abstract member, each of which may run.</summary>
internal sealed class Implementations
{
    private readonly SourceBodies _bodies;
    private readonly Dispatch _dispatch;

    private Implementations(SourceBodies bodies, Dispatch dispatch)
    {
        _bodies = bodies;
        _dispatch = dispatch;
    }

    public static Implementations Of(ProcessModel model) =>
        model.Get(static model => new Implementations(SourceBodies.Of(model), Dispatch.Of(model)));

    /// <summary>What the implementations that return one expression return.</summary>
    public IEnumerable<IOperation> ReturnedBy(IMethodSymbol method, CancellationToken cancellationToken) =>
        from target in _dispatch.AllTargets(method, cancellationToken)
        let body = _bodies.Of(target, cancellationToken)
        where body is not null
        let returns = ControlFlow.ControlFlow.ReturnsOf(body).Take(2).ToList()
        where returns.Count == 1
        select returns[0];
}
