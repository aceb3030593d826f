using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// A redirected stream that is read only if a parameter says so, before a wait that follows anyway:
/// <code>if (capture) { text = p.StandardOutput.ReadToEnd(); } p.WaitForExit();    // nobody reads when capture is false</code>
/// </summary>
internal sealed class UnreadByChoice
{
    private readonly Callers _callers;

    public UnreadByChoice(Callers callers) => _callers = callers;

    /// <summary>The value of a parameter for which nobody reads the stream, in words; null where no parameter decides that.</summary>
    public string? Of(ProcessCourse course, ProcessEvent start, ProcessStream stream, CancellationToken cancellationToken)
    {
        List<ProcessEvent> reads = course.Events
            .Where(found => found.Stream == stream && (found.BeginsToRead || found.Reads))
            .ToList();
        if (course.Body.Parent is not null
            || reads.Exists(read => read.IsChoice || read.Kind == ProcessEventKind.ReadLate || !course.Leads(start, read)))
        {
            return null;
        }

        LocalAssignments assignments = new(course.Body);
        return (
            from parameter in Deciding(course.Body).Distinct<IParameterSymbol>(SymbolEqualityComparer.Default)
            where !assignments.IsAssigned(parameter)
            from isThere in new[] { false, true }
            where IsPassed(parameter, isThere, cancellationToken)
            from wait in course.Events
            where wait is { Kind: ProcessEventKind.Wait or ProcessEventKind.Drain, IsConditional: false } && wait.Stream != stream
            where course.IsReachedUnread(start, wait, reads, condition => Truth(condition, parameter, isThere))
                && !course.IsReachedUnread(start, wait, reads, condition => Truth(condition, parameter, !isThere))
            select InWords(parameter, isThere)).FirstOrDefault();
    }

    private static string InWords(IParameterSymbol parameter, bool isThere) => IsSwitch(parameter)
        ? $"'{parameter.Name}' is {(isThere ? "true" : "false")}"
        : $"'{parameter.Name}' is {(isThere ? "not null" : "null")}";

    private static bool IsSwitch(IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.System_Boolean;

    /// <summary>The parameters that the conditions of a body ask for.</summary>
    private static IEnumerable<IParameterSymbol> Deciding(IOperation body) =>
        from choice in Engine.ControlFlow.ControlFlow.OperationsOf(body).OfType<IConditionalOperation>()
        from asked in choice.Condition.DescendantsAndSelf().OfType<IParameterReferenceOperation>()
        select asked.Parameter;

    /// <summary>False when all callers are seen, and none passes such a value.</summary>
    private bool IsPassed(IParameterSymbol parameter, bool isThere, CancellationToken cancellationToken) =>
        _callers.ArgumentsFor(parameter, cancellationToken) is not { } arguments
        || arguments.Any(argument => ValueOrigin.Unwrap(argument) switch
        {
            { ConstantValue: { HasValue: true, Value: var constant } } => (constant is not (null or false)) == isThere,
            IAnonymousFunctionOperation or IMethodReferenceOperation or IObjectCreationOperation => isThere,
            _ => true,
        });

    /// <summary>What a condition is when the parameter is true or not null, or else the opposite; null where it asks more.</summary>
    private static bool? Truth(IOperation condition, IParameterSymbol parameter, bool isThere)
    {
        switch (ValueOrigin.Unwrap(condition))
        {
            case IParameterReferenceOperation when Is(condition) && IsSwitch(parameter):
                return isThere;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand }:
                return !Truth(operand, parameter, isThere);
            case IIsNullOperation { Operand: var operand } when Is(operand):
                return !isThere;
            case IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } instance } when Is(instance):
                return isThere;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                IOperation? other = Is(comparison.LeftOperand) ? comparison.RightOperand
                    : Is(comparison.RightOperand) ? comparison.LeftOperand
                    : null;
                return other is null ? null
                    : SaysThere(other) is { } says ? (says == isThere) == (comparison.OperatorKind == BinaryOperatorKind.Equals)
                    : null;
            case IIsPatternOperation match when Is(match.Value):
                return OfPattern(match.Pattern);
            default:
                return null;
        }

        bool Is(IOperation operation) => ValueOrigin.Unwrap(operation) is IParameterReferenceOperation { Parameter: var found }
            && SymbolEqualityComparer.Default.Equals(found, parameter);

        bool? SaysThere(IOperation constant) => ValueOrigin.Unwrap(constant).ConstantValue switch
        {
            { HasValue: true, Value: null } => false,
            { HasValue: true, Value: bool value } => value,
            _ => null,
        };

        bool? OfPattern(IPatternOperation pattern) => pattern switch
        {
            IConstantPatternOperation { Value: var constant } => SaysThere(constant) is { } says ? says == isThere : null,
            INegatedPatternOperation { Pattern: var inner } => !OfPattern(inner),
            IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } => isThere,
            _ => null,
        };
    }
}
