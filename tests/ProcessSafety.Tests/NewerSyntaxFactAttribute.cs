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
    public NewerSyntaxFactAttribute(int csharp)
    {
        int newest = Enum.GetValues<LanguageVersion>()
            .Where(version => version < LanguageVersion.LatestMajor)
            .Max(version => (int)version / 100);
        if (newest < csharp)
        {
            Skip = $"The sources are C# {csharp}; the compiler of this host parses up to C# {newest}.";
        }
    }
}
