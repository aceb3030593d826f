using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using Kind = ProcessSafety.Analyzers.Domain.Channels.ChannelEventKind;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>
/// PSAFE736: a pipe server in a loop serves one client, and fails at the second.
/// Reported on the wait for a connection that a loop repeats without a disconnect; on a reader or writer that closes the server in that
/// loop; and on a server that a loop makes again while the last one may live, of a name that allows only one.
/// Left alone: servers that the loop disconnects or disposes of, names of their own, and more than one instance.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OneClientServerAnalyzer : ProcessSafetyAnalyzer
{
    private enum Fault
    {
        /// <summary>Nothing disconnects the server.</summary>
        Part,

        /// <summary>A reader or writer closes it.</summary>
        Open,

        /// <summary>A reader or writer closes it, and nothing disconnects it.</summary>
        OpenAndPart,

        /// <summary>Another server of the name may live.</summary>
        Many,
    }

    public OneClientServerAnalyzer()
        : base(Rules.ServerTakesOneClient)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (IObjectCreationOperation creation in TypeCreations.In(
                file.SemanticModel,
                ChannelTypes.PipeServer,
                file.CancellationToken))
            {
                if (FaultOf(creation, model, file.CancellationToken) is { } fault
                    && fault.Location.SourceTree == file.SemanticModel.SyntaxTree)
                {
                    file.ReportDiagnostic(fault);
                }
            }
        });

    private static Diagnostic? FaultOf(IObjectCreationOperation creation, ProcessModel model, CancellationToken cancellationToken)
    {
        if (ControlFlow.LoopRound(creation) is { } maker)
        {
            return BusyServer.Is(creation, maker, EventsOf(creation, model, cancellationToken), model, cancellationToken)
                ? At(creation, Fault.Many)
                : null;
        }

        ImmutableArray<ChannelEvent> events = EventsOf(creation, model, cancellationToken);
        ChannelEvent? wait = events.FirstOrDefault(static found =>
            found.Kind == Kind.Connect && ControlFlow.LoopRound(found.Place) is not null);
        if (wait is null || ControlFlow.LoopRound(wait.Place) is not { } loop)
        {
            return null;
        }

        List<ChannelEvent> inside = events.Where(found => loop.Syntax.Span.Contains(found.Place.Syntax.Span)).ToList();
        if (inside.Exists(static found => found.Kind == Kind.Pass || found is { Kind: Kind.Close, Layer.Kind: LayerKind.Stream }))
        {
            return null;
        }

        bool isParted = inside.Exists(static found => found.Kind == Kind.Disconnect);
        List<IOperation> closing = inside
            .Where(found => found.Kind == Kind.Close
                && found.Layer.Creation is { } wrapper
                && !TypeCreations.LeavesOpen(wrapper)
                && loop.Syntax.Span.Contains(wrapper.Syntax.Span))
            .Select(static found => (IOperation)found.Layer.Creation!)
            .ToList();
        if (closing.Count > 0)
        {
            return At(closing[0], isParted ? Fault.Open : Fault.OpenAndPart, closing.Skip(1).Prepend(wait.Place));
        }

        return isParted || !Repeats(wait, model, cancellationToken) ? null : At(wait.Place, Fault.Part);
    }

    private static Diagnostic At(IOperation place, Fault fault, IEnumerable<IOperation>? others = null) =>
        Diagnostic.Create(
            Rules.ServerTakesOneClient,
            place.Syntax.GetLocation(),
            others?.Select(static other => other.Syntax.GetLocation()),
            ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Form, fault.ToString()),
            Sites.OfFact(place).Text,
            CauseOf(fault),
            AdviceOf(fault));

    private static string CauseOf(Fault fault) => fault switch
    {
        Fault.Part => "the server is still connected to the first client",
        Fault.Many => "the last server of the name may still exist",
        _ => "the server is closed with the first client",
    };

    private static string AdviceOf(Fault fault) => fault switch
    {
        Fault.Part => "Disconnect the server first",
        Fault.Many => "Allow more instances",
        _ => "Leave it open",
    };

    private static ImmutableArray<ChannelEvent> EventsOf(
        IObjectCreationOperation creation,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        if (ChannelLayers.Of(model).Of(creation, cancellationToken) is not { } server)
        {
            return ImmutableArray<ChannelEvent>.Empty;
        }

        IEnumerable<ChannelEvent> all = Destination.Variable(creation) switch
        {
            null or ILocalSymbol => ChannelEvents.Of(model).Around(creation, cancellationToken),
            { } member => MemberHistories.Of(model).References(member, cancellationToken)
                .Select(LocalAssignments.Outermost)
                .GroupBy(static body => body.Syntax)
                .SelectMany(body => ChannelEvents.Of(model).Around(body.First(), cancellationToken)),
        };
        return all.Where(found => found.Layer.Channel.Equals(server.Channel)).ToImmutableArray();
    }

    /// <summary>True where the loop comes back to the wait once a client has connected.</summary>
    private static bool Repeats(ChannelEvent wait, ProcessModel model, CancellationToken cancellationToken) =>
        ControlFlow.Of(model).Around(wait.Place, cancellationToken) is { } flow
        && wait.PointIn(flow) is { } point
        && flow.From(point, known: static condition =>
            condition is IPropertyReferenceOperation { Property.Name: "IsConnected" } ? true : null).Contains(point);
}
