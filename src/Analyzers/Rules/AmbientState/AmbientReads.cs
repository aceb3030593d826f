using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.AmbientState;

/// <summary>Which code reads a variable of the environment, itself or in what it calls.</summary>
internal sealed class AmbientReads
{
    private readonly CallTargets _targets;
    private readonly Callers _callers;
    private readonly ControlFlow _flows;

    private AmbientReads(CallTargets targets, Callers callers, ControlFlow flows) =>
        (_targets, _callers, _flows) = (targets, callers, flows);

    public static AmbientReads Of(ProcessModel model) => model.Get(static model => new AmbientReads(
        CallTargets.Of(model),
        Callers.Of(model),
        ControlFlow.Of(model)));

    /// <summary>True when some operation reads the variable that is set, or runs code of this compilation that does or may.</summary>
    public bool May(IEnumerable<IOperation> operations, AmbientSet set, CancellationToken cancellationToken) =>
        Are(operations, set, whenUnknown: true, cancellationToken);

    /// <summary>True when a caller of the method that sets the variable for good is seen to read it after the call.</summary>
    public bool AreAfter(AmbientSet set, CancellationToken cancellationToken)
    {
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
        Queue<IOperation> open = new();
        open.Enqueue(set.Operation);
        while (open.Count > 0 && seen.Count < Budgets.SettingReaders)
        {
            if (SourceBodies.Around(open.Dequeue(), cancellationToken)
                    is not IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } method
                || !seen.Add(method))
            {
                continue;
            }

            foreach (IOperation call in _callers.RunsOf(method, cancellationToken))
            {
                IOperation body = ControlFlow.BodyAround(call);
                if (_flows.Of(body, cancellationToken) is { } flow && flow.PointOf(call) is { } point)
                {
                    FlowReach reach = flow.From(point);
                    IEnumerable<IOperation> after = body.Descendants().Where(operation => reach.Contains(flow.PointOf(operation)));
                    if (Are(after, set, whenUnknown: false, cancellationToken))
                    {
                        return true;
                    }
                }

                open.Enqueue(call);
            }
        }

        return false;
    }

    private bool Are(IEnumerable<IOperation> operations, AmbientSet set, bool whenUnknown, CancellationToken cancellationToken)
    {
        HashSet<SyntaxNode> seen = new();
        Queue<IOperation> open = new(operations);
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IOperation next = open.Dequeue();
            if (set.IsReadBy(next))
            {
                return true;
            }

            // A lambda that a call is given may run there.
            foreach (IAnonymousFunctionOperation lambda in next.ChildOperations.Where(static child => child is IArgumentOperation)
                .SelectMany(static argument => argument.Descendants().OfType<IAnonymousFunctionOperation>())
                .Where(lambda => seen.Add(lambda.Syntax)))
            {
                foreach (IOperation inner in lambda.Body.Descendants())
                {
                    open.Enqueue(inner);
                }
            }

            if (!AmbientStarts.IsCall(next))
            {
                continue;
            }

            ImmutableArray<CallTarget> targets = _targets.Of(next, cancellationToken);
            if (whenUnknown && targets.IsEmpty && IsOfThisProgram(next))
            {
                return true;
            }

            foreach (CallTarget target in targets.Where(target => seen.Add(target.Body.Syntax)))
            {
                if (seen.Count > Budgets.SettingReaders)
                {
                    return whenUnknown;
                }

                foreach (IOperation inner in target.Body.DescendantsAndSelf())
                {
                    open.Enqueue(inner);
                }
            }
        }

        return false;
    }

    /// <summary>True for a call of a delegate, or of a member of this compilation whose body is not to be told.</summary>
    private static bool IsOfThisProgram(IOperation call) => call switch
    {
        IInvocationOperation { TargetMethod: var method } =>
            method.MethodKind == MethodKind.DelegateInvoke || !method.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty,
        IObjectCreationOperation { Constructor.IsImplicitlyDeclared: true } => false,
        IPropertyReferenceOperation { Property: var property } => !ValueOrigin.IsAutoProperty(property),
        _ => true,
    };
}
