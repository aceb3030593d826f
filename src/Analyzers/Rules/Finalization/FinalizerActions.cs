using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>Brings every finalizer context of a compilation to a rule, live.</summary>
internal static class FinalizerActions
{
    private const string CallbackRegistration = "RegisterNoGCRegionCallback";

    /// <param name="check">Gets all that one root reaches, and reports inside the root's own declaration.</param>
    public static void RegisterFinalizerAction(
        this CompilationStartAnalysisContext context,
        ProcessModel model,
        Action<ImmutableArray<CallPath>, Action<Diagnostic>, CancellationToken> check)
    {
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            foreach (MemberDeclarationSyntax member in index.Types.SelectMany(static type => type.Members))
            {
                if (FinalizerContexts.Of(model).RootOf(member, file.CancellationToken) is { } root)
                {
                    check(CodeReach.Of(model).From(root, file.CancellationToken), file.ReportDiagnostic, file.CancellationToken);
                }
            }

            foreach (SyntaxToken token in index.Occurrences(CallbackRegistration, cancellationToken: file.CancellationToken))
            {
                if (token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
                    && FinalizerContexts.Of(model).RootOfCallback(call, file.CancellationToken) is { } root)
                {
                    check(CodeReach.Of(model).From(root, file.CancellationToken), file.ReportDiagnostic, file.CancellationToken);
                }
            }
        });
    }
}
