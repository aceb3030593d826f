using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>PSAFE807: lets SIGTERM end the process as Environment.Exit does, with the exit code that the signal had.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SigtermFix))]
public sealed class SigtermFix : ReviewFix
{
    private const string ProcessExit = "ProcessExit";
    private const string Name = "sigterm";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.CleanupMissedBySigterm.Id);

    protected internal override string EquivalenceKey => "PSAFE807.Sigterm";

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (SubscriptionIn(root, model, cancellationToken) is not { } subscription
            || root.DescendantTokens().Any(static token => token.ValueText == Name)
            || model.Compilation.GetTypeByMetadataName(KnownTypes.PosixSignalRegistration) is not { } registration
            || model.Compilation.GetTypeByMetadataName(KnownTypes.Environment) is not { } environment)
        {
            return null;
        }

        SyntaxEdits edits = new();
        string type = edits.Import(registration, null, subscription, model).ToString();
        string exit = edits.Import(environment, null, subscription, model).ToString();
        string signal = type.Substring(0, type.Length - "Registration".Length);
        edits.InsertAfter(subscription, $"using var {Name} = {type}.Create({signal}.SIGTERM, _ => {exit}.Exit(143));");
        return ("Exit on SIGTERM", edits);
    }

    /// <summary>The only statement of Main that subscribes ProcessExit.</summary>
    private static ExpressionStatementSyntax? SubscriptionIn(SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        ExpressionStatementSyntax[] found = root.DescendantNodes().OfType<ExpressionStatementSyntax>()
            .Where(static statement => statement.Expression is AssignmentExpressionSyntax
            {
                RawKind: (int)SyntaxKind.AddAssignmentExpression,
                Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: ProcessExit },
            })
            .ToArray();
        return found.Length == 1 && MainScope.Holds(found[0], model, cancellationToken) ? found[0] : null;
    }
}
