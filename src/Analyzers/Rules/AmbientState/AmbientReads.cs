using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.AmbientState;

/// <summary>Which code reads a variable of the environment, itself or in what it calls.</summary>
internal sealed class AmbientReads
{
    private readonly CallTargets _targets;

    private AmbientReads(CallTargets targets) => _targets = targets;

    public static AmbientReads Of(ProcessModel model) => model.Get(static model => new AmbientReads(CallTargets.Of(model)));

    /// <summary>True when some operation reads the variable that is set, or runs code of this compilation that does or may.</summary>
    public bool May(IEnumerable<IOperation> operations, AmbientSet set, CancellationToken cancellationToken)
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
            if (targets.IsEmpty && IsOfThisProgram(next))
            {
                return true;
            }

            foreach (CallTarget target in targets.Where(target => seen.Add(target.Body.Syntax)))
            {
                if (seen.Count > Budgets.SettingReaders)
                {
                    return true;
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
