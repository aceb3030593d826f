using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <content>What single operations do.</content>
internal sealed partial class BodyReader
{
    private void ReadInvocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.HasAttribute(KnownTypes.ConditionalAttribute)
            || method is { IsPartialDefinition: true, PartialImplementationPart: null })
        {
            return;
        }

        Visit(invocation.Instance);
        VisitAll(invocation.Arguments);
        if (ReadDelegateCall(invocation) || ReadLockUse(invocation))
        {
            return;
        }

        if (Signals.EndsProcess(method))
        {
            Add(new ProcessEnded(Sites.OfFact(invocation), _guards, _held, RunsHandlers: method.Name == "Exit"));
            _ended = _guards.Certainty > _ended ? _guards.Certainty : _ended;
            return;
        }

        ReadSideEffect(invocation, method);
        if (_catalogue.Wait(method) is { } model)
        {
            bool waits = model.Kind == ApiKind.Sleeps ? WaitBound.IsLongSleep(invocation) : !WaitBound.IsBounded(invocation);
            if (waits)
            {
                AddWait(invocation, method, model, model.Kind == ApiKind.Sleeps && WaitBound.IsBounded(invocation));
            }
            else
            {
                Add(new Paused(Sites.OfFact(invocation), _guards, _held));
            }
        }
        else if (UnsynchronizedCollections.IsMutator(method))
        {
            Add(new CollectionChanged(Sites.OfFact(invocation), _guards, _held, _origin.Of(invocation.Instance)));
        }
        else if (AwaitsFinalizers(invocation))
        {
            Add(new FinalizersAwaited(Sites.OfFact(invocation), _guards, _held));
        }
        else if (Signals.IsForThisProcess(method))
        {
            ReadSignal(invocation, isForThisProcess: true);
        }
        else if (CompletesTask(method))
        {
            Add(new TaskCompleted(Sites.OfFact(invocation), _guards, _held, _origin.Of(invocation.Instance)));
        }
        else
        {
            if (Signals.EndsSomethingElse(method))
            {
                ReadSignal(invocation, isForThisProcess: false);
            }

            bool isBaseCall =
                invocation.Instance is IInstanceReferenceOperation
                {
                    ReferenceKind: InstanceReferenceKind.ContainingTypeInstance,
                    IsImplicit: false,
                    Syntax: BaseExpressionSyntax,
                };
            AddCall(
                invocation,
                method,
                method.Name,
                _origin.Of(invocation.Instance),
                _origin.Arguments(invocation.Arguments),
                invocation.IsVirtual,
                isBaseCall);
        }
    }

    /// <summary>Adds a step, with the call that led into a local function or lambda while the present locks were held already.</summary>
    private void Add(Step step)
    {
        foreach ((Site site, int heldLocks) in _inlinedAt)
        {
            if (heldLocks > 0 && heldLocks >= _held.Length && _held[_held.Length - 1].Region?.Contains(step.Site.Span) != true)
            {
                step = step with { InlinedAt = site };
                break;
            }
        }

        step = _inlinedAt.Count == 0 ? step : step with { CalledAt = _inlinedAt[0].Site };
        _steps.Add(_ended > step.Guards.AfterExit ? step with { Guards = step.Guards.AfterExitOf(_ended) } : step);
    }

    /// <summary>
    /// A call, creation or assignment that the catalogue knows to matter outside. A primitive without a name does not, nor a
    /// mutex that is only opened.
    /// </summary>
    private void ReadSideEffect(IOperation operation, ISymbol member)
    {
        bool isInert = operation is IObjectCreationOperation creation
            && creation.Arguments.Any(
                static argument => argument is { Parameter.Name: "name", Value.ConstantValue: { HasValue: true, Value: null or "" } }
                    or { Parameter.Name: "initiallyOwned", Value.ConstantValue: { HasValue: true, Value: false } });
        if (!isInert && _catalogue.SideEffect(member) is not null)
        {
            Add(new SideEffect(Sites.OfFact(operation), _guards, _held, member.OriginalDefinition));
        }
    }

    private static bool AwaitsFinalizers(IInvocationOperation invocation) =>
        invocation.TargetMethod.ContainingType.Is(KnownTypes.GarbageCollector)
        && (invocation.TargetMethod.Name == "WaitForPendingFinalizers"
            || (invocation.TargetMethod.Name == "GetTotalMemory"
                && invocation.Arguments.Length == 1
                && invocation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: true }));

    /// <summary>A property is read, or written when the assignment is given.</summary>
    private void ReadAccess(IPropertyReferenceOperation reference, IMethodSymbol? accessor, IAssignmentOperation? assignment = null)
    {
        IPropertySymbol property = reference.Property;
        if (assignment is not null)
        {
            ReadSideEffect(assignment, property);
        }

        if (assignment is not null && property.IsIndexer && UnsynchronizedCollections.Contains(property.ContainingType))
        {
            Add(new CollectionChanged(Sites.OfFact(assignment), _guards, _held, _origin.Of(reference.Instance)));
        }
        else if (assignment is null && _catalogue.Wait(property) is { } model)
        {
            AddWait(reference, property, model);
        }
        else if (assignment is null && property.Name == "Value" && property.ContainingType.Is(KnownTypes.Lazy))
        {
            ReadFactory(reference, accessor);
        }
        else if (accessor is not null && !ValueOrigin.IsAutoProperty(property))
        {
            bool isVirtual = (accessor.IsVirtual || accessor.IsAbstract || accessor.IsOverride)
                && reference.Instance?.Syntax is not BaseExpressionSyntax;
            ValueList arguments = assignment is null
                ? _origin.Arguments(reference.Arguments)
                : new ValueList(ImmutableArray.Create(_origin.Of(assignment.Value)));
            AddCall(
                reference,
                accessor,
                property.IsIndexer ? "this[]" : property.Name,
                _origin.Of(reference.Instance),
                arguments,
                isVirtual,
                isBaseCall: false);
        }
    }

    private void ReadCreation(IObjectCreationOperation creation)
    {
        if (creation.Constructor is { } constructor)
        {
            ReadSideEffect(creation, constructor);
            AddCall(
                creation,
                constructor,
                constructor.ContainingType.Name,
                _origin.Of(creation),
                _origin.Arguments(creation.Arguments),
                isVirtual: false,
                isBaseCall: false);
        }
    }

    private void AddCall(
        IOperation operation,
        IMethodSymbol target,
        string name,
        Value receiver,
        ValueList arguments,
        bool isVirtual,
        bool isBaseCall)
    {
        bool mayRunOwnOverride = isVirtual && receiver is Value.ThisValue or Value.ParameterValue;
        if (!target.DeclaringSyntaxReferences.IsEmpty || Construction.IsSource(target) || mayRunOwnOverride)
        {
            Add(new Call(
                Sites.OfCall(operation, name),
                _guards,
                _held,
                target.OriginalDefinition,
                receiver,
                arguments,
                isVirtual,
                isBaseCall));
        }
    }

    private void ReadReturn(IReturnOperation returned)
    {
        if (returned.Kind == OperationKind.Return && returned.ReturnedValue is { } value && _inlined.Count == 0)
        {
            _returns.Add(_origin.Of(value));
        }

        _isIterator |= returned.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak && _inlined.Count == 0;
    }
}
