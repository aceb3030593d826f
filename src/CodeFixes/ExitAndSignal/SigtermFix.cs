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

/// <summary>PSAFE807: lets SIGTERM end the process as Environment.Exit does, with the exit code that the signal had.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SigtermFix))]
public sealed class SigtermFix : CodeFixProvider
{
    private const string ProcessExit = "ProcessExit";
    private const string Name = "sigterm";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.CleanupMissedBySigterm.Id);

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        if (SubscriptionIn(root, model, context.CancellationToken) is not { } subscription
            || root.DescendantTokens().Any(static token => token.ValueText == Name)
            || model.Compilation.GetTypeByMetadataName(KnownTypes.PosixSignalRegistration) is not { } registration
            || model.Compilation.GetTypeByMetadataName(KnownTypes.Environment) is not { } environment)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Exit on SIGTERM (review)", token => EditAsync(context.Document, subscription, registration, environment, model, token), equivalenceKey: "PSAFE807.Sigterm"),
                diagnostic);
        }
    }

    /// <summary>The only statement of Main that subscribes ProcessExit.</summary>
    private static ExpressionStatementSyntax? SubscriptionIn(SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        ExpressionStatementSyntax[] found = root.DescendantNodes().OfType<ExpressionStatementSyntax>()
            .Where(static statement => statement.Expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: ProcessExit } })
            .ToArray();
        return found.Length == 1 && MainScope.Holds(found[0], model, cancellationToken) ? found[0] : null;
    }

    private static Task<Solution> EditAsync(Document document, ExpressionStatementSyntax subscription, INamedTypeSymbol registration, INamedTypeSymbol environment, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxEdits edits = new();
        string type = edits.Import(registration, null, subscription, model).ToString();
        string exit = edits.Import(environment, null, subscription, model).ToString();
        string signal = type.Substring(0, type.Length - "Registration".Length);
        StatementSyntax added = SyntaxFactory.ParseStatement($"using var {Name} = {type}.Create({signal}.SIGTERM, _ => {exit}.Exit(143));")
            .WithLeadingTrivia(Comments.IndentationOf(subscription))
            .WithTrailingTrivia(Comments.LineEndOf(subscription.SyntaxTree.GetRoot()));
        if (subscription.Parent is GlobalStatementSyntax global)
        {
            CompilationUnitSyntax file = (CompilationUnitSyntax)global.Parent!;
            int index = file.Members.IndexOf(global);
            edits.Replace(file, current => ((CompilationUnitSyntax)current).WithMembers(((CompilationUnitSyntax)current).Members.Insert(index + 1, SyntaxFactory.GlobalStatement(added))));
        }
        else if (subscription.Parent is BlockSyntax block)
        {
            int index = block.Statements.IndexOf(subscription);
            edits.Replace(block, current => ((BlockSyntax)current).WithStatements(((BlockSyntax)current).Statements.Insert(index + 1, added)));
        }

        return edits.ApplyAsync(document.Project.Solution, cancellationToken);
    }
}
