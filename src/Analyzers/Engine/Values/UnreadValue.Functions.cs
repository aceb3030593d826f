using System.Collections.Generic;
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
            case IInvocationOperation { TargetMethod: { Name: "FromResult", IsStatic: true } method } call
                when TaskUse.IsTask(method.ContainingType):
                return IsUnread(call);
            case IObjectCreationOperation made when argument.Parameter is { } parameter:
                return parameter.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property
                    && SymbolEqualityComparer.Default.Equals(
                        ValueOrigin.PositionalParameter(property.OriginalDefinition),
                        parameter.OriginalDefinition)
                    && IsUnreadMember(made, property);
            default:
                return false;
        }
    }

    /// <summary>True when no caller of a lambda or local function reads its result; what a member returns leaves.</summary>
    private bool IsUnreadResult(IReturnOperation returned)
    {
        IOperation? function = returned.Parent;
        while (function is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            function = function.Parent;
        }

        return function switch
        {
            ILocalFunctionOperation { Symbol: var symbol } => !_seen.Add(symbol) || CallsOf(symbol)?.All(IsUnread) == true,
            IAnonymousFunctionOperation lambda => IsUnreadResult(lambda),
            _ => IsExit(returned),
        };
    }

    private bool IsUnreadResult(IAnonymousFunctionOperation lambda)
    {
        return Destination.Whole(lambda).Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var make } } =>
                References(make).All(reference =>
                    reference.Parent is IInvocationOperation call && call.Instance == reference && IsUnread(call)),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Run", IsStatic: true } method } call }
                when TaskUse.IsTask(method.ContainingType) => IsUnread(call),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Select" } select } when IsOfSequences(select) =>
                select.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ToArray" or "ToList" } kept }
                && IsOfSequences(kept)
                && IsUnread(kept),
            IArgumentOperation { Parent: IObjectCreationOperation lazy } when lazy.Type.Is(KnownTypes.Lazy) =>
                lazy.Parent is IPropertyReferenceOperation { Property.Name: "Value" } made && IsUnread(made),
            _ => false,
        };
    }

    private static bool IsOfSequences(IInvocationOperation call) => call.TargetMethod.ContainingType.Is("System.Linq.Enumerable");

    /// <summary>The calls of a local function; null when it is also named elsewhere.</summary>
    private IReadOnlyList<IInvocationOperation>? CallsOf(IMethodSymbol function) =>
        _body.Descendants().OfType<IMethodReferenceOperation>().Any(reference => IsOne(reference.Method, function)) ? null
            : _body.Descendants().OfType<IInvocationOperation>().Where(call => IsOne(call.TargetMethod, function)).ToList();

    private static bool IsOne(IMethodSymbol method, IMethodSymbol function) =>
        SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, function.OriginalDefinition);
}
