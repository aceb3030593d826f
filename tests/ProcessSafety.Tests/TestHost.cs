using Microsoft.CodeAnalysis.CSharp;

namespace ProcessSafety.Tests;

/// <summary>The compiler that the tests run on.</summary>
internal static class TestHost
{
    /// <summary>What depends on no host is looked at on one: the newest.</summary>
    public static readonly bool IsNewest = typeof(CSharpCompilation).Assembly.GetName().Version!.Major >= 5;
}
