using System;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ProcessSafety.Tests;

/// <summary>
/// A test whose sources need a C# version that the compiler of an older host cannot parse; there it is skipped with that reason.
/// </summary>
public sealed class NewerSyntaxFactAttribute : FactAttribute
{
    public NewerSyntaxFactAttribute(int csharp) => Skip = ReasonWithout(csharp);

    /// <summary>Why a test of a C# version is skipped on this host; null where it runs.</summary>
    public static string? ReasonWithout(int csharp)
    {
        int newest = Enum.GetValues<LanguageVersion>()
            .Where(version => version < LanguageVersion.LatestMajor)
            .Max(version => (int)version / 100);
        return newest < csharp ? $"The sources are C# {csharp}; the compiler of this host parses up to C# {newest}." : null;
    }
}
