using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.ControlFlow;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE705 to PSAFE707: an anonymous pipe to a child that the child cannot open, or that never ends.
/// Reported on the creation when the child does not inherit the handle that it is given; on the handle when this process keeps its
/// copy of it, so that reading never ends; and on the release of the copy when the child starts after it.
/// Left alone: pipes whose other end this process has, pipes that the parent writes to (706), and pipes that are passed on to code
/// which may release the handle.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChildPipeAnalyzer : ProcessSafetyAnalyzer
{
    private const string Server = "System.IO.Pipes.AnonymousPipeServerStream";
    private const int In = 1;

    public ChildPipeAnalyzer()
        : base(Rules.PipeIsNotInherited, Rules.PipeStaysOpen, Rules.PipeIsReleasedEarly)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (IObjectCreationOperation creation in TypeCreations.In(file.SemanticModel, Server, file.CancellationToken))
            {
                foreach (Diagnostic found in Find(creation, model, file.CancellationToken)
                    .Where(found => found.Location.SourceTree == file.SemanticModel.SyntaxTree))
                {
                    file.ReportDiagnostic(found);
                }
            }
        });

    private static IEnumerable<Diagnostic> Find(IObjectCreationOperation creation, ProcessModel model, CancellationToken cancellationToken)
    {
        if (PipeUses.Of(creation, model, cancellationToken) is not { } uses)
        {
            yield break;
        }

        List<(IInvocationOperation Handle, IOperation Place)> passed = uses.Handles
            .Select(handle => (handle, Target: ValueTargets.Of(model).Of(handle, cancellationToken)))
            .Where(static pair => pair.Target is { Kind: OutgoingKind.Child })
            .Select(static pair => (pair.handle, pair.Target!.Value.Place))
            .ToList();
        if (passed.Count == 0)
        {
            yield break;
        }

        if (ConstantOf(creation, "inheritability", absent: 0) == 0
            && !uses.IsUsedInProcess
            && !creation.Arguments.Any(static argument => argument.Parameter?.Name == "clientSafePipeHandle"))
        {
            yield return Diagnostic.Create(
                Rules.PipeIsNotInherited,
                creation.Syntax.GetLocation(),
                passed.Select(static pair => pair.Handle.Syntax.GetLocation()),
                Sites.OneLine(creation.Syntax.ToString()));
            yield break;
        }

        if (uses.Releases.IsEmpty)
        {
            List<IInvocationOperation> starts = passed.SelectMany(pair => StartPlaces.After(pair.Handle, model, cancellationToken)
                    .Concat(StartPlaces.After(pair.Place, model, cancellationToken)))
                .Distinct()
                .ToList();
            if (starts.Count > 0 && ConstantOf(creation, "direction", absent: In + 1) == In && !uses.IsUsedInProcess)
            {
                yield return At(Rules.PipeStaysOpen, passed[0].Handle, starts, passed, Sites.OfFact(passed[0].Handle).Text);
            }

            yield break;
        }

        foreach (IInvocationOperation release in uses.Releases)
        {
            if (StartPlaces.OnlyAfter(release, model, cancellationToken) is { Count: > 0 } starts)
            {
                yield return At(
                    Rules.PipeIsReleasedEarly,
                    release,
                    starts,
                    passed,
                    Sites.OfFact(release).Text,
                    Sites.OfFact(starts[0]).Text);
            }
        }
    }

    /// <summary>
    /// A diagnostic with the first start. The fix learns which one gets the handle where that is the only one, or takes it in its call.
    /// </summary>
    private static Diagnostic At(
        DiagnosticDescriptor rule,
        IInvocationOperation call,
        IReadOnlyList<IInvocationOperation> starts,
        IReadOnlyList<(IInvocationOperation Handle, IOperation Place)> passed,
        params object[] texts)
    {
        IInvocationOperation? start = starts.Count == 1 ? starts[0]
            : passed.Count == 1 ? starts.FirstOrDefault(one => one.Syntax.Span.Contains(passed[0].Handle.Syntax.Span))
            : null;
        bool isNear = start is not null
            && ControlFlow.BodyAround(call) == ControlFlow.BodyAround(start)
            && StartInfoReader.IsStart(start);
        return Diagnostic.Create(
            rule,
            call.Syntax.GetLocation(),
            new[] { starts[0].Syntax.GetLocation() },
            isNear
                ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Starts, ProcessPlaces.OffsetOf(start!))
                : ImmutableDictionary<string, string?>.Empty,
            texts);
    }

    /// <summary>The constant that an argument has; null for one that is computed.</summary>
    private static int? ConstantOf(IObjectCreationOperation creation, string parameter, int absent) =>
        creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter) is { } argument
            ? argument.Value.ConstantValue is { HasValue: true, Value: int value } ? value : null
            : absent;
}
