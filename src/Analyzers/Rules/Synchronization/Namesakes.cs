using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>The processes that have the name of this one, and what the program does with those that it finds.</summary>
internal sealed class Namesakes
{
    private const string Decides = "decides whether this program continues";
    private const string Kills = "decides what is killed";
    private const string Kill = "Kill";

    private readonly ProcessModel _model;
    private readonly CancellationToken _cancellationToken;

    public Namesakes(ProcessModel model, CancellationToken cancellationToken) =>
        (_model, _cancellationToken) = (model, cancellationToken);

    /// <summary>What the message says of a search for processes; null when it is for others, or nothing depends on it.</summary>
    public string? UseOf(IInvocationOperation search)
    {
        bool isByName = search.Arguments.Any(static argument => argument.Parameter?.Name == "processName");
        if (isByName && !IsOwnName(search.Arguments.First(static argument => argument.Parameter?.Name == "processName").Value))
        {
            return null;
        }

        List<IOperation> answers = AnswersOf(search).ToList();
        List<IOperation> candidates = answers.Concat(answers.SelectMany(AboveOf)).ToList();
        return candidates.Exists(LooksAtFile) || (!isByName && !candidates.Exists(ComparesName)) ? null
            : candidates.Exists(IsKilled) ? Kills
            : answers.Exists(DecidesAnEnd) ? Decides
            : null;
    }

    /// <summary>True for the name of the current process, of the own assembly, or of the own file.</summary>
    private bool IsOwnName(IOperation name) =>
        ValueSources.Of(_model).Of(name, _cancellationToken) is { IsEmpty: false } sources
        && sources.All(source => source switch
        {
            IPropertyReferenceOperation { Property.Name: "ProcessName", Instance: { } process } => IsCurrent(process),
            IInvocationOperation { TargetMethod.Name: "GetFileNameWithoutExtension" } file when file.Arguments.Length == 1 =>
                SelfPaths.Of(_model).Of(file.Arguments[0].Value, _cancellationToken) is { IsOnly: true },
            { ConstantValue: { HasValue: true, Value: string text } } => text == _model.Compilation.AssemblyName,
            _ => SelfPaths.Of(_model).Of(source, _cancellationToken) is { IsOnly: true },
        });

    private bool IsCurrent(IOperation process) =>
        ValueSources.Of(_model).Of(process, _cancellationToken) is { IsEmpty: false } sources
        && sources.All(static source => source is IInvocationOperation { TargetMethod: { Name: "GetCurrentProcess", IsStatic: true } });

    /// <summary>What tells of the processes that are found: their number, one of them, whether there are any, a loop.</summary>
    private IEnumerable<IOperation> AnswersOf(IOperation found)
    {
        HashSet<IOperation> seen = new() { found };
        Queue<IOperation> open = new(seen);
        while (open.Count > 0)
        {
            foreach (IOperation use in ValueUses.Of(open.Dequeue()).Uses)
            {
                switch (use.Parent)
                {
                    case IForEachLoopOperation loop when loop.Collection == use:
                    case IPropertyReferenceOperation { Property.Name: "Length" or "Count" }:
                        yield return use.Parent;
                        break;
                    case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" } query }:
                        if (IsAnswer(query.Type))
                        {
                            yield return query;
                        }
                        else if (seen.Add(query))
                        {
                            open.Enqueue(query);
                        }

                        break;
                }
            }
        }

        static bool IsAnswer(ITypeSymbol? type) =>
            type is { SpecialType: SpecialType.System_Boolean or SpecialType.System_Int32 } || type.Is(KnownTypes.Process);
    }

    /// <summary>The queries that an answer is made of: `Where(…)` below `Any()`.</summary>
    private static IEnumerable<IOperation> AboveOf(IOperation answer) => answer.Descendants().OfType<IInvocationOperation>();

    /// <summary>True when the file of a candidate, and not that of this process, is looked at.</summary>
    private bool LooksAtFile(IOperation answer) => answer.Descendants().Any(part =>
        part is IPropertyReferenceOperation { Property.Name: "MainModule", Instance: { } process }
        && IsCandidate(process));

    /// <summary>True when the name of a candidate is compared with the own one.</summary>
    private bool ComparesName(IOperation answer) => answer.Descendants().Any(part =>
        part is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
            ? IsNameOf(comparison.LeftOperand, comparison.RightOperand) || IsNameOf(comparison.RightOperand, comparison.LeftOperand)
            : part is IInvocationOperation { TargetMethod.Name: nameof(Equals), Instance: { } left, Arguments: { Length: > 0 } right }
                && (IsNameOf(left, right[0].Value) || IsNameOf(right[0].Value, left)));

