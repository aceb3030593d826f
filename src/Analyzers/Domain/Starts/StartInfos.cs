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

namespace ProcessSafety.Analyzers.Domain.Starts;

/// <summary>
/// How a process is started, followed into the methods that make or complete its start info, the field that holds it, and
/// all calls that pass it to a method or constructor, where each of them is seen.
/// </summary>
internal sealed partial class StartInfos
{
    private readonly MemberHistories _histories;
    private readonly CallTargets _targets;
    private readonly ControlFlow _flow;
    private readonly Callers _callers;

    public static StartInfos Of(ProcessModel model) => model.Get(static model => new StartInfos(
        MemberHistories.Of(model),
        CallTargets.Of(model),
        ControlFlow.Of(model),
        Callers.Of(model)));

    private StartInfos(MemberHistories histories, CallTargets targets, ControlFlow flow, Callers callers) =>
        (_histories, _targets, _flow, _callers) = (histories, targets, flow, callers);

    /// <summary>What Process.Start, or Start on a Process, is given.</summary>
    public StartInfo Of(IInvocationOperation start, CancellationToken cancellationToken) =>
        Complete(StartInfoReader.Of(start, _flow, cancellationToken), Budgets.StartInfoHops, cancellationToken);

    private StartInfo Complete(StartInfo info, int hops, CancellationToken cancellationToken, ImmutableArray<Hop> path = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (info.IsComplete || hops == 0)
        {
            return info;
        }

        ImmutableArray<IOperation>.Builder creations = info.Creations.ToBuilder();
        List<(int Position, StartInfoSetting Setting)> settings =
            info.Settings.Select(static setting => (setting.Place.Syntax.SpanStart, setting)).ToList();
        ImmutableArray<StartInfoSource>.Builder unread = ImmutableArray.CreateBuilder<StartInfoSource>();
        foreach (StartInfoSource source in info.Unread)
        {
            if ((OfPath(source, hops, path, cancellationToken) ?? Follow(source, hops, path, cancellationToken)) is not { } found)
            {
                unread.Add(source);
                continue;
            }

            // What a caller or a field was told comes before everything in this body.
            int position = source.Source is IParameterReferenceOperation or IMemberReferenceOperation ? -1 : source.Source.Syntax.SpanStart;
            creations.AddRange(found.Creations);
            settings.AddRange(
                found.Settings.Select(setting => (position, setting with { IsCertain = setting.IsCertain && source.IsCertain })));
            unread.AddRange(found.Unread);
        }

        return new StartInfo(
            creations.ToImmutable(),
            settings.OrderBy(static found => found.Position).Select(static found => found.Setting).ToImmutableArray(),
            unread.ToImmutable());
    }

    private StartInfo? Follow(StartInfoSource source, int hops, ImmutableArray<Hop> path, CancellationToken cancellationToken) =>
        source.Source switch
    {
        IArgumentOperation { Parent: IInvocationOperation call, Parameter: { } parameter } =>
            OfCallee(call, parameter, hops, cancellationToken),
        IParameterReferenceOperation { Parameter: var parameter } => OfCallers(parameter, hops, cancellationToken),
        _ when ValueOrigin.Unwrap(source.Source) is IInvocationOperation call => OfResult(call, hops, path, cancellationToken),
        _ when ValueOrigin.Unwrap(source.Source) is IAwaitOperation { Operation: IInvocationOperation call } && call.TargetMethod.IsAsync =>
            OfResult(call, hops, path, cancellationToken),
        _ when ValueOrigin.Unwrap(source.Source) is IPropertyReferenceOperation { Property: var property } call
            && !ValueOrigin.IsAutoProperty(property) => OfResult(call, hops, path, cancellationToken),
        _ when ValueOrigin.Unwrap(source.Source) is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member =>
            OfMember(member.Member, hops, cancellationToken),
        _ => null,
    };

