using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Locks;

/// <summary>Whether the arguments of a waiting call put an end to the wait.</summary>
internal static class WaitBound
{
    private const int Infinite = -1;
    private const double LongSleepMilliseconds = 1000;

    public static bool TakesTimeout(IInvocationOperation call)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (IsTimeout(argument))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a timeout other than an infinite one, or a token that may be cancelled, is passed.</summary>
    public static bool IsBounded(IInvocationOperation call)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (IsTimeout(argument) ? Milliseconds(argument.Value) != Infinite : IsLiveToken(argument))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a wait that only looks: a timeout of zero.</summary>
    public static bool IsZero(IInvocationOperation call) =>
        call.Arguments.Any(static argument => IsTimeout(argument) && Milliseconds(argument.Value) == 0);

    /// <summary>True for a token that may be cancelled among the arguments.</summary>
    public static bool TakesToken(IInvocationOperation call) => call.Arguments.Any(IsLiveToken);

    /// <summary>The timeout of a call in milliseconds; null for a call without one, and for one that is not constant.</summary>
    public static double? TimeoutOf(IInvocationOperation call) =>
        call.Arguments.Where(IsTimeout).Select(static argument => Milliseconds(argument.Value)).FirstOrDefault();

    /// <summary>
    /// The call that may end a wait for a task before the task is done; null for a wait without a limit.
    /// <code>await reading.WaitAsync(limit);    reading.Wait(1000);</code>
    /// </summary>
    public static IInvocationOperation? LimitOf(IOperation wait)
    {
        for (IOperation? part = wait; part is not null;)
        {
            switch (ValueOrigin.Unwrap(part))
            {
                case IInvocationOperation { TargetMethod.Name: var name } call when KnownNames.TaskWaits.Has(name) && IsBounded(call):
                    return call;
                case IInvocationOperation { Instance: { } task }:
                    part = task;
                    break;
                case IAwaitOperation { Operation: var task }:
                    part = task;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task }:
                    part = task;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>True for a sleep that is known to last a second or longer.</summary>
    public static bool IsLongSleep(IInvocationOperation call) =>
        call.Arguments.Length == 1
        && Milliseconds(call.Arguments[0].Value) is double time
        && (time == Infinite || time >= LongSleepMilliseconds);

    private static bool IsTimeout(IArgumentOperation argument) =>
        argument.Parameter is { } parameter
        && (parameter.Type.Is(KnownTypes.TimeSpan)
            || (parameter.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
                && (parameter.Name.IndexOf("timeout", StringComparison.OrdinalIgnoreCase) >= 0
                    || parameter.Name.IndexOf("milliseconds", StringComparison.OrdinalIgnoreCase) >= 0)));

    private static bool IsLiveToken(IArgumentOperation argument) =>
        argument.Parameter?.Type.Is(KnownTypes.CancellationToken) == true
        && argument.ArgumentKind != ArgumentKind.DefaultValue
        && ValueOrigin.Unwrap(argument.Value) is not IDefaultValueOperation
        && argument.Value is not IPropertyReferenceOperation { Property: { IsStatic: true, Name: "None" } };

    private static double? Milliseconds(IOperation value)
    {
        switch (ValueOrigin.Unwrap(value))
        {
            case { ConstantValue: { HasValue: true, Value: int milliseconds } }:
                return milliseconds;
            case { ConstantValue: { HasValue: true, Value: long milliseconds } }:
                return milliseconds;
            case IFieldReferenceOperation { Field: { IsStatic: true, Name: "InfiniteTimeSpan" } field }
                when field.ContainingType.Is(KnownTypes.Timeout):
                return Infinite;
            case IInvocationOperation { TargetMethod: { IsStatic: true } method } factory
                when method.ContainingType.Is(KnownTypes.TimeSpan):
                return Number(factory) * MillisecondsPerUnit(method.Name);
            default:
                return null;
        }
    }

    private static double? Number(IInvocationOperation factory) =>
        factory.Arguments.Length > 0
        && ValueOrigin.Unwrap(factory.Arguments[0].Value).ConstantValue is { HasValue: true, Value: IConvertible number }
            ? Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static double? MillisecondsPerUnit(string factory) => factory switch
    {
        "FromMilliseconds" => 1,
        "FromSeconds" => 1000,
        "FromMinutes" => 60 * 1000,
        "FromHours" => 60 * 60 * 1000,
        "FromDays" => 24 * 60 * 60 * 1000,
        _ => null,
    };
}
