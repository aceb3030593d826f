using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Analyzers.Fork;

/// <summary>Whether code can run on x64, as far as the checks around it say.</summary>
internal static class ArchitectureCheck
{
    private const string Type = "Architecture";

    /// <summary>True when no check of the architecture is near, or the one around the code asks for x64.</summary>
    public static bool AllowsX64(SyntaxNode code)
    {
        SyntaxNode member = code.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? code.SyntaxTree.GetRoot();
        if (!MentionsArchitecture(member))
        {
            return true;
        }

        foreach (SyntaxNode part in code.AncestorsAndSelf().TakeWhile(part => part != member))
        {
            bool? isX64 = part.Parent switch
            {
                IfStatementSyntax branch when branch.Statement == part => IsX64(branch.Condition),
                ConditionalExpressionSyntax choice when choice.WhenTrue == part => IsX64(choice.Condition),
                SwitchExpressionArmSyntax arm when arm.Expression == part => IsX64(arm.Pattern),
                SwitchSectionSyntax section => section.Labels.All(static label => IsX64(label) == true),
                _ => null,
            };
            if (isX64 is { } answer)
            {
                return answer;
            }

            if (part.Parent is BlockSyntax block
                && Before(block, part).Any(static branch => IsLeft(branch) && IsNotX64(branch.Condition)))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<IfStatementSyntax> Before(BlockSyntax block, SyntaxNode statement) =>
        block.Statements.TakeWhile(other => other != statement).OfType<IfStatementSyntax>();

    private static bool IsLeft(IfStatementSyntax branch) =>
        (branch.Statement is BlockSyntax { Statements: { Count: > 0 } statements }
            ? statements.Last()
            : branch.Statement) is ReturnStatementSyntax or ThrowStatementSyntax;

    private static bool MentionsArchitecture(SyntaxNode node) => Named(node).Any();

    private static IEnumerable<MemberAccessExpressionSyntax> Named(SyntaxNode node) => node.DescendantNodesAndSelf()
        .OfType<MemberAccessExpressionSyntax>()
        .Where(static access => access.Expression is SimpleNameSyntax { Identifier.ValueText: Type }
            or MemberAccessExpressionSyntax { Name.Identifier.ValueText: Type });

    /// <summary>Null when the condition does not speak of the architecture.</summary>
    private static bool? IsX64(SyntaxNode condition) => MentionsArchitecture(condition)
        ? Named(condition).All(static access => access.Name.Identifier.ValueText == "X64") && !IsNegated(condition)
        : null;

    private static bool IsNotX64(SyntaxNode condition) =>
        MentionsArchitecture(condition)
        && Named(condition).All(static access => access.Name.Identifier.ValueText == "X64")
        && IsNegated(condition);

    private static bool IsNegated(SyntaxNode condition) => condition.DescendantNodesAndSelf().Any(static node =>
        node.Kind() is SyntaxKind.NotEqualsExpression or SyntaxKind.LogicalNotExpression or SyntaxKind.NotPattern);
}
