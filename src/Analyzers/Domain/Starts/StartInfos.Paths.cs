using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Starts;

/// <content>Starts that a body comes to by calls: what these calls give counts, whatever other callers pass.</content>
internal sealed partial class StartInfos
{
    /// <summary>
    /// How a process is started on one way there, the objects on the way included.
    /// <code>Runner git = new(info);    git.Start();    // starts what Runner's constructor makes of info</code>
    /// </summary>
    /// <param name="start">The start, in the innermost body.</param>
    /// <param name="path">The calls that lead to that body, the innermost first.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public StartInfo Of(IInvocationOperation start, ImmutableArray<CallTarget> path, CancellationToken cancellationToken)
    {
        ImmutableArray<Hop> hops = path.Select(static target => new Hop(target, target.Call)).ToImmutableArray();
        return Complete(
            Given(StartInfoReader.Of(start, _flow, cancellationToken), hops),
            Budgets.StartInfoHops,
            cancellationToken,
            hops);
    }

    /// <summary>What the innermost call gives a parameter, or what the object that it is made on holds; null for anything else.</summary>
    private StartInfo? OfPath(StartInfoSource source, int hops, ImmutableArray<Hop> path, CancellationToken cancellationToken)
    {
        if (path.IsDefaultOrEmpty)
        {
            return null;
        }

        return ValueOrigin.Unwrap(source.Source) switch
        {
            IParameterReferenceOperation { Parameter: var parameter }
                when path[0].Target.Gives(parameter) && path[0].Target.ValueOf(parameter) is { } argument =>
                Read(argument, path[0].End, hops, path.RemoveAt(0), cancellationToken),
            IMemberReferenceOperation
            {
                Member: IFieldSymbol or IPropertySymbol,
                Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance },
            } member => OfObject(member.Member, hops, path, cancellationToken),
            _ => null,
        };
    }

    private StartInfo Read(IOperation value, IOperation end, int hops, ImmutableArray<Hop> path, CancellationToken cancellationToken) =>
        Complete(Given(StartInfoReader.Of(value, end, _flow, cancellationToken), path), hops, cancellationToken, path);

    /// <summary>
    /// What the constructors of one object put into its member; null where the object is not seen to be made on the way, or other code
    /// of its type assigns the member too.
    /// </summary>
    private StartInfo? OfObject(ISymbol member, int hops, ImmutableArray<Hop> path, CancellationToken cancellationToken)
    {
        int depth = 0;
        while (depth + 1 < path.Length
            && path[depth].Target.Receiver is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
        {
            depth++;
        }

        CallTarget last = path[depth].Target;
        if ((last.Call as IObjectCreationOperation ?? last.Creation ?? MadeForMember(last.Receiver, cancellationToken))
            is not { Constructor: { } constructor } creation)
        {
            return null;
        }

        // What a member keeps may be made in another body, of which the calls on the way say nothing.
        bool isHere = LocalAssignments.Outermost(creation) == LocalAssignments.Outermost(last.Call);
        ImmutableArray<Hop> around = isHere ? path.RemoveRange(0, depth + 1) : ImmutableArray<Hop>.Empty;
        Hop made = new(
            new CallTarget(constructor.OriginalDefinition, creation, creation),
            isHere ? last.Call : LocalAssignments.Outermost(creation));
        List<(IOperation Body, ImmutableArray<Hop> Path)> constructors = Constructors(made, around, cancellationToken);
        StartInfo? result = null;
        foreach (IOperation assigned in _histories.Assigned(member, cancellationToken))
        {
            IOperation body = LocalAssignments.Outermost(assigned);
            bool isInitial = body is IFieldInitializerOperation or IPropertyInitializerOperation;
            ImmutableArray<Hop> given = isInitial ? around.Insert(0, made)
                : constructors.Where(run => run.Body == body).Select(static run => run.Path).FirstOrDefault();
            if (given.IsDefault && body is not IConstructorBodyOperation)
            {
                return null;
            }

            if (!given.IsDefault && assigned is not ILiteralOperation)
            {
                result = Either(result, Read(assigned, isInitial ? assigned : body, hops - 1, given, cancellationToken));
            }
        }

        return result;
    }

    /// <summary>The one object that a member of the caller ever holds; null for any other receiver.</summary>
    private IObjectCreationOperation? MadeForMember(IOperation? receiver, CancellationToken cancellationToken)
    {
        IOperation? value = receiver is null ? null : ValueOrigin.Unwrap(receiver);
        value = value is IConditionalAccessInstanceOperation instance ? ValueOrigin.AccessedObject(instance) : value;
        return value is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member
            ? _histories.Single(member.Member, cancellationToken) as IObjectCreationOperation
            : null;
    }

    /// <summary>The constructors that make an object, by `: this(…)` and `: base(…)` too, each with the calls that lead to it.</summary>
    private List<(IOperation Body, ImmutableArray<Hop> Path)> Constructors(
        Hop made,
        ImmutableArray<Hop> around,
        CancellationToken cancellationToken)
    {
        List<(IOperation Body, ImmutableArray<Hop> Path)> run = new();
        ImmutableArray<Hop> path = around;
        IOperation? call = made.Target.Call;
        while (call is not null
            && run.Count < Budgets.WrappingLinks
            && _targets.One(call, cancellationToken) is { Body: IConstructorBodyOperation body } target)
        {
            // All that a constructor does to what it hands on comes before the start.
            path = path.Insert(0, new Hop(target, run.Count == 0 ? made.End : LocalAssignments.Outermost(call)));
            run.Add((body, path));
            call = body.Initializer?.DescendantsAndSelf()
                .OfType<IInvocationOperation>()
                .FirstOrDefault(static chain => chain.TargetMethod.MethodKind == MethodKind.Constructor);
        }

        return run;
    }

    /// <summary>The settings, those that a parameter decides with what the calls give it.</summary>
    private static StartInfo Given(StartInfo info, ImmutableArray<Hop> path) => path.IsDefaultOrEmpty
        ? info
        : info with
        {
            Settings = info.Settings.Select(setting => setting with { Value = Given(setting.Value, path) }).ToImmutableArray(),
        };

    private static IOperation Given(IOperation value, ImmutableArray<Hop> path)
    {
        foreach (Hop hop in path)
        {
            if (ValueOrigin.Unwrap(value) is not IParameterReferenceOperation { Parameter: var parameter } reference
                || !hop.Target.Gives(parameter)
                || new LocalAssignments(LocalAssignments.Outermost(reference)).IsAssigned(parameter)
                || hop.Target.ValueOf(parameter) is not { } argument)
            {
                break;
            }

            value = argument;
        }

        return value;
    }

    /// <summary>One call on the way to a start.</summary>
    /// <param name="Target">The call, and the body that it runs.</param>
    /// <param name="End">The operation of the caller up to which counts what it does to the arguments.</param>
    private sealed record Hop(CallTarget Target, IOperation End);
}
