using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>PSAFE801: bounds a wait whose outcome nobody looks at. How long it may last, a person has to say.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BoundedWaitFix))]
public sealed class BoundedWaitFix : SolutionReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ExitHandlerBlocks.Id);

    protected internal override string EquivalenceKey => "PSAFE801.BoundedWait";

    protected override bool AreIndependent => true;

    private protected override async Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.HandlerOnly)
            || diagnostic.Fact().FindDocument(document.Project) is not { } holder
            || await holder.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } known
            || await diagnostic.Fact()
                .FindNodeAsync(document.Project, cancellationToken)
                .ConfigureAwait(false) is not ExpressionSyntax expression
            || CallOf(expression) is not { ArgumentList.Arguments.Count: 0 } call
            || !IsStatement(expression)
            || known.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method
            || !BoundedWaits.TakesTimeSpan(method)
            || BoundedWaits.IsTaken(ReceiverOf(call, method, known))
            || known.Compilation.GetTypeByMetadataName(KnownTypes.TimeSpan) is not { } time)
        {
            return null;
        }

        SyntaxEdits edits = new();
        TypeSyntax name = edits.Import(time, null, call, known);
        ArgumentSyntax argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression($"{name}.FromSeconds(5)"));
        edits.Replace(call.ArgumentList, current => ((ArgumentListSyntax)current).AddArguments(argument));
        return ("Wait at most 5 seconds", edits);
    }

    private static InvocationExpressionSyntax? CallOf(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call => call,
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } => call,
        _ => null,
    };

    /// <summary>True when nobody looks at what the call returns.</summary>
    private static bool IsStatement(ExpressionSyntax expression) =>
        expression.Parent is ExpressionStatementSyntax
            or AnonymousFunctionExpressionSyntax
            or ArrowExpressionClauseSyntax
            {
                Parent: MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } },
            };

    private static ITypeSymbol? ReceiverOf(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model) =>
        call.Expression is MemberAccessExpressionSyntax access ? model.GetTypeInfo(access.Expression).Type : method.ContainingType;
}
