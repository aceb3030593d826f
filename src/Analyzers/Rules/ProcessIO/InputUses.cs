using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Where the input of a child that a wait finds open is used last, whatever it is called, so that it can be closed behind that:
/// <code>writer.WriteLine(text);    input.Flush();    p.WaitForExit();    // between the last two</code>
/// </summary>
internal sealed class InputUses
{
    private const string Name = "StandardInput";

    private readonly ProcessModel _model;
    private readonly CancellationToken _cancellationToken;

    private InputUses(ProcessModel model, CancellationToken cancellationToken) => (_model, _cancellationToken) = (model, cancellationToken);

    /// <summary>What a fix has to know to close the input; nothing where the input is used after the wait, or somewhere unknown.</summary>
    public static ImmutableDictionary<string, string?> PropertiesOf(
        ProcessFinding finding,
        ProcessModel model,
        CancellationToken cancellationToken) =>
        new InputUses(model, cancellationToken).Of(finding);

    private ImmutableDictionary<string, string?> Of(ProcessFinding finding)
    {
        ImmutableDictionary<string, string?> none = ImmutableDictionary<string, string?>.Empty;
        IOperation wait = finding.Event.At;
        List<IOperation> uses = UsesOf(finding.Event.Process, wait);
        IOperation body = ControlFlow.BodyAround(wait);
        if (uses.Any(use => ControlFlow.BodyAround(use) != body)
            || uses.Any(use => IsAfter(wait, use, finding.Event.Process))
            || IsUsedByCallers(finding.Event.Process))
        {
            return none;
        }

        ImmutableDictionary<string, string?> closed = none.Add(DiagnosticProperties.Input, "true");
        if (uses.Count == 0)
        {
            return closed;
        }

        // What another branch does to the input is not done when this one waits.
        List<IOperation> before = uses.Where(use => IsAfter(use, wait, finding.Event.Process)).ToList();
        if (before.Count == 0)
        {
            return none;
        }

        List<ILocalSymbol> writers = before.Select(WriterOf).OfType<ILocalSymbol>().Distinct<ILocalSymbol>(SymbolEqualityComparer.Default)
            .ToList();
        IOperation last = before.OrderBy(static use => use.Syntax.Span.End).Last();
        return uses.Except(before).Any(use => IsAfter(last, use, finding.Event.Process))
            || writers.Count > 1 || writers.Exists(writer => LeavesOpen(writer, wait)) || ProcessNames.IsProcess(last.Type)
            ? none
            : (writers.Count == 0 ? closed : closed.Add(DiagnosticProperties.Writer, writers[0].Name))
                .Add(DiagnosticProperties.LastUse, ProcessPlaces.OffsetOf(last));
    }

    /// <summary>The expressions of a body that use the input of a process, apart from closing it and from giving it a name.</summary>
    private List<IOperation> UsesOf(ProcessKey process, IOperation place)
    {
        IOperation body = LocalAssignments.Outermost(place);
        ProcessNames names = new(body, ProcessTraces.Of(_model), _cancellationToken);
        return body.Descendants()
            .Where(operation => operation is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation)
            .Where(operation => ProcessNames.IsProcess(operation.Type)
                ? GoesToItsInput(operation) && process.Equals(names.ProcessOf(operation))
                : ProcessNames.IsReaderOrWriter(operation.Type)
                    && !IsNamedOrClosed(operation)
                    && names.StreamsOf(operation).Any(found => found.Stream == ProcessStream.Input && process.Equals(found.Process)))
            .ToList();
    }

    private static bool IsNamedOrClosed(IOperation stream)
    {
        IOperation value = Destination.Whole(stream);
        return value.Parent switch
        {
            IVariableInitializerOperation or IUsingOperation => true,
            IPropertyReferenceOperation { Property.Name: "BaseStream" } => true,
            ISimpleAssignmentOperation assignment => assignment.Target == value || assignment.Target is ILocalReferenceOperation,
            IInvocationOperation call => call.Instance == value && KnownNames.StreamCloses.Has(call.TargetMethod.Name),
            IArgumentOperation { Parent: IObjectCreationOperation writer } =>
                ProcessNames.IsReaderOrWriter(writer.Type) && Destination.Variable(writer) is ILocalSymbol,
            _ => false,
        };
    }

    /// <summary>True for a process that goes to a method which names its input.</summary>
    private bool GoesToItsInput(IOperation process) =>
        Destination.Whole(process).Parent is IArgumentOperation { Parent: { } call }
        && ProcessTraces.Of(_model).TargetOf(call, _cancellationToken) is { } target
        && target.Body.Syntax.DescendantTokens().Any(static token => token.ValueText == Name);

    /// <summary>True where control can come from one place to the other, for the same run of the process.</summary>
    private bool IsAfter(IOperation first, IOperation second, ProcessKey process)
    {
        if (ControlFlow.Of(_model).Around(first, _cancellationToken) is not { } flow
            || flow.PointOf(first) is not { } from
            || flow.PointOf(second) is not { } to)
        {
            return true;
        }

        // A loop that starts a process each time comes back to the use for another one.
        IOperation body = LocalAssignments.Outermost(first);
        ProcessTraces traces = ProcessTraces.Of(_model);
        FlowPoint[] starts = traces.Of(body, new ProcessNames(body, traces, _cancellationToken), _cancellationToken)
            .Where(found => found.Kind == ProcessEventKind.Start && found.Process.Equals(process))
            .Select(found => flow.PointOf(found.At))
            .OfType<FlowPoint>()
            .ToArray();
        return flow.From(from, starts, throughExceptions: true).Contains(to);
    }

    /// <summary>True where a caller that is seen uses the input of the process that it has passed, behind the call.</summary>
    private bool IsUsedByCallers(ProcessKey process) =>
        process.Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter
        && Callers.Of(_model).Calls(method, _cancellationToken).OfType<IInvocationOperation>().Any(call =>
            call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is { } given
            && new ProcessNames(LocalAssignments.Outermost(call), ProcessTraces.Of(_model), _cancellationToken)
                .ProcessOf(given.Value) is { } passed
            && UsesOf(passed, call).Any(use => !call.Syntax.Span.Contains(use.Syntax.Span)
                && (ControlFlow.BodyAround(use) != ControlFlow.BodyAround(call) || IsAfter(call, use, passed))));

    /// <summary>The local that holds a writer around the input.</summary>
    private static ILocalSymbol? WriterOf(IOperation use) =>
        use is ILocalReferenceOperation { Local: var local } && ProcessNames.IsReaderOrWriter(local.Type) && MadeAs(local, use) is not null
            ? local
            : null;

    private static IObjectCreationOperation? MadeAs(ILocalSymbol local, IOperation place) =>
        LocalAssignments.Single(local, place) is { } made ? ValueOrigin.Unwrap(made) as IObjectCreationOperation : null;

    private static bool LeavesOpen(ILocalSymbol writer, IOperation place) =>
        MadeAs(writer, place)!.Arguments.Any(static argument => argument.Parameter?.Name == "leaveOpen"
            && argument.Value.ConstantValue is not { HasValue: true, Value: false });
}
