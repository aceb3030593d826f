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
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;
using Kind = ProcessSafety.Analyzers.Domain.Channels.ChannelEventKind;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>
/// PSAFE735: text never reaches the other side of a channel.
/// Reported on the creation of a writer or buffer, when the answer is read before it is flushed, or when it is never flushed nor closed; on
/// a reader that is disposed of before the writer of the same channel; and on a read to the end of a pipe that is written to afterwards.
/// Left alone: AutoFlush, a flush or the end of the writer on every way to the read, and writers that are passed to code that is not seen.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsentTextAnalyzer : ProcessSafetyAnalyzer
{
    private const string Writer = "System.IO.StreamWriter";
    private const string Buffer = "System.IO.BufferedStream";

    private enum Fault
    {
        /// <summary>The answer is read first.</summary>
        Flush,

        /// <summary>Nobody flushes or closes it.</summary>
        Lost,

        /// <summary>The reader is disposed of first.</summary>
        Order,

        /// <summary>The end is waited for before the write.</summary>
        End,
    }

    public UnsentTextAnalyzer()
        : base(Rules.TextIsNotSent)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            if (!ChannelTypes.MayBeIn(SyntaxIndex.Of(file.SemanticModel.SyntaxTree), file.CancellationToken))
            {
                return;
            }

            List<IObjectCreationOperation> writers = TypeCreations.In(file.SemanticModel, Writer, file.CancellationToken).ToList();
            foreach (IObjectCreationOperation creation in writers
                .Concat(TypeCreations.In(file.SemanticModel, Buffer, file.CancellationToken)))
            {
                if (KeptText.Of(creation, model, file.CancellationToken)?.Unsent() is { } unsent)
                {
                    file.ReportDiagnostic(At(
                        creation,
                        unsent.Read is null ? Fault.Lost : Fault.Flush,
                        unsent.Write.Source,
                        unsent.Read?.Source));
                }
            }

            ReportClosedEarly(writers, file, model);
            ReportReadToEnd(file, model);
        });

    private static Diagnostic At(IOperation place, Fault fault, params IOperation?[] others) =>
        Diagnostic.Create(
            Rules.TextIsNotSent,
            place.Syntax.GetLocation(),
            others.OfType<IOperation>().Select(static other => other.Syntax.GetLocation()),
            ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Form, fault.ToString()),
            Sites.OfFact(place).Text,
            WordsOf(fault),
            AdviceOf(fault, place));

    private static string WordsOf(Fault fault) => fault switch
    {
        Fault.Flush => "is not flushed before the answer is read",
        Fault.Lost => "is never flushed or closed",
        Fault.Order => "closes the channel before the writer sends its buffer",
        _ => "waits until the other side closes the pipe, and is followed by a write",
    };

    private static string AdviceOf(Fault fault, IOperation place) => fault switch
    {
        Fault.Order => "Declare the reader first",
        Fault.End => "Read one message",
        _ => place.Type.Is(Writer) ? "Set AutoFlush" : "Flush it",
    };

    private static void ReportClosedEarly(
        IEnumerable<IObjectCreationOperation> writers,
        SemanticModelAnalysisContext file,
        ProcessModel model)
    {
        HashSet<SyntaxNode> members = new();
        foreach (IObjectCreationOperation writer in writers.Where(writer =>
            Destination.Using(writer) is not null && members.Add(LocalAssignments.Outermost(writer).Syntax)))
        {
            foreach ((IObjectCreationOperation reader, IObjectCreationOperation late) in KeptText.ClosedEarly(
                writer,
                model,
                file.CancellationToken))
            {
                file.ReportDiagnostic(At(reader, Fault.Order, late));
            }
        }
    }

    private static void ReportReadToEnd(SemanticModelAnalysisContext file, ProcessModel model)
    {
        foreach (SyntaxToken token in KnownNames.ChannelEnds.Names.SelectMany(word => SyntaxIndex.Of(file.SemanticModel.SyntaxTree)
            .Occurrences(word, cancellationToken: file.CancellationToken)))
        {
            if (token.Parent?.Parent?.Parent is { } call
                && file.SemanticModel.GetOperation(call, file.CancellationToken) is IInvocationOperation read
                && WriteAfter(read, model, file.CancellationToken) is { } write)
            {
                file.ReportDiagnostic(At(read, Fault.End, write.Source));
            }
        }
    }

    /// <summary>A write to a pipe that a read to its end leads to, or null.</summary>
    private static ChannelEvent? WriteAfter(IInvocationOperation read, ProcessModel model, CancellationToken cancellationToken)
    {
        if (read.Instance is not { } reader
            || ChannelLayers.Of(model).Of(reader, cancellationToken) is not { IsCertain: true } layer
            || !IsDuplexPipe(layer))
        {
            return null;
        }

        IOperation body = ControlFlow.BodyAround(read);
        return ControlFlow.Of(model).Of(body, cancellationToken) is { } flow && flow.PointOf(read) is { } from
            ? ChannelEvents.Of(model).Around(read, cancellationToken).FirstOrDefault(found => found.Kind == Kind.Write
                && found.Layer.Channel.Equals(layer.Channel)
                && ControlFlow.BodyAround(found.Place) == body
                && found.PointIn(flow) is { } to
                && flow.Reaches(from, to))
            : null;
    }

    /// <summary>True for a pipe that is both read and written.</summary>
    private static bool IsDuplexPipe(ChannelLayer layer)
    {
        ChannelLayer lowest = layer;
        while (lowest.Below is { } below)
        {
            lowest = below;
        }

        return lowest.Kind == LayerKind.Stream
            && (lowest.Made is { Type: var type } ? ChannelTypes.IsPipe(type)
                : lowest.Channel is ILocalSymbol { Type: var held } ? ChannelTypes.IsPipe(held)
                : lowest.Channel is IParameterSymbol { Type: var given } ? ChannelTypes.IsPipe(given)
                : lowest.Channel is IFieldSymbol { Type: var kept } && ChannelTypes.IsPipe(kept));
    }
}
