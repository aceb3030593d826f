using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
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

    /// <summary>True for a call in a try that catches the exception of an abandoned mutex.</summary>
    public static bool IsCaught(IOperation call)
    {
        for (IOperation inner = call;
            inner.Parent is { } outer && inner is not (IAnonymousFunctionOperation or ILocalFunctionOperation);
            inner = outer)
        {
            if (outer is ITryOperation attempt && attempt.Body == inner
                && attempt.Catches.Any(static handler => handler.ExceptionType.Is(KnownNames.AbandonedCatches.Types[0])
                    || (!ThrowsOn(handler) && (handler.ExceptionType.SpecialType == SpecialType.System_Object
                        || KnownNames.AbandonedCatches.Types.Any(type => handler.ExceptionType.Is(type))))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a catch that releases nothing and ends with `throw;`: the caller gets the exception all the same.</summary>
    private static bool ThrowsOn(ICatchClauseOperation handler) =>
        handler.Handler.Operations.LastOrDefault() is IThrowOperation { Exception: null }
        && !handler.Handler.Descendants().Any(static operation =>
            operation is IReturnOperation || (operation is IInvocationOperation call && LockUse.Of(call) is not null));

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
        handler.Block.Statements.LastOrDefault() is not ThrowStatementSyntax { Expression: null }
        && (handler.Declaration is null || KnownNames.AbandonedCatches.Has(handler.Declaration.Type.GetLastToken().ValueText));
}
