using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Scan.Loading;

/// <summary>A project that can be scanned.</summary>
/// <param name="Name">Its path below the root, with the framework where it has several.</param>
/// <param name="Project">The project in its workspace.</param>
/// <param name="Lines">The lines of its source files.</param>
internal sealed record LoadedProject(string Name, Project Project, long Lines);

/// <summary>A project that cannot be scanned, and why.</summary>
internal sealed record LoadFailure(string Name, string Reason);

/// <summary>What there is to scan, with the workspaces that hold it.</summary>
/// <param name="Notes">What a user should know of how projects were read.</param>
internal sealed record Workload(
    ImmutableArray<LoadedProject> Projects,
    ImmutableArray<LoadFailure> Failures,
    ImmutableArray<string> Notes,
    ImmutableArray<Workspace> Workspaces) : IDisposable
{
    public void Dispose()
    {
        foreach (Workspace workspace in Workspaces)
        {
            workspace.Dispose();
        }
    }
}
