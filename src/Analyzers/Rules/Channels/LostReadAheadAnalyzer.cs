using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;
using Kind = ProcessSafety.Analyzers.Domain.Channels.ChannelEventKind;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>
/// PSAFE734: what a StreamReader has read ahead is lost, since something else reads the channel next.
/// Reported on a reader that is made again for each message of one connection, and on a read of the channel that comes after a read of the
/// reader.
/// Left alone: one reader for all, a new connection for each reader, and channels to which something is written in between: then the
/// other side has sent nothing yet that could be read ahead.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LostReadAheadAnalyzer : ProcessSafetyAnalyzer
{
    private const string Reader = "System.IO.StreamReader";
    private const string Beneath = "BaseStream";

    public LostReadAheadAnalyzer()
        : base(Rules.ReadAheadIsLost)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            if (!ChannelTypes.MayBeIn(index, file.CancellationToken))
            {
                return;
            }

            HashSet<SyntaxNode> members = new();
            foreach (IObjectCreationOperation creation in TypeCreations.In(file.SemanticModel, Reader, file.CancellationToken))
            {
                if (ChannelLayers.Of(model).Of(creation, file.CancellationToken) is { } reader
                    && IsRepeated(reader, model, file.CancellationToken))
                {
                    file.ReportDiagnostic(At(creation, "each message gets a new reader, and what the last one has read ahead is lost"));
                }
                else if (members.Add(LocalAssignments.Outermost(creation).Syntax))
                {
                    Report(creation, model, file);
                }
            }

            foreach (SyntaxToken token in index.Occurrences(Beneath, cancellationToken: file.CancellationToken))
            {
                if (token.Parent?.Parent is { } access
                    && file.SemanticModel.GetOperation(access, file.CancellationToken) is IPropertyReferenceOperation stream
                    && members.Add(LocalAssignments.Outermost(stream).Syntax))
                {
                    Report(stream, model, file);
                }
            }
        });

    /// <summary>Reports the reads of a member that come after those of a reader of the same channel.</summary>
    private static void Report(IOperation place, ProcessModel model, SemanticModelAnalysisContext file)
    {
        foreach (ChannelEvent late in LateReads.Around(place, model, file.CancellationToken)
            .Where(late => late.Place.Syntax.SyntaxTree == file.SemanticModel.SyntaxTree))
        {
            file.ReportDiagnostic(At(late.Place, "a reader of the same channel has read ahead"));
        }
    }

    private static Diagnostic At(IOperation place, string cause) =>
        Diagnostic.Create(Rules.ReadAheadIsLost, place.Syntax.GetLocation(), Sites.OfFact(place).Text, cause);

    /// <summary>True for a reader that a loop makes again while the connection stays.</summary>
    private static bool IsRepeated(ChannelLayer reader, ProcessModel model, CancellationToken cancellationToken)
    {
        IObjectCreationOperation creation = reader.Creation!;
        if (ControlFlow.LoopRound(creation) is { } loop)
        {
            return reader.IsCertain
                && ReadsOnePart(reader, creation, loop, model, cancellationToken)
                && IsLeftAlone(reader, loop, model, cancellationToken);
        }

        return reader.Parameter is { ContainingSymbol: IMethodSymbol method } parameter
            && ReadsOnePart(reader, creation, null, model, cancellationToken)
            && Callers.Of(model).Calls(method, cancellationToken).OfType<IOperation>().Any(call => ControlFlow.LoopRound(call) is { } round
                && GivenTo(parameter, call) is { } stream
                && ChannelLayers.Of(model).Of(stream, cancellationToken) is { IsCertain: true } given
                && IsLeftAlone(given, round, model, cancellationToken, except: call));
    }

    private static IOperation? GivenTo(IParameterSymbol parameter, IOperation call) => (call as IInvocationOperation)?.Arguments
        .FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)
        ?.Value;

    /// <summary>True where the reader reads a part of what comes, once, and is then forgotten.</summary>
    private static bool ReadsOnePart(
        ChannelLayer reader,
        IOperation creation,
        ILoopOperation? loop,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        List<ChannelEvent> own = ChannelEvents.Of(model).Around(creation, cancellationToken)
            .Where(found => found.Layer.IsSame(reader))
            .ToList();
        return own.Exists(static found => found.Kind == Kind.Read)
            && own.TrueForAll(found => found.Kind switch
            {
                Kind.Read => ControlFlow.LoopRound(found.Place) == loop,
                Kind.Close => TypeCreations.LeavesOpen((IObjectCreationOperation)creation),
                _ => false,
            })
            && Destination.Variable(creation) is not (IFieldSymbol or IPropertySymbol);
    }

    /// <summary>True where a loop neither makes the channel, nor connects it again, nor writes to it, nor hands it on.</summary>
    private static bool IsLeftAlone(
        ChannelLayer channel,
        ILoopOperation loop,
        ProcessModel model,
        CancellationToken cancellationToken,
        IOperation? except = null) =>
        !IsMadeIn(channel, loop, cancellationToken)
        && ChannelEvents.Of(model).Around(loop, cancellationToken)
            .Where(found => found.Layer.Channel.Equals(channel.Channel) && loop.Syntax.Span.Contains(found.Place.Syntax.Span))
            .All(found => found.Kind == Kind.Read
                || (found.Kind == Kind.Close
                    && (found.Place == except || (found.Layer.Creation is { } closed && TypeCreations.LeavesOpen(closed)))));

    private static bool IsMadeIn(ChannelLayer channel, ILoopOperation loop, CancellationToken cancellationToken) => channel.Channel switch
    {
        SyntaxNode origin => loop.Syntax.SyntaxTree == origin.SyntaxTree && loop.Syntax.Span.Contains(origin.Span),
        ILocalSymbol local =>
            local.DeclaringSyntaxReferences.Any(part => loop.Syntax.Span.Contains(part.GetSyntax(cancellationToken).Span)),
        ISymbol => false,
        _ => true,
    };
}
