using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Mutants.Mutations;

/// <summary>A pattern with one part less.</summary>
internal static class PatternOperators
{
    public static IEnumerable<Edit> Of(RelationalPatternSyntax relation) =>
        ConditionOperators.Swapped(relation.OperatorToken.Kind()) is { } other
            ? [new Edit("comparison", relation.OperatorToken.Span, other)]
            : [];

    public static IEnumerable<Edit> Of(BinaryPatternSyntax pair)
    {
        yield return new Edit("pattern operand dropped", pair.Span, pair.Left.ToString());
        if (!pair.Left.IsKind(pair.Kind()))
        {
            yield return new Edit("pattern operand dropped", pair.Span, pair.Right.ToString());
        }
    }

    public static IEnumerable<Edit> Of(UnaryPatternSyntax not) => [new Edit("not dropped", not.Span, not.Pattern.ToString())];

    public static IEnumerable<Edit> Of(PropertyPatternClauseSyntax properties) => properties.Subpatterns.Select(dropped => new Edit(
        "property dropped",
        properties.Span,
        $"{{ {string.Join(", ", properties.Subpatterns.Where(kept => kept != dropped))} }}"));

    public static IEnumerable<Edit> Of(PositionalPatternClauseSyntax positions) =>
        positions.Subpatterns.SelectMany(static position => Discarded(position.Pattern));

    public static IEnumerable<Edit> Of(ListPatternSyntax list) => list.Patterns.SelectMany(Discarded);

    private static IEnumerable<Edit> Discarded(PatternSyntax pattern) =>
        pattern is DiscardPatternSyntax or SlicePatternSyntax or VarPatternSyntax ? [] : [new Edit("element discarded", pattern.Span, "_")];
}
