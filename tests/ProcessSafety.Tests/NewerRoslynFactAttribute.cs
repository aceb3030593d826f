using System;
using Microsoft.CodeAnalysis;
using Xunit;

namespace ProcessSafety.Tests;

/// <summary>
/// A test of something that the compiler of an older host does wrong, or that is looked at on the newest alone; there it is skipped with
/// the reason.
/// </summary>
public sealed class NewerRoslynFactAttribute : FactAttribute
{
    /// <summary>The reason where nothing is wrong with an older one.</summary>
    public const string OnNewest = "What depends on no host is looked at on the newest.";

    /// <param name="version">The first version that does it right, such as 4.14.</param>
    /// <param name="reason">What an older one does.</param>
    public NewerRoslynFactAttribute(string version, string reason)
    {
        Version host = typeof(Compilation).Assembly.GetName().Version!;
        if (host < Version.Parse(version))
        {
            Skip = $"Roslyn {host.ToString(2)}: {reason}";
        }
    }
}
