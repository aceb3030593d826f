using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>
/// What a program does after it has started itself. A process that then exits, returns from Main or only waits has handed over
/// to its child; one that starts several children, keeps them or continues with other work has not.
/// </summary>
internal sealed class Aftermath
{
    private readonly ValueSources _sources;

    public static Aftermath Of(ProcessModel model) => model.Get(static model => new Aftermath(ValueSources.Of(model)));

    public Aftermath(ValueSources sources) => _sources = sources;

    private enum Outcome
    {
        /// <summary>Nothing but waiting follows here.</summary>
        Nothing,

        /// <summary>The process ends.</summary>
        End,

        /// <summary>The process continues with other work.</summary>
        Work,
    }

    /// <summary>True when nothing but the end of this process, or a wait for the child, follows a start.</summary>
    public bool IsEnd(IInvocationOperation start, CancellationToken cancellationToken) =>
        After(start, Budgets.AftermathCalls, cancellationToken) != Outcome.Work;

    private Outcome After(IOperation start, int calls, CancellationToken cancellationToken)
    {
        bool works = IsKept(start);
        bool returns = false;
        bool isInnermost = true;
        for (IOperation child = start; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case ILoopOperation:
                case IPropertyReferenceOperation stream when IsStream(stream):
                    return Outcome.Work;
                case IReturnOperation:
                    returns = true;
                    break;
                case IAnonymousFunctionOperation lambda:
                    return AfterLambda(lambda, works);
                case ILocalFunctionOperation function:
                    return AfterCalls(function.Symbol, works, calls, cancellationToken);
                case IBlockOperation block when !returns:
                    foreach (IOperation statement in block.Operations.SkipWhile(statement => statement != child).Skip(1))
                    {
                        if (TalksToChild(statement))
                        {
                            return Outcome.Work;
                        }

                        if (IsEnd(statement))
                        {
                            return Outcome.End;
                        }

                        works |= !IsHarmless(statement, isInnermost);
                        if (statement is IReturnOperation or IThrowOperation)
                        {
                            returns = true;
                            break;
                        }
                    }

                    isInnermost = false;
                    break;
            }
        }

        return SourceBodies.Around(start, cancellationToken) is IMethodSymbol method
            ? AfterCalls(method, works, calls, cancellationToken)
            : works ? Outcome.Work : Outcome.Nothing;
    }

    /// <summary>
    /// A handler of an event or of a command runs when a user or the system says so; other lambdas run as often as their caller likes.
    /// </summary>
    private static Outcome AfterLambda(IAnonymousFunctionOperation lambda, bool works)
    {
        IOperation value = Destination.Whole(lambda);

        return works || (value.Parent is IArgumentOperation && !ChildModeHandlers.IsHandler(lambda)) ? Outcome.Work : Outcome.Nothing;
    }

    private Outcome AfterCalls(IMethodSymbol method, bool works, int calls, CancellationToken cancellationToken)
    {
        Outcome here = works ? Outcome.Work : Outcome.Nothing;
        if (calls == 0)
        {
            return here;
        }

        List<Outcome> outcomes = _sources.CallsOf(method, cancellationToken)
            .Select(call => After(call, calls - 1, cancellationToken))
            .ToList();
        return outcomes.Count == 0 || outcomes.Contains(Outcome.Nothing) ? outcomes.Contains(Outcome.Work) ? Outcome.Work : here
            : outcomes.Contains(Outcome.Work) ? Outcome.Work
            : Outcome.End;
    }

    /// <summary>True when the Process that a start returns is put somewhere for later.</summary>
    private static bool IsKept(IOperation start)
    {
        IOperation value = Destination.Whole(start);
        return (TaskUse.ResultOfAlone(value) is { } result ? Destination.Whole(result) : value).Parent is IArgumentOperation
            or IArrayInitializerOperation
            or IAssignmentOperation { Target: IMemberReferenceOperation };
    }

    private static bool TalksToChild(IOperation statement) =>
        statement.Descendants().OfType<IPropertyReferenceOperation>().Any(IsStream);

    private static bool IsStream(IPropertyReferenceOperation property) =>
        KnownNames.ChildStreams.HasMember(property.Property);

    /// <summary>True for code that ends the process, or asks its framework to.</summary>
    public static bool IsEnd(IOperation statement) =>
        Calls(statement)
            .Any(static call => KnownNames.ProgramEnds.Has(call.TargetMethod.Name)
                || (call.TargetMethod.Name == "Close" && call.Instance is IInstanceReferenceOperation));

    /// <summary>True for a statement that only waits, leaves, or, right after the start, says what has happened.</summary>
    private static bool IsHarmless(IOperation statement, bool isInnermost) =>
        statement is ILocalFunctionOperation
        || (Calls(statement)
                .All(call => KnownNames.ChildWaits.Has(call.TargetMethod.Name)
                    || (isInnermost && KnownNames.LogWords.Has(call.TargetMethod.Name)))
            && !statement.Descendants()
                .Any(static part => part is IObjectCreationOperation
                    or ILoopOperation
                    or IAssignmentOperation { Target: IMemberReferenceOperation { Member: { Name: not "ExitCode" } } }));

    private static IEnumerable<IInvocationOperation> Calls(IOperation statement) =>
        statement is ILocalFunctionOperation
            ? Enumerable.Empty<IInvocationOperation>()
            : statement.DescendantsAndSelf().OfType<IInvocationOperation>();
}
