using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>The creation of an object that other processes find by its name, and what one body does with it.</summary>
internal sealed class CreationSite
{
    private readonly List<IInvocationOperation> _waits = new();
    private readonly List<IInvocationOperation> _calls = new();
    private readonly List<IOperation> _uses = new();
    private readonly Dictionary<IOperation, IOperation> _places = new();
    private readonly CallTargets _targets;
    private readonly CancellationToken _cancellationToken;
    private readonly IOperation _value;
    private readonly IOperation _outermost;

    private CreationSite(
        IOperation creation,
        IOperation value,
        IOperation body,
        BodyFlow flow,
        FlowPoint point,
        Func<IOperation, bool?>? answer,
        CallTargets targets,
        CancellationToken cancellationToken)
    {
        (_targets, _cancellationToken) = (targets, cancellationToken);
        (Creation, _value, Body, Flow, Point) = (creation, value, body, flow, point);
        _outermost = LocalAssignments.Outermost(body);
        Read();
        LocalAssignments assignments = new(_outermost);
        Func<IOperation, bool?>[] successes = _waits.Cast<IOperation>().Append(creation)
            .Select(operation => new LockEvent(operation, LockAction.TryAcquire, LockKind.Mutex, string.Empty, operation)
                .Success(assignments))
            .Append(answer ?? (static _ => null))
            .ToArray();
        Success = condition => successes.Select(success => success(condition)).FirstOrDefault(static known => known is not null);
    }

    /// <summary>The constructor or factory call.</summary>
    public IOperation Creation { get; }

    public ImmutableArray<IArgumentOperation> Arguments =>
        (Creation as IObjectCreationOperation)?.Arguments
        ?? (Creation as IInvocationOperation)?.Arguments
        ?? ImmutableArray<IArgumentOperation>.Empty;

    /// <summary>
    /// The lambda, local function or whole body that has it: the one around it, or around the only call of a function that returns it.
    /// </summary>
    public IOperation Body { get; }

    public BodyFlow Flow { get; }

    public FlowPoint Point { get; }

    /// <summary>The first variable that holds it, if one does.</summary>
    public ILocalSymbol? Local { get; private set; }

    /// <summary>True when `using` disposes of it.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>True when a member or another method may hold it, so that nothing is known of its life.</summary>
    public bool Escapes { get; private set; }

    /// <summary>True when other code uses it while the body runs: a lambda or local function, or a method that is given it.</summary>
    public bool IsShared { get; private set; }

    /// <summary>Calls of WaitOne on it.</summary>
    public IReadOnlyList<IInvocationOperation> Waits => _waits;

    /// <summary>Everything else that uses the object, and so keeps it alive until then.</summary>
    public IEnumerable<IOperation> Uses => _calls.Concat(_uses);

    /// <summary>What conditions say on the paths on which this process is the one.</summary>
    public Func<IOperation, bool?> Success { get; }

