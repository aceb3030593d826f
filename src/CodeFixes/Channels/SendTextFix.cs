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

/// <summary>PSAFE735: has the writer send at once, or declares the reader before the writer, so that it is disposed of after it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SendTextFix))]
public sealed class SendTextFix : DocumentFix
{
    private const string AutoFlush = "AutoFlush = true";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.TextIsNotSent.Id);

    protected override string Title => "Send the text to the other process";

    protected override string EquivalenceKey => "PSAFE735.SendText";

    protected override string TitleFor(Diagnostic diagnostic, SyntaxNode root, SemanticModel model) =>
        diagnostic.Properties[DiagnosticProperties.Form] == "Order" ? "Declare the reader before the writer" : "Set AutoFlush";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken) =>
        diagnostic.NodeIn(root) is BaseObjectCreationExpressionSyntax creation
        && diagnostic.Properties[DiagnosticProperties.Form] switch
        {
            "Flush" or "Lost" => model.GetTypeInfo(creation, cancellationToken).Type?.Name == "StreamWriter"
                && SetAutoFlush(creation, edits),
            "Order" => diagnostic.Fact().SourceTree == root.SyntaxTree
                && root.FindNode(diagnostic.Fact().SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<StatementSyntax>()
                    is { } writer
                && Swap(writer, creation, edits),
            _ => false,
        };

    private static bool SetAutoFlush(BaseObjectCreationExpressionSyntax creation, SyntaxEdits edits)
    {
        if (creation.Initializer is { } initializer)
        {
            if (initializer.ToString().Contains("AutoFlush"))
            {
                return false;
            }

            edits.Replace(initializer, static current =>
            {
                InitializerExpressionSyntax list = (InitializerExpressionSyntax)current;
                ExpressionSyntax set = SyntaxFactory.ParseExpression(AutoFlush);
                return list.Expressions.Count == 0
                    ? list.AddExpressions(set.WithTrailingTrivia(SyntaxFactory.Space))
                    : list.WithExpressions(list.Expressions
                        .Replace(list.Expressions.Last(), list.Expressions.Last().WithoutTrailingTrivia())
                        .Add(set.WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(list.Expressions.Last().GetTrailingTrivia())));
            });
            return true;
        }

        edits.Replace(creation, static current =>
        {
            string arguments = ((BaseObjectCreationExpressionSyntax)current).ArgumentList is null ? "()" : string.Empty;
            return SyntaxFactory.ParseExpression($"{current.WithoutTrivia()}{arguments} {{ {AutoFlush} }}").WithTriviaFrom(current);
        });
        return true;
    }

    /// <summary>Puts the declaration of the reader before that of the writer, right behind which it stands.</summary>
    private static bool Swap(StatementSyntax writer, BaseObjectCreationExpressionSyntax creation, SyntaxEdits edits)
    {
        if (creation.FirstAncestorOrSelf<StatementSyntax>() is not LocalDeclarationStatementSyntax reader
            || writer is not LocalDeclarationStatementSyntax
            || !writer.IsInList()
            || writer.NextStatement() != reader
            || Comments.HasInnerDirectives(reader)
            || reader.GetLeadingTrivia().Any(static trivia => trivia.IsDirective))
        {
            return false;
        }

        edits.Remove(reader);
        edits.InsertBefore(writer, reader.WithoutTrivia().ToString());
        return true;
    }
}
