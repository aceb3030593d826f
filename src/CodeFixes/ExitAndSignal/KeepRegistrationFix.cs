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

/// <summary>
/// PSAFE804: keeps a signal registration in a using declaration of Main, in a field of the object whose handler it is, and elsewhere in a
/// static field; not what a method makes of it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeepRegistrationFix))]
public sealed class KeepRegistrationFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.SignalRegistrationIsLost.Id);

    protected override string Title => "Keep the registration";

    protected override string EquivalenceKey => "PSAFE804.KeepRegistration";

    protected override string TitleFor(Diagnostic diagnostic, SyntaxNode root, SemanticModel model) =>
        CallOf(diagnostic, root, model, CancellationToken.None) is not { } call ? Title
        : IsInUsing(StatementOf(call), model, CancellationToken.None) ? "Keep the registration in a using declaration"
        : InstanceRegistration.Of(call, model, CancellationToken.None) is not null ? "Keep the registration in a field"
        : "Keep the registration in a static field";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (CallOf(diagnostic, root, model, cancellationToken) is not { } call || StatementOf(call) is not { } kept)
        {
            return false;
        }

        if (IsInUsing(kept, model, cancellationToken))
        {
            return diagnostic.Properties.ContainsKey(DiagnosticProperties.RunsOnce) && InUsing((StatementSyntax)kept, call, edits);
        }

        if (MemberHome.Of(kept, model, cancellationToken) is not { } home
            || call.Expression is not MemberAccessExpressionSyntax { Expression: var typeName }
            || IsHandedOn(kept))
        {
            return false;
        }

        // In a loop, or for one of several callers, each registration would take the place of the one before.
        string name;
        if (InstanceRegistration.Of(call, model, cancellationToken) is { } instance)
        {
            name = instance.AddTo(home, NameOf(call), typeName, model, edits);
        }
        else if (diagnostic.Properties.ContainsKey(DiagnosticProperties.RunsOnce))
        {
            name = RegistrationField.AddTo(home, NameOf(call), typeName, call, model, edits);
        }
        else
        {
            return false;
        }

        edits.Replace(kept, current => Assigned(current, name));
        return true;
    }

    private static InvocationExpressionSyntax? CallOf(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        diagnostic.NodeIn(root)?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
        && call.Expression.Span == diagnostic.Location.SourceSpan
        && model.GetSymbolInfo(call, cancellationToken).Symbol?.ContainingType.Is(KnownTypes.PosixSignalRegistration) == true
            ? call
            : null;

    /// <summary>The statement that makes the registration and keeps it nowhere, or the call that is a body by itself.</summary>
    private static SyntaxNode? StatementOf(InvocationExpressionSyntax call) => call.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax
        {
            Left: IdentifierNameSyntax { Identifier.ValueText: "_" },
            Parent: ExpressionStatementSyntax statement,
        } => statement,
        EqualsValueClauseSyntax
        {
            Parent: VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement },
            },
        } => statement,
        ArrowExpressionClauseSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax } => call,
        _ => null,
    };

    private static bool IsInUsing(SyntaxNode? kept, SemanticModel model, CancellationToken cancellationToken) =>
        kept is StatementSyntax statement && MainScope.Holds(statement, model, cancellationToken);

    private static bool InUsing(StatementSyntax statement, InvocationExpressionSyntax call, SyntaxEdits edits)
    {
        if (statement is LocalDeclarationStatementSyntax declaration)
        {
            if (declaration.UsingKeyword.IsKind(SyntaxKind.UsingKeyword))
            {
                return false;
            }

            edits.Replace(declaration, static current => UsingDeclarations.Of((LocalDeclarationStatementSyntax)current));
        }
        else
        {
            string name = new FreshNames().Next(statement, NameOf(call), edits);
            edits.Replace(statement, current => UsingDeclarations.Of(current, name, call));
        }

        return true;
    }

    private static InvocationExpressionSyntax CallIn(SyntaxNode statement) => (InvocationExpressionSyntax)(statement switch
    {
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => assignment.Right,
        ExpressionStatementSyntax { Expression: var expression } => expression,
        LocalDeclarationStatementSyntax declaration => declaration.Declaration.Variables[0].Initializer!.Value,
        _ => statement,
    });

    /// <summary>True for a declaration whose variable is named again: the field would take it away.</summary>
    private static bool IsHandedOn(SyntaxNode kept) =>
        kept is LocalDeclarationStatementSyntax { Parent: { } list, Declaration.Variables: var variables }
        && list.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.ValueText == variables[0].Identifier.ValueText);

    private static SyntaxNode Assigned(SyntaxNode kept, string name)
    {
        ExpressionSyntax assignment = SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            SyntaxFactory.IdentifierName(name),
            SyntaxFactory.Token(
                SyntaxFactory.TriviaList(SyntaxFactory.Space),
                SyntaxKind.EqualsToken,
                SyntaxFactory.TriviaList(SyntaxFactory.Space)),
            CallIn(kept).WithoutTrivia());
        return kept is StatementSyntax statement
            ? SyntaxFactory.ExpressionStatement(assignment, SyntaxFactory.Token(default, SyntaxKind.SemicolonToken, default))
                .WithTriviaFrom(statement)
            : assignment.WithTriviaFrom(kept);
    }

    /// <summary>`sigterm` of `Create(PosixSignal.SIGTERM, …)`.</summary>
    private static string NameOf(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.FirstOrDefault()?.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var signal }
            ? signal.ToLowerInvariant()
            : "registration";
}
