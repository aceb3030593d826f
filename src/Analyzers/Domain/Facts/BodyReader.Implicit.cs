using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <content>Code that runs without a call in sight: disposal, operators, enumerators, event accessors, factories.</content>
internal sealed partial class BodyReader
{
    /// <summary>The disposal at the end of a using, for resources whose Dispose is in this compilation.</summary>
    private void ReadDisposals(IOperation resources, bool isAsynchronous)
    {
        foreach (IOperation resource in Resources(resources))
        {
            if (resource.Type is INamedTypeSymbol type && Dispatch.FindDispose(type, isAsynchronous) is { } dispose)
            {
                AddCall(
                    resource,
                    dispose,
                    dispose.Name,
                    _origin.Of(resource),
                    ValueList.Empty,
                    dispose.IsVirtual || dispose.IsAbstract || dispose.IsOverride,
                    isBaseCall: false);
            }
        }

        _guards = isAsynchronous ? _guards with { AfterAwait = true } : _guards;
    }

    private static IOperation[] Resources(IOperation resources) => resources switch
    {
        IVariableDeclarationGroupOperation group =>
            group.Declarations.SelectMany(static d => d.Declarators)
                .Select(static d => d.GetVariableInitializer()?.Value)
                .OfType<IOperation>()
                .Select(ValueOrigin.Unwrap)
                .ToArray(),
        _ => new[] { ValueOrigin.Unwrap(resources) },
    };

    /// <summary>An operator or conversion of this compilation.</summary>
    private void ReadOperator(IOperation operation)
    {
        (IMethodSymbol? method, ImmutableArray<IOperation> operands) = operation switch
        {
            IBinaryOperation binary => (binary.OperatorMethod, ImmutableArray.Create(binary.LeftOperand, binary.RightOperand)),
            IUnaryOperation unary => (unary.OperatorMethod, ImmutableArray.Create(unary.Operand)),
            IConversionOperation conversion => (conversion.OperatorMethod, ImmutableArray.Create(conversion.Operand)),
            ICompoundAssignmentOperation update => (update.OperatorMethod, ImmutableArray.Create(update.Target, update.Value)),
            IIncrementOrDecrementOperation step => (step.OperatorMethod, ImmutableArray.Create(step.Target)),
            IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol deconstruct } => (deconstruct, default),
            _ => default,
        };
        if (method is { DeclaringSyntaxReferences.IsEmpty: false })
        {
            AddImplicitCall(
                operation,
                method,
                operation is IRecursivePatternOperation ? _origin.Of(PatternInput.Of(operation)) : Value.Unknown,
                operands.IsDefault ? ValueList.Empty : new ValueList(operands.Select(_origin.Of).ToImmutableArray()));
        }
    }

    private void ReadSubscription(IEventAssignmentOperation subscription)
    {
        if (subscription.EventReference is IEventReferenceOperation { Event: var raised, Instance: var instance }
            && (subscription.Adds ? raised.AddMethod : raised.RemoveMethod) is { DeclaringSyntaxReferences.IsEmpty: false } accessor)
        {
            AddImplicitCall(subscription, accessor, _origin.Of(instance), new ValueList(
                ImmutableArray.Create(_origin.Of(subscription.HandlerValue))));
        }
    }

    private void ReadDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        if (deconstruction is { Syntax: AssignmentExpressionSyntax syntax, SemanticModel: { } model }
            && model.GetDeconstructionInfo(syntax).Method is { DeclaringSyntaxReferences.IsEmpty: false } method)
        {
            AddImplicitCall(deconstruction, method, _origin.Of(deconstruction.Value), ValueList.Empty);
        }
    }

    /// <summary>A foreach runs the enumerator's own code, and the body of an iterator that it is given.</summary>
    private void ReadEnumeration(IForEachLoopOperation loop)
    {
        Visit(loop.Collection);
        IOperation collection = ValueOrigin.Unwrap(loop.Collection);
        int before = collection is IInvocationOperation && _steps.Count > 0 && _steps[_steps.Count - 1] is Call
            ? _steps.Count - 1
            : _steps.Count;
        if (loop is { Syntax: CommonForEachStatementSyntax syntax, SemanticModel: { } model })
        {
            ForEachStatementInfo info = model.GetForEachStatementInfo(syntax);
            foreach (IMethodSymbol? part in new[] { info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty?.GetMethod })
            {
                if (part is { DeclaringSyntaxReferences.IsEmpty: false, IsAbstract: false }
                    && (part.AssociatedSymbol is not IPropertySymbol property || !ValueOrigin.IsAutoProperty(property)))
                {
                    Value receiver = part.Name == nameof(System.Collections.IEnumerable.GetEnumerator)
                        ? _origin.Of(collection)
                        : Value.Unknown;
                    AddImplicitCall(collection, part, receiver, ValueList.Empty);
                }
            }
        }

        for (int i = before; i < _steps.Count; i++)
        {
            _steps[i] = _steps[i] is Call call ? call with { IsEnumerated = true } : _steps[i];
        }

        VisitLoop(loop, _guards.AtMost(CertaintyOf(loop)), loop.ChildOperations.Where(child => child != loop.Collection));
    }

    /// <summary>
    /// `_lazy.Value` runs the factory, unless that has been done: a static one nearly always has.
    /// </summary>
    private void ReadFactory(IPropertyReferenceOperation lazy, IMethodSymbol? getter)
    {
        Value held = _origin.Of(lazy.Instance);
        if (getter is not null && held is Value.MemberValue { Owner: Value.ThisValue })
        {
            Add(new Call(
                Sites.OfCall(lazy, lazy.Property.Name),
                _guards.AtMost(Certainty.Sometimes),
                _held,
                getter.OriginalDefinition,
                held,
                ValueList.Empty,
                IsVirtual: false,
                IsBaseCall: false) { IsDelegate = true });
        }
    }

    private void AddImplicitCall(IOperation operation, IMethodSymbol target, Value receiver, ValueList arguments) =>
        AddCall(
            operation,
            target,
            target.AssociatedSymbol?.Name ?? target.Name,
            receiver,
            arguments,
            target.IsVirtual || target.IsAbstract || target.IsOverride,
            isBaseCall: false);
}
