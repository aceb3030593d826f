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

/// <summary>PSAFE208: a call on the field becomes `?.`; any other statement that uses it gets a check for null round it.</summary>
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

        ExpressionSyntax whole = WholeOf(field);
        if (whole.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax && whole is InvocationExpressionSyntax)
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

            return true;
        }

        if (whole.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || !CanBeLeftOut(statement, model))
        {
            return false;
        }

        if (!edits.Contains(statement))
        {
            string lineEnd = Comments.LineEndOf(root).ToString();
            OneLineBodies.Open(edits, statement);
            edits.Replace(statement, current => GuardedBlock.Of(
                SyntaxFactory.ParseExpression($"{field.WithoutTrivia()} != null"),
                new[] { (StatementSyntax)current },
                lineEnd).WithTrailingTrivia(StatementLists.EndOf(statement, lineEnd)));
        }

        return true;
    }

    /// <summary>The field as the use names it, with its `this`.</summary>
    private static ExpressionSyntax? FieldIn(SyntaxNode use, string? name) => use.DescendantNodesAndSelf()
        .OfType<IdentifierNameSyntax>()
        .Where(identifier => identifier.Identifier.ValueText == name)
        .Select(static identifier => identifier.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access
            ? access
            : (ExpressionSyntax)identifier)
        .FirstOrDefault();

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
