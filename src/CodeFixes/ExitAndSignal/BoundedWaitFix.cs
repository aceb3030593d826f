using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>PSAFE801: bounds a wait whose outcome nobody looks at. How long it may last, a person has to say.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BoundedWaitFix))]
public sealed class BoundedWaitFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ExitHandlerBlocks.Id);

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.Fact().FindDocument(context.Document.Project)?.Id == context.Document.Id
                && await diagnostic.Fact().FindNodeAsync(context.Document.Project, context.CancellationToken).ConfigureAwait(false) is ExpressionSyntax expression
                && CallOf(expression) is { ArgumentList.Arguments.Count: 0 } call
                && IsStatement(expression)
                && model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method
                && TakesTimeSpan(method, call, model)
                && model.Compilation.GetTypeByMetadataName(KnownTypes.TimeSpan) is { } time)
            {
                context.RegisterCodeFix(
                    CodeAction.Create("Wait for 5 seconds at most (review)", token => EditAsync(context.Document, call, time, model, token), equivalenceKey: "PSAFE801.BoundedWait"),
                    diagnostic);
            }
        }
    }

    private static Task<Solution> EditAsync(Document document, InvocationExpressionSyntax call, INamedTypeSymbol time, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxEdits edits = new();
        TypeSyntax name = edits.Import(time, null, call, model);
        ArgumentSyntax argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression($"{name}.FromSeconds(5)"));
        edits.Replace(call.ArgumentList, current => ((ArgumentListSyntax)current).AddArguments(argument));
        return edits.ApplyAsync(document.Project.Solution, cancellationToken);
    }

    private static InvocationExpressionSyntax? CallOf(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call => call,
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } => call,
        _ => null,
    };

    /// <summary>True when nobody looks at what the call returns.</summary>
    private static bool IsStatement(ExpressionSyntax expression) =>
        expression.Parent is ExpressionStatementSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } };

    /// <summary>A mutex or semaphore is released later, and so must have been taken.</summary>
    private static bool TakesTimeSpan(IMethodSymbol method, InvocationExpressionSyntax call, SemanticModel model)
    {
        ITypeSymbol? receiver = call.Expression is MemberAccessExpressionSyntax access ? model.GetTypeInfo(access.Expression).Type : method.ContainingType;
        return !receiver.IsOrDerivesFrom(KnownTypes.Mutex)
            && !receiver.IsOrDerivesFrom(KnownTypes.Semaphore)
            && !receiver.IsOrDerivesFrom(KnownTypes.SemaphoreSlim)
            && method is { IsStatic: false, Name: "Wait" or "WaitOne" or "Join" or "WaitForExit" }
            && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(static other => other.Parameters.Length == 1 && other.Parameters[0].Type.Is(KnownTypes.TimeSpan));
    }
}
