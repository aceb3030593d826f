using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE313: a mutex is released on a way on which this thread has not got it.
/// Reported on ReleaseMutex where control comes to it with createdNew false, or with a WaitOne that has given up, in one body or by the one
/// call of a function that only releases. The locations are those of the taking, and of that call.
/// Left alone: a release under the same answer or any other condition, a return before the `try`, a process that ends there, a caught
/// exception, an answer that goes to other code, and what PSAFE307 and PSAFE312 report: answers that nobody looks at.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnownedReleaseAnalyzer : ProcessSafetyAnalyzer
{
    private const string Release = "ReleaseMutex";

    public UnownedReleaseAnalyzer()
        : base(Rules.MutexReleasedUnowned)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            foreach (InvocationExpressionSyntax call in index.CallsOf(Release, file.CancellationToken))
            {
                if (file.SemanticModel.GetOperation(call, file.CancellationToken) is IInvocationOperation release
                    && UnownedRelease.Of(release, model, file.CancellationToken) is { } found)
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.MutexReleasedUnowned,
                        call.GetLocation(),
                        new[] { found.Taking, found.Release }.Where(place => place != release)
                            .Select(static place => place.Syntax.GetLocation()),
                        Sites.OneLine(call.ToString()),
                        UnownedRelease.Way(found.Taking)));
                }
            }
        });
}
