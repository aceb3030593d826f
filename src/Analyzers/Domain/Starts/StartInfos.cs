using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Starts;

/// <summary>
/// What a start of a process is told, followed into the methods that make or complete its start info, the field that holds it, and
/// all calls that pass it to a method or constructor, where each of them is seen.
/// </summary>
internal sealed class StartInfos
{
    private const int MaxHops = 3;

    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly Dispatch _dispatch;
    private readonly ControlFlow _flow;
    private readonly Callers _callers;

    public static StartInfos Of(ProcessModel model) => model.Get(static model => new StartInfos(
        SourceBodies.Of(model),
        MemberHistories.Of(model),
        Dispatch.Of(model),
        ControlFlow.Of(model),
        Callers.Of(model)));

    private StartInfos(SourceBodies bodies, MemberHistories histories, Dispatch dispatch, ControlFlow flow, Callers callers) =>
        (_bodies, _histories, _dispatch, _flow, _callers) = (bodies, histories, dispatch, flow, callers);

    /// <summary>What Process.Start, or Start on a Process, is told.</summary>
    public StartInfo Of(IInvocationOperation start, CancellationToken cancellationToken) =>
        Complete(StartInfoReader.Of(start, _flow, cancellationToken), MaxHops, cancellationToken);

    private StartInfo Complete(StartInfo info, int hops, CancellationToken cancellationToken)
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
            if (Follow(source, hops, cancellationToken) is not { } found)
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

    private StartInfo? Follow(StartInfoSource source, int hops, CancellationToken cancellationToken) => source.Source switch
    {
        IArgumentOperation { Parent: IInvocationOperation call, Parameter: { } parameter } =>
            OfCallee(call, parameter, hops, cancellationToken),
        IParameterReferenceOperation { Parameter: var parameter } => OfCallers(parameter, hops, cancellationToken),
        _ when ValueOrigin.Unwrap(source.Source) is IInvocationOperation call => OfResult(call, hops, cancellationToken),
        _ when ValueOrigin.Unwrap(source.Source) is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member =>
            OfMember(member.Member, hops, cancellationToken),
        _ => null,
    };

    /// <summary>What a method does to the start info that it is given.</summary>
    private StartInfo? OfCallee(IInvocationOperation call, IParameterSymbol parameter, int hops, CancellationToken cancellationToken)
    {
        return TargetOf(call, cancellationToken) is { } target
            && BodyOf(target, cancellationToken) is { } body
            && parameter.Ordinal < target.Parameters.Length
            ? Complete(
                StartInfoReader.Of(target.Parameters[parameter.Ordinal], body, _flow, cancellationToken),
                hops - 1,
                cancellationToken)
            : null;
    }

    /// <summary>What a method returns; a parameter that it hands back is the argument of the call.</summary>
    private StartInfo? OfResult(IInvocationOperation call, int hops, CancellationToken cancellationToken)
    {
        if (TargetOf(call, cancellationToken) is not { } target || BodyOf(target, cancellationToken) is not { } body)
        {
            return null;
        }

        List<IReturnOperation> returns = body.Descendants()
            .OfType<IReturnOperation>()
            .Where(static found => found.ReturnedValue is not null && !IsOfInnerFunction(found))
            .ToList();
        StartInfo? result = null;
        foreach (IReturnOperation returned in returns)
        {
            StartInfo found = StartInfoReader.Of(returned.ReturnedValue!, returned, _flow, cancellationToken);
            result = Either(result, WithArguments(found, call, target, hops, cancellationToken));
        }

        return result;
    }

    private StartInfo WithArguments(
        StartInfo info,
        IInvocationOperation call,
        IMethodSymbol target,
        int hops,
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
                && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, target)
                && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is { } argument)
            {
                StartInfo passed =
                    Complete(StartInfoReader.Of(argument.Value, call, _flow, cancellationToken), hops - 1, cancellationToken);
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

    /// <summary>The method whose body the call runs, the only one that it can run; null when that is not seen.</summary>
    private IMethodSymbol? TargetOf(IInvocationOperation call, CancellationToken cancellationToken)
    {
        IMethodSymbol target = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        return call.IsVirtual ? _dispatch.SingleTarget(target, cancellationToken) : target;
    }

    private IOperation? BodyOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.IsAbstract || method.MethodKind == MethodKind.LocalFunction ? null : _bodies.Of(method, cancellationToken);

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

    private static bool IsOfInnerFunction(IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
