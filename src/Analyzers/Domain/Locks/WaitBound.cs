using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
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

    /// <summary>
    /// True for a wait that is seen to give up in any case: each value that its timeout may have is known, and none is infinite. A try
    /// without a timeout gives up at once.
    /// </summary>
    public static bool IsSeenToEnd(IInvocationOperation call, ValueSources sources, CancellationToken cancellationToken)
    {
        IArgumentOperation? timeout = call.Arguments.FirstOrDefault(IsTimeout);
        return timeout is null
            ? call.TargetMethod.Name.StartsWith("Try", StringComparison.Ordinal)
            : sources.Of(timeout.Value, cancellationToken) is { IsEmpty: false } values
                && values.All(static value => Milliseconds(value) is double time && time >= 0);
    }

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
            case IFieldReferenceOperation { Field: { IsStatic: true, Name: nameof(TimeSpan.Zero) } field }
                when field.ContainingType.Is(KnownTypes.TimeSpan):
                return 0;
            case IObjectCreationOperation { Arguments: { Length: 3 } parts } creation when creation.Type.Is(KnownTypes.TimeSpan):
                return parts.Select(static part => Number(part) * MillisecondsPerUnit(part.Parameter?.Name ?? string.Empty))
                    .Aggregate((double?)0, static (sum, part) => sum + part);
            case IInvocationOperation { TargetMethod: { IsStatic: true } method } factory
                when method.ContainingType.Is(KnownTypes.TimeSpan):
                return factory.Arguments.Length > 0 ? Number(factory.Arguments[0]) * MillisecondsPerUnit(method.Name) : null;
            default:
                return null;
        }
    }

    private static double? Number(IArgumentOperation argument) =>
        ValueOrigin.Unwrap(argument.Value).ConstantValue is { HasValue: true, Value: IConvertible number }
            ? Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    /// <summary>The unit that a factory of TimeSpan, or a parameter of its constructor, is named by.</summary>
    private static double? MillisecondsPerUnit(string name) => name switch
    {
        "FromMilliseconds" => 1,
        "FromSeconds" or "seconds" => 1000,
        "FromMinutes" or "minutes" => 60 * 1000,
        "FromHours" or "hours" => 60 * 60 * 1000,
        "FromDays" => 24 * 60 * 60 * 1000,
        _ => null,
    };
}
