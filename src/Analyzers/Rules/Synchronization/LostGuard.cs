using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>How an object that keeps a second instance away is lost while the program continues.</summary>
internal static class LostGuard
{
    /// <summary>`is …` for the message; null when the object lives on, or is no such guard.</summary>
    /// <param name="site">Where the object is made.</param>
    /// <param name="decides">True when the program asks the object whether it may continue.</param>
    /// <param name="isOwned">True when the thread owns it from the beginning, which keeps its name alive on Unix.</param>
    public static string? Of(CreationSite site, bool decides, bool isOwned)
    {
        if (!decides || site.Escapes || site.IsShared)
        {
            return null;
        }

        FlowReach after = site.Flow.From(site.Point, known: site.Success);
        bool isReleased = site.PointsOf(site.Uses).Any(after.Contains);
        if (site.IsUsed)
        {
            return !site.IsInMain && !isReleased && ReturnsDecision(site) && !Works(site, after)
                ? $"is disposed when '{NameOf(site)}' returns"
                : null;
        }

        if (site.Local is null)
        {
            return isReleased ? null : "is not kept anywhere";
        }

        FlowPoint[] awaits = site.Flow.Operations.Where(static item => item.Operation is IAwaitOperation)
            .Select(static item => item.Point)
            .Where(after.Contains)
            .ToArray();
        if (awaits.Length > 0)
        {
            FlowPoint[] uses = site.PointsOf(site.Uses.Concat(site.Waits)).ToArray();
            return awaits.Any(point => site.Flow.From(point, known: site.Success) is var later && uses.Any(later.Contains))
                ? null
                : $"is in '{site.Local.Name}', which is unused after the first await";
        }

        if (isReleased)
        {
            return null;
        }

        return site.IsInMain
            ? !isOwned && site.Waits.Count == 0 && Works(site, after) ? $"is in '{site.Local.Name}', which is never used again" : null
            : ReturnsDecision(site) || IsCalledByTheFramework(site.Method) || (site.Method is { ReturnsVoid: true } && !Works(site, after))
            ? $"is in '{site.Local.Name}', which is gone when '{NameOf(site)}' returns"
            : null;
    }

    private static string NameOf(CreationSite site) => site.Method switch
    {
        { AssociatedSymbol: { } property } => property.Name,
        { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.Name,
        { MethodKind: MethodKind.AnonymousFunction } or null => "the lambda",
        var method => method.Name,
    };

    /// <summary>True when the caller learns from the result whether this process is the one.</summary>
    private static bool ReturnsDecision(CreationSite site)
    {
        if (site.Arguments.Any(static argument => argument.Parameter?.RefKind == RefKind.Out
            && argument.Value is IParameterReferenceOperation))
        {
            return true;
        }

        // A return on another way, where the object is not made, says nothing of it.
        FlowReach after = site.Flow.From(site.Point);
        IOperation[] results = ControlFlow.ReturnsOf(site.Body)
            .Where(result => result.ConstantValue.HasValue || site.Flow.PointOf(result) is not { } point || after.Contains(point))
            .ToArray();
        return site.Method?.ReturnType.SpecialType == SpecialType.System_Boolean
            && results.All(result => result.ConstantValue.HasValue || site.Success(result) is not null)
            && (results.Any(result => !result.ConstantValue.HasValue)
                || results.Select(static result => result.ConstantValue.Value).Distinct().Count() == 2);
    }

    /// <summary>True when the process does something on the way on which it is the one: the object may be meant for just that.</summary>
    private static bool Works(CreationSite site, FlowReach after) => site.Flow.Operations.Any(item =>
        item.Operation is IInvocationOperation { IsImplicit: false } call
        && !(site.Waits.Concat(site.Uses)).Any(use => use.Syntax == call.Syntax)
        && !KnownNames.GuardAsides.Types.Any(type => call.TargetMethod.ContainingType.Is(type))
        && after.Contains(item.Point));

    /// <summary>
    /// Constructors, event handlers, and what a framework calls when the program starts: they return at once, and the program continues.
    /// </summary>
    private static bool IsCalledByTheFramework(IMethodSymbol? method) =>
        method is { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor }
            || (method is { ReturnsVoid: true, IsOverride: true } && method.Name.StartsWith("On", StringComparison.Ordinal))
            || (method is { ReturnsVoid: true, Parameters: { Length: 2 } parameters }
                && parameters[0].Type.SpecialType == SpecialType.System_Object
                && parameters[1].Type.IsOrDerivesFrom("System.EventArgs"));
}
