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

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>
/// The delegates that start-up hands to a method which runs them in its catch.
/// <code>
/// Guard(Run, e => Restart());
/// void Guard(Action work, Action&lt;Exception&gt; onError) { try { work(); } catch (Exception e) { onError(e); } }
/// </code>
/// </summary>
internal sealed class ErrorHandlers
{
    private readonly ProcessModel _known;
    private readonly StartUpCatches _catches;
    private readonly Callers _callers;
    private readonly CallTargets _targets;
    private readonly Memo<ImmutableArray<(IOperation Value, CallTarget Target)>> _all;

    private ErrorHandlers(ProcessModel known, StartUpCatches catches, Callers callers, CallTargets targets)
    {
        (_known, _catches, _callers, _targets) = (known, catches, callers, targets);
        _all = new(cancellationToken => known.Compilation.SyntaxTrees.SelectMany(tree => Find(tree, cancellationToken)).ToImmutableArray());
    }

    public static ErrorHandlers Of(ProcessModel model) => model.Get(static model =>
        new ErrorHandlers(model, StartUpCatches.Of(model), Callers.Of(model), CallTargets.Of(model)));

    /// <summary>Those that are handed over in one file, each with the code that it is.</summary>
    public IEnumerable<(IOperation Value, CallTarget Target)> In(SyntaxTree tree, CancellationToken cancellationToken) =>
        _all.Get(cancellationToken).Where(given => given.Value.Syntax.SyntaxTree == tree);

    private IEnumerable<(IOperation Value, CallTarget Target)> Find(SyntaxTree tree, CancellationToken cancellationToken) =>
        from caught in _catches.In(tree, cancellationToken)
        from parameter in RunIn(caught.Handler, caught.Method)
        from call in _callers.Calls(caught.Method, cancellationToken).OfType<IOperation>()
        where CrashRoots.IsStartUp(call, Budgets.CrashCalls, _known, cancellationToken)
        let value = new CallTarget(caught.Method, caught.Handler, call).ValueOf(parameter)
        where value is not null
        from target in _targets.OfDelegate(value, call, cancellationToken)
        select (value, target);

    /// <summary>The parameters of a method that a catch of it runs, whatever it has caught.</summary>
    private static IEnumerable<IParameterSymbol> RunIn(IOperation handler, IMethodSymbol method) =>
        handler.Descendants()
            .OfType<IInvocationOperation>()
            .Where(run => run.TargetMethod.MethodKind == MethodKind.DelegateInvoke && IsCertain(run, handler))
            .Select(static run => run.Instance is IConditionalAccessInstanceOperation accessed
                ? ValueOrigin.AccessedObject(accessed)
                : run.Instance)
            .OfType<IParameterReferenceOperation>()
            .Select(static reference => reference.Parameter.OriginalDefinition)
            .Where(parameter => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method));

    private static bool IsCertain(IOperation run, IOperation handler) =>
        ControlFlow.BodyAround(run) == ControlFlow.BodyAround(handler)
        && !ControlFlow.BranchesRound(run).Any(branch => branch.Parent is not IConditionalAccessOperation
            && branch.Syntax != handler.Syntax
            && handler.Syntax.Span.Contains(branch.Syntax.Span));
}
