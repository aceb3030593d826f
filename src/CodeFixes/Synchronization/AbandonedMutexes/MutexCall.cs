using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Synchronization.AbandonedMutexes;

/// <summary>A wait for a mutex, or its release.</summary>
/// <param name="Call">The call itself: what follows the question mark in `gate?.WaitOne()`.</param>
/// <param name="Whole">The expression that it is written as.</param>
/// <param name="Mutex">The mutex, as it is written there.</param>
internal sealed record MutexCall(InvocationExpressionSyntax Call, ExpressionSyntax Whole, ExpressionSyntax Mutex)
{
    public bool IsWait => NameOf(Call)?.Identifier.ValueText == "WaitOne";

    public static MutexCall? Of(InvocationExpressionSyntax call) => call switch
    {
        _ when NameOf(call)?.Identifier.ValueText is not ("WaitOne" or "ReleaseMutex") => null,
        { Expression: MemberAccessExpressionSyntax access } => new MutexCall(call, call, access.Expression),
        { Parent: ConditionalAccessExpressionSyntax conditional } when conditional.WhenNotNull == call =>
            new MutexCall(call, conditional, conditional.Expression),
        _ => null,
    };

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };
}
