using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>The creation of an object that other processes find by its name, and what one body does with it.</summary>
internal sealed class CreationSite
{
    private readonly List<IInvocationOperation> _waits = new();
    private readonly List<IOperation> _uses = new();
    private readonly IOperation _outermost;

    private CreationSite(IOperation creation, IOperation body, BodyFlow flow, FlowPoint point)
    {
        (Creation, Body, Flow, Point) = (creation, body, flow, point);
        _outermost = LocalAssignments.Outermost(body);
        ReadHolder();
        ReadUses();
        LocalAssignments assignments = new(_outermost);
        Func<IOperation, bool?>[] successes = _waits.Cast<IOperation>().Append(creation)
            .Select(operation => new LockEvent(operation, LockAction.TryAcquire, LockKind.Mutex, string.Empty, operation)
                .Success(assignments))
            .ToArray();
        Success = condition => successes.Select(success => success(condition)).FirstOrDefault(static known => known is not null);
    }

    /// <summary>The constructor or factory call.</summary>
    public IOperation Creation { get; }

    public ImmutableArray<IArgumentOperation> Arguments =>
        (Creation as IObjectCreationOperation)?.Arguments
        ?? (Creation as IInvocationOperation)?.Arguments
        ?? ImmutableArray<IArgumentOperation>.Empty;

    /// <summary>The lambda, local function or whole body round it.</summary>
    public IOperation Body { get; }

    public BodyFlow Flow { get; }

    public FlowPoint Point { get; }

    /// <summary>The variable that holds it, if one does.</summary>
    public ILocalSymbol? Local { get; private set; }

    /// <summary>True when `using` disposes of it.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>True when a member or another method may hold it, so that nothing is known of its life.</summary>
    public bool Escapes { get; private set; }

    /// <summary>Calls of WaitOne on it.</summary>
    public IReadOnlyList<IInvocationOperation> Waits => _waits;

    /// <summary>Everything else that uses the object, and so keeps it alive until then.</summary>
    public IReadOnlyList<IOperation> Uses => _uses;

    /// <summary>What conditions say on the paths on which this process is the one.</summary>
    public Func<IOperation, bool?> Success { get; }

    /// <summary>The method, accessor, lambda or local function; null for top-level statements and initialisers.</summary>
    public IMethodSymbol? Method => Body switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation function => function.Symbol,
        _ => Body.SemanticModel?.GetDeclaredSymbol(Body.Syntax) as IMethodSymbol,
    };

    /// <summary>Main or the top-level statements: they end with the program.</summary>
    public bool IsInMain => Body is IMethodBodyOperation
        && (Body.Syntax is CompilationUnitSyntax || Method is { Name: "Main", IsStatic: true });

    public static CreationSite? Of(IOperation creation, ProcessModel model, CancellationToken cancellationToken) =>
        ControlFlow.BodyAround(creation) is var body
        && ControlFlow.Of(model).Of(body, cancellationToken) is { } flow
        && flow.PointOf(creation) is { } point
            ? new CreationSite(creation, body, flow, point)
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

    public IEnumerable<FlowPoint> PointsOf(IEnumerable<IOperation> operations) =>
        operations.Select(Flow.PointOf).Where(static point => point is not null).Select(static point => point!.Value);

    private static IOperation ReferenceOf(IOperation value) =>
        value is IDeclarationExpressionOperation declaration ? declaration.Expression : value;

    private void ReadHolder()
    {
        IOperation value = Destination.Whole(Creation);
        switch (value.Parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                Local = declarator.Symbol;
                IsUsed = Destination.Using(Creation) is not null;
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local, Parent: IExpressionStatementOperation }:
                Local = local.Local;
                break;
            case ISimpleAssignmentOperation { Target: IDiscardOperation } or IExpressionStatementOperation:
                break;
            case IUsingOperation:
                IsUsed = true;
                break;
            case IInvocationOperation call when call.Instance == value:
                ReadCall(call);
                break;
            default:
                Escapes = true;
                break;
        }
    }

    private void ReadUses()
    {
        IEnumerable<ILocalReferenceOperation> references = Local is null
            ? Enumerable.Empty<ILocalReferenceOperation>()
            : LocalAssignments.References(Local, _outermost);
        foreach (ILocalReferenceOperation reference in references)
        {
            IOperation value = Destination.Whole(reference);
            if (ControlFlow.BodyAround(reference) != Body)
            {
                Escapes = true;
                continue;
            }

            switch (value.Parent)
            {
                case IInvocationOperation call when call.Instance == value:
                    ReadCall(call);
                    break;
                case IConditionalAccessOperation access when access.Operation == value:
                    _uses.Add(access);
                    break;
                case IPropertyReferenceOperation
                    or IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "KeepAlive" } } }:
                    _uses.Add(value.Parent);
                    break;
                case IBinaryOperation or IIsPatternOperation:
                case ISimpleAssignmentOperation assignment
                    when assignment.Target == value && ValueOrigin.Unwrap(assignment.Value) == Creation:
                    break;
                default:
                    Escapes = true;
                    break;
            }
        }
    }

    private void ReadCall(IInvocationOperation call)
    {
        if (call.TargetMethod.Name == "WaitOne")
        {
            _waits.Add(call);
        }
        else
        {
            _uses.Add(call);
        }
    }
}
