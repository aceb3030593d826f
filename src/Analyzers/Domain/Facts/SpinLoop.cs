using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>
/// A loop that lets time pass until other code changes something, with no bound of its own:
/// <code>while (!_peer.IsClosed) spinner.SpinOnce();</code>
/// A clock, a counter or a call of its own that may bring what it looks at nearer to the end makes a loop another one.
/// </summary>
internal static class SpinLoop
{
    public static bool IsEndless(ILoopOperation loop)
    {
        List<IOperation> operations = Own(loop).ToList();
        bool pauses = operations.OfType<IInvocationOperation>().Any(static call => SpinCalls.IsPause(call.TargetMethod));
        if (!(pauses || IsEmpty(loop.Body)) || ExitConditions(loop, operations) is not { } conditions)
        {
            return false;
        }

        HashSet<string> names = new();
        foreach (IOperation part in conditions.SelectMany(Own))
        {
            if (!ReadsOnly(part, names))
            {
                return false;
            }
        }

        return names.Count > 0 && !names.Any(SpinCalls.IsClock) && !operations.Any(operation => Advances(operation, names, conditions));
    }

    private static bool IsEmpty(IOperation body) => body is IEmptyOperation or IBlockOperation { Operations.IsEmpty: true };

    private static IEnumerable<IOperation> Own(IOperation operation)
    {
        yield return operation;
        foreach (IOperation child in operation.ChildOperations)
        {
            if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            {
                foreach (IOperation inner in Own(child))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>The conditions under which the loop ends; null when it ends in another way too.</summary>
    private static List<IOperation>? ExitConditions(ILoopOperation loop, List<IOperation> operations)
    {
        List<IOperation> conditions = new();
        IOperation? header = loop switch
        {
            IWhileLoopOperation @while => @while.Condition,
            IForLoopOperation @for => @for.Condition,
            _ => loop,
        };
        if (header == loop || header is { ConstantValue: { HasValue: true, Value: false } })
        {
            return null;
        }

        if (header is { ConstantValue.HasValue: false })
        {
            conditions.Add(header);
        }

        foreach (IOperation exit in operations.Where(static operation =>
            operation is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: not BranchKind.Continue }))
        {
            int before = conditions.Count;
            for (IOperation? round = exit; round is not null && round != loop; round = round.Parent)
            {
                if (round is IConditionalOperation choice)
                {
                    conditions.Add(choice.Condition);
                }
            }

            if (exit is IThrowOperation || conditions.Count == before)
            {
                return null;
            }
        }

        return conditions;
    }

    /// <summary>Adds the variables and members that a part of a condition reads; false when it does or may do more.</summary>
    private static bool ReadsOnly(IOperation part, HashSet<string> names)
    {
        switch (part)
        {
            case IInvocationOperation { TargetMethod: var method } call:
                if (SpinCalls.IsAtomicRead(method))
                {
                    return true;
                }

                names.Add(method.Name);
                return method is { DeclaringSyntaxReferences.IsEmpty: false, IsAbstract: false }
                    && call.Arguments.All(static argument => argument.Parameter?.RefKind is not (RefKind.Out or RefKind.Ref))
                    && AddWords(method, names);
            case IMemberReferenceOperation { Member: var member }:
                names.Add(member.Name);
                return !SpinCalls.IsClock(member.ContainingType)
                    && (member is not IPropertySymbol property || AddWords(property, names));
            case ILocalReferenceOperation { Local: var local }:
                names.Add(local.Name);
                return !SpinCalls.IsClock(local.Type);
            case IParameterReferenceOperation { Parameter: var parameter }:
                names.Add(parameter.Name);
                return !SpinCalls.IsClock(parameter.Type);
            case IIncrementOrDecrementOperation or IAssignmentOperation or IAwaitOperation or IDynamicInvocationOperation:
                return false;
            default:
                return true;
        }
    }

    /// <summary>The names that the code of a member mentions; a name that means something else there only makes the loop unknown.</summary>
    private static bool AddWords(ISymbol member, HashSet<string> names)
    {
        names.UnionWith(Words(member));
        return true;
    }

    private static IEnumerable<string> Words(ISymbol member) =>
        member.DeclaringSyntaxReferences
            .SelectMany(static reference => reference.GetSyntax().DescendantTokens())
            .Where(static token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(static token => token.ValueText)
            .Where(static word => !KnownNames.AtomicWords.Has(word));

    /// <summary>True for what changes something that the loop looks at, or may do so.</summary>
    private static bool Advances(IOperation operation, HashSet<string> names, List<IOperation> conditions)
    {
        switch (operation)
        {
            case IAssignmentOperation { Target: var target }:
                return Mentions(target, names);
            case IIncrementOrDecrementOperation { Target: var target }:
                return Mentions(target, names);
            case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument
                when argument.Parent is IInvocationOperation call && !SpinCalls.IsAtomicRead(call.TargetMethod):
                return Mentions(argument.Value, names);
            case IInvocationOperation { TargetMethod: var method } call:
                if (SpinCalls.IsPause(method) || conditions.Any(condition => IsWithin(call, condition)))
                {
                    return false;
                }

                return method.MethodKind == MethodKind.DelegateInvoke
                    || Mentions(call, names)
                    || (!method.DeclaringSyntaxReferences.IsEmpty && (method.IsAbstract || names.Overlaps(Words(method))));
            default:
                return false;
        }
    }

    private static bool IsWithin(IOperation operation, IOperation whole)
    {
        for (IOperation? round = operation; round is not null; round = round.Parent)
        {
            if (round == whole)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Mentions(IOperation operation, HashSet<string> names) => Own(operation).Any(part => part switch
    {
        IMemberReferenceOperation { Member: var member } => names.Contains(member.Name),
        ILocalReferenceOperation { Local: var local } => names.Contains(local.Name),
        IParameterReferenceOperation { Parameter: var parameter } => names.Contains(parameter.Name),
        _ => false,
    });
}
