using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>Which object a body returns.</summary>
internal static class ReturnedKey
{
    /// <summary>The one object that all returns of a body hand out, or none; null when there are several, or it is not known.</summary>
    public static ProcessKey? Of(IOperation body, ProcessNames names)
    {
        ProcessKey? only = null;
        foreach (IReturnOperation returned in ControlFlow.ReturnsOf(body))
        {
            IOperation value = returned.ReturnedValue!;
            if (IsNothing(value))
            {
                continue;
            }

            if (value.Type is not { IsReferenceType: true, SpecialType: not SpecialType.System_String }
                || names.KeyOf(value) is not { } key
                || (only is not null && !only.Equals(key)))
            {
                return null;
            }

            only = key;
        }

        return only;
    }

    private static bool IsNothing(IOperation value) =>
        ValueOrigin.Unwrap(value) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation or IThrowOperation;
}
