using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Starts;

/// <summary>Reads in one body how a process is started; what lies elsewhere is left for others to follow.</summary>
internal sealed partial class StartInfoReader
{
    private readonly IOperation _body;
    private readonly IOperation _end;
    private readonly LocalAssignments _assignments;
    private readonly ControlFlow _flow;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly List<IOperation> _creations = new();
    private readonly List<(int Position, StartInfoSetting Setting)> _settings = new();
    private readonly List<(int Position, StartInfoSource Source)> _unread = new();

    /// <param name="end">The start, or another place whose past counts; the body itself when all of it counts.</param>
    /// <param name="body">What is read.</param>
    /// <param name="flow">Tells which of several assignments a place sees.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private StartInfoReader(IOperation end, IOperation body, ControlFlow flow, CancellationToken cancellationToken)
    {
        (_end, _body, _flow, _cancellationToken) = (end, body, flow, cancellationToken);
        _assignments = new LocalAssignments(_body);
    }

    /// <summary>True for Process.Start in any form, and for the start of a Process that exists.</summary>
    public static bool IsStart(IInvocationOperation call) =>
        call.TargetMethod.Name == "Start" && call.TargetMethod.ContainingType.IsOrDerivesFrom(KnownTypes.Process);

    /// <summary>What a call of Process.Start, or of Start on a Process, is given.</summary>
    public static StartInfo Of(IInvocationOperation start, ControlFlow flow, CancellationToken cancellationToken)
    {
        StartInfoReader reader = new(start, LocalAssignments.Outermost(start), flow, cancellationToken);
        reader.ReadStart(start, isCertain: true);
        return reader.Result();
    }

    /// <summary>What a Process or start info is given before a place, a return for example.</summary>
    public static StartInfo Of(IOperation value, IOperation end, ControlFlow flow, CancellationToken cancellationToken)
    {
        StartInfoReader reader = new(end, LocalAssignments.Outermost(end), flow, cancellationToken);
        reader.Read(value, isCertain: true);
        return reader.Result();
    }

    /// <summary>What the whole body does to a Process or start info that it is given in a parameter.</summary>
    public static StartInfo Of(IParameterSymbol parameter, IOperation body, ControlFlow flow, CancellationToken cancellationToken)
    {
        StartInfoReader reader = new(body, body, flow, cancellationToken);
        reader.ReadUses(parameter, isCertain: true);
        return reader.Result();
    }

    private StartInfo Result() => new(
        _creations.Distinct().ToImmutableArray(),
        _settings.OrderBy(static found => found.Position).Select(static found => found.Setting).ToImmutableArray(),
        _unread.OrderBy(static found => found.Position).Select(static found => found.Source).ToImmutableArray());

    private void ReadStart(IInvocationOperation start, bool isCertain)
    {
        if (start.Instance is { } process)
        {
            Read(process, isCertain);
        }
        else if (start.Arguments.FirstOrDefault(static argument => argument.Value.Type.Is(KnownTypes.ProcessStartInfo)) is { } info)
        {
            Read(info.Value, isCertain);
        }
        else
        {
            _creations.Add(start);
            ReadArguments(start.Arguments, isCertain);
        }
    }

