using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace ProcessSafety.Tests.Verifier;

/// <summary>Changes the declaration that T1 reports. Derived fixes say how.</summary>
public abstract class SampleFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("T1");

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(
            CodeAction.Create("Change", token => ChangedAsync(context.Document, context.Diagnostics[0], token), "T1.Change"),
            context.Diagnostics);
        return Task.CompletedTask;
    }

    /// <summary>The new declaration.</summary>
    protected abstract SyntaxNode Change(MethodDeclarationSyntax method);

    protected static MethodDeclarationSyntax Renamed(MethodDeclarationSyntax method, string prefix = "Good") =>
        method.WithIdentifier(SyntaxFactory.Identifier(prefix + method.Identifier.Text["Bad".Length..]).WithTriviaFrom(method.Identifier));

    protected async Task<Document> ChangedAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken))!;
        MethodDeclarationSyntax method = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
        return document.WithSyntaxRoot(root.ReplaceNode(method, Change(method)));
    }
}

/// <summary>Renames BadX to GoodX, as it should.</summary>
public sealed class RenameFix : SampleFix
{
    protected override SyntaxNode Change(MethodDeclarationSyntax method) => Renamed(method);
}

/// <summary>Could fix T1, and never does.</summary>
public sealed class NeverOfferedFix : SampleFix
{
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Task.CompletedTask;

    protected override SyntaxNode Change(MethodDeclarationSyntax method) => method;
}

/// <summary>Goes on for ever: BadX, BadXX, BadXXX…</summary>
public sealed class EndlessFix : SampleFix
{
    protected override SyntaxNode Change(MethodDeclarationSyntax method) => Renamed(method, "BadX");
}

/// <summary>Is offered for every bad method, and leaves BadNothing as it is.</summary>
public sealed class HalfFix : SampleFix
{
    protected override SyntaxNode Change(MethodDeclarationSyntax method) =>
        method.Identifier.Text == "BadNothing" ? method : Renamed(method);
}

/// <summary>Drops the comments of the method.</summary>
public sealed class CommentLosingFix : SampleFix
{
    protected override SyntaxNode Change(MethodDeclarationSyntax method) =>
        Renamed(method).WithLeadingTrivia(method.GetLeadingTrivia().Where(trivia => !trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)));
}

/// <summary>Makes the method return null where the type allows none.</summary>
public sealed class NullableWarningFix : SampleFix
{
    protected override SyntaxNode Change(MethodDeclarationSyntax method) =>
        Renamed(method)
            .WithExpressionBody(SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ParseExpression("null"))
                .WithTriviaFrom(method.ExpressionBody!));
}

/// <summary>Puts an attribute on a line of its own, with an LF whatever the file has.</summary>
public sealed class LineFeedFix : SampleFix
{
    protected override SyntaxNode Change(MethodDeclarationSyntax method) => Renamed(method).WithLeadingTrivia(
        method.GetLeadingTrivia()
            .AddRange([SyntaxFactory.Comment("// renamed"), SyntaxFactory.LineFeed])
            .AddRange(method.GetLeadingTrivia()));
}

/// <summary>Adds a statement and leaves its form to simplifier and formatter.</summary>
public sealed class FormattedFix : SampleFix
{
    protected override SyntaxNode Change(MethodDeclarationSyntax method)
    {
        ExpressionSyntax console = SyntaxFactory.ParseExpression("global::System.Console").WithAdditionalAnnotations(Simplifier.Annotation);
        InvocationExpressionSyntax call = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                console,
                SyntaxFactory.IdentifierName("WriteLine")));
        return Renamed(method).AddBodyStatements(SyntaxFactory.ExpressionStatement(call).WithAdditionalAnnotations(Formatter.Annotation));
    }
}

/// <summary>Offers two actions: Good and Fine.</summary>
public sealed class TwoActionsFix : SampleFix
{
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(Action("Good"), context.Diagnostics);
        context.RegisterCodeFix(Action("Fine"), context.Diagnostics);
        return Task.CompletedTask;

        CodeAction Action(string prefix) => CodeAction.Create(prefix, async token =>
        {
            SyntaxNode root = (await context.Document.GetSyntaxRootAsync(token))!;
            MethodDeclarationSyntax method = root.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
            return context.Document.WithSyntaxRoot(root.ReplaceNode(method, Renamed(method, prefix)));
        }, "T1." + prefix);
    }

    protected override SyntaxNode Change(MethodDeclarationSyntax method) => method;
}
