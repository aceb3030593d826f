using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
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
using ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>
/// PSAFE720: puts one call of <c>Process.RunAndCaptureText</c> in the place of the start of a process, the reads of both of its streams and
/// the wait for its exit. What the code did with the texts and the exit code it does with those of the result.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RunInOneCallFix))]
public sealed class RunInOneCallFix : DocumentFix
{
    private static readonly (string Property, string Member)[] Parts =
    {
        (DiagnosticProperties.Outputs, "StandardOutput"),
        (DiagnosticProperties.Errors, "StandardError"),
        (DiagnosticProperties.Codes, "ExitStatus.ExitCode"),
    };

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.IsOneCall.Id);

    protected override string Title => $"Use Process.{CapturingRun.MethodOf(isAsync: false)}";

    protected override string EquivalenceKey => "PSAFE720.RunInOneCall";

    protected override string TitleFor(Diagnostic diagnostic, SyntaxNode root, SemanticModel model) =>
        $"Use Process.{CapturingRun.MethodOf(IsAwaited(diagnostic))}";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { } declaration
            || diagnostic.Properties[DiagnosticProperties.Run] is not { } call
            || CapturingRun.ResultOf(call, IsAwaited(diagnostic), declaration.SpanStart, model) is not { } result)
        {
            return false;
        }

        List<SyntaxNode> removed = NodesOf(diagnostic, DiagnosticProperties.Removed, root).ToList();
        List<(SyntaxNode Use, string Member)> uses = Parts
            .SelectMany(part => NodesOf(diagnostic, part.Property, root).Select(use => (use, part.Member)))
            .ToList();
        if (!removed.TrueForAll(static statement => statement is StatementSyntax && !Comments.HasInnerDirectives(statement))
            || uses.Exists(static use => use.Use is not ExpressionSyntax || Comments.AreInside(use.Use))
            || HasCommentsBeside(call, declaration)
            || removed.Concat(uses.Select(static use => use.Use)).Append(declaration).Any(edits.Contains))
        {
            return false;
        }

        string name = NewVariables.Next(declaration, "result", edits);
        TypeSyntax type = edits.Import(result, null, declaration, model);
        string value = IsAwaited(diagnostic) ? $"await {call}{diagnostic.Properties[DiagnosticProperties.Awaited]}" : call;
        edits.Replace(
            declaration,
            current => Laid(SyntaxFactory.ParseStatement($"{type} {name} = {value};"), call, declaration)
                .WithTriviaFrom((StatementSyntax)current));
        foreach (SyntaxNode statement in removed)
        {
            edits.Remove((StatementSyntax)statement);
        }

        foreach ((SyntaxNode use, string member) in uses)
        {
            edits.Replace(use, current => SyntaxFactory.ParseExpression($"{name}.{member}").WithTriviaFrom(current));
        }

        return true;
    }

    /// <summary>The statement with the lines of a start info that is made in it indented as the declaration is.</summary>
    private static StatementSyntax Laid(StatementSyntax statement, string call, LocalDeclarationStatementSyntax declaration)
    {
        string line = call.Substring(call.LastIndexOf('\n') + 1);
        return line == call
            ? statement
            : Comments.Reindented(
                statement,
                line.Substring(0, line.Length - line.TrimStart().Length),
                Comments.IndentationOf(declaration).ToString());
    }

    private static bool IsAwaited(Diagnostic diagnostic) => diagnostic.Properties[DiagnosticProperties.Awaited] is not null;

    /// <summary>True where the declaration has comments or directives that the call does not take along.</summary>
    private static bool HasCommentsBeside(string call, LocalDeclarationStatementSyntax declaration) =>
        Comments.AreInside(declaration)
        && declaration.DescendantTrivia()
            .Where(trivia => (Comments.IsComment(trivia) || trivia.IsDirective)
                && !declaration.GetLeadingTrivia().Contains(trivia)
                && !declaration.GetTrailingTrivia().Contains(trivia))
            .Any(trivia => trivia.IsDirective || call.IndexOf(trivia.ToString(), StringComparison.Ordinal) < 0);

    private static IEnumerable<SyntaxNode> NodesOf(Diagnostic diagnostic, string property, SyntaxNode root) =>
        diagnostic.Properties[property]!.Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries)
            .Select(static span => span.Split('-').Select(static end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray())
            .Select(static ends => TextSpan.FromBounds(ends[0], ends[1]))
            .Select(span => root.FindNode(span, getInnermostNodeForTie: true));
}
