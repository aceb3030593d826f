using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ProcessSafety.Analyzers;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>Moves a wait that is a statement of its own behind the loop or call that reads one stream to its end.</summary>
internal sealed class MovedWait
{
    private static readonly string[] KnownAfterExit = { "ExitCode", "ExitTime", "HasExited", "TotalProcessorTime", "UserProcessorTime" };

    private readonly StatementSyntax _wait;
    private readonly StatementSyntax _last;

    private MovedWait(StatementSyntax wait, StatementSyntax last) => (_wait, _last) = (wait, last);

    /// <summary>The nodes that the edit changes.</summary>
    public IEnumerable<SyntaxNode> Nodes => new SyntaxNode[] { _wait, _last };

    public static MovedWait? For(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.Drained)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax place
            || place.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Parent: BlockSyntax block } wait
            || !IsWholeWait(wait.Expression, place)
            || model.GetSymbolInfo(place, cancellationToken).Symbol is not IMethodSymbol method
            || (method.Name == "WaitForExit" && !method.Parameters.IsEmpty))
        {
            return null;
        }

        List<StatementSyntax?> reads = diagnostic.AdditionalLocations
            .Select(location => (StatementSyntax?)root.FindNode(location.SourceSpan, getInnermostNodeForTie: true)
                .AncestorsAndSelf()
                .OfType<StatementSyntax>()
                .FirstOrDefault(statement => statement.Parent == block))
            .ToList();
        if (reads.Count == 0 || reads.Contains(null))
        {
            return null;
        }

        int first = block.Statements.IndexOf(wait) + 1;
        int last = reads.Max(statement => block.Statements.IndexOf(statement!));
        return last >= first
            && block.Statements.Skip(first).Take(last - first + 1).All(static statement => !NeedsExit(statement) && !Leaves(statement))
            ? new MovedWait(wait, block.Statements[last])
            : null;
    }

    public void Apply(SyntaxEditor editor)
    {
        editor.InsertAfter(_last, SyntaxFactory.ParseStatement(_wait.ToString()).WithTriviaFrom(_wait));
        editor.RemoveNode(_wait, SyntaxRemoveOptions.KeepNoTrivia);
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
