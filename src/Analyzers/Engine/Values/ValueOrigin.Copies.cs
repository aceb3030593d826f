using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <content>What variables hold, and locals that hold what another local holds.</content>
internal sealed partial class ValueOrigin
{
    /// <summary>What a local or parameter holds.</summary>
    public Value Of(ISymbol variable) => variable switch
    {
        ILocalSymbol local => OfLocal(local),
        IParameterSymbol parameter => OfParameter(parameter),
        _ => Value.Unknown,
    };

    /// <summary>
    /// The local that first held what this one always holds, so that a copy and what it copies are one.
    /// <code>Mutex first = new(); Mutex gate = first ?? throw new IOException();    // first, for both</code>
    /// </summary>
    public ILocalSymbol First(ILocalSymbol local)
    {
        HashSet<ILocalSymbol> seen = new(SymbolEqualityComparer.Default);
        while (seen.Add(local)
            && _assignments.Of(local) is { Count: 1 } single
            && single[0] is { } assigned
            && Only(assigned) is ILocalReferenceOperation { Local: var copied })
        {
            local = copied;
        }

        return local;
    }

    /// <summary>The one expression that gives the value, when all others that a choice could take throw.</summary>
    private static IOperation Only(IOperation value)
    {
        IOperation plain = Unwrap(value);
        IEnumerable<IOperation> choices = plain switch
        {
            ICoalesceOperation coalesce => new[] { coalesce.Value, coalesce.WhenNull },
            IConditionalOperation { WhenFalse: { } whenFalse } choice => new[] { choice.WhenTrue, whenFalse },
            ISwitchExpressionOperation choice => choice.Arms.Select(static arm => arm.Value),
            _ => Enumerable.Empty<IOperation>(),
        };
        List<IOperation> left = choices.Where(static choice => Unwrap(choice) is not IThrowOperation).ToList();
        return left.Count == 1 ? Only(left[0]) : plain;
    }
}
