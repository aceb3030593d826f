using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>Tells side effects that matter when a program runs once more from those that each process needs for itself.</summary>
internal static class StartUpEffects
{
    /// <summary>True for a setting of the process itself, and for a semaphore or event that several processes open to share it.</summary>
    public static bool IsOfOneProcess(SideEffect effect) => effect.Member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => KnownNames.OwnEffects.HasMember(constructor),
        var member => KnownNames.OwnEffects.Has(member.Name),
    };
}
