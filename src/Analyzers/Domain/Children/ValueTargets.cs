using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Children;

/// <summary>
/// Follows one value forward: through text and arithmetic, locals, fields, parameters and results of this compilation, to the
/// places where it leaves the process.
/// </summary>
internal sealed partial class ValueTargets
{
    private readonly MemberHistories _histories;
    private readonly CallTargets _targets;
    private readonly Callers _callers;

    public static ValueTargets Of(ProcessModel model) =>
        model.Get(static model => new ValueTargets(MemberHistories.Of(model), CallTargets.Of(model), Callers.Of(model)));

    private ValueTargets(MemberHistories histories, CallTargets targets, Callers callers)
    {
        _histories = histories;
        _targets = targets;
        _callers = callers;
    }

    /// <summary>The nearest place where the value leaves the process; null when it is not seen to.</summary>
    public (OutgoingKind Kind, IOperation Place)? Of(IOperation value, CancellationToken cancellationToken)
    {
        Queue<IOperation> open = new();
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
        HashSet<SyntaxNode> passed = new();
        open.Enqueue(value);
        for (int steps = 0; open.Count > 0 && steps < Budgets.OutgoingSteps; steps++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IOperation part = open.Dequeue();
            IOperation carried = Whole(part);
            if (carried.Parent is IArrayElementReferenceOperation element
                && element.ArrayReference == carried
                && WrittenValues.Of(element)?.Any(written => passed.Contains(written.Syntax)) == true)
            {
                open.Enqueue(element);
            }

            for (IOperation? outer = part; outer is not null && outer != carried; outer = outer.Parent)
            {
                passed.Add(outer.Syntax);
            }

            switch (carried.Parent)
            {
                case IArgumentOperation argument when OutgoingValue.Of(argument) is { } kind:
                    return (kind, argument);
                case IAssignmentOperation assignment when assignment.Value == carried && OutgoingValue.Of(assignment) is { } kind:
                    return (kind, assignment);
                default:
                    foreach (IOperation next in Next(carried, seen, cancellationToken))
                    {
                        open.Enqueue(next);
                    }

                    break;
            }
        }

        return null;
    }

    /// <summary>The largest expression that still says the value: with what is added to it, converted and formatted.</summary>
    private static IOperation Whole(IOperation value)
    {
        while (Carrier(value) is { } carrier)
        {
            value = carrier;
        }

        return value;
    }

    private static IOperation? Carrier(IOperation value) => value.Parent switch
    {
        IConversionOperation or IParenthesizedOperation or IBinaryOperation or IUnaryOperation => value.Parent,
        IInterpolationOperation or IInterpolatedStringOperation => value.Parent,
        IConditionalOperation choice when choice.Condition != value => choice,
        ICoalesceOperation coalesce => coalesce,
        ISwitchExpressionArmOperation arm when arm.Value == value => arm.Parent,
        IArrayInitializerOperation { Parent: IArrayCreationOperation array } => array,
        { Syntax: var list } when list.IsKind((SyntaxKind)NewerSyntax.CollectionExpression) => value.Parent,
        IConditionalAccessOperation access when access.WhenNotNull == value => access,
        IAwaitOperation => value.Parent,
        IInvocationOperation call when call.Instance == value && HandsOn(call) => call,
        IArgumentOperation { Parent: IInvocationOperation call } argument when OutgoingValue.Of(argument) is null && HandsOn(call) => call,
        _ => null,
    };

    /// <summary>ToString, string.Format, Math.Abs and their like: what they return says what they were given.</summary>
    private static bool HandsOn(IInvocationOperation call) =>
        call.TargetMethod.DeclaringSyntaxReferences.IsEmpty
        && !call.TargetMethod.ReturnsVoid
        && (KnownNames.CarriedTexts.Has(call.TargetMethod.Name) || KnownNames.CarryingTypes.HasTypeOf(call.TargetMethod.ContainingType));

    private IEnumerable<IOperation> Next(IOperation carried, HashSet<ISymbol> seen, CancellationToken cancellationToken)
    {
        switch (carried.Parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return ReadsOf(declarator.Symbol, carried, seen);
            case IAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment when assignment.Value == carried:
                return ReadsOf(local, carried, seen);
            case ISimpleAssignmentOperation
            {
                Target: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } target,
            } assignment
                when assignment.Value == carried:
                return ReadsOfMember(target.Member, seen, cancellationToken);
            case IFieldInitializerOperation initializer:
                return initializer.InitializedFields.SelectMany(field => ReadsOfMember(field, seen, cancellationToken));
            case IPropertyInitializerOperation initializer:
                return initializer.InitializedProperties.SelectMany(property => ReadsOfMember(property, seen, cancellationToken));
            case IReturnOperation { Kind: OperationKind.Return } returned:
                return Results(returned, seen, cancellationToken);
            case IArgumentOperation { Parameter: { } parameter, Parent: { } call }:
                return _targets.Of(call, cancellationToken)
                    .Where(target => parameter.Ordinal < target.Method.Parameters.Length)
                    .SelectMany(target => ReadsOfParameter(target.Method.Parameters[parameter.Ordinal], target.Body, seen))
                    .Concat(ReadsBesides(parameter, carried, call, seen, cancellationToken));
            default:
                return TakenOut(carried, seen, cancellationToken);
        }
    }

    private static IEnumerable<IOperation> ReadsOf(ILocalSymbol local, IOperation within, HashSet<ISymbol> seen)
    {
        if (!seen.Add(local))
        {
            return Enumerable.Empty<IOperation>();
        }

        return LocalAssignments.References(local, within);
    }

    private IEnumerable<IOperation> ReadsOfMember(ISymbol member, HashSet<ISymbol> seen, CancellationToken cancellationToken) =>
        member.DeclaringSyntaxReferences.IsEmpty || !seen.Add(member.OriginalDefinition)
            ? Enumerable.Empty<IOperation>()
            : _histories.References(member, cancellationToken);

    private static IEnumerable<IOperation> ReadsOfParameter(IParameterSymbol parameter, IOperation body, HashSet<ISymbol> seen) =>
        seen.Add(parameter)
            ? body.Descendants()
                .Where(operation => operation is IParameterReferenceOperation reference
                    && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter))
            : Enumerable.Empty<IOperation>();

    /// <summary>The calls of the method, or the reads of the property, that returns the value.</summary>
    private IEnumerable<IOperation> Results(IReturnOperation returned, HashSet<ISymbol> seen, CancellationToken cancellationToken)
    {
        if (ControlFlow.BodyAround(returned) is IAnonymousFunctionOperation lambda)
        {
            return seen.Add(lambda.Symbol) ? ResultsOf(lambda, cancellationToken) : Enumerable.Empty<IOperation>();
        }

        ISymbol? member = SourceBodies.Around(returned, cancellationToken);
        ISymbol? named = (member as IMethodSymbol)?.AssociatedSymbol ?? member;
        if (named is null or IMethodSymbol { Name: "GetHashCode" } || !seen.Add(named.OriginalDefinition))
        {
            return Enumerable.Empty<IOperation>();
        }

        return named is IMethodSymbol method
            ? _callers.Calls(method, cancellationToken).OfType<IOperation>()
            : _histories.References(named, cancellationToken);
    }
}