    /// <summary>What a method does to the start info that it is given.</summary>
    private StartInfo? OfCallee(IInvocationOperation call, IParameterSymbol parameter, int hops, CancellationToken cancellationToken) =>
        _targets.One(call, cancellationToken) is { Method.Parameters: var parameters } target && parameter.Ordinal < parameters.Length
            ? Complete(
                StartInfoReader.Of(parameters[parameter.Ordinal], target.Body, _flow, cancellationToken),
                hops - 1,
                cancellationToken)
            : null;

    /// <summary>What a method or property returns; a parameter that it hands back is the argument of the call.</summary>
    private StartInfo? OfResult(IOperation call, int hops, ImmutableArray<Hop> path, CancellationToken cancellationToken)
    {
        if (_targets.One(call, cancellationToken) is not { } target)
        {
            return null;
        }

        StartInfo? result = null;
        foreach (IOperation returned in ControlFlow.ReturnsOf(target.Body))
        {
            StartInfo found = StartInfoReader.Of(returned, returned.Parent!, _flow, cancellationToken);
            result = Either(result, WithArguments(found, target, hops, path, cancellationToken));
        }

        return result;
    }

    private StartInfo WithArguments(
        StartInfo info,
        CallTarget target,
        int hops,
        ImmutableArray<Hop> path,
        CancellationToken cancellationToken)
    {
        StartInfo given = new(
            ImmutableArray<IOperation>.Empty,
            ImmutableArray<StartInfoSetting>.Empty,
            ImmutableArray<StartInfoSource>.Empty);
        ImmutableArray<StartInfoSource> unread = info.Unread;
        foreach (StartInfoSource source in info.Unread)
        {
            if (ValueOrigin.Unwrap(source.Source) is IParameterReferenceOperation { Parameter: var parameter }
                && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, target.Method)
                && target.ValueOf(parameter) is { } argument)
            {
                StartInfo passed = Read(argument, target.Call, hops - 1, path, cancellationToken);
                given = new(
                    given.Creations.AddRange(passed.Creations),
                    given.Settings.AddRange(passed.Settings),
                    given.Unread.AddRange(passed.Unread));
                unread = unread.Remove(source);
            }
        }

        StartInfo own = Complete(info with { Unread = unread }, hops - 1, cancellationToken);
        return new(given.Creations.AddRange(own.Creations), given.Settings.AddRange(own.Settings), given.Unread.AddRange(own.Unread));
    }

    /// <summary>What a field or property of this compilation is given, with its initialiser.</summary>
    private StartInfo? OfMember(ISymbol member, int hops, CancellationToken cancellationToken)
    {
        if (_histories.Of(member, cancellationToken) is null)
        {
            return null;
        }

        StartInfo? result = null;
        foreach (IOperation assigned in _histories.Assigned(member, cancellationToken))
        {
            if (assigned is not ILiteralOperation)
            {
                StartInfo told = StartInfoReader.Of(assigned, assigned, _flow, cancellationToken);
                result = Either(result, Complete(told, hops - 1, cancellationToken));
            }
        }

        return result;
    }

    /// <summary>What all callers of a method or constructor pass, where each is seen.</summary>
    private StartInfo? OfCallers(IParameterSymbol parameter, int hops, CancellationToken cancellationToken)
    {
        StartInfo? result = null;
        foreach (IOperation passed in _callers.ArgumentsFor(parameter, cancellationToken) ?? Array.Empty<IOperation>())
        {
            StartInfo told = StartInfoReader.Of(passed, passed, _flow, cancellationToken);
            result = Either(result, Complete(told, hops - 1, cancellationToken));
        }

        return result;
    }

    /// <summary>One of two start infos: certain is only what both set to the same in the end.</summary>
    private static StartInfo Either(StartInfo? left, StartInfo right)
    {
        if (left is null)
        {
            return right;
        }

        return new(
            left.Creations.AddRange(right.Creations),
            left.Settings.AddRange(right.Settings)
                .Select(setting => setting with { IsCertain = setting.IsCertain && Agree(setting.Property) })
                .ToImmutableArray(),
            left.Unread.AddRange(right.Unread));

        bool Agree(string property) =>
            left.Of(property).Any() && right.Of(property).Any()
            && left.Switch(property) is var state and not Setting.Maybe && right.Switch(property) == state;
    }
}
