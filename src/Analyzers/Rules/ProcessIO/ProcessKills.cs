using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>Whether code kills a process, by the names of what it calls.</summary>
internal sealed class ProcessKills
{
    private readonly CallTargets _targets;
    private readonly ReachedCode _reached;

    public ProcessKills(CallTargets targets, ReachedCode reached) => (_targets, _reached) = (targets, reached);

    /// <summary>True when some code kills, or calls what does.</summary>
    public bool AreIn(IOperation code, CancellationToken cancellationToken) => _reached.Has(code, IsKill, cancellationToken);

    /// <summary>
    /// True when something else may kill while a body stands at a place: a callback of the body, or a method that it has called by then.
    /// <code>using Timer timer = new(_ => p.Kill());    string text = p.StandardOutput.ReadToEnd();</code>
    /// </summary>
    public bool AreBeside(IOperation place, IOperation body, CancellationToken cancellationToken) => body.Descendants().Any(operation =>
        operation switch
        {
            IAnonymousFunctionOperation callback => AreIn(callback, cancellationToken),
            IMethodReferenceOperation => IsKill(operation)
                || _targets.SeenOfDelegate(operation, operation, cancellationToken)
                    .Any(target => AreIn(target.Body, cancellationToken)),
            IInvocationOperation or IObjectCreationOperation => operation.Syntax.SpanStart < place.Syntax.SpanStart
                && _reached.TargetOf(operation, cancellationToken) is { } target
                && AreIn(target.Body, cancellationToken),
            _ => false,
        });

    /// <summary>True for a call that ends a process by its name, and for a delegate of such a method.</summary>
    private static bool IsKill(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: var name } => KnownNames.ProcessKills.Has(name),
        IMethodReferenceOperation { Method.Name: var name } => KnownNames.ProcessKills.Has(name),
        _ => false,
    };
}
