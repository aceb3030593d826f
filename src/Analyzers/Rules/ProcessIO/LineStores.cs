using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>What a handler of output keeps the lines in: a variable, or an object of a type of this program that does so.</summary>
internal sealed class LineStores
{
    private const string Given = "DataReceivedEventArgs";

    private readonly CallTargets _targets;

    private readonly ValueSources _sources;

    public LineStores(CallTargets targets, ValueSources sources) => (_targets, _sources) = (targets, sources);

    /// <summary>What a handler stores its lines in, when that is used after the wait or may be used by others.</summary>
    public ISymbol? Of(CallTarget handler, ProcessEvent wait, IOperation body, CancellationToken cancellationToken) =>
        LinesOf(handler.Body, given: null)
            .Select(line => StoreOf(line, Budgets.LineStoreCalls, cancellationToken))
            .FirstOrDefault(store => store is not null && (IsUsed(store, wait, body) || IsUsedByCallee(store, wait, cancellationToken)))
            ?.Symbol;

    /// <summary>The first use that some code makes, behind a position, of what a handler stores its lines in.</summary>
    public (string Name, IOperation Use)? UseIn(CallTarget handler, IOperation code, int position, CancellationToken cancellationToken)
    {
        foreach (IOperation line in LinesOf(handler.Body, given: null))
        {
            if (StoreOf(line, Budgets.LineStoreCalls, cancellationToken) is { } store
                && code.Descendants().FirstOrDefault(operation => operation.Syntax.SpanStart > position
                    && SymbolEqualityComparer.Default.Equals(Named(operation)?.Symbol, store.Symbol)
                    && IsTaken(operation)
                    && (!store.IsSink || IsRead(operation))) is { } use)
            {
                return (store.Symbol.Name, use.Parent is IPropertyReferenceOperation or IInvocationOperation ? use.Parent : use);
            }
        }

        return null;
    }

    /// <summary>What a handler stores its lines in, when a loop takes them out of it one by one.</summary>
    public string? EmptiedIn(CallTarget handler, ILoopOperation loop, CancellationToken cancellationToken) =>
        LinesOf(handler.Body, given: null)
            .Select(line => StoreOf(line, Budgets.LineStoreCalls, cancellationToken))
            .FirstOrDefault(store => store is { IsSink: false } && loop.Descendants().Any(operation =>
                operation is IInvocationOperation { Instance: { } emptied, TargetMethod.Name: var name }
                && KnownNames.LineTakings.Has(name)
                && SymbolEqualityComparer.Default.Equals(Named(emptied)?.Symbol, store.Symbol)))
            ?.Symbol.Name;

