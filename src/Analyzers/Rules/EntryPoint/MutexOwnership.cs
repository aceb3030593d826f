using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>Whether this process still owns the mutex of a single instance where it starts itself.</summary>
internal static class MutexOwnership
{
    /// <summary>True when the guard is taken before a launch, and kept until then.</summary>
    public static bool IsOwnedAt(SelfLaunch self, SingleInstanceGuard guard, ProcessModel known, CancellationToken cancellationToken)
    {
        IInvocationOperation launch = self.Start;
        if (!guard.IsAskedBy(ChildModes.Of(known).MarkersOf(self, cancellationToken))
            || IsReleasedBefore(launch, guard, guard.Names, Budgets.OwnershipCalls, known, cancellationToken)
            || IsOfTheOther(launch, guard))
        {
            return false;
        }

        if (guard.Wrapping.IsWrapped)
        {
            return IsWrappedAt(launch, guard, known, cancellationToken);
        }

        if (guard.Holder is ILocalSymbol)
        {
            return FirstIn(LocalAssignments.Outermost(guard.Mutex), launch, Budgets.OwnershipCalls, known, cancellationToken) is { } place
                && place.Syntax.SpanStart > guard.Mutex.Syntax.SpanStart
                && IsInScope(guard.Mutex, place)
                && !IsOfTheOther(place, guard);
        }

        return LocalAssignments.Outermost(guard.Mutex) != LocalAssignments.Outermost(launch)
            ? guard.Holder.IsStatic
                ? !IsForTheOther(launch, guard, Budgets.OwnershipCalls, known, cancellationToken)
                : Wrappers(guard.Holder, known, cancellationToken).All(wrapper => IsHeldAt(launch, wrapper, guard))
            : launch.Syntax.SpanStart > guard.Mutex.Syntax.SpanStart;

        bool IsHeldAt(IOperation start, IOperation wrapper, SingleInstanceGuard held) =>
            FirstIn(LocalAssignments.Outermost(wrapper), start, Budgets.OwnershipCalls, known, cancellationToken) is { } reached
                ? (reached.Syntax.SpanStart > wrapper.Syntax.SpanStart && IsInScope(wrapper, reached) && !IsOfTheOther(reached, held))

                // Where the launch lies is not seen: a handler, most likely, which runs while Main does.
                : !wrapper.Syntax.Ancestors().Any(static node => node is UsingStatementSyntax);
    }

    /// <summary>True when what holds the mutex for Main, or for what Main calls, is made before a launch and not disposed there.</summary>
    private static bool IsWrappedAt(
        IInvocationOperation launch,
        SingleInstanceGuard guard,
        ProcessModel known,
        CancellationToken cancellationToken)
    {
        IOperation user = guard.Wrapping.Outermost;
        ISymbol? holder = Destination.Variable(user);
        if (holder is not null
            && IsReleasedBefore(launch, guard, ImmutableArray.Create(holder), Budgets.OwnershipCalls, known, cancellationToken))
        {
            return false;
        }

        if (FirstIn(LocalAssignments.Outermost(user), launch, Budgets.OwnershipCalls, known, cancellationToken) is { } place)
        {
            return place.Syntax.Span.End > user.Syntax.Span.End && IsInScope(user, place) && !IsOfTheOther(place, guard);
        }

        // Where the launch lies is not seen: a handler, most likely, which runs while Main does.
        return holder is { IsStatic: true }
            || (LocalAssignments.Outermost(user).Syntax == EntryPoints.Of(known).MainDeclaration(cancellationToken)
                && !user.Syntax.Ancestors().Any(static node => node is UsingStatementSyntax));
    }

    /// <summary>The creations of the objects that have the mutex in a member.</summary>
    private static IEnumerable<IOperation> Wrappers(ISymbol holder, ProcessModel known, CancellationToken cancellationToken) =>
        holder.ContainingType.InstanceConstructors
            .SelectMany(constructor => Callers.Of(known).Calls(constructor, cancellationToken))
            .OfType<IObjectCreationOperation>();

