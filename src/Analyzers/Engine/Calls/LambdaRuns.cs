using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>
/// The lambdas of one member that run where a call of the same member runs them, and nowhere else.
/// <code>
/// Action stop = () => p.Kill();    stop();
/// new Runner(() => p.Kill()).Run();    // class Runner(Action step) { public void Run() => step(); }
/// </code>
/// </summary>
internal sealed class LambdaRuns
{
    private readonly CallTargets _targets;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<IOperation> _run = new();
    private readonly Dictionary<IOperation, List<IAnonymousFunctionOperation>> _byCall = new();

    private LambdaRuns(CallTargets targets, CancellationToken cancellationToken) =>
        (_targets, _cancellationToken) = (targets, cancellationToken);

    /// <param name="body">The outermost operation of the member.</param>
    /// <param name="targets">Tells what a method does with what it is given.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static LambdaRuns Of(IOperation body, CallTargets targets, CancellationToken cancellationToken)
    {
        LambdaRuns runs = new(targets, cancellationToken);
        foreach (IAnonymousFunctionOperation lambda in body.Descendants().OfType<IAnonymousFunctionOperation>())
        {
            runs.Add(lambda);
        }

        return runs;
    }

    /// <summary>True for a lambda that runs at calls which <see cref="By"/> knows.</summary>
    public bool AreKnown(IAnonymousFunctionOperation lambda) => _run.Contains(lambda);

    /// <summary>The lambdas of which a call runs one.</summary>
    public IReadOnlyList<IAnonymousFunctionOperation> By(IOperation call) =>
        _byCall.TryGetValue(call, out List<IAnonymousFunctionOperation>? lambdas) ? lambdas : new List<IAnonymousFunctionOperation>();

    private void Add(IAnonymousFunctionOperation lambda)
    {
        List<IOperation> calls = new();
        foreach (IOperation use in ValueUses.Of(lambda).Uses)
        {
            IReadOnlyList<IOperation> run = CallsOf(use).ToList();
            if (run.Count == 0)
            {
                return;
            }

            calls.AddRange(run);
        }

        foreach (IOperation call in calls)
        {
            _run.Add(lambda);
            if (!_byCall.TryGetValue(call, out List<IAnonymousFunctionOperation>? lambdas))
            {
                _byCall.Add(call, lambdas = new List<IAnonymousFunctionOperation>());
            }

            lambdas.Add(lambda);
        }
    }

    private IEnumerable<IOperation> CallsOf(IOperation use) => use.Parent switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call when call.Instance == use => new[] { call },
        IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation taker } =>
            Runs(taker, parameter) ? new[] { taker } : Enumerable.Empty<IOperation>(),
        IArgumentOperation { Parameter: { } parameter, Parent: IObjectCreationOperation creation } => CallsOf(creation, parameter),
        _ => Enumerable.Empty<IOperation>(),
    };

    /// <summary>The calls on a new object that run what it is made with; none where something else is done with it.</summary>
    private IEnumerable<IOperation> CallsOf(IObjectCreationOperation creation, IParameterSymbol parameter)
    {
        IReadOnlyList<IOperation> uses = ValueUses.Of(creation).Uses;
        return uses.All(use => use.Parent is IInvocationOperation call && call.Instance == use && Runs(call, parameter))
            ? uses.Select(static use => use.Parent!)
            : Enumerable.Empty<IOperation>();
    }

    /// <summary>True for a method here that runs the delegate once and does nothing else with it.</summary>
    private bool Runs(IInvocationOperation call, IParameterSymbol parameter)
    {
        if (call.TargetMethod.DeclaringSyntaxReferences.IsEmpty || _targets.One(call, _cancellationToken) is not { } target)
        {
            return false;
        }

        IParameterSymbol given = parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
            ? parameter.OriginalDefinition
            : target.Method.Parameters[parameter.Ordinal];
        List<IOperation> references = target.Body.Descendants()
            .Where(operation => operation is IParameterReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(reference.Parameter.OriginalDefinition, given.OriginalDefinition))
            .ToList();
        return references.Count == 1
            && references[0].Parent is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } run
            && run.Instance == references[0]
            && IsCertain(run, target.Body);
    }

    /// <summary>True for a call that is a statement or the result of its body, or is awaited there.</summary>
    private static bool IsCertain(IOperation run, IOperation body)
    {
        IOperation outer = TaskUse.WaitOn(run) ?? run;
        while (outer != body && outer.Parent is IBlockOperation or IMethodBodyOperation or IExpressionStatementOperation or IReturnOperation
            or IAwaitOperation or IConversionOperation)
        {
            outer = outer.Parent;
        }

        return outer == body || outer.Parent is null or ILocalFunctionOperation;
    }
}
