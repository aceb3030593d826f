using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE308: lets the constructor tell whether the primitive is new. Offered for `if (!TryOpenExisting(name, out x)) x = new(…, name);`,
/// and for an `if` on TryOpenExisting that leaves, with the creation right after it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CreateOnceFix))]
public sealed class CreateOnceFix : DocumentFix
{
    private const string CreatedNew = "createdNew";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.OpenedThenCreated.Id);

    protected override string Title => "Create it in one step and check createdNew";

    protected override string EquivalenceKey => "PSAFE308.CreateOnce";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (Edit.Of(diagnostic, root, model, cancellationToken) is not { } edit)
        {
            return false;
        }

        edit.AddTo(edits);
        return true;
    }

    /// <summary>An `if` that asks, and the creation that it decides on.</summary>
    private sealed class Edit
    {
        private readonly IfStatementSyntax _question;
        private readonly StatementSyntax? _creating;
        private readonly BaseObjectCreationExpressionSyntax _creation;
        private readonly bool _isNegated;

        private Edit(IfStatementSyntax question, StatementSyntax? creating, BaseObjectCreationExpressionSyntax creation, bool isNegated) =>
            (_question, _creating, _creation, _isNegated) = (question, creating, creation, isNegated);

        public static Edit? Of(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                    is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } asked
                || diagnostic.AdditionalLocations.Count != 1
                || root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true)
                    is not BaseObjectCreationExpressionSyntax { ArgumentList: { } } creation
                || model.GetSymbolInfo(asked, cancellationToken).Symbol is not IMethodSymbol { Name: "TryOpenExisting" }
                || !HasOverload(creation, model, cancellationToken))
            {
                return null;
            }

            bool isNegated = asked.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression };
            SyntaxNode condition = isNegated ? asked.Parent! : asked;
            if (condition.Parent is not IfStatementSyntax { Else: null } question
                || !question.IsInList()
                || question.DescendantTrivia()
                    .Any(trivia => (Comments.IsComment(trivia) || trivia.IsDirective)
                        && !question.Statement.FullSpan.Contains(trivia.Span)
                        && !question.GetLeadingTrivia().Contains(trivia)))
            {
                return null;
            }

            if (isNegated)
            {
                return IsOnlyAssignment(question.Statement, creation, arguments[1].Expression)
                    ? new Edit(question, null, creation, isNegated)
                    : null;
            }

            return question.NextStatement() is { } next
                && next.Span.Contains(creation.Span)
                && IsSimple(next, creation)
                && !(next is UsingStatementSyntax && question.GetTrailingTrivia().Any(Comments.IsComment))
                && model.AnalyzeControlFlow(question.Statement) is { Succeeded: true, EndPointIsReachable: false }
                && !Names(arguments[1].Expression, next).Any(name => Mentions(question.Statement, name))
                && !FreshNames.IsUsedOutside(CreatedNew, next)
                    ? new Edit(question, next, creation, isNegated)
                    : null;
        }

        public void AddTo(SyntaxEdits edits)
        {
            if (_creating is null)
            {
                StatementSyntax assignment = _question.Statement is BlockSyntax { Statements: var statements }
                    ? statements[0]
                    : _question.Statement;
                edits.Replace(_question, _ => assignment
                    .ReplaceNode(_creation, WithCreatedNew(_creation, "_"))
                    .WithTriviaFrom(_question)
                    .WithAdditionalAnnotations(Formatter.Annotation));
                return;
            }

            if (_creating is UsingStatementSyntax { Statement: BlockSyntax block })
            {
                SyntaxTriviaList above = _question.GetLeadingTrivia();
                edits.Splice(_question, static _ => new StatementSyntax[0]);
                edits.Replace(_creation, _ => WithCreatedNew(_creation, "bool " + CreatedNew));
                edits.InsertBefore(block.Statements[0], Asked().WithoutTrivia().ToString());
                edits.Replace(_creating, current => current.WithLeadingTrivia(current.GetLeadingTrivia().All(Comments.IsBlank)
                    ? above
                    : Comments.WithoutIndentation(above).AddRange(current.GetLeadingTrivia())));
                return;
            }

            StatementSyntax creating = _creating.ReplaceNode(_creation, WithCreatedNew(_creation, "bool " + CreatedNew));
            edits.Replace(_question, current => creating.WithLeadingTrivia(_question.GetLeadingTrivia()));
            edits.Replace(
                _creating,
                current => Below(current.GetLeadingTrivia(), Asked()));
        }

        private IfStatementSyntax Asked() =>
            _question.WithCondition(SyntaxFactory.ParseExpression("!" + CreatedNew).WithTriviaFrom(_question.Condition));

        /// <summary>The question right below the creation; a blank line between the two goes behind it.</summary>
        private IfStatementSyntax Below(SyntaxTriviaList leading, IfStatementSyntax question)
        {
            if (!leading.All(Comments.IsBlank) || !leading.Any(SyntaxKind.EndOfLineTrivia))
            {
                return question.WithLeadingTrivia(leading);
            }

            question = question.WithLeadingTrivia(Comments.IndentationOf(_creating!));
            return _creating!.NextStatement() is not null
                ? question.WithTrailingTrivia(question.GetTrailingTrivia().Add(Comments.LineEndOf(_creating!)))
                : question;
        }

        private static BaseObjectCreationExpressionSyntax WithCreatedNew(BaseObjectCreationExpressionSyntax creation, string variable)
        {
            ArgumentSyntax told = ((InvocationExpressionSyntax)SyntaxFactory.ParseExpression(
                $"f(out {variable})")).ArgumentList.Arguments[0];
            if (creation.ArgumentList!.Arguments.Any(static argument => argument.NameColon is not null
                && argument.NameColon.Name.Identifier.ValueText != "initiallyOwned"))
            {
                told = told.WithNameColon(SyntaxFactory.NameColon(CreatedNew).WithTrailingTrivia(SyntaxFactory.Space));
            }

            SeparatedSyntaxList<ArgumentSyntax> arguments = creation.ArgumentList.Arguments;
            SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
            return creation.WithArgumentList(creation.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(
                arguments.Append(told),
                arguments.GetSeparators().Append(comma))));
        }

        private static bool HasOverload(
            BaseObjectCreationExpressionSyntax creation,
            SemanticModel model,
            CancellationToken cancellationToken) =>
            model.GetSymbolInfo(creation, cancellationToken).Symbol
                is IMethodSymbol { Parameters: { Length: > 1 } parameters, ContainingType: var type }
            && type.InstanceConstructors.Any(other =>
                other.Parameters.Length == parameters.Length + 1
                && other.Parameters[parameters.Length].Name == CreatedNew
                && other.Parameters.Take(parameters.Length)
                    .Select(static parameter => parameter.Name)
                    .SequenceEqual(parameters.Select(static parameter => parameter.Name)));

        /// <summary>`x = new(…)` and nothing else, for the variable that the question sets.</summary>
        private static bool IsOnlyAssignment(StatementSyntax statement, ExpressionSyntax creation, ExpressionSyntax variable)
        {
            StatementSyntax? single = statement is BlockSyntax block ? block.Statements.Count == 1 ? block.Statements[0] : null : statement;
            return single is ExpressionStatementSyntax
            {
                Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment,
            }
                && assignment.Right == ObjectSyntax.Outermost(creation)
                && variable is IdentifierNameSyntax or MemberAccessExpressionSyntax
                && SyntaxFactory.AreEquivalent(assignment.Left, variable)
                && !statement.DescendantTrivia().Any(static trivia => Comments.IsComment(trivia) || trivia.IsDirective);
        }

        /// <summary>A declaration or assignment whose value is the creation, or a `using` statement of it.</summary>
        private static bool IsSimple(StatementSyntax statement, ExpressionSyntax creation) => statement switch
        {
            LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } =>
                variables[0].Initializer?.Value == ObjectSyntax.Outermost(creation),
            UsingStatementSyntax
            {
                Declaration.Variables: { Count: 1 } variables,
                Statement: BlockSyntax { Statements.Count: > 0 },
            } =>
                variables[0].Initializer?.Value == ObjectSyntax.Outermost(creation),
            ExpressionStatementSyntax
            {
                Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment,
            } => assignment.Right == ObjectSyntax.Outermost(creation),
            _ => false,
        };

        /// <summary>The variables that the question and the creation set, except a discard.</summary>
        private static IEnumerable<string> Names(ExpressionSyntax set, StatementSyntax creating) =>
            set.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Select(static name => name.Identifier.ValueText)
                .Concat(set is IdentifierNameSyntax { Identifier.ValueText: not "_" } variable
                    ? new[] { variable.Identifier.ValueText }
                    : Enumerable.Empty<string>())
                .Concat(creating.ChildNodes().OfType<VariableDeclarationSyntax>()
                    .Select(static declaration => declaration.Variables[0].Identifier.ValueText));

        private static bool Mentions(SyntaxNode node, string name) =>
            node.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name);
    }
}
