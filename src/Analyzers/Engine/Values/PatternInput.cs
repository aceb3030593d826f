using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>What a pattern is matched against.</summary>
internal static class PatternInput
{
    /// <summary>
    /// The operand of the pattern itself, or of the pattern around a member that it looks at; null when that is not one value.
    /// </summary>
    public static IOperation? Of(IOperation patternOrMember)
    {
        for (IOperation? operation = patternOrMember; operation is not null; operation = operation.Parent)
        {
            switch (operation.Parent)
            {
                case IIsPatternOperation isPattern when isPattern.Pattern == operation:
                    return isPattern.Value;
                case IPropertySubpatternOperation subpattern when subpattern.Pattern == operation:
                    return subpattern.Member;
                case IPatternCaseClauseOperation { Parent.Parent: ISwitchOperation choice }:
                    return choice.Value;
                case ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice }:
                    return choice.Value;
                case IListPatternOperation:
                    return null;
                case IRecursivePatternOperation { DeconstructionSubpatterns: var parts } whole
                    when operation is IPatternOperation part && parts.Contains(part):
                    return Of(whole) is { } input
                        && ValueOrigin.Unwrap(input) is ITupleOperation { Elements: var elements }
                        && elements.Length == parts.Length
                            ? elements[parts.IndexOf(part)]
                            : null;
            }
        }

        return null;
    }

    /// <summary>True for what a pattern, a switch statement or a switch expression looks at.</summary>
    public static bool IsMatched(IOperation value) => value.Parent switch
    {
        IConversionOperation or IParenthesizedOperation => IsMatched(value.Parent),
        IIsPatternOperation isPattern => isPattern.Value == value,
        ISwitchOperation choice => choice.Value == value,
        ISwitchExpressionOperation choice => choice.Value == value,
        _ => false,
    };

    /// <summary>The patterns of an `is`, a switch statement or a switch expression.</summary>
    public static IEnumerable<IPatternOperation> PatternsOf(IOperation match) => match switch
    {
        IIsPatternOperation single => new[] { single.Pattern },
        ISwitchExpressionOperation choice => choice.Arms.Select(static arm => arm.Pattern),
        ISwitchOperation choice => choice.Cases.SelectMany(static section => section.Clauses)
            .OfType<IPatternCaseClauseOperation>()
            .Select(static clause => clause.Pattern),
        _ => Enumerable.Empty<IPatternOperation>(),
    };
}
