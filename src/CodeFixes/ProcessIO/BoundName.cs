using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>The name that a pattern gives to a process.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="IsNegated">True for `not { } p`, which binds the name where it does not match.</param>
/// <param name="MaybeNull">True for `var p`.</param>
internal sealed record BoundName(string Name, bool IsNegated, bool MaybeNull)
{
    /// <summary>The name that the pattern binds for every process; null where it asks more of it, or binds none.</summary>
    public static BoundName? Of(PatternSyntax pattern) => pattern switch
    {
        ParenthesizedPatternSyntax { Pattern: var inner } => Of(inner),
        UnaryPatternSyntax { RawKind: (int)SyntaxKind.NotPattern, Pattern: var inner } =>
            Of(inner) is { } bound ? bound with { IsNegated = !bound.IsNegated } : null,
        RecursivePatternSyntax { PositionalPatternClause: null, PropertyPatternClause.Subpatterns.Count: 0 } any when IsProcess(any.Type) =>
            Named(any.Designation, maybeNull: false),
        DeclarationPatternSyntax declaration when IsProcess(declaration.Type) => Named(declaration.Designation, maybeNull: false),
        VarPatternSyntax { Designation: var designation } => Named(designation, maybeNull: true),
        _ => null,
    };

    /// <summary>
    /// The outermost expression whose value is the started process, or which throws:
    /// <code>Process.Start(info) switch { { } started => started, _ => throw new InvalidOperationException() }</code>
    /// </summary>
    public static ExpressionSyntax HandedOn(ExpressionSyntax start)
    {
        ExpressionSyntax value = ObjectSyntax.Outermost(start);
        while (value.Parent switch
        {
            SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice } arm => arm.Expression == value
                && choice.Arms.All(other => other == arm || other.Expression is ThrowExpressionSyntax),
            SwitchExpressionSyntax choice => choice.GoverningExpression == value
                && choice.Arms.All(static arm => arm.Expression is ThrowExpressionSyntax
                    || (arm.Expression is IdentifierNameSyntax name && Of(arm.Pattern)?.Name == name.Identifier.Text)),
            _ => false,
        })
        {
            value = ObjectSyntax.Outermost(value.Parent as ExpressionSyntax ?? (ExpressionSyntax)value.Parent!.Parent!);
        }

        return value;
    }

    private static BoundName? Named(VariableDesignationSyntax? designation, bool maybeNull) =>
        designation is SingleVariableDesignationSyntax { Identifier: { Text: var name } }
            ? new BoundName(name, IsNegated: false, maybeNull)
            : null;

    private static bool IsProcess(TypeSyntax? type) => type switch
    {
        null or IdentifierNameSyntax { Identifier.ValueText: "Process" } => true,
        QualifiedNameSyntax { Right.Identifier.ValueText: "Process" } => true,
        NullableTypeSyntax { ElementType: var element } => IsProcess(element),
        _ => false,
    };
}
