using System.Collections.Generic;
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

/// <summary>PSAFE736: parts from the client at the end of each round, and leaves the server open.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NextClientFix))]
public sealed class NextClientFix : DocumentFix
{
    private static readonly ManyServersFix s_review = new();

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ServerTakesOneClient.Id);

    protected override string Title => "Prepare the server for the next client";

    protected override string EquivalenceKey => "PSAFE736.NextClient";

    protected override SolutionReviewFix? Review => s_review;

    protected override string TitleFor(Diagnostic diagnostic, SyntaxNode root, SemanticModel model) =>
        diagnostic.Properties[DiagnosticProperties.Form] == "Part"
            ? "Disconnect the client at the end of the loop"
            : "Leave the server open";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        switch (diagnostic.Properties[DiagnosticProperties.Form])
        {
            case "Part":
                return diagnostic.NodeIn(root) is InvocationExpressionSyntax wait && Part(wait, edits);
            case "Open":
                return LeaveOpen(diagnostic, root, model, edits);
            case "OpenAndPart":
                return diagnostic.AdditionalLocations.Count > 0
                    && root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true)
                        is InvocationExpressionSyntax repeated
                    && Part(repeated, edits)
                    && LeaveOpen(diagnostic, root, model, edits);
            default:
                return false;
        }
    }

    /// <summary>Adds `server.Disconnect();` at the end of the loop that waits, where every round comes to it.</summary>
    private static bool Part(InvocationExpressionSyntax wait, SyntaxEdits edits)
    {
        if (wait.Expression is not MemberAccessExpressionSyntax { Expression: var server }
            || server is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
            || wait.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement
            || statement.Parent is not BlockSyntax { Parent: WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax } block
            || block.DescendantNodes().Any(static node => node is ContinueStatementSyntax)
            || block.Statements.Any(static one => one is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 })
            || block.Statements.Last() is ReturnStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax)
        {
            return false;
        }

        edits.InsertAfter(block.Statements.Last(), $"{server}.Disconnect();");
        OneLineBodies.Open(edits, statement);
        return true;
    }

    /// <summary>Has all readers and writers of the loop leave the server open.</summary>
    private static bool LeaveOpen(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, SyntaxEdits edits)
    {
        List<BaseObjectCreationExpressionSyntax> wrappers = diagnostic.AdditionalLocations.Skip(1)
            .Append(diagnostic.Location)
            .Where(location => location.SourceTree == root.SyntaxTree)
            .Select(location => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true))
            .OfType<BaseObjectCreationExpressionSyntax>()
            .ToList();
        if (wrappers.Count == 0 || wrappers.Exists(wrapper => !TakesLeaveOpen(wrapper, model)))
        {
            return false;
        }

        foreach (BaseObjectCreationExpressionSyntax wrapper in wrappers)
        {
            edits.Replace(wrapper.ArgumentList!, static current => ((ArgumentListSyntax)current).AddArguments(
                SyntaxFactory.ParseArgumentList("(leaveOpen: true)").Arguments[0].WithLeadingTrivia(SyntaxFactory.Space)));
        }

        return true;
    }

    /// <summary>True where the constructor can be called with one argument more.</summary>
    private static bool TakesLeaveOpen(BaseObjectCreationExpressionSyntax wrapper, SemanticModel model)
    {
        if (wrapper.ArgumentList is not { } list || model.GetTypeInfo(wrapper).Type is not { } type)
        {
            return false;
        }

        string arguments = string.Join(", ", list.Arguments.Select(static argument => argument.ToString()));
        string name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        ExpressionSyntax tried = SyntaxFactory.ParseExpression($"new {name}({arguments}, leaveOpen: true)");
        return model.GetSpeculativeSymbolInfo(wrapper.SpanStart, tried, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol;
    }
}
