using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>Starts a task for each late <c>ReadToEnd</c> before the place that waits, and puts its result where the read was.</summary>
internal sealed class EarlyRead
{
    private readonly SyntaxNode _anchor;
    private readonly IReadOnlyList<LateRead> _reads;

    private EarlyRead(SyntaxNode anchor, IReadOnlyList<LateRead> reads) => (_anchor, _reads) = (anchor, reads);

    /// <summary>The nodes that the edit changes.</summary>
    public IEnumerable<SyntaxNode> Nodes => _reads.Select(static read => read.Call);

    public static EarlyRead? For(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.Redirected)
            || diagnostic.AdditionalLocations.Count == 0
            || diagnostic.AdditionalLocations.Any(location => location.SourceTree != root.SyntaxTree
                && location.GetLineSpan().Path != root.SyntaxTree.FilePath))
        {
            return null;
        }

        SyntaxNode place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        List<InvocationExpressionSyntax?> calls = diagnostic.AdditionalLocations
            .Select(location => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true) as InvocationExpressionSyntax)
            .ToList();
        if (calls.Contains(null) || Anchors.For(place, calls!) is not { } anchor)
        {
            return null;
        }

        List<LateRead?> reads = calls.Select(call => LateRead.Of(call!, anchor, model, cancellationToken)).ToList();
        return reads.Contains(null) || reads.Select(static read => read!.Stream).Distinct().Count() < reads.Count
            ? null
            : new EarlyRead(anchor, reads!);
    }

    public void Apply(SyntaxEditor editor, FreshNames names, SemanticModel model)
    {
        foreach (LateRead read in _reads)
        {
            string name = names.Next(_anchor, read.Stream + "Task");
            string type = model.LookupNamespacesAndTypes(_anchor.SpanStart, name: "Task").OfType<INamedTypeSymbol>()
                .Any(static found => found.Arity == 1 && found.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks")
                ? "Task<string>"
                : "var";
            StatementSyntax start = SyntaxFactory.ParseStatement($"{type} {name} = {read.Receiver}.ReadToEndAsync{read.Arguments};")
                .WithLeadingTrivia(Comments.IndentationOf(_anchor))
                .WithTrailingTrivia(Comments.LineEndOf(_anchor.SyntaxTree.GetRoot()));
            editor.InsertBefore(_anchor, _anchor is GlobalStatementSyntax ? SyntaxFactory.GlobalStatement(start) : start);
            editor.ReplaceNode(read.Call, read.ResultOf(name).WithTriviaFrom(read.Call));
        }
    }
}
