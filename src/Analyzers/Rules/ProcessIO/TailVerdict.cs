using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Lines that come after a timed wait has seen the exit: only a wait without timeout waits for the handlers of OutputDataReceived too.
/// </summary>
internal sealed class TailVerdict
{
    private readonly SourceBodies _bodies;

    public TailVerdict(SourceBodies bodies) => _bodies = bodies;

    public IEnumerable<ProcessFinding> Of(ProcessCourse course, CancellationToken cancellationToken)
    {
        foreach (ProcessEvent wait in course.Events.Where(
            static found => found is { Kind: ProcessEventKind.TimedWait, IsConditional: false }))
        {
            bool drains = course.After(wait).Any(static found => found.Kind == ProcessEventKind.Wait)
                || course.Before(wait).Any(found => found.Kind == ProcessEventKind.Wait && course.Leads(found, wait))
                || course.Events.Any(static found => found.HandsOver);
            bool reads =
                course.Events.Any(
                    static found => found is
                    {
                        Kind: ProcessEventKind.BeginRead,
                        Operation: IInvocationOperation { TargetMethod.Name: "BeginOutputReadLine" or "BeginErrorReadLine" },
                    });
            if (!drains && reads && wait.Operation == wait.At
                && course.Events.Where(static found => found.Kind == ProcessEventKind.Handle)
                    .Select(found => StoreOf(found, wait, course.Body, cancellationToken))
                    .FirstOrDefault(static stored => stored is not null) is { } store)
            {
                yield return new ProcessFinding(
                    ProcessHazard.LosesLastLines,
                    wait,
                    ImmutableArray<ProcessEvent>.Empty,
                    ImmutableArray<ProcessStream>.Empty) { Store = store };
            }
        }
    }

    /// <summary>What a handler puts its lines into, when that is used after the wait or may be used by others.</summary>
    private string? StoreOf(ProcessEvent handled, ProcessEvent wait, IOperation body, CancellationToken cancellationToken)
    {
        IOperation handler = ValueOrigin.Unwrap(((IEventAssignmentOperation)handled.Operation).HandlerValue);
        IOperation? code = handler switch
        {
            IAnonymousFunctionOperation lambda => lambda.Body,
            IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } function } =>
                LocalAssignments.LocalFunction(function, body)?.Body,
            IMethodReferenceOperation { IsVirtual: false, Method: var method } => _bodies.Of(method.OriginalDefinition, cancellationToken),
            _ => null,
        };
        if (code is null)
        {
            return null;
        }

        LocalAssignments assignments = new(code);
        foreach (IOperation line in code.Descendants().Where(operation => IsLine(operation, assignments)))
        {
            if (TargetOf(line) is { } target && IsUsed(target, wait, body))
            {
                return target.Name;
            }
        }

        return null;
    }

    /// <summary>The text of a line, also in a local of the handler.</summary>
    private static bool IsLine(IOperation operation, LocalAssignments assignments) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Data", ContainingType.Name: "DataReceivedEventArgs" } } => true,
        ILocalReferenceOperation { Local: var local } => assignments.Of(local)?.Any(static value =>
            value is not null
            && ValueOrigin.Unwrap(value)
                is IPropertyReferenceOperation { Property: { Name: "Data", ContainingType.Name: "DataReceivedEventArgs" } })
            == true,
        _ => false,
    };

    /// <summary>The variable that an expression is stored in: assigned, appended, added.</summary>
    private static ISymbol? TargetOf(IOperation line)
    {
        for (IOperation child = line; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IAssignmentOperation assignment when assignment.Value == child:
                    return Variable(assignment.Target);
                case IArgumentOperation { Parent: IInvocationOperation { Instance: { } store } call } when IsStore(store.Type):
                    return call.TargetMethod.Name is "Append" or "AppendLine" or "AppendFormat" or "Add" or "Enqueue" or "TryAdd" or "Push"
                        or "AddLast" or "Write" or "WriteLine" or "AddOrUpdate"
                        ? Variable(store)
                        : null;
                case IBinaryOperation or IConversionOperation or IParenthesizedOperation or IInterpolationOperation
                    or IInterpolatedStringOperation or IArgumentOperation or IInvocationOperation or ICoalesceOperation
                    or IConditionalAccessOperation:
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsStore(ITypeSymbol? type) =>
        type is { Name: "StringBuilder" or "StringWriter" }
        || type?.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", System.StringComparison.Ordinal) == true;

    private static ISymbol? Variable(IOperation expression) => ValueOrigin.Unwrap(expression) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => member.Member,
        IInvocationOperation { Instance: { } chained, TargetMethod.ContainingType.Name: "StringBuilder" } => Variable(chained),
        _ => null,
    };

    private static bool IsUsed(ISymbol variable, ProcessEvent wait, IOperation body) =>
        variable is not ILocalSymbol
        || body.Descendants().Any(operation => operation is ILocalReferenceOperation reference
            && SymbolEqualityComparer.Default.Equals(reference.Local, variable)
            && reference.Syntax.SpanStart > wait.At.Syntax.Span.End);
}
