using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// What would miss a redirect if it were taken away: code that names the stream or its event, and another start with the same start info.
/// </summary>
internal static class RedirectUses
{
    /// <summary>What the fixes of a stream that nobody reads have to know of its other uses.</summary>
    public static ImmutableDictionary<string, string?> PropertiesOf(
        ProcessFinding finding,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        ProcessTraces traces = ProcessTraces.Of(model);
        IOperation body = LocalAssignments.Outermost(finding.Event.At);
        ImmutableArray<ProcessEvent> events = traces.Of(body, new ProcessNames(body, traces, cancellationToken), cancellationToken)
            .Where(found => found.Process.Equals(finding.Event.Process))
            .ToImmutableArray();
        if (events.IsEmpty)
        {
            return properties;
        }

        if (events.LastOrDefault(found => found.Kind == ProcessEventKind.Handle && finding.Streams.Contains(found.Stream)) is { } handler
            && handler.Position > finding.Event.Position)
        {
            properties = properties.Add(DiagnosticProperties.Handler, ProcessPlaces.OffsetOf(handler.At));
        }

        bool isAlone = !Names(events, finding.Streams)
            && finding.Redirect?.Place is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } info } }
            && IsOfOneStart(info, finding.Event.Source)
            && new HeldProcesses(MemberHistories.Of(model), traces).EventsElsewhere(
                new ProcessCourse(events, body, ControlFlow.Of(model), cancellationToken),
                cancellationToken) is { } elsewhere
            && !Names(elsewhere, finding.Streams);
        return isAlone ? properties.Add(DiagnosticProperties.Unnamed, "true") : properties;
    }

    private static bool Names(IEnumerable<ProcessEvent> events, ImmutableArray<ProcessStream> streams) =>
        events.Any(found => streams.Contains(found.Stream));

    /// <summary>True for the start info of a process of its own, and for one that this body makes for the start alone.</summary>
    private static bool IsOfOneStart(IOperation info, IOperation start)
    {
        if (info is IPropertyReferenceOperation { Property.Name: "StartInfo" })
        {
            return true;
        }

        IOperation? made = info switch
        {
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => CreationAround(info),
            ILocalReferenceOperation { Local: var local } => LocalAssignments.Single(local, info),
            _ => null,
        };
        if (made is null || ValueOrigin.Unwrap(made) is not IObjectCreationOperation creation)
        {
            return made is IPropertyReferenceOperation { Property.Name: "StartInfo" };
        }

        List<IOperation> uses = ValueUses.Of(creation).Uses.Where(static use => !IsSetting(use)).ToList();
        return uses.Count == 1 && Destination.Whole(uses[0]).Parent switch
        {
            IArgumentOperation argument => argument.Parent == start,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "StartInfo" } } => true,
            _ => false,
        };
    }

    /// <summary>The object in whose initializer the receiver stands, or the StartInfo that it is the content of.</summary>
    private static IOperation? CreationAround(IOperation receiver)
    {
        IOperation? outer = receiver.Parent;
        while (outer is not (null or IObjectOrCollectionInitializerOperation))
        {
            outer = outer.Parent;
        }

        return outer?.Parent is IMemberInitializerOperation nested ? nested.InitializedMember : outer?.Parent;
    }

    private static bool IsSetting(IOperation use) =>
        Destination.Whole(use) is var value && value.Parent is IMemberReferenceOperation member && member.Instance == value;
}
