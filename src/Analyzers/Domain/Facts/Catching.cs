using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>Whether an exception that a place throws is caught in its own body.</summary>
internal static class Catching
{
    /// <summary>
    /// True for a place in a try with a catch of that exception, or of a base of it that does not end by throwing again: whoever catches
    /// everything only to add a word has not expected this.
    /// </summary>
    /// <param name="place">The place.</param>
    /// <param name="exceptions">The exception, then its bases.</param>
    /// <param name="around">Something that such a try must not have in it too: it may be for that.</param>
    public static bool IsExpected(IOperation place, NameList exceptions, IOperation? around = null)
    {
        for (IOperation inner = place;
            inner.Parent is { } outer && inner is not (IAnonymousFunctionOperation or ILocalFunctionOperation);
            inner = outer)
        {
            if (outer is ITryOperation attempt
                && attempt.Body == inner
                && !(around is not null && attempt.Syntax.Span.Contains(around.Syntax.Span))
                && attempt.Catches.Any(handler => Expects(handler, exceptions)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Expects(ICatchClauseOperation handler, NameList exceptions) =>
        handler.ExceptionType.Is(exceptions.Types[0])
        || (!handler.Handler.Operations.Any(static step => step is IThrowOperation
                or IExpressionStatementOperation { Operation: IThrowOperation })
            && (handler.ExceptionType.SpecialType == SpecialType.System_Object
                || exceptions.Types.Any(type => handler.ExceptionType.Is(type))));
}
