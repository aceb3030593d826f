using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>
/// A local that is assigned several times holds one object after the other. Which of its assignments a place sees:
/// <code>p = First(); p.Run(); p = Second(); p.Run();    // each call sees one of them</code>
/// </summary>
internal sealed class ReachingAssignments
{
    private readonly BodyFlow _flow;
    private readonly IReadOnlyList<IOperation?> _values;
    private readonly IReadOnlyList<IOperation> _places;
    private readonly FlowPoint[] _points;

    private ReachingAssignments(BodyFlow flow, IReadOnlyList<IOperation?> values, IReadOnlyList<IOperation> places, FlowPoint[] points) =>
        (_flow, _values, _places, _points) = (flow, values, places, points);

    /// <summary>
    /// The assignments of a local; null where it has fewer than two apart from null, another local holds the same object too, or they are
    /// not all made by one body.
    /// </summary>
    public static ReachingAssignments? Of(
        ControlFlow.ControlFlow flow,
        LocalAssignments assignments,
        ILocalSymbol local,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<IOperation> places = assignments.PlacesOf(local);
        IReadOnlyList<IOperation?>? values = assignments.Of(local);
        if (values is null || values.Count(static value => value is not ILiteralOperation) < 2 || IsCopied(local, places[0]))
        {
            return null;
        }

        IOperation body = ControlFlow.ControlFlow.BodyAround(places[0]);
        if (places.Any(place => ControlFlow.ControlFlow.BodyAround(place) != body) || flow.Of(body, cancellationToken) is not { } known)
        {
            return null;
        }

        List<FlowPoint> points = places.Select(place => known.PointOf(place)).OfType<FlowPoint>().ToList();
        return points.Count == places.Count ? new ReachingAssignments(known, values, places, points.ToArray()) : null;
    }

    /// <summary>The body that makes the assignments.</summary>
    public IOperation Body => ControlFlow.ControlFlow.BodyAround(_places[0]);

    /// <summary>The numbers of the assignments other than null.</summary>
    public IEnumerable<int> All => Enumerable.Range(0, _places.Count).Where(index => _values[index] is not ILiteralOperation);

    /// <summary>What is assigned by that number; null where that cannot be traced.</summary>
    public IOperation? Value(int index) => _values[index];

    /// <summary>
    /// True when the place may see the object of that assignment: it makes the object, or control may come to it before another
    /// assignment. A place of another body may see any.
    /// </summary>
    public bool MaySee(IOperation place, int index)
    {
        int made = Enumerable.Range(0, _places.Count).Where(number => IsMadeBy(place, _places[number])).DefaultIfEmpty(-1).First();
        return made >= 0 ? made == index
            : ControlFlow.ControlFlow.BodyAround(place) != Body || _flow.PointOf(place) is not { } point
                || _flow.Reaches(_points[index], point, _points.Where((_, number) => number != index).ToArray());
    }

    /// <summary>The numbers of the assignments that a place may see.</summary>
    public IReadOnlyList<int> SeenAt(IOperation place) => All.Where(index => MaySee(place, index)).ToList();

    /// <summary>True for an expression that an assignment gives to the local as it is.</summary>
    private static bool IsMadeBy(IOperation place, IOperation assignment)
    {
        IOperation value = place;
        while (value.Parent is { } parent && value != assignment)
        {
            bool isHandedOn = parent == assignment
                || parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation or IAwaitOperation
                    or IVariableInitializerOperation or ISwitchExpressionOperation
                || (parent is ISwitchExpressionArmOperation arm && arm.Value == value)
                || (parent is IConditionalOperation choice && choice.Condition != value);
            if (!isHandedOn)
            {
                return false;
            }

            value = parent;
        }

        return value == assignment && place != assignment;
    }

    private static bool IsCopied(ILocalSymbol local, IOperation place) => LocalAssignments.Outermost(place)
        .Descendants()
        .Any(operation => operation is ILocalReferenceOperation reference
            && SymbolEqualityComparer.Default.Equals(reference.Local, local)
            && Destination.Of(reference) is ILocalSymbol other
            && !SymbolEqualityComparer.Default.Equals(other, local));
}
