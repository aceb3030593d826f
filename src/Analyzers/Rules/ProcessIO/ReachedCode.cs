using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Whether some code, or what it calls, does something at all, in a branch or a callback too. Its users are silent then, so that it asks
/// neither when nor to which process.
/// </summary>
internal sealed class ReachedCode
{
    private readonly CallTargets _targets;

    public ReachedCode(CallTargets targets) => _targets = targets;

    public bool Has(IOperation code, Func<IOperation, bool> what, CancellationToken cancellationToken) =>
        Has(code, what, Budgets.ReachedCalls, new HashSet<IOperation>(), cancellationToken);

    /// <summary>The body that a call runs; null where it is not seen.</summary>
    public CallTarget? TargetOf(IOperation operation, CancellationToken cancellationToken) => operation switch
    {
        IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: true, MethodKind: not MethodKind.DelegateInvoke } } =>
            null,
        IInvocationOperation => _targets.One(operation, cancellationToken),
        IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: false } => _targets.One(operation, cancellationToken),
        _ => null,
    };

    private bool Has(
        IOperation code,
        Func<IOperation, bool> what,
        int calls,
        HashSet<IOperation> seen,
        CancellationToken cancellationToken) =>
        seen.Add(code)
        && code.Descendants().Any(operation => what(operation)
            || (calls > 0
                && TargetOf(operation, cancellationToken) is { } target
                && Has(target.Body, what, calls - 1, seen, cancellationToken)));
}
