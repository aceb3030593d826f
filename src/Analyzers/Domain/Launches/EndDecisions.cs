using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>Tells whether an answer decides that the program continues.</summary>
internal static class EndDecisions
{
    /// <summary>True when the program ends, or has nothing more to do, on one outcome; and for an answer that the caller gets.</summary>
    public static bool DecidesAnEnd(IOperation answer)
    {
        for (IOperation child = answer; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IReturnOperation:
                    return true;
                case IConditionalOperation choice when choice.Condition == child && choice.Syntax is StatementSyntax:
                    return Ends(choice.WhenTrue) || (choice.WhenFalse is { } otherwise && Ends(otherwise)) || IsLast(choice);
                case IBlockOperation:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True where code ends the process on one outcome, whatever method it is in.</summary>
    public static bool EndsProcess(IOperation answer)
    {
        for (IOperation child = answer; child.Parent is { } parent; child = parent)
        {
            if (parent is IConditionalOperation choice && choice.Condition == child)
            {
                return Aftermath.IsEnd(choice.WhenTrue) || (choice.WhenFalse is { } otherwise && Aftermath.IsEnd(otherwise));
            }
        }

        return false;
    }

    public static bool Ends(IOperation branch) =>
        branch.DescendantsAndSelf().Any(static part => part is IReturnOperation or IThrowOperation) || Aftermath.IsEnd(branch);

    /// <summary>True when nothing but giving the mutex back follows.</summary>
    private static bool IsLast(IOperation statement) =>
        statement.Parent is IBlockOperation block
        && block.Operations.SkipWhile(other => other != statement).Skip(1).All(static other =>
            other is IReturnOperation or ILocalFunctionOperation
            || other.DescendantsAndSelf()
                .OfType<IInvocationOperation>()
                .Any(static call => call.TargetMethod.Name == "KeepAlive" || KnownNames.MutexReturns.Has(call.TargetMethod.Name)));
}
