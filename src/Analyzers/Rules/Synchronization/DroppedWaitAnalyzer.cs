using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE312: a wait for a lock may give up, and the code continues as if it had the lock.
/// Reported on a statement that waits for a mutex, semaphore, monitor, Lock or reader-writer lock for a limited time, when a release of
/// the same lock follows. Left alone: a result that anybody looks at, infinite and unknown timeouts, events, tasks and countdowns,
/// semaphores that are made with nothing to take, and waits that nothing is seen to release.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedWaitAnalyzer : ProcessSafetyAnalyzer
{
    public DroppedWaitAnalyzer()
        : base(Rules.WaitResultDropped)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            foreach (SyntaxToken token in index.Occurrences(KnownNames.LockTries.Words, cancellationToken: file.CancellationToken))
            {
                if (DroppedCall(token) is { } call
                    && file.SemanticModel.GetOperation(call, file.CancellationToken) is IInvocationOperation wait
                    && DroppedWait.ReleaseAfter(wait, model, file.CancellationToken) is { } release)
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.WaitResultDropped,
                        call.GetLocation(),
                        new[] { release.Syntax.GetLocation() },
                        Sites.OneLine(call.ToString()),
                        Sites.OneLine(release.Syntax.ToString())));
                }
            }
        });

    /// <summary>The call of that name when, by its syntax, nothing takes its result: most have one that is asked.</summary>
    private static InvocationExpressionSyntax? DroppedCall(SyntaxToken name)
    {
        if (name.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || call.Expression.GetLastToken() != name)
        {
            return null;
        }

        SyntaxNode whole = call;
        while (whole.Parent is AwaitExpressionSyntax or ParenthesizedExpressionSyntax or ConditionalAccessExpressionSyntax
            or MemberAccessExpressionSyntax
            or InvocationExpressionSyntax
            || whole.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression))
        {
            whole = whole.Parent!;
        }

        return whole.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax ? call : null;
    }
}
