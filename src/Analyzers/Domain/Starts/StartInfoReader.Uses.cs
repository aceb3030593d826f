using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Starts;

/// <content>What a body does to a start info that it has already.</content>
internal sealed partial class StartInfoReader
{
    /// <summary>Reads what is done to the object that a local, parameter, field or property holds.</summary>
    /// <param name="symbol">The local, parameter, field or property.</param>
    /// <param name="isCertain">False when it may hold another object at the end.</param>
    /// <param name="isOfObject">Whether it holds that object at a place.</param>
    private void ReadUses(ISymbol symbol, bool isCertain, Func<IOperation, bool>? isOfObject = null)
    {
        foreach (IOperation operation in _body.Descendants())
        {
            if (IsReference(operation, symbol)
                && (operation.Syntax.SpanStart < _end.Syntax.SpanStart || _end == _body)
                && isOfObject?.Invoke(operation) != false)
            {
                ReadUse(operation, isCertain && IsPassed(operation));
            }
        }
    }

    private void ReadUse(IOperation reference, bool isCertain)
    {
        IOperation value = Destination.Whole(reference);
        while (IsStartInfo(value.Parent))
        {
            value = Destination.Whole(value.Parent!);
        }

        switch (value.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == value
                && value is IPropertyReferenceOperation { Property.Name: "StartInfo" }
                && value != reference:
                Read(assignment.Value, isCertain);
                break;
            case IPropertyReferenceOperation member when member.Property.ContainingType.Is(KnownTypes.ProcessStartInfo):
                ReadMember(member, member.Property.Name, isCertain);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation alias } when _seen.Add(alias.Symbol):
                ReadUses(alias.Symbol, isCertain);
                break;
            case IArgumentOperation { Parent: IInvocationOperation call } argument
                when call != _end
                    && call.TargetMethod is { DeclaringSyntaxReferences.IsEmpty: false } or { MethodKind: MethodKind.DelegateInvoke }:
                Leave(argument, isCertain);
                break;
        }
    }

    private void ReadMember(IPropertyReferenceOperation member, string property, bool isCertain)
    {
        switch (member.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == member:
                Add(property, assignment.Value, assignment, isCertain);
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Parent: IAssignmentOperation assignment } item
                when assignment.Target == item:
                Add(property, assignment, assignment, isCertain);
                break;
            case IInvocationOperation call when call.Instance == member:
                Add(property, call, call, isCertain);
                break;
            case IArgumentOperation { Parent: IInvocationOperation call }:
                Add(property, call, call, isCertain: false);
                break;
        }
    }

    /// <summary>True when every way to the end passes the operation: what around it is left out or repeated holds the end too.</summary>
    private bool IsPassed(IOperation operation)
    {
        return HoldsEnd(ControlFlow.BodyAround(operation)) && ControlFlow.BranchesRound(operation).All(HoldsEnd);

        bool HoldsEnd(IOperation part) =>
            part.Syntax.SyntaxTree == _end.Syntax.SyntaxTree && part.Syntax.Span.Contains(_end.Syntax.Span);
    }

    private static bool IsReference(IOperation operation, ISymbol symbol) => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, symbol),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, symbol),
        IMemberReferenceOperation member => SymbolEqualityComparer.Default.Equals(member.Member, symbol),
        _ => false,
    };

    private void Add(string property, IOperation value, IOperation place, bool isCertain) =>
        _settings.Add((
            place.Syntax.SpanStart,
            new StartInfoSetting(property == "EnvironmentVariables" ? "Environment" : property, value, place, isCertain)));

    private static bool IsStartInfo(IOperation? operation) =>
        operation is IPropertyReferenceOperation { Property: { Name: "StartInfo" } info }
            && info.ContainingType.Is(KnownTypes.Process);

    private void Leave(IOperation source, bool isCertain)
    {
        bool isProcess = (source is IArgumentOperation argument ? argument.Value : source).Type.IsOrDerivesFrom(KnownTypes.Process);
        _unread.Add((source.Syntax.SpanStart, new StartInfoSource(source, isProcess, isCertain)));
    }
}
