using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>Whether other code looks at what a handler cancels or sets.</summary>
internal static class SignalUse
{
    /// <summary>True when the member or variable is read outside of the handler, other than to set, cancel or dispose of it.</summary>
    public static bool IsObserved(Value signal, ExitHandler handler, ProcessModel known, CancellationToken cancellationToken) =>
        SignalPlaces.Of(signal, known, cancellationToken).Any(place => !handler.Contains(place) && IsLookedAt(place));

    /// <summary>True for a name whose value is used, and not only set or ended.</summary>
    public static bool IsLookedAt(SyntaxNode name)
    {
        if (name is not SimpleNameSyntax)
        {
            return false;
        }

        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? qualified : name;
        return whole.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == whole =>
                !Signals.OnlyTells(access.Name.Identifier.ValueText),
            AssignmentExpressionSyntax assignment => assignment.Left != whole,
            ConditionalAccessExpressionSyntax => false,
            _ => true,
        };
    }
}
