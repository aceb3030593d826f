using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Whether code kills a process at all: in a branch, a callback or a helper. It asks for names only, and not for which process, since its
/// users are silent then.
/// </summary>
internal sealed class ProcessKills
{
    private readonly CallTargets _targets;

    public ProcessKills(CallTargets targets) => _targets = targets;

    /// <summary>True for a call that ends a process by its name, and for a delegate of such a method.</summary>
    public static bool IsKill(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: var name } => KnownNames.ProcessKills.Has(name),
        IMethodReferenceOperation { Method.Name: var name } => KnownNames.ProcessKills.Has(name),
        _ => false,
    };

    /// <summary>True when some code kills, or calls what does.</summary>
    public bool AreIn(IOperation code, CancellationToken cancellationToken) =>
        AreIn(code, Budgets.KillCalls, new HashSet<IOperation>(), cancellationToken);

    /// <summary>
    /// True when something else may kill while a body stands at a place: a callback of the body, or a method that it has called by then.
    /// <code>using Timer timer = new(_ => p.Kill());    string text = p.StandardOutput.ReadToEnd();</code>
    /// </summary>
    public bool AreBeside(IOperation place, IOperation body, CancellationToken cancellationToken) => body.Descendants().Any(operation =>
        operation switch
        {
            IAnonymousFunctionOperation callback => AreIn(callback, cancellationToken),
            IMethodReferenceOperation => IsKill(operation)
                || (_targets.SeenOfDelegate(operation, operation, cancellationToken) is { IsEmpty: false } seen
                    && seen.Any(target => AreIn(target.Body, cancellationToken))),
            IInvocationOperation or IObjectCreationOperation => operation.Syntax.SpanStart < place.Syntax.SpanStart
                && TargetOf(operation, cancellationToken) is { } target
                && AreIn(target.Body, cancellationToken),
            _ => false,
        });

    private bool AreIn(IOperation code, int calls, HashSet<IOperation> seen, CancellationToken cancellationToken) =>
        seen.Add(code)
        && code.Descendants().Any(operation => IsKill(operation)
            || (calls > 0
                && TargetOf(operation, cancellationToken) is { } target
                && AreIn(target.Body, calls - 1, seen, cancellationToken)));

    private CallTarget? TargetOf(IOperation operation, CancellationToken cancellationToken) => operation switch
    {
        IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false } => _targets.One(operation, cancellationToken),
        IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: false } => _targets.One(operation, cancellationToken),
        _ => null,
    };
}
