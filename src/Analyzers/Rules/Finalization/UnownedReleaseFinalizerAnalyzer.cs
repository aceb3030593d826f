using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>
/// PSAFE205: a finalizer releases a thread-owned lock that the finalizer thread never took.
/// Reported when a finalizer context reaches a release with no enter of the same lock in the same body.
/// Left alone when the path took the lock before, the release is checked (Monitor.IsEntered) or its exception is caught.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnownedReleaseFinalizerAnalyzer : ProcessSafetyAnalyzer
{
    public UnownedReleaseFinalizerAnalyzer()
        : base(Rules.FinalizerReleasesUnownedLock)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterFinalizerAction(model, (paths, report, cancellationToken) =>
        {
            HashSet<(Site, Site)> reported = new();
            foreach (CallPath path in paths)
            {
                if (path.Fact is LockReleased released
                    && !path.Caught
                    && !paths.Any(other => other.Takes(path.Subject))
                    && reported.Add((path.First, released.Site)))
                {
                    report(Rules.FinalizerReleasesUnownedLock.At(
                        path,
                        FinalizerCode.Properties(path, model, cancellationToken),
                        path.Text));
                }
            }
        });
}
