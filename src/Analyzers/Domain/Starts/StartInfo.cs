using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Starts;

internal enum Setting
{
    No,
    Maybe,
    Yes,
}

/// <summary>One property of a start info that is set before the start.</summary>
/// <param name="Property">
/// FileName, Arguments, ArgumentList, Environment, RedirectStandardOutput…; EnvironmentVariables counts as Environment.
/// </param>
/// <param name="Value">What it is set to; the whole call or assignment for something that is put into a collection.</param>
/// <param name="Place">The argument or assignment that sets it.</param>
/// <param name="IsCertain">False when some ways to the start do not pass it.</param>
internal sealed record StartInfoSetting(string Property, IOperation Value, IOperation Place, bool IsCertain)
{
    /// <summary>True for an item that is put into the list of arguments or the variables of the child.</summary>
    public bool IsItem => Value == Place && Place is not IArgumentOperation;
}

/// <summary>
/// Where the reader of one body came to its end: a parameter, a field, the result of a method, or a method that gets the start info.
/// </summary>
/// <param name="Source">The reference, the call, or the argument of a call.</param>
/// <param name="IsProcess">True when the source is a Process, and its StartInfo is meant.</param>
/// <param name="IsCertain">False when some ways to the start do not pass it.</param>
internal sealed record StartInfoSource(IOperation Source, bool IsProcess, bool IsCertain);

/// <summary>How one process is started, in the order of the code.</summary>
/// <param name="Creations">The expressions that make the start info, or the call of Process.Start that does without one.</param>
/// <param name="Settings">What is set before the start.</param>
/// <param name="Unread">What remains unknown: more properties may be set there.</param>
internal sealed record StartInfo(
    ImmutableArray<IOperation> Creations,
    ImmutableArray<StartInfoSetting> Settings,
    ImmutableArray<StartInfoSource> Unread)
{
    public bool IsComplete => Unread.IsEmpty;

    /// <summary>Whether a switch such as RedirectStandardError is on at the start.</summary>
    public Setting Switch(string property, bool isOnByDefault = false)
    {
        Setting state = !IsComplete ? Setting.Maybe : isOnByDefault ? Setting.Yes : Setting.No;
        foreach (StartInfoSetting setting in Of(property))
        {
            Setting value = ValueOrigin.Unwrap(setting.Value).ConstantValue is { HasValue: true, Value: bool isOn }
                ? isOn ? Setting.Yes : Setting.No
                : Setting.Maybe;
            state = setting.IsCertain || state == value ? value : Setting.Maybe;
        }

        return state;
    }

    public IEnumerable<StartInfoSetting> Of(string property) => Settings.Where(setting => setting.Property == property);

    /// <summary>Everything that the property may be set to at the start; null when that is not known.</summary>
    public IReadOnlyList<StartInfoSetting>? ValuesOf(string property)
    {
        List<StartInfoSetting> values = Of(property).ToList();
        int last = values.FindLastIndex(static setting => setting.IsCertain && !setting.IsItem);
        return last >= 0 ? values.GetRange(last, values.Count - last) : IsComplete ? values : null;
    }
}
