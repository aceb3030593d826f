using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Names;

/// <summary>Tells what creations and openings of primitives are called, with names that stand in members of this compilation.</summary>
internal sealed class NamedPrimitives
{
    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;

    public static NamedPrimitives Of(ProcessModel model) =>
        model.Get(static model => new NamedPrimitives(SourceBodies.Of(model), MemberHistories.Of(model)));

    public NamedPrimitives(SourceBodies bodies, MemberHistories histories)
    {
        _bodies = bodies;
        _histories = histories;
    }

    /// <summary>What an operation makes or opens, named or not; null for one that does neither.</summary>
    public NamedPrimitive? Of(IOperation operation, CancellationToken cancellationToken) =>
        NamedPrimitive.Of(operation, member => ValueOf(member, cancellationToken));

    /// <summary>A text, as far as source tells it.</summary>
    public NameText Text(IOperation value, CancellationToken cancellationToken) =>
        NameText.Of(value, member => ValueOf(member, cancellationToken));

    /// <summary>The one value that a local or member always has; the expression itself for anything else.</summary>
    public IOperation Origin(IOperation value, CancellationToken cancellationToken) =>
        NameText.Origin(value, member => ValueOf(member, cancellationToken));

    /// <summary>The one value that a field or property of this compilation always has; null when it has another, or none is seen.</summary>
    private IOperation? ValueOf(ISymbol member, CancellationToken cancellationToken)
    {
        if (member is IPropertySymbol { GetMethod: { } getter } property && !ValueOrigin.IsAutoProperty(property))
        {
            return !property.IsVirtual && !property.IsOverride && !property.IsAbstract
                && _bodies.Of(getter.OriginalDefinition, cancellationToken)
                    ?.Descendants()
                    .OfType<IReturnOperation>()
                    .Take(2)
                    .ToList() is { Count: 1 } returns
                    ? returns[0].ReturnedValue
                    : null;
        }

        return _histories.Assigned(member, cancellationToken).Take(2).ToList() is { Count: 1 } assigned ? assigned[0] : null;
    }
}
