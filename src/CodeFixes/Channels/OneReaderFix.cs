using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Channels;

/// <summary>PSAFE734: makes the reader once, before the loop that made it for each message.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OneReaderFix))]
public sealed class OneReaderFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ReadAheadIsLost.Id);

    protected override string Title => "Create the reader before the loop";

    protected override string EquivalenceKey => "PSAFE734.OneReader";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not BaseObjectCreationExpressionSyntax
            {
                Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable },
            } creation
            || variable.Parent?.Parent is not LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration
            || declaration.Parent is not BlockSyntax { Parent: StatementSyntax loop }
            || loop is not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax)
            || !loop.IsInList()
            || Comments.HasInnerDirectives(declaration)
            || declaration.GetLeadingTrivia().Any(static trivia => trivia.IsDirective)
            || !IsTheOnly(variable)
            || UsesLocalsOf(loop, creation, model, cancellationToken))
        {
            return false;
        }

        edits.Remove(declaration);
        edits.InsertBefore(loop, declaration.WithoutTrivia().ToString());
        return true;
    }

    /// <summary>True for the one declaration of a name in its member: outside of the loop it meets the others.</summary>
    private static bool IsTheOnly(VariableDeclaratorSyntax variable)
    {
        SyntaxNode member = variable.Ancestors().First(static node =>
            node is CompilationUnitSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax));
        return !member.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken)
            && token.ValueText == variable.Identifier.ValueText
            && token != variable.Identifier
            && token.Parent is VariableDeclaratorSyntax or ParameterSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax);
    }

    private static bool UsesLocalsOf(
        StatementSyntax loop,
        ExpressionSyntax creation,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        creation.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol local
            && local.DeclaringSyntaxReferences.Any(part => loop.Span.Contains(part.Span)));
}
