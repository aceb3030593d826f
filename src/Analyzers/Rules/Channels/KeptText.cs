using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using Kind = ProcessSafety.Analyzers.Domain.Channels.ChannelEventKind;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>What becomes of the text that a writer keeps until it is flushed.</summary>
internal sealed class KeptText
{
    private readonly ChannelLayer _writer;
    private readonly ProcessModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly ImmutableArray<ImmutableArray<ChannelEvent>> _bodies;

    private KeptText(
        ChannelLayer writer,
        ImmutableArray<ImmutableArray<ChannelEvent>> bodies,
        ProcessModel model,
        CancellationToken cancellationToken) =>
        (_writer, _bodies, _model, _cancellationToken) = (writer, bodies, model, cancellationToken);

    /// <summary>What a program does with a writer of a channel; null for one that sends at once, or that goes out of sight.</summary>
    public static KeptText? Of(IObjectCreationOperation creation, ProcessModel model, CancellationToken cancellationToken)
    {
        if (FlushesAlways(creation)
            || ChannelLayers.Of(model).Of(creation, cancellationToken) is not { KeepsText: true, IsCertain: true } writer)
        {
            return null;
        }

        KeptText kept = new(writer, BodiesOf(creation, model, cancellationToken).ToImmutableArray(), model, cancellationToken);
        return kept._bodies.Any(body => body.Any(found => found.Kind is Kind.FlushAlways or Kind.Pass && kept.IsOwn(found)))
            || LeavesType(creation)
                ? null
                : kept;
    }

    /// <summary>
    /// A write after which the answer is read though nothing was sent, with that read; a write alone, for a writer that nobody flushes or
    /// closes. Null where neither is.
    /// </summary>
    public (ChannelEvent Write, ChannelEvent? Read)? Unsent()
    {
        foreach (ImmutableArray<ChannelEvent> body in _bodies)
        {
            foreach (ChannelEvent write in body.Where(found => found.Kind == Kind.Write && IsOwn(found)))
            {
                if (AnswerAfter(write, body) is { } read)
                {
                    return (write, read);
                }
            }
        }

        List<ChannelEvent> own = _bodies.SelectMany(static body => body).Where(IsOwn).ToList();
        return own.Exists(IsSent) ? null : own.Find(static found => found.Kind == Kind.Write) is { } lost ? (lost, null) : null;
    }

    /// <summary>True for a writer that is created to send at once.</summary>
    private static bool FlushesAlways(IObjectCreationOperation creation) =>
        creation.Initializer?.Initializers.Any(static set => set is ISimpleAssignmentOperation
        {
            Target: IPropertyReferenceOperation { Property.Name: "AutoFlush" },
            Value.ConstantValue: not { HasValue: true, Value: false },
        }) == true;

    /// <summary>True for a writer that others can get at: it is returned, or in a member that they see.</summary>
    private static bool LeavesType(IObjectCreationOperation creation) => Destination.Variable(creation) switch
    {
        ILocalSymbol => false,
        { DeclaredAccessibility: Accessibility.Private } => false,
        _ => !(Destination.Whole(creation).Parent is IArgumentOperation or IInvocationOperation),
    };

    /// <summary>The events of the member that makes the writer, or of all members of the type that keeps it.</summary>
    private static IEnumerable<ImmutableArray<ChannelEvent>> BodiesOf(
        IObjectCreationOperation creation,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        ISymbol? variable = Destination.Variable(creation);
        return variable is null or ILocalSymbol
            ? new[] { ChannelEvents.Of(model).Around(creation, cancellationToken) }
            : from member in variable.ContainingType.GetMembers().OfType<IMethodSymbol>()
              let body = SourceBodies.Of(model).Of(member, cancellationToken)
              where body is not null
              select ChannelEvents.Of(model).Around(body, cancellationToken);
    }

    private bool IsOwn(ChannelEvent found) => found.Layer.IsSame(_writer) || IsAbove(found.Layer);

