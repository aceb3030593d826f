using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>
/// Moves a wait that is a statement of its own behind the loop or call that reads one stream to its end. A method of the program may do
/// more than wait: start the process, for one.
/// </summary>
internal sealed class MovedWait
{
    private static readonly string[] KnownAfterExit = { "ExitCode", "ExitTime", "HasExited", "TotalProcessorTime", "UserProcessorTime" };

    private readonly StatementSyntax _wait;
    private readonly StatementSyntax _last;

    private MovedWait(StatementSyntax wait, StatementSyntax last) => (_wait, _last) = (wait, last);

    public static MovedWait? For(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.Drained)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax place
            || place.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax wait
            || wait.ListNode() is not { } list
            || !IsWholeWait(wait.Expression, place)
            || model.GetSymbolInfo(place, cancellationToken).Symbol is not IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: true } method
            || (method.Name == "WaitForExit" && !method.Parameters.IsEmpty))
        {
            return null;
        }

        List<StatementSyntax?> reads = diagnostic.AdditionalLocations
            .Select(location => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true))
            .Select(read => Anchors.FunctionOf(read) != Anchors.FunctionOf(place) ? null : (StatementSyntax?)read.AncestorsAndSelf()
                .OfType<StatementSyntax>()
                .FirstOrDefault(statement => statement.ListNode() == list))
            .ToList();
        if (reads.Count == 0 || reads.Contains(null))
        {
            return null;
        }

        List<StatementSyntax> statements = wait.Siblings().ToList();
        int first = statements.IndexOf(wait) + 1;
        int last = reads.Max(statement => statements.IndexOf(statement!));
        List<StatementSyntax> passed = statements.GetRange(first, System.Math.Max(0, last - first + 1));
        return passed.Count > 0
            && passed.TrueForAll(static statement => !NeedsExit(statement) && !Leaves(statement))
            && !passed.Append(wait).Any(static statement => statement.ContainsDirectives)
            ? new MovedWait(wait, statements[last])
            : null;
    }

    /// <summary>Plans the edits; false, and none of them, where another diagnostic has asked for one of them.</summary>
    public bool Plan(SyntaxEdits edits)
    {
        if (edits.Contains(_wait) || edits.Contains(_last))
        {
            return false;
        }

        OneLineBodies.Open(edits, _last);
        edits.Splice(_last, current => new[] { current, _wait });
        edits.Splice(_wait, static _ => new StatementSyntax[0]);
        return true;
    }

    /// <summary>The statement does nothing but wait.</summary>
    private static bool IsWholeWait(ExpressionSyntax expression, ExpressionSyntax place) => expression switch
    {
        _ when expression == place => true,
        AwaitExpressionSyntax awaited => IsWholeWait(awaited.Expression, place),
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "ConfigureAwait" or "Wait" or "GetAwaiter" or "GetResult",
                Expression: var inner,
            },
        } => IsWholeWait(inner, place),
        _ => false,
    };

    private static bool NeedsExit(SyntaxNode statement) =>
        statement.DescendantTokens()
            .Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && KnownAfterExit.Contains(token.ValueText));

    /// <summary>True for a statement after which the wait would be skipped.</summary>
    private static bool Leaves(SyntaxNode statement) =>
        statement.DescendantNodesAndSelf(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(static node => node is ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax);
}
