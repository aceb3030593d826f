using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>What all bodies of this compilation do to the process that a field or property holds.</summary>
internal sealed class HeldProcesses
{
    private readonly MemberHistories _histories;
    private readonly ProcessTraces _traces;

    public HeldProcesses(MemberHistories histories, ProcessTraces traces) => (_histories, _traces) = (histories, traces);

    /// <summary>
    /// The events of the members that hold the process of a course; none for a local that no member keeps, null when others may see it.
    /// </summary>
    public ImmutableArray<ProcessEvent>? EventsElsewhere(ProcessCourse course, CancellationToken cancellationToken)
    {
        HashSet<ISymbol> members = new(
            course.Events.Where(static found => found.Kind == ProcessEventKind.Keep)
                .Select(static found => found.Operation)
                .OfType<IMemberReferenceOperation>()
                .Select(static kept => kept.Member),
            SymbolEqualityComparer.Default);
        if (course.Events[0].Process.Symbol is (IFieldSymbol or IPropertySymbol) and { } holder)
        {
            members.Add(holder);
        }

        ImmutableArray<ProcessEvent>.Builder events = ImmutableArray.CreateBuilder<ProcessEvent>();
        foreach (ISymbol member in members.Select(static member => member.OriginalDefinition))
        {
            if (member.DeclaringSyntaxReferences.IsEmpty
                || (member is IPropertySymbol property && !ValueOrigin.IsAutoProperty(property))
                || Callers.AreOutside(member))
            {
                return null;
            }

            HashSet<IOperation> bodies = new();
            foreach ((SimpleNameSyntax name, SemanticModel model) in _histories.Mentions(member, cancellationToken))
            {
                if ((model.GetOperation(name, cancellationToken)
                        ?? model.GetOperation(name.Parent!, cancellationToken)) is IMemberReferenceOperation mention
                    && !ProcessNames.IsOwn(mention))
                {
                    return null;
                }

                if (ProcessVerdicts.OutermostAround(name.Identifier, model, cancellationToken) is { } body && bodies.Add(body))
                {
                    // A local that the member keeps has that body's events under its own name.
                    ImmutableArray<ProcessEvent> found = _traces.Of(
                        body,
                        new ProcessNames(body, _traces, cancellationToken),
                        cancellationToken);
                    HashSet<ProcessKey> keys = new(found.Where(item => item.Kind == ProcessEventKind.Keep
                            && item.Operation is IMemberReferenceOperation kept
                            && SymbolEqualityComparer.Default.Equals(kept.Member.OriginalDefinition, member))
                        .Select(static item => item.Process))
                    {
                        new ProcessKey(member),
                    };
                    events.AddRange(found.Where(item => keys.Contains(item.Process)));
                }
            }
        }

        return events.ToImmutable();
    }
}
