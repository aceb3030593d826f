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

/// <summary>
/// Whether a process is ever told to raise its events: in the body that attaches a handler, in the callers that pass it there, in the
/// factories that return it. What is not seen whole may have told it.
/// </summary>
internal sealed partial class ExitRaising
{
    private const string Switch = "EnableRaisingEvents";

    private readonly ProcessModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    public ExitRaising(ProcessModel model, CancellationToken cancellationToken) =>
        (_model, _cancellationToken) = (model, cancellationToken);

    /// <summary>True when all that the process is, and all that is done to it, is seen, and nothing of that turns its events on.</summary>
    public bool IsNeverOn(IOperation process)
    {
        IOperation value = process is IAwaitOperation await ? TaskUse.Awaited(await) : ValueOrigin.Unwrap(process);
        if (_seen.Count > Budgets.ExitRaisingSteps)
        {
            return false;
        }

        switch (value)
        {
            case ILocalReferenceOperation { Local: var local }:
                return !_seen.Add(local) || IsNeverOn(local, LocalAssignments.Outermost(value));
            case IParameterReferenceOperation { Parameter: var parameter }:
                return !_seen.Add(parameter)
                    || (Given(parameter, value) is { Count: > 0 } arguments
                        && LeavesOff(parameter, value)
                        && arguments.All(IsNeverOn));
            case var taken when WrittenValues.Of(taken) is { Count: > 0 } written:
                return written.All(part => ValueUses.Of(part).Uses.All(IsHarmless) && IsNeverOn(part));
            case IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field }:
                return !_seen.Add(field) || IsNeverOn(field);
            case IConditionalAccessInstanceOperation instance when ValueOrigin.AccessedObject(instance) is { } accessed:
                return IsNeverOn(accessed);
            case IAwaitOperation:
                return IsNeverOn(value);
            case IInstanceReferenceOperation { Type: INamedTypeSymbol own }:
                return !_seen.Add(own) || AreMadePlain(own);
            default:
                return IsPlain(value);
        }
    }

    /// <summary>True for Process, and for a class of this compilation that derives from it and does not turn its own events on.</summary>
    private bool IsPlainType(ITypeSymbol? type)
    {
        if (!ProcessNames.IsProcess(type))
        {
            return false;
        }

        for (; !type.Is(KnownTypes.Process); type = type!.BaseType)
        {
            if (type!.DeclaringSyntaxReferences.IsEmpty || type.DeclaringSyntaxReferences.Any(MayTurnOn))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for a class that names the switch, or that hands itself to code which may.</summary>
    private bool MayTurnOn(SyntaxReference type) =>
        SyntaxIndex.Of(type.SyntaxTree).Occurrences(Switch, type.Span, _cancellationToken).Any()
        || type.GetSyntax(_cancellationToken)
            .DescendantNodes()
            .Any(static node => node is ThisExpressionSyntax && node.Parent is not MemberAccessExpressionSyntax);

    /// <summary>True for a class whose objects are all seen: nobody who makes one turns its events on.</summary>
    private bool AreMadePlain(INamedTypeSymbol type)
    {
        if (type.IsAbstract || Callers.AreOutside(type) || !IsPlainType(type))
        {
            return false;
        }

        List<IOperation?> made = type.InstanceConstructors
            .SelectMany(constructor => Callers.Of(_model).Calls(constructor, _cancellationToken))
            .ToList();
        return made.Count > 0 && made.All(creation => creation is IObjectCreationOperation
            && IsPlain(creation)
            && (Destination.Variable(creation) switch
            {
                ILocalSymbol local => LeavesOff(local, LocalAssignments.Outermost(creation)),
                IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field => IsNeverOn(field),
                null => IsHarmless(creation),
                _ => false,
            }));
    }

    private bool IsNeverOn(ILocalSymbol local, IOperation body) =>
        new LocalAssignments(body).Of(local) is { Count: > 0 } made
        && made.All(origin => origin is not null && IsNeverOn(origin))
        && LeavesOff(local, body);

    private bool IsNeverOn(IFieldSymbol field)
    {
        List<IOperation> assigned = MemberHistories.Of(_model).Assigned(field, _cancellationToken).ToList();
        return assigned.Count > 0
            && assigned.All(IsNeverOn)
            && MemberHistories.Of(_model).References(field, _cancellationToken).All(IsHarmless);
    }

    /// <summary>
    /// True for a process that nobody has told to raise events: a new one without that, what Process.Start and its like give, and what a
    /// method of this compilation returns that tells it nothing.
    /// </summary>
    private bool IsPlain(IOperation origin) => ValueOrigin.Unwrap(origin) switch
    {
        IObjectCreationOperation creation => IsPlainType(creation.Type)
            && creation.Initializer?.Initializers.Any(
                static set => set is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: Switch } }) != true,
        IInvocationOperation { Instance: null, TargetMethod.ContainingType: var type } when type.Is(KnownTypes.Process) => true,
        IInvocationOperation or IPropertyReferenceOperation =>
            CallTargets.Of(_model).One(ValueOrigin.Unwrap(origin), _cancellationToken) is { } factory && ReturnsPlain(factory),
        ICoalesceOperation coalesce =>
            IsNeverOn(coalesce.Value) && (ValueOrigin.Unwrap(coalesce.WhenNull) is IThrowOperation || IsNeverOn(coalesce.WhenNull)),
        { ConstantValue: { HasValue: true, Value: null } } => true,
        _ => false,
    };

    /// <summary>True for an object that a process only goes through, or whose members are looked at as well.</summary>
    private bool IsMadeWith(IObjectCreationOperation creation, IParameterSymbol parameter) =>
        _seen.Contains(parameter.OriginalDefinition)
        || ValueUses.Of(creation).Uses.All(static use => use.Parent is IPropertyReferenceOperation property
            && WrittenValues.Of(property) is not null);

    private bool ReturnsPlain(CallTarget factory)
    {
        if (!_seen.Add(factory.Method))
        {
            return true;
        }

        List<IOperation> returns = Engine.ControlFlow.ControlFlow.ReturnsOf(factory.Body).ToList();
        return returns.Count > 0 && returns.All(IsNeverOn);
    }
}