    /// <summary>True for a use that looks at what is stored: no assignment, lock or name of it.</summary>
    private static bool IsTaken(IOperation use) => use.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target != use,
        ILockOperation or INameOfOperation or IExpressionStatementOperation => false,
        IInvocationOperation { TargetMethod.Name: "Clear" } => false,
        _ => true,
    };

    /// <summary>The places of some code where it has the text of a line: that of an event, or of a parameter that is given it.</summary>
    private static IEnumerable<IOperation> LinesOf(IOperation code, IParameterSymbol? given)
    {
        LocalAssignments assignments = new(code);
        return code.Descendants().Where(operation => IsText(operation)
            || operation is IParameterReferenceOperation { Parameter.Type.Name: Given, Parent: IArgumentOperation }
            || (operation is ILocalReferenceOperation { Local: var local }
                && assignments.Of(local)?.Any(value => value is not null && IsText(ValueOrigin.Unwrap(value))) == true));

        bool IsText(IOperation operation) => operation switch
        {
            IPropertyReferenceOperation { Property: { Name: "Data", ContainingType.Name: Given } } => true,
            IParameterReferenceOperation { Parameter: var parameter } =>
                given is not null && given.Type.Name != Given && SymbolEqualityComparer.Default.Equals(parameter, given),
            _ => false,
        };
    }

    /// <summary>The variable that a line is stored in: assigned, appended, added, or handed to an object that does so.</summary>
    private Store? StoreOf(IOperation line, int calls, CancellationToken cancellationToken)
    {
        for (IOperation child = line; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IAssignmentOperation assignment when assignment.Value == child:
                    return Named(assignment.Target);
                case IArgumentOperation { Parent: IInvocationOperation { Instance: { } store } call } when IsStore(store.Type):
                    return KnownNames.LineStores.Has(call.TargetMethod.Name)
                        ? Named(store)
                        : null;
                case IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call }
                    when calls > 0 && StoreOf(call, parameter, calls - 1, cancellationToken) is { } kept:
                    return kept;
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

    /// <summary>What the method of a call stores the line in that it is given, as the caller knows it.</summary>
    private Store? StoreOf(IInvocationOperation call, IParameterSymbol parameter, int calls, CancellationToken cancellationToken)
    {
        if (_targets.One(call, cancellationToken) is not { } target || parameter.Ordinal >= target.Method.Parameters.Length)
        {
            return null;
        }

        foreach (IOperation line in LinesOf(target.Body, target.Method.Parameters[parameter.Ordinal].OriginalDefinition))
        {
            switch (StoreOf(line, calls, cancellationToken))
            {
                case { Symbol: IParameterSymbol given } when target.ValueOf(given) is { } argument:
                    return Named(argument);
                case { Symbol: IFieldSymbol or IPropertySymbol } store:
                    return store.Symbol.IsStatic || call.Instance is null or IInstanceReferenceOperation
                        ? store
                        : Named(call.Instance) is { } sink ? sink with { IsSink = true } : null;
            }
        }

        return null;
    }

    private static bool IsStore(ITypeSymbol? type) =>
        type is { Name: "StringBuilder" or "StringWriter" }
        || type?.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true;

    private static Store? Named(IOperation expression) => ValueOrigin.Unwrap(expression) switch
    {
        ILocalReferenceOperation local => new Store(local.Local),
        IParameterReferenceOperation parameter => new Store(parameter.Parameter),
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => new Store(member.Member),
        IConditionalAccessInstanceOperation accessed when ValueOrigin.AccessedObject(accessed) is { } instance => Named(instance),
        IInvocationOperation { Instance: { } chained, TargetMethod.ContainingType.Name: "StringBuilder" } => Named(chained),
        _ => null,
    };

    private static bool IsUsed(Store store, ProcessEvent wait, IOperation body) => store.IsSink
        ? UsesAfter(wait, body, store.Symbol).Any(IsRead)
        : store.Symbol is not ILocalSymbol || UsesAfter(wait, body, store.Symbol).Any();

    /// <summary>
    /// True for a store that goes to the code which waits, and is used there after the wait.
    /// <code>Finish(p, lines);    // static void Finish(Process p, List&lt;string&gt; all) { p.WaitForExit(500); Show(all); }</code>
    /// </summary>
    private bool IsUsedByCallee(Store store, ProcessEvent wait, CancellationToken cancellationToken)
    {
        if (wait.Source == wait.At)
        {
            return false;
        }

        List<IOperation> given = wait.At.Descendants()
            .Where(operation => SymbolEqualityComparer.Default.Equals(Named(operation)?.Symbol, store.Symbol))
            .SelectMany(operation => _sources.Of(operation, cancellationToken))
            .ToList();
        return given.Count > 0 && LocalAssignments.Outermost(wait.Source)
            .Descendants()
            .Where(operation => operation is IParameterReferenceOperation && operation.Syntax.SpanStart > wait.Source.Syntax.Span.End)
            .Any(operation => (!store.IsSink || IsRead(operation))
                && _sources.Of(operation, cancellationToken).Any(source => given.Exists(one => one.Syntax == source.Syntax)));
    }

    private static IEnumerable<IOperation> UsesAfter(ProcessEvent wait, IOperation body, ISymbol symbol) =>
        LocalAssignments.Outermost(body).Descendants().Where(operation =>
            SymbolEqualityComparer.Default.Equals(Named(operation)?.Symbol, symbol)
            && operation.Syntax.SpanStart > wait.At.Syntax.Span.End);

    /// <summary>
    /// True where a sink is asked for something or given to somebody; a log that is only told that the process has ended loses nothing.
    /// </summary>
    private static bool IsRead(IOperation use) => use.Parent switch
    {
        IConversionOperation or IParenthesizedOperation => IsRead(use.Parent),
        IPropertyReferenceOperation or IFieldReferenceOperation or IReturnOperation or IArgumentOperation => true,
        IInvocationOperation call =>
            call.Instance == use && !call.TargetMethod.ReturnsVoid && call.Parent is not IExpressionStatementOperation,
        IConditionalAccessOperation access => access.Parent is not IExpressionStatementOperation,
        _ => false,
    };

    /// <param name="Symbol">The variable or member.</param>
    /// <param name="IsSink">True for an object that stores lines in what it holds.</param>
    private sealed record Store(ISymbol Symbol, bool IsSink = false);
}