    /// <summary>True for a writer that writes into this one.</summary>
    private bool IsAbove(ChannelLayer layer) => layer.Below is { } below && (below.IsSame(_writer) || IsAbove(below));

    private static bool IsSent(ChannelEvent found) => found.Kind is Kind.Flush or Kind.FlushAlways or Kind.Close;

    private ChannelEvent? AnswerAfter(ChannelEvent write, ImmutableArray<ChannelEvent> body)
    {
        IOperation around = ControlFlow.BodyAround(write.Place);
        if (ControlFlow.Of(_model).Of(around, _cancellationToken) is not { } flow || write.PointIn(flow) is not { } from)
        {
            return null;
        }

        FlowPoint[] sent = body.Where(found => IsSent(found) && IsOwn(found) && ControlFlow.BodyAround(found.Place) == around)
            .Select(found => found.PointIn(flow))
            .OfType<FlowPoint>()
            .Where(point => !point.Equals(from))
            .ToArray();
        return body.FirstOrDefault(read => read.Kind is Kind.Read or Kind.ReadToEnd
            && read.Layer.Channel.Equals(_writer.Channel)
            && ControlFlow.BodyAround(read.Place) == around
            && (read.Place == write.Place
                ? IsAskedInside(write, read, body)
                : !IsSentInside(write, body) && read.PointIn(flow) is { } to && flow.Reaches(from, to, sent)));
    }

    /// <summary>True where one call of this body both writes and reads, in this order, and sends nothing between.</summary>
    private bool IsAskedInside(ChannelEvent write, ChannelEvent read, ImmutableArray<ChannelEvent> body)
    {
        if (write.Source == write.Place || write.Source.Syntax.SyntaxTree != read.Source.Syntax.SyntaxTree)
        {
            return false;
        }

        int first = body.IndexOf(write);
        int last = body.IndexOf(read);
        return first < last
            && !body.Skip(first).Take(last - first).Any(found => found.Place == write.Place && IsSent(found) && IsOwn(found));
    }

    /// <summary>True where the call that writes sends as well, after it.</summary>
    private bool IsSentInside(ChannelEvent write, ImmutableArray<ChannelEvent> body) => write.Source != write.Place
        && body.Skip(body.IndexOf(write)).Any(found => found.Place == write.Place && IsSent(found) && IsOwn(found));

    /// <summary>The declaration of a reader that is disposed of before a writer of the same channel.</summary>
    public static IEnumerable<(IObjectCreationOperation Reader, IObjectCreationOperation Writer)> ClosedEarly(
        IOperation place,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        List<ChannelEvent> closes = ChannelEvents.Of(model).Around(place, cancellationToken)
            .Where(static found => found is { Kind: Kind.Close, Using: not null, Layer: { IsCertain: true, Creation: not null } })
            .ToList();
        return from reader in closes
               where reader.Layer.Kind is LayerKind.Reader or LayerKind.BinaryReader && !TypeCreations.LeavesOpen(reader.Layer.Creation!)
               let writer = closes.Find(other => other.Layer.Kind is LayerKind.Writer
                   && other.Layer.Channel.Equals(reader.Layer.Channel)
                   && ControlFlow.BodyAround(other.Place) == ControlFlow.BodyAround(reader.Place)
                   && IsAround(other.Using!, reader.Using!))
               where writer is not null
               select (reader.Layer.Creation!, writer.Layer.Creation!);
    }

    /// <summary>True where the using of one thing is around that of another, which is disposed of first.</summary>
    private static bool IsAround(SyntaxNode outer, SyntaxNode inner) => outer.SpanStart < inner.SpanStart
        && ScopeOf(outer) is { } scope
        && scope.Span.Contains(inner.Span);

    /// <summary>What a using is around: its statement, or the list that its declaration is in.</summary>
    private static SyntaxNode? ScopeOf(SyntaxNode resource)
    {
        if (resource.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
        {
            return null;
        }

        return statement is UsingStatementSyntax ? statement
            : statement.Parent is GlobalStatementSyntax ? statement.Parent.Parent
            : statement.Parent;
    }
}
