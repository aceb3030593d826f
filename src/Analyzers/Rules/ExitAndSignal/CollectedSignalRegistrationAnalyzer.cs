using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// PSAFE804: a signal handler goes with its registration, and nothing keeps that.
/// Reported when the result of PosixSignalRegistration.Create is dropped, is in a local that is never read, or is
/// disposed by the using of a method that does nothing else before it returns. Locals, tuples, arrays, lists and functions of the same body
/// that only hand it on are followed, as are methods that return it, and objects that hold it in a field and are lost themselves.
/// Left alone in a static field, a collection or an argument, in the using of Main or of code that continues, and where the local is read
/// later, GC.KeepAlive included.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CollectedSignalRegistrationAnalyzer : ProcessSafetyAnalyzer
{
    public CollectedSignalRegistrationAnalyzer()
        : base(Rules.SignalRegistrationIsLost)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (LostRegistration lost in LostRegistrations.Of(model).In(file.SemanticModel.SyntaxTree, file.CancellationToken))
            {
                file.ReportDiagnostic(Diagnostic.Create(
                    Rules.SignalRegistrationIsLost,
                    lost.Place,
                    lost.Value == lost.Registration
                        ? Array.Empty<Location>()
                        : new[] { LostRegistration.PlaceOf(lost.Registration) },
                    SingleRuns.Of(model).Has(lost.Registration, file.CancellationToken)
                        ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.RunsOnce, bool.TrueString)
                        : ImmutableDictionary<string, string?>.Empty,
                    lost.Text,
                    lost.End));
            }
        });
}
