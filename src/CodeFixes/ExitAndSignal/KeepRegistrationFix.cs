using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>
/// PSAFE804: keeps a signal registration in a using declaration of Main, and elsewhere in a static field; not what a method makes of it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeepRegistrationFix))]
public sealed class KeepRegistrationFix : PlaceFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.SignalRegistrationIsLost.Id);

    protected override string EquivalenceKey => "PSAFE804.KeepRegistration";

    /// <summary>In a loop, or for one of several callers, each registration would take the place of the one before.</summary>
    private protected override bool IsFor(Diagnostic diagnostic) => diagnostic.Properties.ContainsKey(DiagnosticProperties.RunsOnce);

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        SyntaxNode root,
        TextSpan place,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(place, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || call.Expression.Span != place
            || model.GetSymbolInfo(call, cancellationToken).Symbol?.ContainingType.Is(KnownTypes.PosixSignalRegistration) != true)
        {
            return null;
        }

        SyntaxNode? kept = call.Parent switch
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
            ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } => call,
            _ => null,
        };
        return kept switch
        {
            null => null,
            StatementSyntax statement when MainScope.Holds(statement, model, cancellationToken) => InUsing(statement, call),
            _ => InField(kept, call, model),
        };
    }

    private static (string Title, SyntaxEdits Edits)? InUsing(StatementSyntax statement, InvocationExpressionSyntax call)
    {
        SyntaxEdits edits = new();
        if (statement is LocalDeclarationStatementSyntax declaration)
        {
            if (declaration.UsingKeyword.IsKind(SyntaxKind.UsingKeyword))
            {
                return null;
            }

            edits.Replace(declaration, static current => UsingDeclarations.Of((LocalDeclarationStatementSyntax)current));
        }
        else
        {
            string name = new FreshNames().Next(statement, NameOf(call));
            edits.Replace(statement, current => UsingDeclarations.Of(current, name, call));
        }

        return ("Keep the registration in a using declaration", edits);
    }

    private static InvocationExpressionSyntax CallIn(SyntaxNode statement) => (InvocationExpressionSyntax)(statement switch
    {
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => assignment.Right,
        ExpressionStatementSyntax { Expression: var expression } => expression,
        LocalDeclarationStatementSyntax declaration => declaration.Declaration.Variables[0].Initializer!.Value,
        _ => statement,
    });

    private static (string Title, SyntaxEdits Edits)? InField(SyntaxNode kept, InvocationExpressionSyntax call, SemanticModel model)
    {
        if (kept.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not (ClassDeclarationSyntax
                or StructDeclarationSyntax
                or RecordDeclarationSyntax)
            || kept.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || type.OpenBraceToken.IsMissing
            || call.Expression is not MemberAccessExpressionSyntax { Expression: var typeName }
            || IsHandedOn(kept)
            || model.GetDeclaredSymbol(type) is not INamedTypeSymbol symbol)
        {
            return null;
        }

        SyntaxEdits edits = new();
        string name = RegistrationField.AddTo(type, symbol, NameOf(call), typeName, model, edits);
        edits.Replace(kept, current => Assigned(current, name));
        return ("Keep the registration in a static field", edits);
    }

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
