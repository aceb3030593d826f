using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// Waits and releases of one file by their names, those apart that syntax shows to be well placed: nothing needs to be bound for them.
/// </summary>
internal static class MutexCalls
{
    private const string Wait = "WaitOne";
    private const string Release = "ReleaseMutex";

    /// <summary>Waits in no try that catches the exception, and releases where exceptions do not lead to.</summary>
    public static IEnumerable<IInvocationOperation> MisplacedIn(SemanticModelAnalysisContext file)
    {
        SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
        foreach (SyntaxToken token in index.Occurrences(Wait, cancellationToken: file.CancellationToken)
            .Concat(index.Occurrences(Release, cancellationToken: file.CancellationToken)))
        {
            if (token.Parent is SimpleNameSyntax { Parent: { Parent: InvocationExpressionSyntax call } access } && call.Expression == access
                && !IsInPlace(call, isWait: token.ValueText == Wait)
                && file.SemanticModel.GetOperation(call, file.CancellationToken) is IInvocationOperation invocation)
            {
                yield return invocation;
            }
        }
    }

    private static bool IsInPlace(SyntaxNode call, bool isWait)
    {
        foreach (SyntaxNode node in call.AncestorsAndSelf()
            .TakeWhile(
                static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)))
        {
            if (isWait
                ? node.Parent is TryStatementSyntax attempt && attempt.Block == node && attempt.Catches.Any(CatchesIt)
                : node.Parent is FinallyClauseSyntax or CatchClauseSyntax)
            {
                return true;
            }
        }

        return false;
    }

    private static bool CatchesIt(CatchClauseSyntax handler) =>
        handler.Declaration is null || KnownNames.AbandonedCatches.Has(handler.Declaration.Type.GetLastToken().ValueText);
}
