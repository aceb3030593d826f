using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>PSAFE208: a call on the field becomes `?.`; any other statement that uses it gets a check for null around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NullCheckFix))]
public sealed class NullCheckFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(Rules.FinalizerUsesUnassignedField.Id);

    protected override string Title => "Check for null";

    protected override string EquivalenceKey => "PSAFE208.NullCheck";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        Location place = diagnostic.Fact();
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Unassigned, out string? name)
            || place.SourceTree?.FilePath != root.SyntaxTree.FilePath
            || !root.FullSpan.Contains(place.SourceSpan)
            || FieldIn(root.FindNode(place.SourceSpan, getInnermostNodeForTie: true), name) is not { } field)
        {
            return false;
        }

        // The compiler takes the field for one that may be null from the check on: all that follows has to ask as well.
        List<ExpressionSyntax> uses = new() { field };
        if (model.GetNullableContext(field.SpanStart).WarningsEnabled())
        {
            uses.AddRange(Later(field, name!));
        }

        if (!uses.TrueForAll(use => CanBeChecked(use, model)))
        {
            return false;
        }

        foreach (ExpressionSyntax use in uses)
        {
            Check(use, root, edits);
        }

        return true;
    }

    /// <summary>The other uses that an exception would come from, behind one in the same member, and in the loop around it.</summary>
    private static IEnumerable<ExpressionSyntax> Later(ExpressionSyntax field, string name)
    {
        int from = field.Ancestors()
            .LastOrDefault(static node => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax
                or CommonForEachStatementSyntax)
            ?.SpanStart ?? field.Span.End;
        return field.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Where(identifier => identifier.Identifier.ValueText == name
                && identifier.SpanStart > from
                && !field.Span.Contains(identifier.Span))
            .Select(InWhole)
            .Where(static use => use.Parent is MemberAccessExpressionSyntax access && access.Expression == use
                || (use.Parent is ElementAccessExpressionSyntax element && element.Expression == use));
    }

    private static bool IsCall(ExpressionSyntax whole) =>
        whole is InvocationExpressionSyntax && whole.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax;

    private static bool CanBeChecked(ExpressionSyntax use, SemanticModel model) =>
        IsCall(WholeOf(use)) || (use.FirstAncestorOrSelf<StatementSyntax>() is { } statement && CanBeLeftOut(statement, model));

    private static void Check(ExpressionSyntax field, SyntaxNode root, SyntaxEdits edits)
    {
        ExpressionSyntax whole = WholeOf(field);
        if (IsCall(whole))
        {
            if (!edits.Contains(whole))
            {
                string text = whole.ToString();
                int length = field.Span.End - whole.SpanStart;
                edits.Replace(
                    whole,
                    current => SyntaxFactory.ParseExpression(text.Substring(0, length) + "?" + text.Substring(length))
                        .WithTriviaFrom(current));
            }

            return;
        }

        StatementSyntax statement = field.FirstAncestorOrSelf<StatementSyntax>()!;
        if (!statement.AncestorsAndSelf().Any(edits.Contains))
        {
            string lineEnd = Comments.LineEndOf(root).ToString();
            OneLineBodies.Open(edits, statement);
            edits.Replace(statement, current => GuardedBlock.Of(
                SyntaxFactory.ParseExpression($"{field.WithoutTrivia()} != null"),
                new[] { (StatementSyntax)current },
                lineEnd).WithTrailingTrivia(StatementLists.EndOf(statement, lineEnd)));
        }
    }

    /// <summary>The field as the use names it, with its `this`.</summary>
    private static ExpressionSyntax? FieldIn(SyntaxNode use, string? name) => use.DescendantNodesAndSelf()
        .OfType<IdentifierNameSyntax>()
        .Where(identifier => identifier.Identifier.ValueText == name)
        .Select(InWhole)
        .FirstOrDefault();

    private static ExpressionSyntax InWhole(IdentifierNameSyntax field) =>
        field.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : field;

    /// <summary>The chain of calls and members that begins with the field: `_a.B().C()`.</summary>
    private static ExpressionSyntax WholeOf(ExpressionSyntax field)
    {
        ExpressionSyntax whole = field;
        while (whole.Parent is MemberAccessExpressionSyntax access && access.Expression == whole
            || (whole.Parent is InvocationExpressionSyntax call && call.Expression == whole)
            || (whole.Parent is ElementAccessExpressionSyntax element && element.Expression == whole))
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        return whole;
    }

    /// <summary>True when nothing that follows needs the statement to have run.</summary>
    private static bool CanBeLeftOut(StatementSyntax statement, SemanticModel model) =>
        statement.IsInList()
        && statement is not (LocalDeclarationStatementSyntax or ReturnStatementSyntax or LocalFunctionStatementSyntax)
        && !Comments.HasInnerDirectives(statement)
        && model.AnalyzeDataFlow(statement) is { Succeeded: true, DataFlowsOut.IsEmpty: true };
}
