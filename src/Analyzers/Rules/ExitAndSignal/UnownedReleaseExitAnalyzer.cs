using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// PSAFE806: an exit handler releases a thread-owned lock that the handler's thread never took.
/// Reported when any exit context reaches a release with no enter of the same lock in the same body.
/// Left alone when the path took the lock before, the release is checked (Monitor.IsEntered) or its exception is caught.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnownedReleaseExitAnalyzer : ProcessSafetyAnalyzer
{
    public UnownedReleaseExitAnalyzer()
        : base(Rules.ExitHandlerReleasesUnownedLock)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterExitHandlerAction(model, (handler, report, cancellationToken) =>
        {
            foreach (CallPath path in handler.Paths(cancellationToken))
            {
                if (path is { Fact: LockReleased, Caught: false } && !handler.Takes(path.Subject, cancellationToken))
                {
                    report(Rules.ExitHandlerReleasesUnownedLock.At(
                        path,
                        HandlerCode.Properties(path, handler, model, cancellationToken),
                        path.Text));
                }
            }
        });
}
