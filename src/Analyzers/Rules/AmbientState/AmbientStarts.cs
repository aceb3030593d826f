using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.AmbientState;

/// <summary>Which calls start a process that gets an ambient setting from this one.</summary>
internal sealed class AmbientStarts
{
    private readonly CallTargets _targets;
    private readonly StartInfos _startInfos;

    private AmbientStarts(CallTargets targets, StartInfos startInfos)
    {
        _targets = targets;
        _startInfos = startInfos;
    }

    public static AmbientStarts Of(ProcessModel model) =>
        model.Get(static model => new AmbientStarts(CallTargets.Of(model), StartInfos.Of(model)));

    /// <summary>True for the start of a process, and for a call of code that starts one, when nothing tells it the setting.</summary>
    public bool IsStart(IOperation call, AmbientSet set, CancellationToken cancellationToken)
    {
        HashSet<IMethodSymbol> seen = new(SymbolEqualityComparer.Default);
        Queue<(IOperation Call, int Calls)> open = new();
        open.Enqueue((call, Budgets.StartCalls));
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (IOperation next, int calls) = open.Dequeue();
            if (next is IInvocationOperation start && StartInfoReader.IsStart(start))
            {
                if (!IsTold(_startInfos.Of(start, cancellationToken), set))
                {
                    return true;
                }
            }
            else if (calls > 0 && seen.Count <= Budgets.StartBodies)
            {
                foreach (CallTarget target in _targets.Of(next, cancellationToken).Where(target => seen.Add(target.Method)))
                {
                    foreach (IOperation inner in target.Body.DescendantsAndSelf().Where(IsCall))
                    {
                        open.Enqueue((inner, calls - 1));
                    }
                }
            }
        }

        return false;
    }

    /// <summary>True for what may run code of this compilation: a call, the making of an object, the read of a property.</summary>
    public static bool IsCall(IOperation operation) => operation is IInvocationOperation
        or IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: false }
        or IPropertyReferenceOperation { Property.DeclaringSyntaxReferences.IsEmpty: false };

    /// <summary>True when the start info says itself what the child's setting is.</summary>
    private static bool IsTold(StartInfo info, AmbientSet set) => set.Variable is null
        ? info.Of("WorkingDirectory")
            .Any(setting => setting.IsCertain
                && ValueOrigin.Unwrap(setting.Value).ConstantValue is not { HasValue: true, Value: null or "" }
                && !setting.Value.DescendantsAndSelf().Any(set.IsReadBy))
        : info.Of("Environment")
            .Any(setting => setting.IsItem
                && VariableOf(setting.Place) is { } name
                && name.HasValue
                && name.Equals(set.Variable.ConstantValue));

    private static Optional<object?>? VariableOf(IOperation place) => place switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: { IsEmpty: false } index } } =>
            index[0].Value.ConstantValue,
        IInvocationOperation { Arguments: { IsEmpty: false } arguments } => arguments[0].Value.ConstantValue,
        _ => null,
    };
}