    /// <summary>The method, accessor, lambda or local function; null for top-level statements and initializers.</summary>
    public IMethodSymbol? Method => Body switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation function => function.Symbol,
        _ => Body.SemanticModel?.GetDeclaredSymbol(Body.Syntax) as IMethodSymbol,
    };

    /// <summary>Main or the top-level statements: they end with the program.</summary>
    public bool IsInMain => Body is IMethodBodyOperation
        && (Body.Syntax is CompilationUnitSyntax || Method is { Name: "Main", IsStatic: true });

    /// <summary>The site of a creation; null where its flow is not known.</summary>
    /// <param name="creation">The constructor or factory call.</param>
    /// <param name="model">The compilation.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="answer">What a condition is when this process is the one, where an object of this project says so.</param>
    public static CreationSite? Of(
        IOperation creation,
        ProcessModel model,
        CancellationToken cancellationToken,
        Func<IOperation, bool?>? answer = null) =>
        ValueUses.HandedOut(creation) is var value
        && ControlFlow.BodyAround(value) is var body
        && ControlFlow.Of(model).Of(body, cancellationToken) is { } flow
        && flow.PointOf(value) is { } point
            ? new CreationSite(creation, value, body, flow, point, answer, CallTargets.Of(model), cancellationToken)
            : null;

    /// <summary>True when the variable or member behind `out createdNew` is looked at.</summary>
    public bool ReadsCreatedNew(IArgumentOperation? createdNew) => createdNew?.Value switch
    {
        null or IDiscardOperation => false,
        var value when ReferenceOf(value) is ILocalReferenceOperation { Local: var flag } reference =>
            _outermost.Descendants()
                .Any(other => other != reference
                    && other is ILocalReferenceOperation { Local: var local }
                    && SymbolEqualityComparer.Default.Equals(local, flag)),
        _ => true,
    };

    /// <summary>True when somebody looks at the result of a wait that can give up.</summary>
    public bool ReadsWait =>
        _waits.Any(static wait => LockUse.Of(wait) is { Action: LockAction.TryAcquire }
            && wait.Parent is not IExpressionStatementOperation);

    /// <summary>Where a use happens in the body: there itself, or at the call of what uses it.</summary>
    public IOperation PlaceOf(IOperation use) => _places.TryGetValue(use, out IOperation? place) ? place : use;

    public IEnumerable<FlowPoint> PointsOf(IEnumerable<IOperation> operations) =>
        operations.Select(operation => Flow.PointOf(PlaceOf(operation)))
            .Where(static point => point is not null)
            .Select(static point => point!.Value);

    private static IOperation ReferenceOf(IOperation value) =>
        value is IDeclarationExpressionOperation declaration ? declaration.Expression : value;

    private void Read()
    {
        ValueUses uses = ValueUses.Of(_value);
        Local = uses.Locals.Count > 0 ? uses.Locals[0] : null;
        IsUsed = uses.Locals.Any(IsDeclaredByUsing);
        foreach (IOperation value in uses.Uses)
        {
            IOperation? place = value;
            while (place is not null && ControlFlow.BodyAround(place) is var function && function != Body)
            {
                IsShared = true;
                place = ValueUses.OnlyCall(function) as IInvocationOperation;
            }

            if (place is null)
            {
                Escapes = true;
            }
            else
            {
                ReadUse(value, place, Budgets.LockCalls);
            }
        }
    }

    /// <param name="value">The object, where something is done with it.</param>
    /// <param name="place">Where that happens in the body: the value itself, or the call of what does it.</param>
    /// <param name="calls">How many more calls it is followed through.</param>
    private void ReadUse(IOperation value, IOperation place, int calls)
    {
        IOperation use = value.Parent!;
        switch (use)
        {
            case IExpressionStatementOperation or IBinaryOperation:
                return;
            case IUsingOperation when place == value:
                IsUsed = true;
                return;
            case IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true } own when own.Instance == value:
                (own.TargetMethod.Name == "WaitOne" ? _waits : _calls).Add(own);
                break;
            case IConditionalAccessOperation access when access.Operation == value:
            case IPropertyReferenceOperation:
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "KeepAlive" } } }:
                _uses.Add(use);
                break;
            case IArgumentOperation { Parent: IInvocationOperation call } when calls > 0 && IsReadIn(call, value, place, calls):
            case IInvocationOperation called when called.Instance == value && calls > 0 && IsReadIn(called, value, place, calls):
                return;
            default:
                Escapes = true;
                return;
        }

        if (place != value)
        {
            _places[use] = place;
        }
    }

    /// <summary>True when the code that a call runs is seen, and reads there what it does with the object before it returns.</summary>
    private bool IsReadIn(IInvocationOperation call, IOperation value, IOperation place, int calls)
    {
        if (_targets.One(call, _cancellationToken) is not { Method.IsAsync: false } target)
        {
            return false;
        }

        List<IOperation> given = target.Body.Descendants()
            .OfType<IParameterReferenceOperation>()
            .Where(reference => target.ValueOf(reference.Parameter) is { } argument && Destination.Chosen(argument) == value)
            .Cast<IOperation>()
            .ToList();
        // A body that does nothing with it says nothing: it may be the place of a future one.
        if (given.Count == 0)
        {
            return false;
        }

        IsShared = true;
        IOperation at = place == value ? call : place;
        foreach (IOperation use in given.SelectMany(static reference => ValueUses.Of(reference).Uses).Distinct())
        {
            if (ControlFlow.BodyAround(use).Syntax != ControlFlow.BodyAround(given[0]).Syntax)
            {
                return false;
            }

            ReadUse(use, at, calls - 1);
        }

        return true;
    }

    private bool IsDeclaredByUsing(ILocalSymbol local) => _outermost.Descendants()
        .Any(operation =>
            operation is IVariableDeclaratorOperation { Parent.Parent.Parent: IUsingOperation or IUsingDeclarationOperation } declarator
                && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local));
}
