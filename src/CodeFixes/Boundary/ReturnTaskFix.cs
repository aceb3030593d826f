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
using ProcessSafety.CodeFixes.Boundary.Passing;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>
/// PSAFE109: lets an async method that runs in another process return its task, where an overload waits for one and nothing
/// else uses the method; takes a cast away that hides the task of a lambda.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTaskFix))]
public sealed class ReturnTaskFix : SolutionFix<ReturnTaskTarget>
{
    private const string TaskName = "System.Threading.Tasks.Task";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ChildEndsAtAwait.Id);

    protected override string EquivalenceKey => "PSAFE109.ReturnTask";

    protected override IComparer<ReturnTaskTarget> EditOrder { get; } = ReturnTaskTarget.LastFirst;

    internal override async Task<ReturnTaskTarget?> FindTargetAsync(
        Document document,
        Diagnostic diagnostic,
        CancellationToken cancellationToken)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (node.FirstAncestorOrSelf<LambdaExpressionSyntax>() is { } lambda
            && lambda.Modifiers.Any(modifier => modifier.Span == diagnostic.Location.SourceSpan))
        {
            return CastRound(lambda) is { } cast && TaskOverload(cast, model, cancellationToken) is not null
                ? new ReturnTaskTarget(document.Id, cast.SpanStart)
                : null;
        }

        if (node is not ExpressionSyntax expression
            || model.GetSymbolInfo(expression, cancellationToken).Symbol is not IMethodSymbol { IsAsync: true, ReturnsVoid: true } method
            || method.IsVirtual
            || method.IsOverride
            || method.IsAbstract
            || method.PartialDefinitionPart is not null
            || ImplementsAny(method)
            || method.DeclaringSyntaxReferences.Length != 1
            || method.DeclaringSyntaxReferences[0] is not { } declaration
            || document.Project.GetDocument(declaration.SyntaxTree) is not { } declaring
            || !await IsOnlyHandedOverAsync(method, document.Project, model, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        return new ReturnTaskTarget(
            declaring.Id,
            ReturnTypeOf(await declaration.GetSyntaxAsync(cancellationToken).ConfigureAwait(false)).SpanStart);
    }

    protected override string TitleOf(ReturnTaskTarget target) => "Return the Task";

    protected override async Task<Solution> EditAsync(Solution solution, ReturnTaskTarget target, CancellationToken cancellationToken)
    {
        Document document = solution.GetDocument(target.Document)!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxEdits edits = new();
        SyntaxNode place = root.FindToken(target.Start).Parent!;
        if (place is CastExpressionSyntax cast)
        {
            ExpressionSyntax lambda = cast.Expression is ParenthesizedExpressionSyntax parenthesized
                ? parenthesized.Expression
                : cast.Expression;
            edits.Replace(cast, _ => lambda.WithTriviaFrom(cast));
        }
        else if (model.Compilation.GetTypeByMetadataName(TaskName) is { } task)
        {
            TypeSyntax name = edits.Import(task, null, place, model);
            edits.Replace(place, _ => name.WithTriviaFrom(place));
        }

        return await edits.ApplyAsync(solution, cancellationToken).ConfigureAwait(false);
    }

    private static CastExpressionSyntax? CastRound(LambdaExpressionSyntax lambda) => lambda.Parent switch
    {
        CastExpressionSyntax { Parent: ArgumentSyntax } cast => cast,
        ParenthesizedExpressionSyntax { Parent: CastExpressionSyntax { Parent: ArgumentSyntax } cast } => cast,
        _ => null,
    };

    private static TypeSyntax ReturnTypeOf(SyntaxNode declaration) =>
        declaration is LocalFunctionStatementSyntax function ? function.ReturnType : ((MethodDeclarationSyntax)declaration).ReturnType;

    private static bool ImplementsAny(IMethodSymbol method) => method.MethodKind == MethodKind.Ordinary
        && method.ContainingType.AllInterfaces.SelectMany(static type => type.GetMembers())
            .Any(member => SymbolEqualityComparer.Default.Equals(
                method.ContainingType.FindImplementationForInterfaceMember(member),
                method));

    private static async Task<bool> IsOnlyHandedOverAsync(
        IMethodSymbol method,
        Project project,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        MemberScope? scope = method.MethodKind == MethodKind.LocalFunction
            ? MemberScope.In(method, model.Compilation, cancellationToken)
            : await MemberScope.OfAsync(method, project, model.Compilation, cancellationToken).ConfigureAwait(false);
        return scope is not null && scope.Mentions(cancellationToken).All(name =>
            TaskOverload(name.Parent as MemberAccessExpressionSyntax ?? (ExpressionSyntax)name, scope.ModelOf(name), cancellationToken)
                is not null);
    }

    /// <summary>
    /// The overload that takes everything that the call passes, but a delegate that returns a task in place of the argument's.
    /// </summary>
    private static IMethodSymbol? TaskOverload(ExpressionSyntax passed, SemanticModel model, CancellationToken cancellationToken)
    {
        if (passed.Parent
                is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax invocation } list } argument
            || model.GetSymbolInfo(invocation, cancellationToken).Symbol is not IMethodSymbol called
            || ChildCall.ParameterOf(argument, list, called) is not { } parameter
            || (parameter.Type as INamedTypeSymbol)?.DelegateInvokeMethod is not { } invoke)
        {
            return null;
        }

        return called.ContainingType.GetMembers(called.Name).OfType<IMethodSymbol>().FirstOrDefault(candidate =>
            candidate.Parameters.Length == called.Parameters.Length
            && candidate.IsStatic == called.IsStatic
            && candidate.Parameters.Zip(called.Parameters, (other, own) => SymbolEqualityComparer.Default.Equals(own, parameter)
                ? ReturnsTask(other.Type, invoke)
                : SymbolEqualityComparer.Default.Equals(other.Type, own.Type)).All(static fits => fits));
    }

    private static bool ReturnsTask(ITypeSymbol type, IMethodSymbol present) =>
        (type as INamedTypeSymbol)?.DelegateInvokeMethod is { } invoke
        && invoke.ReturnType.ToDisplayString() == TaskName
        && invoke.Parameters.Select(static p => p.Type)
            .SequenceEqual(present.Parameters.Select(static p => p.Type), SymbolEqualityComparer.Default);
}

/// <summary>The return type of a method, or a cast, by its place.</summary>
public sealed class ReturnTaskTarget
{
    internal ReturnTaskTarget(DocumentId document, int start) => (Document, Start) = (document, start);

    /// <summary>From the end of a document to its beginning: an edit leaves the places of the later ones alone.</summary>
    internal static IComparer<ReturnTaskTarget> LastFirst { get; } = Comparer<ReturnTaskTarget>.Create(static (left, right) =>
        left.Document == right.Document ? right.Start.CompareTo(left.Start) : left.Document.Id.CompareTo(right.Document.Id));

    internal DocumentId Document { get; }

    internal int Start { get; }
}
