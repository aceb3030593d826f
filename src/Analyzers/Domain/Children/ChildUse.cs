using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Domain.Facts;

namespace ProcessSafety.Analyzers.Domain.Children;

/// <summary>How a delegate that runs in another process comes to use something of this one.</summary>
/// <param name="Child">The delegate.</param>
/// <param name="Hops">The calls, first to last; empty when the use is in the delegate's own body.</param>
/// <param name="Use">The use.</param>
internal sealed record ChildUse(ChildDelegate Child, ImmutableArray<Site> Hops, OutsideUse Use)
{
    private const string Arrow = " → ";

    public ISymbol Symbol => Use.Symbol;

    /// <summary>The place in the delegate itself: the first call, or the use.</summary>
    public Site First => Hops.IsEmpty ? Use.Site : Hops[0];

    /// <summary>`Invoke → Run → s_gate`.</summary>
    public string Text => string.Join(Arrow, new[] { Child.Taker }.Concat(Hops.Select(static hop => hop.Text)).Append(Use.Symbol.Name));

    /// <summary>Every further hop and the use itself; nothing when the use is in the delegate's own body.</summary>
    public IEnumerable<Location> Further =>
        Hops.IsEmpty ? Enumerable.Empty<Location>() : Hops.Skip(1).Append(Use.Site).Select(static site => site.Location);
}
