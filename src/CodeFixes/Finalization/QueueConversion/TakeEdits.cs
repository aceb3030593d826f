using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>Turns Dequeue, Pop and Peek into the Try form, with the test that guards them or with an exception of their own.</summary>
internal sealed class TakeEdits
{
    private readonly CollectionMember _member;
    private readonly SyntaxEdits _edits;
    private readonly SyntaxGenerator _generator;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly FreshNames _names = new();

    public TakeEdits(
        CollectionMember member,
        SyntaxEdits edits,
        SyntaxGenerator generator,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        _member = member;
        _edits = edits;
        _generator = generator;
        _compilation = compilation;
        _cancellationToken = cancellationToken;
    }

    public void Add(GuardedTake pair)
    {
        SyntaxNode take = pair.Take.Node;
        if (take.Parent is ExpressionStatementSyntax discarded)
        {
            Guard(pair, Discard());
            Drop(discarded, pair);
        }
        else if (DeclarationOf(pair) is { } declaration)
        {
            VariableDeclarationSyntax variable = declaration.Declaration;
            TypeSyntax type = variable.Type.IsVar ? variable.Type : Nullable(variable.Type, ElementOf(pair.Take), pair.Take);
            Guard(pair, Declare(type, variable.Variables[0].Identifier.WithoutTrivia()));
            _edits.Remove(declaration);
        }
        else
        {
            string name = _names.Next(take);
            Guard(pair, Declare(pair.Take, name));
            _edits.Replace(take, current => SyntaxFactory.IdentifierName(name).WithTriviaFrom(current));
        }
    }

    /// <summary>A take without a guard keeps its exception.</summary>
    public void AddUnguarded(CollectionUse take)
    {
        bool isStatement = IsStatement(take.Node);
        if (isStatement && take.Node.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement)
        {
            string indentation = Comments.IndentationOf(statement).ToString();
            ExpressionSyntax failed = SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, TryCall(take, Discard()));
            ThrowStatementSyntax raised = SyntaxFactory.ThrowStatement(
                Spaced(SyntaxKind.ThrowKeyword),
                EmptyException(take),
                SyntaxFactory.Token(SyntaxKind.SemicolonToken))
                .WithLeadingTrivia(
                    Comments.LineEndOf(statement),
                    SyntaxFactory.Whitespace(indentation + (indentation.Contains("\t") ? "\t" : "    ")));
            _edits.Replace(statement, current => SyntaxFactory.IfStatement(
                    Spaced(SyntaxKind.IfKeyword),
                    SyntaxFactory.Token(SyntaxKind.OpenParenToken),
                    failed,
                    SyntaxFactory.Token(SyntaxKind.CloseParenToken),
                    raised,
                    null)
                .WithTriviaFrom(current));
            return;
        }

        string name = _names.Next(take.Node);
        ExpressionSyntax choice = SyntaxFactory.ConditionalExpression(
            TryCall(take, Declare(take, name)),
            SpacedBefore(SyntaxKind.QuestionToken),
            SyntaxFactory.IdentifierName(name),
            SpacedBefore(SyntaxKind.ColonToken),
            SyntaxFactory.ThrowExpression(Spaced(SyntaxKind.ThrowKeyword), EmptyException(take)));
        if (isStatement)
        {
            choice = SyntaxFactory.AssignmentExpression(
                SyntaxKind.SimpleAssignmentExpression,
                SyntaxFactory.IdentifierName("_"),
                SpacedBefore(SyntaxKind.EqualsToken),
                choice);
        }
        else if (take.Node.Parent is not (EqualsValueClauseSyntax or ReturnStatementSyntax or AssignmentExpressionSyntax or ArgumentSyntax
            or ArrowExpressionClauseSyntax or ParenthesizedExpressionSyntax or LambdaExpressionSyntax))
        {
            choice = SyntaxFactory.ParenthesizedExpression(choice);
        }

