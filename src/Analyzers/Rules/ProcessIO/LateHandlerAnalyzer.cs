using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE714: a handler of a process comes when its event may have been raised already.
/// Reported where Exited gets a handler after EnableRaisingEvents is set, or a data event after Begin…ReadLine, on a process that runs.
/// Left alone: processes that are not started yet, code that asks HasExited afterwards, and handlers that are attached before too.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LateHandlerAnalyzer : ProcessSafetyAnalyzer
{
    public LateHandlerAnalyzer()
        : base(Rules.HandlerIsLate)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            IEnumerable<SyntaxToken> tokens = KnownNames.ProcessEvents.Names
                .Where(raised => index.HasWord(raised, file.CancellationToken)
                    && index.HasWord(LateHandlerVerdict.SwitchOf(raised)!, file.CancellationToken))
                .SelectMany(raised => index.Occurrences(raised, cancellationToken: file.CancellationToken));
            foreach (SyntaxToken token in tokens)
            {
                if (token.Parent?.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } attached
                    && attached.Left.Span.End == token.Span.End
                    && file.SemanticModel.GetOperation(attached, file.CancellationToken) is IEventAssignmentOperation assignment
                    && LateHandlerVerdict.Of(model).RaisedFrom(assignment, file.CancellationToken) is { } from)
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.HandlerIsLate,
                        attached.Left.GetLocation(),
                        new[] { from.Syntax.GetLocation() },
                        Sites.OneLine(attached.Left.ToString()),
                        Sites.OneLine(from.Syntax.ToString()),
                        token.ValueText == LateHandlerVerdict.Exited
                            ? "it does not run when the process exits before this line"
                            : "lines that come before this line are lost"));
                }
            }
        });
}
