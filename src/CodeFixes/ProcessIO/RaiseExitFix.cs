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
        List<StatementSyntax> handlers = Handlers(attached, raised.Expression.ToString());
        if (!attached.IsInList())
        {
            SyntaxTrivia lineEnd = Comments.LineEndOf(root);
            edits.Replace(attached, current => Bodies.Around((StatementSyntax)current, before: null, raise, lineEnd));
            return true;
        }

        // Behind the last handler that the list attaches to the process: one switch for all, and none of them comes too late.
        StatementSyntax last = attached.Siblings().Last(statement => statement == attached || handlers.Contains(statement));
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

    /// <summary>The statements of a body that attach a handler of Exited to the process.</summary>
    private static List<StatementSyntax> Handlers(StatementSyntax attached, string process) => attached.Ancestors()
        .First(static node => node is MemberDeclarationSyntax and not GlobalStatementSyntax
            or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or CompilationUnitSyntax)
        .DescendantNodes()
        .OfType<ExpressionStatementSyntax>()
        .Where(statement => statement.Expression is AssignmentExpressionSyntax
            {
                RawKind: (int)SyntaxKind.AddAssignmentExpression,
                Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exited" } raised,
            }
            && raised.Expression.ToString() == process)
        .ToList<StatementSyntax>();

    private static bool IsName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax access => IsName(access.Expression),
        _ => false,
    };
}
