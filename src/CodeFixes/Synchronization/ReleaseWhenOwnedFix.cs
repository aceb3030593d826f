using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE313: releases the mutex only when it was taken. The answer is the variable that has it already, or a new one that gets the result
/// of the wait.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleaseWhenOwnedFix))]
public sealed class ReleaseWhenOwnedFix : DocumentFix
{
    private const string NewName = "isOwned";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.MutexReleasedUnowned.Id);

    protected override string Title => "Release the mutex only if it was acquired";

    protected override string EquivalenceKey => "PSAFE313.ReleaseWhenOwned";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        ExpressionSyntax[] places = PlacesOf(diagnostic, root);
        if (places.Length != 2
            || StatementOf(places[1]) is not { } release
            || Comments.HasInnerDirectives(release)
            || CommonStatement(places[0], release) is not { } common)
        {
            return false;
        }

        ExpressionSyntax taking = places[0];
        string? answer = VariableOf(taking, common, release, model, cancellationToken);
        if (answer is null && (answer = NewVariable(taking, common, edits)) is null)
        {
            return false;
        }

        string lineEnd = Comments.LineEndOf(root).ToString();
        OneLineBodies.Open(edits, release);
        edits.Replace(release, current => GuardedBlock.Of(
            SyntaxFactory.ParseExpression(answer),
            new[] { (StatementSyntax)current },
            lineEnd).WithTrailingTrivia(StatementLists.EndOf(release, lineEnd)));
        return true;
    }

    /// <summary>The taking, and the release or the call of what releases; none where they are in another file.</summary>
    private static ExpressionSyntax[] PlacesOf(Diagnostic diagnostic, SyntaxNode root) =>
        diagnostic.AdditionalLocations.All(place => place.SourceTree == root.SyntaxTree)
            ? diagnostic.AdditionalLocations.Append(diagnostic.Location)
                .Take(2)
                .Select(place => root.FindNode(place.SourceSpan, getInnermostNodeForTie: true))
                .OfType<ExpressionSyntax>()
                .ToArray()
            : new ExpressionSyntax[0];

    /// <summary>The statement that is nothing but the release, also `gate?.ReleaseMutex();`.</summary>
    private static ExpressionStatementSyntax? StatementOf(ExpressionSyntax release) =>
        (release.Parent as ConditionalAccessExpressionSyntax ?? release).Parent is ExpressionStatementSyntax statement
        && statement.IsInList()
            ? statement
            : null;

    /// <summary>The innermost statement with the taking in it whose list has the release as well.</summary>
    private static StatementSyntax? CommonStatement(ExpressionSyntax taking, StatementSyntax release) => taking.Ancestors()
        .OfType<StatementSyntax>()
        .FirstOrDefault(statement => statement.ListNode() is { } list && list.Span.Contains(release.Span));

    /// <summary>The variable or field that has the answer and, at the release, certainly a value; null for none.</summary>
    private static string? VariableOf(
        ExpressionSyntax taking,
        StatementSyntax common,
        StatementSyntax release,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        SyntaxNode? variable = taking is BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments }
            ? OutVariable(arguments)
            : taking.Parent switch
            {
                EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator,
                AssignmentExpressionSyntax assignment when assignment.Right == taking => assignment.Left,
                _ => null,
            };
        ISymbol? symbol = variable switch
        {
            null => null,
            ExpressionSyntax expression => model.GetSymbolInfo(expression, cancellationToken).Symbol,
            _ => model.GetDeclaredSymbol(variable, cancellationToken),
        };
        return symbol switch
        {
            IFieldSymbol => variable!.WithoutTrivia().ToString(),
            ILocalSymbol local when IsAssigned(local, taking, common, release, cancellationToken) => Identifiers.Text(local.Name),
            _ => null,
        };
    }

    private static SyntaxNode? OutVariable(ArgumentListSyntax arguments) =>
        arguments.Arguments.FirstOrDefault(static argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword))?.Expression switch
        {
            DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax declared } => declared,
            var other => other,
        };

    private static bool IsAssigned(
        ILocalSymbol local,
        ExpressionSyntax taking,
        StatementSyntax common,
        StatementSyntax release,
        CancellationToken cancellationToken)
    {
        SyntaxNode declaration = local.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);
        StatementSyntax? declaring = declaration.FirstAncestorOrSelf<StatementSyntax>();
        bool isInScope = declaring?.ListNode() is { } list && list.Span.Contains(release.Span) && declaring.Span.End <= release.SpanStart;
        return isInScope
            && (declaration is VariableDeclaratorSyntax { Initializer: not null }
                || (!common.Span.Contains(release.Span) && taking.FirstAncestorOrSelf<StatementSyntax>() == common));
    }

    /// <summary>A new variable with the result of the wait; null where the mutex is made.</summary>
    private static string? NewVariable(ExpressionSyntax taking, StatementSyntax common, SyntaxEdits edits)
    {
        if (taking is not InvocationExpressionSyntax
            || (taking.FirstAncestorOrSelf<StatementSyntax>() == common && Comments.HasInnerDirectives(common)))
        {
            return null;
        }

        string name = new FreshNames().Next(taking, NewName, edits);
        if (common is IfStatementSyntax { Condition: var condition } && IsFirst(taking, condition))
        {
            edits.InsertBefore(common, $"bool {name} = {taking.WithoutTrivia()};");
            edits.Replace(taking, current => SyntaxFactory.IdentifierName(name).WithTriviaFrom(current));
        }
        else
        {
            edits.InsertBefore(common, $"bool {name} = false;");
            string assigned = $"{name} = {taking.WithoutTrivia()}";
            bool isWhole = taking.Parent is EqualsValueClauseSyntax or AssignmentExpressionSyntax;
            edits.Replace(
                taking,
                current => SyntaxFactory.ParseExpression(isWhole ? assigned : $"({assigned})").WithTriviaFrom(current));
        }

        OneLineBodies.Open(edits, common);
        return name;
    }

    /// <summary>True for the condition itself, or what it negates: nothing is evaluated before it.</summary>
    private static bool IsFirst(ExpressionSyntax taking, ExpressionSyntax condition) => condition == taking
        || (condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var operand }
            && operand == taking);
}
