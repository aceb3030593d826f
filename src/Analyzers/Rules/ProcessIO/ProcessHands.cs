using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Who in the whole program can read a process that its body gives to other objects, or has inside of one. Only objects of which all
/// uses are seen count; what goes to a library, or can be named from outside, is in unknown hands.
/// <code>Session session = new(Process.Start(info));    // and no member of Session reads</code>
/// </summary>
internal sealed class ProcessHands
{
    private readonly StartInfos _startInfos;
    private readonly ObjectUses _uses;
    private readonly ValueSources _sources;
    private readonly MemberHistories _histories;
    private readonly WrapperMembers _wrappers;

    private ProcessHands(
        StartInfos startInfos,
        ObjectUses uses,
        ValueSources sources,
        MemberHistories histories,
        WrapperMembers wrappers) =>
        (_startInfos, _uses, _sources, _histories, _wrappers) = (startInfos, uses, sources, histories, wrappers);

    public static ProcessHands Of(ProcessModel model) => model.Get(static model => new ProcessHands(
        StartInfos.Of(model),
        ObjectUses.Of(model),
        ValueSources.Of(model),
        MemberHistories.Of(model),
        WrapperMembers.Of(model)));

    /// <summary>True when the process is inside of an object, or others get it.</summary>
    public static bool Have(ProcessCourse course) =>
        course.Events[0].Process is { IsInside: true, IsOfTuple: false } || course.Events.Any(static found => found.HandsOver);

    /// <summary>True when it is certain that nobody reads the stream.</summary>
    public bool LeaveUnread(ProcessCourse course, ProcessEvent start, ProcessStream stream, CancellationToken cancellationToken)
    {
        // Who gets it as a result is judged where it is returned to.
        ProcessKey key = course.Events[0].Process;
        if (course.Events.Any(static found => found.Kind == ProcessEventKind.Return)
            || MadeBy(key, course.Body, cancellationToken) is not { Count: > 0 } made
            || IsClosedAtOnce(course, made))
        {
            return false;
        }

        return key.IsInside
            ? key.Members.Length == 1
                && made.Count == 1
                && !course.Events.Any(static found => found.HandsOver && found.IsOfCallee)
                && IsUnread(key.Members[0], made[0], start, stream, cancellationToken)
            : made.All(process => !course.Events.Any(found => found.HandsOver && process.DescendantsAndSelf().Contains(found.Operation))
                && _uses.Of(process, cancellationToken) is { } uses
                && !uses.Any(use => MayRead(use, stream)));
    }

    /// <summary>True for a use by which the stream may be read, others get the process, or its start gets something else.</summary>
    public static bool MayRead(ObjectUse use, ProcessStream stream) => use switch
    {
        { Leaves: true, Value.Parent: IArgumentOperation { Parent: IInvocationOperation call } } =>
            !ProcessOperations.OnlyLooks(call.TargetMethod),
        { Leaves: true } => true,
        { Member: IPropertySymbol { Name: "StartInfo" } } => use.Value.Parent!.Parent is not IPropertyReferenceOperation told
            || (told.Property.Name == "RedirectStandard" + stream
                && told.Parent is IAssignmentOperation assignment
                && assignment.Target == told),
        { Member: IEventSymbol } => use.Value.Parent!.Parent is not IEventAssignmentOperation subscribed
            || (subscribed.Adds && MayUseSender(subscribed.HandlerValue)),
        { Member.Name: var name } => name == "Standard" + stream || name == "Begin" + stream + "ReadLine",
        _ => false,
    };

    /// <summary>True for a handler that may do something to the sender of its event, which is the process.</summary>
    private static bool MayUseSender(IOperation handler) => ValueOrigin.Unwrap(handler) switch
    {
        IAnonymousFunctionOperation { Symbol.Parameters: var given, Body: var body } => given.Length > 0
            && body.Descendants().Any(operation => operation is IParameterReferenceOperation { Parameter: var used }
                && SymbolEqualityComparer.Default.Equals(used, given[0])),
        IMethodReferenceOperation { Method: { Parameters: { Length: > 0 } given, DeclaringSyntaxReferences: { Length: 1 } declared } } =>
            declared[0].GetSyntax().DescendantTokens().Count(token => token.ValueText == given[0].Name) > 1,
        _ => true,
    };

    /// <summary>True when nobody reads the process that one wrapper holds: by no member that is used on that object.</summary>
    private bool IsUnread(
        ISymbol holder,
        IOperation made,
        ProcessEvent start,
        ProcessStream stream,
        CancellationToken cancellationToken)
    {
        if (_sources.Of(made, cancellationToken) is not { Length: 1 } sources
            || sources[0] is not IObjectCreationOperation { Type: INamedTypeSymbol type } wrapper
            || wrapper.Arguments.Any(static argument => ProcessNames.IsProcess(argument.Value.Type))
            || _wrappers.Of(holder, cancellationToken)?.Of(stream) is not { } open
            || (!open.IsEmpty && _wrappers.LeaksItself(type, cancellationToken))
            || _uses.Of(wrapper, cancellationToken) is not { } uses)
        {
            return false;
        }

        return !uses.Any(use => use.Leaves
                ? MayRead(use, stream)
                : use.Member is { } member && (open.Contains(member) || SymbolEqualityComparer.Default.Equals(member, holder)))
            && !IsJudgedThere(holder, start, stream, open.IsEmpty, cancellationToken);
    }

    /// <summary>True when the wrapper's own start is reported: for all its users.</summary>
    private bool IsJudgedThere(
        ISymbol holder,
        ProcessEvent start,
        ProcessStream stream,
        bool isClosed,
        CancellationToken cancellationToken) =>
        isClosed
        && start.Source is IInvocationOperation { Instance: { } started } source
        && ValueOrigin.Unwrap(started) is IMemberReferenceOperation { Member: var member }
        && SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, holder)
        && _startInfos.Of(source, cancellationToken).Switch("RedirectStandard" + stream) == Setting.Yes;

    /// <summary>What makes the object that a key begins with; null where that is not seen.</summary>
    private IReadOnlyList<IOperation>? MadeBy(ProcessKey key, IOperation body, CancellationToken cancellationToken)
    {
        List<IOperation?>? made = key switch
        {
            { Creation: { } creation } => new List<IOperation?> { creation },
            { Symbol: ILocalSymbol local } => new LocalAssignments(LocalAssignments.Outermost(body)).Of(local)?.ToList(),
            { Symbol: (IFieldSymbol or IPropertySymbol) and { } member } =>
                _histories.Assigned(member, cancellationToken).ToList<IOperation?>(),
            _ => null,
        };
        return made is null || made.Exists(static value => value is null or IForEachLoopOperation)
            ? null
            : made.OfType<IOperation>().Where(static value => !ValueOrigin.IsNull(value)).ToList();
    }

    /// <summary>What holds the process is disposed of here, and nobody waits for it: its pipes are closed, and its writes fail.</summary>
    private static bool IsClosedAtOnce(ProcessCourse course, IReadOnlyList<IOperation> made)
    {
        IEnumerable<IOperation> holders = course.Events[0].Process.IsInside ? made
            : course.Events.Where(static found => found.HandsOver).Select(static found => found.Operation);
        return !course.Events.Any(static found => found.Waits || found.Kind == ProcessEventKind.Drain)
            && holders.Any(static holder => Destination.Using(holder) is not null
                || ValueUses.Of(holder).Uses.Any(static use => use.Parent is IUsingOperation
                    || (use.Parent is IInvocationOperation { TargetMethod.Name: var name } && KnownNames.Disposals.Has(name))));
    }
}
