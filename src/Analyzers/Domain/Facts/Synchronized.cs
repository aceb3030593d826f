using System.Reflection;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>[MethodImpl(MethodImplOptions.Synchronized)]: the method holds a lock from its first statement to its last.</summary>
internal static class Synchronized
{
    /// <summary>The lock that the method holds, in terms of its own body; null for any other method.</summary>
    public static HeldLock? LockOf(IMethodSymbol method)
    {
        if ((method.MethodImplementationFlags & MethodImplAttributes.Synchronized) == 0 || method.Locations[0].SourceTree is not { } tree)
        {
            return null;
        }

        (Value locked, string expression) = method.IsStatic
            ? ((Value)new Value.TypeValue(method.ContainingType.OriginalDefinition), $"typeof({method.ContainingType.Name})")
            : (Value.This, "this");
        return new HeldLock(
            new Site(tree, method.Locations[0].SourceSpan, $"lock ({expression})"),
            locked,
            expression,
            LockKind.Monitor,
            IsBounded: false);
    }
}
