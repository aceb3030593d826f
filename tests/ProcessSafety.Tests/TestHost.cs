using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host;

namespace ProcessSafety.Tests;

/// <summary>The compiler that the tests run on, and the services of its workspaces.</summary>
internal static class TestHost
{
    /// <summary>What depends on no host is looked at on one: the newest.</summary>
    public static readonly bool IsNewest = Version.Major >= 5;

    /// <summary>What the workspace of a compiler does is looked at on the oldest and the newest.</summary>
    public static readonly bool IsOldest = Version is { Major: 4, Minor: 5 };

    private static Version Version => typeof(CSharpCompilation).Assembly.GetName().Version!;

    private static readonly SemaphoreSlim Composing = new(1);

    private static HostServices? services;

    /// <summary>The services of the first workspace that the verifier made; every other workspace can do with them.</summary>
    public static async Task<HostServices> ServicesAsync(Func<Task<Workspace>> create)
    {
        if (Volatile.Read(ref services) is { } composed)
        {
            return composed;
        }

        await Composing.WaitAsync();
        try
        {
            return services ??= (await create()).Services.HostServices;
        }
        finally
        {
            Composing.Release();
        }
    }
}
