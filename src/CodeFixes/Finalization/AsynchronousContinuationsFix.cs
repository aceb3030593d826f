using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// PSAFE207: creates the TaskCompletionSource that a finalizer completes with RunContinuationsAsynchronously,
/// wherever its field is assigned.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsynchronousContinuationsFix))]
public sealed class AsynchronousContinuationsFix : SolutionFix<CompletionTarget>
{
    private const string Flag = "RunContinuationsAsynchronously";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.FinalizerRunsContinuations.Id);

    protected override string EquivalenceKey => "PSAFE207.AsynchronousContinuations";

    protected override IComparer<CompletionTarget> EditOrder { get; } = CompletionTarget.Order;

    internal override async Task<CompletionTarget?> FindTargetAsync(
        Document document,
        Diagnostic diagnostic,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Completion, out string? id) || id is null)
        {
            return null;
        }

        CompletionTarget target = new(document.Project.Id, id, id.Substring(id.LastIndexOf('.') + 1));
        return await PlanAsync(document.Project, target, cancellationToken).ConfigureAwait(false) is { IsEmpty: false } ? target : null;
    }

    protected override string TitleOf(CompletionTarget target) => $"Run the continuations of '{target.Name}' asynchronously";

    protected override async Task<Solution> EditAsync(Solution solution, CompletionTarget target, CancellationToken cancellationToken) =>
        solution.GetProject(target.Project) is { } project
        && await PlanAsync(project, target, cancellationToken).ConfigureAwait(false) is { } edits
            ? await edits.ApplyAsync(solution, cancellationToken).ConfigureAwait(false)
            : solution;

    private static async Task<SyntaxEdits?> PlanAsync(Project project, CompletionTarget target, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(target.DeclarationId, compilation) is not { } holder
            || compilation.GetTypeByMetadataName("System.Threading.Tasks.TaskCreationOptions") is not { } options
            || options.GetMembers(Flag).IsEmpty)
        {
            return null;
        }

        MemberScope scope = MemberScope.In(holder, compilation, cancellationToken);
        SyntaxEdits edits = new();
        foreach (BaseObjectCreationExpressionSyntax creation in CreationsOf(holder, scope, cancellationToken).Distinct())
        {
            AddFlag(creation, options, scope.ModelOf(creation), edits, cancellationToken);
        }

        return edits;
    }

    /// <summary>Every creation whose object may end in the member.</summary>
    private static IEnumerable<BaseObjectCreationExpressionSyntax> CreationsOf(
        ISymbol holder,
        MemberScope scope,
        CancellationToken cancellationToken)
    {
        foreach (SyntaxNode declaration in holder.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellationToken)))
        {
            if (declaration is VariableDeclaratorSyntax { Initializer.Value: { } field })
            {
                foreach (BaseObjectCreationExpressionSyntax creation in Creations(field, scope, cancellationToken))
                {
                    yield return creation;
                }
            }
            else if (declaration is PropertyDeclarationSyntax { Initializer.Value: { } property })
            {
                foreach (BaseObjectCreationExpressionSyntax creation in Creations(property, scope, cancellationToken))
                {
                    yield return creation;
                }
            }
        }

        foreach (SimpleNameSyntax mention in scope.Mentions(cancellationToken))
        {
            ExpressionSyntax reference = mention.Parent is MemberAccessExpressionSyntax access && access.Name == mention ? access : mention;
            ExpressionSyntax? value = reference.Parent switch
            {
                AssignmentExpressionSyntax assignment when assignment.Left == reference => assignment.Right,
                ArgumentSyntax
                {
                    RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword,
                    Parent: ArgumentListSyntax { Arguments: { Count: > 1 } arguments },
                } => arguments[1].Expression,
                _ => null,
            };
            if (value is not null)
            {
                foreach (BaseObjectCreationExpressionSyntax creation in Creations(value, scope, cancellationToken))
                {
                    yield return creation;
                }
            }
        }
    }

    private static IEnumerable<BaseObjectCreationExpressionSyntax> Creations(
        ExpressionSyntax value,
        MemberScope scope,
        CancellationToken cancellationToken)
    {
        switch (value)
        {
            case BaseObjectCreationExpressionSyntax creation:
                return new[] { creation };
            case ParenthesizedExpressionSyntax parenthesized:
                return Creations(parenthesized.Expression, scope, cancellationToken);
            case ConditionalExpressionSyntax choice:
                return Creations(choice.WhenTrue, scope, cancellationToken).Concat(Creations(choice.WhenFalse, scope, cancellationToken));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                return Creations(coalesce.Right, scope, cancellationToken);
            case IdentifierNameSyntax name
                when scope.ModelOf(name)
                        .GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } parts }
                    && parts[0].GetSyntax(cancellationToken)
                        is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax creation }:
                return new[] { creation };
            default:
                return Array.Empty<BaseObjectCreationExpressionSyntax>();
        }
    }

    private static void AddFlag(
        BaseObjectCreationExpressionSyntax creation,
        INamedTypeSymbol options,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(creation, cancellationToken).Symbol
                is not IMethodSymbol { ContainingType.Name: "TaskCompletionSource" } constructor
            || creation.ToString().Contains(Flag))
        {
            return;
        }

        ExpressionSyntax flag = SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, edits.Import(options, null, creation, model), SyntaxFactory.IdentifierName(Flag));
        if (OptionsOf(creation, constructor) is { } given)
        {
            edits.Replace(given, current => With(((ExpressionSyntax)current).WithoutTrivia(), flag).WithTriviaFrom(current));
            return;
        }

        bool isNamed = creation.ArgumentList?.Arguments.Any(argument => argument.NameColon is not null) == true;
        ArgumentSyntax added = SyntaxFactory.Argument(
            isNamed ? SyntaxFactory.NameColon("creationOptions").WithTrailingTrivia(SyntaxFactory.Space) : null,
            default,
            flag);
        if (creation.ArgumentList is { } written)
        {
            edits.Replace(written, current => ArgumentLists.WithLast((ArgumentListSyntax)current, added));
        }
        else
        {
            TypeSyntax type = ((ObjectCreationExpressionSyntax)creation).Type;
            edits.Replace(creation, current => ((ObjectCreationExpressionSyntax)current)
                .WithType(((ObjectCreationExpressionSyntax)current).Type.WithoutTrailingTrivia())
                .WithArgumentList(SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(added))
                    .WithTrailingTrivia(type.GetTrailingTrivia())));
        }
    }

    private static ExpressionSyntax? OptionsOf(BaseObjectCreationExpressionSyntax creation, IMethodSymbol constructor)
    {
        for (int index = 0; index < creation.ArgumentList?.Arguments.Count; index++)
        {
            ArgumentSyntax argument = creation.ArgumentList.Arguments[index];
            IParameterSymbol? parameter = argument.NameColon is { } name
                ? constructor.Parameters.FirstOrDefault(candidate => candidate.Name == name.Name.Identifier.ValueText)
                : constructor.Parameters[index];
            if (parameter?.Type.Name == "TaskCreationOptions")
            {
                return argument.Expression;
            }
        }

        return null;
    }

    private static ExpressionSyntax With(ExpressionSyntax options, ExpressionSyntax flag)
    {
        if (options is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "None" })
        {
            return flag;
        }

        ExpressionSyntax left = options is NameSyntax
            or MemberAccessExpressionSyntax
            or InvocationExpressionSyntax
            or ParenthesizedExpressionSyntax
            or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseOrExpression }
            ? options
            : SyntaxFactory.ParenthesizedExpression(options);
        SyntaxToken or = SyntaxFactory.Token(SyntaxKind.BarToken)
            .WithLeadingTrivia(SyntaxFactory.Space)
            .WithTrailingTrivia(SyntaxFactory.Space);
        return SyntaxFactory.BinaryExpression(SyntaxKind.BitwiseOrExpression, left, or, flag);
    }
}

/// <summary>A field that holds a TaskCompletionSource: the project and the declaration id that find it again after other edits.</summary>
public sealed class CompletionTarget
{
    internal CompletionTarget(ProjectId project, string declarationId, string name) =>
        (Project, DeclarationId, Name) = (project, declarationId, name);

    internal static IComparer<CompletionTarget> Order { get; } = Comparer<CompletionTarget>.Create((left, right) =>
        left.Project == right.Project
            ? string.CompareOrdinal(left.DeclarationId, right.DeclarationId)
            : left.Project.Id.CompareTo(right.Project.Id));

    internal ProjectId Project { get; }

    internal string DeclarationId { get; }

    internal string Name { get; }
}