    private void ReadArguments(ImmutableArray<IArgumentOperation> arguments, bool isCertain)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is { Name: { Length: > 0 } name, Type: var type })
            {
                string property = name != "arguments" || type.SpecialType == SpecialType.System_String
                    ? char.ToUpperInvariant(name[0]) + name.Substring(1)
                    : "ArgumentList";
                Add(property, argument.Value, argument, isCertain);
            }
        }
    }

    private void Read(IOperation? operation, bool isCertain)
    {
        switch (operation is null ? null : ValueOrigin.Unwrap(operation))
        {
            case null or IDefaultValueOperation or { ConstantValue.HasValue: true } or IThrowOperation:
                break;
            case IObjectCreationOperation creation when creation.Type.Is(KnownTypes.ProcessStartInfo):
                _creations.Add(creation);
                ReadArguments(creation.Arguments, isCertain);
                ReadInitializer(creation.Initializer, isCertain);
                break;
            case IObjectCreationOperation creation when creation.Type.Is(KnownTypes.Process):
                _creations.Add(creation);
                ReadInitializer(creation.Initializer, isCertain);
                break;
            case { } taken when WrittenValues.Of(taken) is { Count: > 0 } written:
                foreach (IOperation value in written)
                {
                    Read(value, isCertain && written.Count == 1);
                }

                break;
            case ILocalReferenceOperation { Local: var local } when _assignments.Of(local) is { } values:
                if (_seen.Add(local))
                {
                    ReachingAssignments? turns = ReachingAssignments.Of(_flow, _assignments, local, _cancellationToken);
                    IReadOnlyList<int> seen = turns?.SeenAt(ValueOrigin.Unwrap(operation!)) ?? Array.Empty<int>();
                    List<IOperation?> held = turns is null ? values.ToList() : seen.Select(turns.Value).ToList();
                    List<IOperation?> made = held.Where(static value => value is not null and not ILiteralOperation).ToList();
                    foreach (IOperation? assigned in made)
                    {
                        Read(assigned, isCertain && made.Count == 1);
                    }

                    ReadUses(
                        local,
                        isCertain && made.Count <= 1,
                        place => turns is null || seen.Any(index => turns.MaySee(place, index)));
                    if (held.Contains(null))
                    {
                        Leave(operation!, isCertain);
                    }
                }

                break;
            case IParameterReferenceOperation { Parameter: { RefKind: RefKind.Out } parameter }:
                ReadOwn(operation!, parameter, isCertain);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                ReadElsewhere(operation!, parameter, isCertain);
                break;
            case IPropertyReferenceOperation { Property.Name: "StartInfo", Instance: { } process } info
                when info.Property.ContainingType.Is(KnownTypes.Process):
                Read(process, isCertain);
                break;
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member:
                ReadElsewhere(operation!, member.Member, isCertain);
                break;
            case IInvocationOperation { Instance: null } start when IsStart(start):
                ReadStart(start, isCertain);
                break;
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                Read(conditional.WhenTrue, isCertain: false);
                Read(whenFalse, isCertain: false);
                break;
            case ICoalesceOperation coalesce:
                bool throws = ValueOrigin.Unwrap(coalesce.WhenNull) is IThrowOperation;
                Read(coalesce.Value, isCertain && throws);
                Read(coalesce.WhenNull, isCertain: false);
                break;
            case ISwitchExpressionOperation choice:
                foreach (ISwitchExpressionArmOperation arm in choice.Arms)
                {
                    Read(arm.Value, isCertain: false);
                }

                break;
            case ISimpleAssignmentOperation assignment:
                Read(assignment.Value, isCertain);
                break;
            default:
                Leave(operation!, isCertain);
                break;
        }
    }

    /// <summary>What this body makes for its caller: <c>p = new Process { StartInfo = info };</c></summary>
    private void ReadOwn(IOperation reference, IParameterSymbol parameter, bool isCertain)
    {
        if (!_seen.Add(parameter))
        {
            return;
        }

        List<ISimpleAssignmentOperation> made = _body.Descendants()
            .OfType<ISimpleAssignmentOperation>()
            .Where(assignment => IsReference(assignment.Target, parameter) && assignment.Value is not ILiteralOperation)
            .ToList();
        if (made.Count == 1)
        {
            Read(made[0].Value, isCertain);
        }
        else
        {
            Leave(reference, isCertain);
        }

        ReadUses(parameter, isCertain);
    }

    private void ReadElsewhere(IOperation reference, ISymbol symbol, bool isCertain)
    {
        if (_seen.Add(symbol))
        {
            Leave(reference, isCertain);
            ReadUses(symbol, isCertain);
        }
    }

    private void ReadInitializer(IObjectOrCollectionInitializerOperation? initializer, bool isCertain)
    {
        foreach (IOperation item in initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            switch (item)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "StartInfo" } } assignment:
                    Read(assignment.Value, isCertain);
                    break;
                case ISimpleAssignmentOperation
                {
                    Target: IPropertyReferenceOperation { Property: { Name: var name, IsIndexer: false } },
                } assignment:
                    Add(name, assignment.Value, assignment, isCertain);
                    break;
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: "StartInfo" } } member:
                    ReadInitializer(member.Initializer, isCertain);
                    break;
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: var name } } member:
                    foreach (IOperation entry in member.Initializer.Initializers)
                    {
                        Add(name, entry, entry, isCertain);
                    }

                    break;
            }
        }
    }
}
