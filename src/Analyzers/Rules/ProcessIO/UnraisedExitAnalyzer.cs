using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE709: a handler waits for Exited of a process that raises no events.
/// Reported on the event, when all that is done with the process can be seen, and EnableRaisingEvents is never set.
/// Left alone: processes that are passed on, returned or kept elsewhere, and those that other code made.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnraisedExitAnalyzer : ProcessSafetyAnalyzer
{
    private const string Event = "Exited";

    public UnraisedExitAnalyzer()
        : base(Rules.ExitIsNotRaised)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (SyntaxToken token in SyntaxIndex.Of(file.SemanticModel.SyntaxTree)
                .Occurrences(Event, cancellationToken: file.CancellationToken))
            {
                if (token.Parent?.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } attached
                    && attached.Left.Span.End == token.Span.End
                    && file.SemanticModel.GetOperation(attached, file.CancellationToken) is IEventAssignmentOperation
                    {
                        Adds: true,
                        EventReference: IEventReferenceOperation { Instance: { } process } raised,
                    }
                    && raised.Event.ContainingType.Is(KnownTypes.Process)
                    && new ExitRaising(model, file.CancellationToken).IsNeverOn(process))
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.ExitIsNotRaised,
                        attached.Left.GetLocation(),
                        Sites.OneLine(attached.Left.ToString())));
                }
            }
        });
}
