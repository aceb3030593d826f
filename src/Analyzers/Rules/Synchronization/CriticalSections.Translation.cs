using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Synchronization;

/// <content>Which lock of a caller the lock of a called body is.</content>
internal sealed partial class CriticalSections
{
    /// <summary>
    /// What the callee's lock is to its caller: the same static, a member of the same object, or an argument. What code of another body
    /// captured is known again in that body.
    /// </summary>
    private static object? Translate(object key, CallTarget target, Caller caller)
    {
        if (key is Value.StaticValue or Value.TypeValue or Value.TextValue)
        {
            return key;
        }

        if (key is Captured captured)
        {
            return caller.Contains(captured.Code) ? captured.Key : captured;
        }

        if (IsInner(target.Method))
        {
            bool isOwn = key is ISymbol own && SymbolEqualityComparer.Default.Equals(own.ContainingSymbol, target.Method);
            return key is Value.ParameterValue ? OfArgument(key, target, caller)
                : isOwn ? null
                : !caller.Contains(target.Body.Syntax) ? new Captured(key, target.Body.Syntax)
                : key is ISymbol ? LockEvent.KeyOf(key, caller.Origin)
                : key;
        }

        bool isOther = target.Receiver is { } and not IInstanceReferenceOperation;
        return key switch
        {
            Value.ParameterValue => OfArgument(key, target, caller),
            Value.ThisValue when isOther => LockEvent.KeyOf(target.Receiver, caller.Origin),
            Value.MemberValue { Owner: Value.ThisValue, Member: var member } when isOther => OfOther(member, target.Receiver!, caller),
            Value => isOther ? null : key,
            _ => null,
        };
    }

    private static object? OfArgument(object key, CallTarget target, Caller caller) =>
        key is Value.ParameterValue { Ordinal: var ordinal } && ordinal < target.Method.Parameters.Length
            ? LockEvent.KeyOf(target.ValueOf(target.Method.Parameters[ordinal]), caller.Origin)
            : null;

    /// <summary>A member of the object that is called, or what its primary constructor was given.</summary>
    private static object? OfOther(ISymbol member, IOperation receiver, Caller caller)
    {
        if (member is IParameterSymbol given)
        {
            return ValueOrigin.Unwrap(receiver) is IObjectCreationOperation creation
                ? LockEvent.KeyOf(
                    creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == given.Ordinal)?.Value,
                    caller.Origin)
                : null;
        }

        object? owner = LockEvent.KeyOf(receiver, caller.Origin);
        return owner is Value known ? new Value.MemberValue(known, member) : owner is null ? null : (owner, member);
    }

    /// <summary>True for a local function or lambda, which has the `this` and the locals of the code around it.</summary>
    private static bool IsInner(IMethodSymbol method) => method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction;

    /// <summary>The code around a call.</summary>
    private readonly record struct Caller(IOperation Body, ValueOrigin Origin)
    {
        public bool Contains(SyntaxNode code) => code.SyntaxTree == Body.Syntax.SyntaxTree && Body.Syntax.Span.Contains(code.Span);
    }

    /// <summary>A lock that a lambda or local function has from the body around it, seen where other code runs it.</summary>
    private sealed record Captured(object Key, SyntaxNode Code);
}
