using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <content>Values that go into a call, or come out of a function of the same body.</content>
internal sealed partial class UnreadValue
{
    private bool IsUnreadArgument(IArgumentOperation argument)
    {
        switch (argument.Parent)
        {
            case IInvocationOperation { Instance: ILocalReferenceOperation { Local: var list } } call when IsAddition(call):
                return IsMadeHere(list) && IsUnread(list);
            case IInvocationOperation { Instance: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } } call
                when IsAddition(call):
                return IsExit(call);
            case IInvocationOperation
            {
                Parent: IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation { Arguments.IsEmpty: true } made },
            }:
                return IsUnread(made);
            case { } task when TaskUse.MadeWith(task) is not null:
                return IsUnread(task);
            case IObjectCreationOperation { Parent: IPropertyReferenceOperation { Property.OriginalDefinition: var property } read }:
                return ValueOrigin.ParameterBehind(property) is { } behind
                    && (!SymbolEqualityComparer.Default.Equals(behind, argument.Parameter?.OriginalDefinition) || IsUnread(read));
            default:
                return false;
        }
    }

    /// <summary>True when no caller of a lambda or local function reads its result; what a member returns leaves.</summary>
    private bool IsUnreadResult(IReturnOperation returned) => ControlFlow.ControlFlow.BodyAround(returned) switch
    {
        ILocalFunctionOperation { Symbol: var symbol } when !_seen.Add(symbol) => true,
        IAnonymousFunctionOperation { Symbol: var symbol } when !_seen.Add(symbol) => true,
        IAnonymousFunctionOperation lambda when ListOf(lambda) is { } list => IsUnread(list),
        (IAnonymousFunctionOperation or ILocalFunctionOperation) and var function => ValueUses.RunsOf(function)?.All(IsUnread) == true,
        _ => IsExit(returned),
    };

    /// <summary>The list of what a lambda makes of each element of a sequence: `signals.Select(s => Create(s)).ToArray()`.</summary>
    private static IInvocationOperation? ListOf(IAnonymousFunctionOperation lambda) =>
        Destination.Whole(lambda).Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Select" } select }
        && IsOfSequences(select)
        && select.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ToArray" or "ToList" } list }
        && IsOfSequences(list)
            ? list
            : null;

    private static bool IsOfSequences(IInvocationOperation call) => call.TargetMethod.ContainingType.Is("System.Linq.Enumerable");
}
