using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <content>What is done with a process, and who gets it.</content>
internal sealed partial class ExitRaising
{
    /// <summary>All that a parameter is given; null where that is not seen. A lambda has what the calls of its field pass.</summary>
    private IReadOnlyList<IOperation>? Given(IParameterSymbol parameter, IOperation reference)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } symbol)
        {
            return Callers.Of(_model).ArgumentsFor(parameter, _cancellationToken);
        }

        IOperation? lambda = reference.Parent;
        while (lambda is not (null or IAnonymousFunctionOperation)
            || (lambda is IAnonymousFunctionOperation found && !SymbolEqualityComparer.Default.Equals(found.Symbol, symbol)))
        {
            lambda = lambda!.Parent;
        }

        if (lambda is null
            || Destination.Variable(lambda) is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsReadOnly: true } holder)
        {
            return null;
        }

        List<IInvocationOperation> calls = Callers.Of(_model)
            .RunsOf((IAnonymousFunctionOperation)lambda, _cancellationToken)
            .OfType<IInvocationOperation>()
            .ToList();
        return calls.Count == MemberHistories.Of(_model).References(holder, _cancellationToken).Count()
            ? calls.Select(call => call.Arguments[parameter.Ordinal].Value).ToList()
            : null;
    }

    /// <summary>True for a parameter that no body leaves on: for one of a primary constructor, all members of the type count.</summary>
    private bool LeavesOff(IParameterSymbol parameter, IOperation reference) =>
        LeavesOff(parameter, body: LocalAssignments.Outermost(reference))
        && (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            || constructor.ContainingType.DeclaringSyntaxReferences.All(type => SyntaxIndex.Of(type.SyntaxTree)
                .Occurrences(parameter.Name, type.Span, _cancellationToken)
                .Select(token => token.Parent is IdentifierNameSyntax name
                    ? SourceBodies.Of(_model).Model(type.SyntaxTree)?.GetOperation(name, _cancellationToken)
                    : null)
                .OfType<IParameterReferenceOperation>()
                .All(IsHarmless)));

    private bool LeavesOff(ISymbol variable, IOperation body) => body.Descendants()
        .Where(operation => operation switch
        {
            ILocalReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Local, variable),
            IParameterReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, variable),
            _ => false,
        })
        .All(IsHarmless);

    /// <summary>True for a use that turns nothing on and hands the process to nobody who may.</summary>
    private bool IsHarmless(IOperation reference)
    {
        IOperation value = Destination.Chosen(reference);
        return value.Parent switch
        {
            IPropertyReferenceOperation { Property.Name: Switch } => false,
            IPropertyReferenceOperation or IEventReferenceOperation or IUsingOperation or IBinaryOperation or IIsPatternOperation
            or INameOfOperation => true,
            IConditionalAccessOperation access => access.Operation == value && !access.WhenNotNull.DescendantsAndSelf()
                .Any(static part => part is IPropertyReferenceOperation { Property.Name: Switch }),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var alias } } =>
                !_seen.Add(alias) || LeavesOff(alias, LocalAssignments.Outermost(value)),
            IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: var isOutside, ContainingType: var type } } call =>
                call.Instance == value && (isOutside || IsPlainType(type) || IsLeftOffByExtension(call)),
            IReturnOperation returned => IsOfFollowedFactory(returned),
            IArgumentOperation { Parameter: { } parameter, Parent: { } call } => IsLeftOffBy(call, parameter),
            ISimpleAssignmentOperation assignment => assignment.Target == value,
            IExpressionStatementOperation => true,
            _ => false,
        };
    }

    /// <summary>True for a return to a caller that is looked at as well.</summary>
    private bool IsOfFollowedFactory(IReturnOperation returned) =>
        SourceBodies.Around(returned, _cancellationToken) is IMethodSymbol method
        && _seen.Contains(method.OriginalDefinition);

    /// <summary>A member of an extension block has its receiver as a parameter of the block.</summary>
    private bool IsLeftOffByExtension(IInvocationOperation call) =>
        CallTargets.Of(_model).One(call, _cancellationToken) is { } target
        && target.Body.Descendants().OfType<IParameterReferenceOperation>()
            .FirstOrDefault(static reference => reference.Parameter.ContainingSymbol is INamedTypeSymbol) is { Parameter: var receiver }
        && (!_seen.Add(receiver) || LeavesOff(receiver, body: target.Body));

    private bool IsLeftOffBy(IOperation call, IParameterSymbol parameter)
    {
        if (call is IObjectCreationOperation creation && IsMadeWith(creation, parameter))
        {
            return true;
        }

        if (CallTargets.Of(_model).One(call, _cancellationToken) is not { } target || parameter.Ordinal >= target.Method.Parameters.Length)
        {
            return false;
        }

        IParameterSymbol given = target.Method.Parameters[parameter.Ordinal];
        return !_seen.Add(given) || LeavesOff(given, LocalAssignments.Outermost(target.Body));
    }
}