    private bool IsNameOf(IOperation candidate, IOperation own) =>
        ValueOrigin.Unwrap(candidate) is IPropertyReferenceOperation { Property.Name: "ProcessName", Instance: { } process }
        && IsCandidate(process)
        && IsOwnName(own);

    /// <summary>True for the variable of a loop or query over the processes.</summary>
    private bool IsCandidate(IOperation process) => ValueOrigin.Unwrap(process) switch
    {
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } => true,
        ILocalReferenceOperation { Local: var local } =>
            LocalAssignments.Single(local, process) is not IInvocationOperation { TargetMethod.Name: "GetCurrentProcess" }
            && !IsCurrent(process),
        _ => false,
    };

    private bool IsKilled(IOperation answer) => answer is IForEachLoopOperation loop
        ? loop.Body.Descendants().Any(part => part is IInvocationOperation { TargetMethod.Name: Kill, Instance: { } killed }
            && IsCandidate(killed))
        : answer.Type.Is(KnownTypes.Process)
            && ValueUses.Of(answer).Uses.Any(static use => use.Parent is IInvocationOperation { TargetMethod.Name: Kill });

    private bool DecidesAnEnd(IOperation answer)
    {
        if (answer is IForEachLoopOperation loop)
        {
            return DecidesInLoop(loop);
        }

        IOperation whole = WholeOf(answer);
        return (!OnlyLogs(whole) && GuardProbe.EndsProgram(whole, _model, _cancellationToken)) || IsAnswerOfMethod(whole);
    }

    /// <summary>True when a method or property hands the value out, and the program ends by what it says.</summary>
    private bool IsAnswerOfMethod(IOperation value) =>
        Destination.Chosen(value).Parent is IReturnOperation
        && EntryPoints.Of(_model).MainDeclaration(_cancellationToken) != LocalAssignments.Outermost(value).Syntax
        && IsAskedToEnd(value);

    private bool IsAskedToEnd(IOperation place) =>
        SourceBodies.Around(place, _cancellationToken) is IMethodSymbol method
        && GuardProbe.Answers(method, _model, _cancellationToken)
            .Any(answer => GuardProbe.EndsProgram(WholeOf(answer), _model, _cancellationToken));

    private static IOperation WholeOf(IOperation answer)
    {
        while (answer.Parent is IBinaryOperation or IUnaryOperation or IConversionOperation or IParenthesizedOperation
            or IIsPatternOperation)
        {
            answer = answer.Parent;
        }

        return answer;
    }

    /// <summary>
    /// True for a loop that looks for another id, and leaves Main, ends the process, sets what decides of that, or finds for its caller.
    /// </summary>
    private bool DecidesInLoop(IForEachLoopOperation loop)
    {
        if (!loop.Body.Descendants().Any(static part => part is IPropertyReferenceOperation { Property: { Name: "Id" } property }
            && property.ContainingType.Is(KnownTypes.Process)))
        {
            return false;
        }

        bool isMain = EntryPoints.Of(_model).MainDeclaration(_cancellationToken) == LocalAssignments.Outermost(loop).Syntax;
        ImmutableArray<IOperation> parts = loop.Body.Descendants().ToImmutableArray();
        return Aftermath.IsEnd(loop.Body)
            || (parts.Any(static part => part is IReturnOperation) && (isMain || IsAskedToEnd(loop)))
            || parts.Select(static part => part switch
                {
                    IAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } => assigned,
                    IIncrementOrDecrementOperation { Target: ILocalReferenceOperation { Local: var counted } } => counted,
                    _ => null,
                })
                .OfType<ILocalSymbol>()
                .SelectMany(local => LocalAssignments.References(local, loop))
                .Any(reference => !loop.Syntax.Span.Contains(reference.Syntax.Span)
                    && !OnlyLogs(reference)
                    && (GuardProbe.EndsProgram(WholeOf(reference), _model, _cancellationToken) || IsAnswerOfMethod(WholeOf(reference))));
    }

    /// <summary>True for an answer of which nothing but a line for a log comes.</summary>
    private static bool OnlyLogs(IOperation answer)
    {
        for (IOperation child = answer; child.Parent is { } parent; child = parent)
        {
            if (parent is IConditionalOperation choice && choice.Condition == child)
            {
                return !EndDecisions.Ends(choice.WhenTrue)
                    && (choice.WhenFalse is null || !EndDecisions.Ends(choice.WhenFalse))
                    && choice.Descendants().OfType<IInvocationOperation>()
                        .Where(call => !choice.Condition.Syntax.Span.Contains(call.Syntax.Span))
                        .All(static call => KnownNames.LogWords.Has(call.TargetMethod.Name));
            }
        }

        return false;
    }
}
