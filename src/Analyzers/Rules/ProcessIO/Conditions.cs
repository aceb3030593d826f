using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>What need not happen in a body.</summary>
internal static class Conditions
{
    /// <summary>True for an operation that some ways through its body leave out.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="areLoopsRun">True to take it that a loop has something to do.</param>
    public static bool MayBeLeftOut(IOperation operation, bool areLoopsRun = false) =>
        ControlFlow.BranchesRound(operation).Any(branch => branch.Parent is not ILoopOperation
            || (!areLoopsRun && branch.Parent is not IWhileLoopOperation { ConditionIsTop: false }));

    /// <summary>True when the caller continues while the callee is still at work: nobody awaits it, or enumerates it.</summary>
    public static bool RunsOn(IMethodSymbol target, IOperation call) =>
        target.ReturnType.OriginalDefinition.Name switch
        {
            "Task" or "ValueTask" => !TaskUse.IsAwaited(call),
            _ when target is { ReturnsVoid: true, IsAsync: true } => true,
            var name when KnownNames.Sequences.Has(name) => !IsEnumerated(call),
            _ => false,
        };

    /// <summary>True for what a foreach goes through, also with a token or a configured await.</summary>
    private static bool IsEnumerated(IOperation sequence) => sequence.Parent switch
    {
        IForEachLoopOperation loop => loop.Collection == sequence,
        IConversionOperation or IParenthesizedOperation => IsEnumerated(sequence.Parent),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WithCancellation" or "ConfigureAwait" } call } =>
            IsEnumerated(call),
        _ => false,
    };
}