    /// <summary>The launch itself when it is in a body, or the call in that body which leads to it.</summary>
    public static IOperation? FirstIn(
        IOperation body,
        IOperation launch,
        int calls,
        ProcessModel known,
        CancellationToken cancellationToken) =>
        LocalAssignments.Outermost(launch).Syntax == body.Syntax ? launch
        : calls == 0 || MethodOf(launch, cancellationToken) is not { } method ? null
        : ValueSources.Of(known).CallsOf(method, cancellationToken)
            .Select(call => FirstIn(body, call, calls - 1, known, cancellationToken))
            .FirstOrDefault(static found => found is not null);

    private static IMethodSymbol? MethodOf(IOperation place, CancellationToken cancellationToken)
    {
        IMethodSymbol? method = SourceBodies.Around(place, cancellationToken) as IMethodSymbol;
        while (method is { MethodKind: MethodKind.AnonymousFunction, ContainingSymbol: IMethodSymbol outer })
        {
            method = outer;
        }

        return method;
    }

    /// <summary>False when a using disposes the mutex before that place.</summary>
    private static bool IsInScope(IOperation mutex, IOperation place)
    {
        for (IOperation? outer = mutex.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IUsingOperation
                || (outer is IBlockOperation
                    && mutex.Syntax.Ancestors()
                        .Any(static node => node is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 })))
            {
                return outer.Syntax.Span.Contains(place.Syntax.Span);
            }
        }

        return true;
    }

    /// <summary>True for what runs when this process is not the first: the guard's answer says no there.</summary>
    private static bool IsOfTheOther(IOperation place, SingleInstanceGuard guard)
    {
        for (IOperation child = place; child.Parent is { } parent; child = parent)
        {
            if (parent is IConditionalOperation choice && child != choice.Condition && Mentions(choice.Condition, guard))
            {
                bool isTrueSide = child == choice.WhenTrue;
                bool isNegated = ValueOrigin.Unwrap(choice.Condition) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not };
                return isTrueSide == isNegated;
            }
        }

        return false;
    }

    /// <summary>The same for a launch in another body than the mutex: each call that leads there counts.</summary>
    private static bool IsForTheOther(
        IOperation place,
        SingleInstanceGuard guard,
        int calls,
        ProcessModel known,
        CancellationToken cancellationToken) =>
        IsOfTheOther(place, guard)
        || (calls > 0
            && MethodOf(place, cancellationToken) is { } method
            && ValueSources.Of(known).CallsOf(method, cancellationToken).ToList() is { Count: > 0 } callers
            && callers.All(call => IsForTheOther(call, guard, calls - 1, known, cancellationToken)));

    private static bool Mentions(IOperation condition, SingleInstanceGuard guard) => condition.DescendantsAndSelf().Any(part =>
        guard.Answers.Any(answer => GuardAnswers.IsHolder(part, answer))
        || (part is IInvocationOperation { TargetMethod.Name: "WaitOne", Instance: var waited }
            && GuardAnswers.IsHolder(waited, guard.Names))
        || (part is IInvocationOperation { TargetMethod: { ReturnType.SpecialType: SpecialType.System_Boolean } asked }
            && SymbolEqualityComparer.Default.Equals(asked.OriginalDefinition, MethodOf(guard.Mutex, CancellationToken.None))));

    /// <summary>
    /// True when the mutex is given back in the same body before a place, in what is called there, or before the call that leads there,
    /// and when there are more calls than that to tell.
    /// </summary>
    private static bool IsReleasedBefore(
        IOperation place,
        SingleInstanceGuard guard,
        ImmutableArray<ISymbol> names,
        int calls,
        ProcessModel known,
        CancellationToken cancellationToken)
    {
        // A method that takes the mutex may give it back as well: to who finds it taken.
        IEnumerable<IInvocationOperation> before = LocalAssignments.Outermost(place).Descendants().OfType<IInvocationOperation>()
            .Where(call => call.Syntax.SpanStart < place.Syntax.SpanStart && !call.Syntax.Span.Contains(place.Syntax.Span)
                && !guard.Wrapping.Links.Any(link => link.Syntax == call.Syntax));
        return AnyReleases(before, guard, names, known, cancellationToken)
            || IsHandedOverBefore(place, names)
            || (MethodOf(place, cancellationToken) is { } method
                && ValueSources.Of(known).CallsOf(method, cancellationToken)
                    .Any(call => calls == 0 || IsReleasedBefore(call, guard, names, calls - 1, known, cancellationToken)));
    }

    /// <summary>
    /// True when the mutex is given to an object, or to code of this compilation as its receiver, or given back under another name.
    /// </summary>
    private static bool IsHandedOverBefore(IOperation place, ImmutableArray<ISymbol> names) =>
        LocalAssignments.Outermost(place).Descendants()
            .Where(part => part.Syntax.SpanStart < place.Syntax.SpanStart && !part.Syntax.Span.Contains(place.Syntax.Span))
            .Any(part => part switch
            {
                IObjectCreationOperation creation =>
                    creation.Arguments.Any(argument => GuardAnswers.IsHolder(argument.Value, names)),
                IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false } call =>
                    call.Instance?.Type.Is(KnownTypes.Mutex) == true && GuardAnswers.IsHolder(call.Instance, names),
                IInvocationOperation { TargetMethod: var called, Instance: ILocalReferenceOperation alias } =>
                    KnownNames.MutexReturns.Has(called.Name)
                    && LocalAssignments.Single(alias.Local, alias) is { } named
                    && GuardAnswers.IsHolder(ValueOrigin.Unwrap(named), names),
                _ => false,
            });

    /// <summary>True when some calls give the mutex back, or hand it on, in what they call too.</summary>
    private static bool AnyReleases(
        IEnumerable<IInvocationOperation> calls,
        SingleInstanceGuard guard,
        ImmutableArray<ISymbol> names,
        ProcessModel known,
        CancellationToken cancellationToken)
    {
        HashSet<SyntaxNode> seen = new();
        Queue<(IInvocationOperation Call, int Level)> open = new(calls.Select(static call => (call, 0)));
        while (open.Count > 0)
        {
            (IInvocationOperation call, int level) = open.Dequeue();
            if ((KnownNames.MutexReturns.Has(call.TargetMethod.Name) && GuardAnswers.IsHolder(call.Instance, names))
                || call.Arguments.Any(argument => GuardAnswers.IsHolder(argument.Value, names)))
            {
                return true;
            }

            if (ValueSources.Of(known).BodyOf(call, cancellationToken) is not { } body || !seen.Add(body.Syntax))
            {
                continue;
            }

            if (level == Budgets.OwnershipCalls)
            {
                // Too far to say which code comes next: any other that releases the mutex may.
                return IsReleasedElsewhere(guard, names, known, cancellationToken);
            }

            foreach (IInvocationOperation inner in body.Descendants().OfType<IInvocationOperation>())
            {
                open.Enqueue((inner, level + 1));
            }
        }

        return false;
    }

    /// <summary>True when a member other than the one that makes the mutex gives it back, or may.</summary>
    private static bool IsReleasedElsewhere(
        SingleInstanceGuard guard,
        ImmutableArray<ISymbol> names,
        ProcessModel known,
        CancellationToken cancellationToken) =>
        names[0] is var member and not ILocalSymbol
        && MemberHistories.Of(known).Mentions(member, cancellationToken).Any(mention =>
            mention.Name.FirstAncestorOrSelf<MemberDeclarationSyntax>() != guard.Mutex.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>()
            && (mention.Name.Parent is ArgumentSyntax
                || mention.Name.Ancestors()
                    .FirstOrDefault(static node => node is StatementSyntax or ArrowExpressionClauseSyntax)?
                    .DescendantTokens()
                    .Any(static token => KnownNames.MutexReturns.Has(token.ValueText)) == true));
}
