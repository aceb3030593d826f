using System.Collections.Immutable;
using System.Globalization;
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
    private const string Name = "sigterm";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.CleanupMissedBySigterm.Id);

    protected internal override string EquivalenceKey => "PSAFE807.Sigterm";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (SubscriptionOf(diagnostic, root) is not { } subscription
            || model.Compilation.GetTypeByMetadataName(KnownTypes.PosixSignalRegistration) is not { } registration
            || model.Compilation.GetTypeByMetadataName(KnownTypes.Environment) is not { } environment)
        {
            return null;
        }

        // One registration ends the process for every handler: Fix All adds no second one.
        SyntaxEdits edits = new();
        edits.Claims(model.Compilation.SyntaxTrees.First().GetRoot(cancellationToken), nameof(SigtermFix));
        string type = edits.Import(registration, null, subscription, model).ToString();
        string exit = edits.Import(environment, null, subscription, model).ToString();
        string signal = type.Substring(0, type.Length - "Registration".Length);
        string creation = $"{type}.Create({signal}.SIGTERM, _ => {exit}.Exit(143));";
        if (MainScope.Holds(subscription, model, cancellationToken))
        {
            edits.InsertAfter(subscription, $"using var {new FreshNames().Next(subscription, Name)} = {creation}");
            return ("Exit on SIGTERM, which raises ProcessExit", edits);
        }

        if (MemberHome.Of(subscription, model, cancellationToken) is not { } home)
        {
            return null;
        }

        string field = RegistrationField.AddTo(home, Name, SyntaxFactory.ParseTypeName(type), subscription, model, edits);
        edits.InsertAfter(subscription, $"{field} = {creation}");
        return ("Exit on SIGTERM, which raises ProcessExit", edits);
    }

    /// <summary>The statement that subscribes the handler; null where it is out of sight, or no statement of a list.</summary>
    private static ExpressionStatementSyntax? SubscriptionOf(Diagnostic diagnostic, SyntaxNode root) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Subscription, out string? offset)
        && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out int start)
        && start < root.FullSpan.End
            ? root.FindToken(start).Parent?.AncestorsAndSelf()
                .OfType<ExpressionStatementSyntax>()
                .FirstOrDefault(statement => statement.SpanStart == start
                    && statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax)
            : null;
}