        _edits.Replace(take.Node, current => choice.WithTriviaFrom(current));
    }

    private void Guard(GuardedTake pair, ArgumentSyntax variable)
    {
        ExpressionSyntax call = TryCall(pair.Take, variable);
        _edits.Replace(
            pair.Test.Node,
            current => (pair.Test.HoldsWhenEmpty ? SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, call) : call)
                .WithTriviaFrom(current));
    }

    /// <summary>Removes the statement that took an item only to drop it; with it the if that did nothing else.</summary>
    private void Drop(ExpressionStatementSyntax statement, GuardedTake pair)
    {
        if (pair.Branch is IfStatementSyntax { Else: null } branch
            && branch.Condition == pair.Test.Node
            && !pair.Test.HoldsWhenEmpty
            && IsAlone(statement, branch.Statement))
        {
            _edits.Replace(
                branch,
                current => SyntaxFactory.ExpressionStatement(((IfStatementSyntax)current).Condition.WithoutTrivia())
                    .WithTriviaFrom(current));
        }
        else if (statement.Parent is BlockSyntax)
        {
            _edits.Remove(statement);
        }
        else
        {
            _edits.Replace(statement, current => SyntaxFactory.ParseStatement("{ }").WithTriviaFrom(current));
        }
    }

    private static bool IsAlone(StatementSyntax statement, StatementSyntax body) =>
        body == statement
        || (body is BlockSyntax { Statements.Count: 1 } block
            && block.Statements[0] == statement
            && !block.DescendantTrivia().Any(Comments.IsComment));

    /// <summary>The declaration that a guarded take initializes, when its variable can be declared by the test instead.</summary>
    private LocalDeclarationStatementSyntax? DeclarationOf(GuardedTake pair)
    {
        if (pair.Take.Node.Parent is not EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax
                    {
                        Variables.Count: 1,
                        Parent: LocalDeclarationStatementSyntax
                        {
                            UsingKeyword.RawKind: (int)SyntaxKind.None,
                            Parent: BlockSyntax block,
                        } declaration,
                    },
                } variable,
            }
            || (block != pair.Continuation)
            || declaration.Declaration.Type is RefTypeSyntax)
        {
            return null;
        }

        SemanticModel model = _compilation.GetSemanticModel(variable.SyntaxTree);
        if (!declaration.Declaration.Type.IsVar
            && !SymbolEqualityComparer.Default.Equals(
                model.GetTypeInfo(declaration.Declaration.Type, _cancellationToken).Type,
                ElementOf(pair.Take)))
        {
            return null;
        }

        bool staysInScope = pair.Branch is WhileStatementSyntax || pair.Continuation == pair.Branch.Parent;
        return staysInScope || !FreshNames.IsUsedOutside(variable.Identifier.ValueText, pair.Continuation) ? declaration : null;
    }

    private ITypeSymbol ElementOf(CollectionUse take) =>
        _compilation.GetSemanticModel(take.Node.SyntaxTree).GetSymbolInfo(take.Node, _cancellationToken).Symbol is IMethodSymbol method
            ? method.ContainingType.TypeArguments[0]
            : _member.Type.TypeArguments[0];

    private ArgumentSyntax Declare(CollectionUse take, string name)
    {
        ITypeSymbol element = ElementOf(take);
        bool isAsWritten = _member.WrittenElement is { } written && SymbolEqualityComparer.IncludeNullability.Equals(
            _compilation.GetSemanticModel(take.Node.SyntaxTree)
                .GetSpeculativeTypeInfo(take.Node.SpanStart, written, SpeculativeBindingOption.BindAsTypeOrNamespace).Type,
            element);

        TypeSyntax type = isAsWritten ? _member.WrittenElement! : (TypeSyntax)_generator.TypeExpression(element);
        return Declare(Nullable(type, element, take), SyntaxFactory.Identifier(name));
    }

    /// <summary>The type of a variable that an unsuccessful call leaves at its default.</summary>
    private TypeSyntax Nullable(TypeSyntax type, ITypeSymbol element, CollectionUse take)
    {
        SemanticModel model = _compilation.GetSemanticModel(take.Node.SyntaxTree);
        if (element.IsValueType || type is NullableTypeSyntax || !model.GetNullableContext(take.Node.SpanStart).AnnotationsEnabled())
        {
            return type;
        }

        bool isUnconstrained = element is ITypeParameterSymbol { IsReferenceType: false };
        return isUnconstrained && ((CSharpParseOptions)take.Node.SyntaxTree.Options).LanguageVersion < LanguageVersion.CSharp9
            ? SyntaxFactory.IdentifierName("var")
            : SyntaxFactory.NullableType(type.WithoutTrivia());
    }

    private ExpressionSyntax TryCall(CollectionUse take, ArgumentSyntax variable) =>
        SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                take.Receiver.WithoutTrivia(),
                SyntaxFactory.IdentifierName(take.Kind == UseKind.Peek ? "TryPeek" : _member.Kind.TryTake)),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(variable)));

    private ExpressionSyntax EmptyException(CollectionUse take) =>
        SyntaxFactory.ObjectCreationExpression(
            Spaced(SyntaxKind.NewKeyword),
            _edits.Import(
                _compilation.GetTypeByMetadataName("System.InvalidOperationException")!,
                null,
                take.Node,
                _compilation.GetSemanticModel(take.Node.SyntaxTree)),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(
                (ExpressionSyntax)_generator.LiteralExpression(_member.Kind.EmptyMessage)))),
            null);

    private bool IsStatement(SyntaxNode node)
    {
        SemanticModel model = _compilation.GetSemanticModel(node.SyntaxTree);
        return node.Parent switch
        {
            ExpressionStatementSyntax or ForStatementSyntax => true,
            ArrowExpressionClauseSyntax arrow => arrow.Parent is ConstructorDeclarationSyntax or DestructorDeclarationSyntax
                || model.GetDeclaredSymbol(arrow.Parent!, _cancellationToken) is IMethodSymbol { ReturnsVoid: true },
            LambdaExpressionSyntax lambda => model.GetSymbolInfo(lambda, _cancellationToken).Symbol is IMethodSymbol { ReturnsVoid: true },
            _ => false,
        };
    }

    private static ArgumentSyntax Discard() =>
        SyntaxFactory.Argument(null, Spaced(SyntaxKind.OutKeyword), SyntaxFactory.IdentifierName("_"));

    private static ArgumentSyntax Declare(TypeSyntax type, SyntaxToken name) =>
        SyntaxFactory.Argument(null, Spaced(SyntaxKind.OutKeyword), SyntaxFactory.DeclarationExpression(
            type.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.SingleVariableDesignation(name)));

    private static SyntaxToken Spaced(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);

    private static SyntaxToken SpacedBefore(SyntaxKind kind) => Spaced(kind).WithLeadingTrivia(SyntaxFactory.Space);
}
