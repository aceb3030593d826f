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

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE709: sets EnableRaisingEvents once the handler is attached, so that an exit before that is raised too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RaiseExitFix))]
public sealed class RaiseExitFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ExitIsNotRaised.Id);

    protected override string Title => "Set EnableRaisingEvents";

    protected override string EquivalenceKey => "PSAFE709.RaiseExit";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not MemberAccessExpressionSyntax
            {
                Parent: AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax attached },
            } raised
            || !IsName(raised.Expression))
        {
            return false;
        }

        string raise = $"{raised.Expression}.EnableRaisingEvents = true;";
        SyntaxNode body = BodyRound(attached);
        List<ExpressionStatementSyntax> handlers = Handlers(root);
        if (handlers.Exists(handler => BodyRound(handler) != body))
        {
            // Other code may attach a handler of this process too, after the switch.
            return false;
        }

        if (!attached.IsInList())
        {
            SyntaxTrivia lineEnd = Comments.LineEndOf(root);
            edits.Replace(attached, current => Bodies.Around((StatementSyntax)current, before: null, raise, lineEnd));
            return true;
        }

        // Behind the last handler that the list attaches to the process: one switch for all, and none of them comes too late.
        handlers.RemoveAll(handler => ProcessOf(handler) != raised.Expression.ToString());
        StatementSyntax last = attached.Siblings().Last(handlers.Contains);
        if (handlers.Exists(handler => handler.SpanStart > last.Span.End))
        {
            return false;
        }

        if (!edits.Contains(last))
        {
            edits.InsertAfter(last, raise);
            OneLineBodies.Open(edits, last);
        }

        return true;
    }

    private static SyntaxNode BodyRound(SyntaxNode node) => node.Ancestors().First(static outer =>
        outer is MemberDeclarationSyntax and not GlobalStatementSyntax
            or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or CompilationUnitSyntax);

    /// <summary>The statements of a file that attach a handler of Exited.</summary>
    private static List<ExpressionStatementSyntax> Handlers(SyntaxNode root) => root.DescendantNodes()
        .OfType<ExpressionStatementSyntax>()
        .Where(static statement => ProcessOf(statement) is not null)
        .ToList();

    /// <summary>The process that a statement attaches a handler of Exited to; null for any other statement.</summary>
    private static string? ProcessOf(ExpressionStatementSyntax statement) => statement.Expression is AssignmentExpressionSyntax
    {
        RawKind: (int)SyntaxKind.AddAssignmentExpression,
        Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exited" } raised,
    }
        ? raised.Expression.ToString()
        : null;

    private static bool IsName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax access => IsName(access.Expression),
        _ => false,
    };
}
