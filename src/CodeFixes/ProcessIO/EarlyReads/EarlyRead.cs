using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>
/// Starts a task for each late <c>ReadToEnd</c> behind the start of the process, or else before the place that waits, and puts its result
/// where the read was.
/// </summary>
internal sealed class EarlyRead
{
    private readonly Anchor _anchor;
    private readonly IReadOnlyList<LateRead> _reads;

    private EarlyRead(Anchor anchor, IReadOnlyList<LateRead> reads) => (_anchor, _reads) = (anchor, reads);

    public static EarlyRead? For(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.Redirected) || diagnostic.AdditionalLocations.Count == 0)
        {
            return null;
        }

        SyntaxNode place = Anchors.PlaceOf(diagnostic, root);
        List<InvocationExpressionSyntax?> calls = diagnostic.AdditionalLocations
            .Select(location => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true) as InvocationExpressionSyntax)
            .ToList();
        if (calls.Contains(null) || Anchors.For(place, calls!) is not { } waiting)
        {
            return null;
        }

        int latest = diagnostic.Properties.TryGetValue(DiagnosticProperties.Write, out string? write) && int.TryParse(write, out int filled)
            ? filled
            : int.MaxValue;
        foreach (Anchor anchor in Anchors.Above(waiting, StartStatement.Of(diagnostic, root))
            .TakeWhile(anchor => anchor.Position <= latest))
        {
            List<LateRead?> reads = calls.Select(call => LateRead.Of(call!, anchor.Position, model, cancellationToken)).ToList();
            if (!reads.Contains(null))
            {
                return ReadsOfBranches.AreApart(reads!, model) ? new EarlyRead(anchor, reads!) : null;
            }
        }

        return null;
    }

    /// <summary>Plans the edits; false, and none of them, where another diagnostic has asked for one of the reads.</summary>
    public bool Plan(SyntaxEdits edits, SemanticModel model)
    {
        if (_reads.Any(read => edits.Contains(read.Call)))
        {
            return false;
        }

        string type = model.LookupNamespacesAndTypes(_anchor.Position, name: "Task").OfType<INamedTypeSymbol>()
            .Any(static found => found.Arity == 1 && found.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks")
            ? "Task<string>"
            : "var";
        List<string> tasks = new();
        foreach (IGrouping<string, LateRead> ofStream in _reads.GroupBy(static read => read.Stream))
        {
            LateRead first = ofStream.First();
            string name = NewVariables.Next(_anchor.Statement, first.Stream + "Task", edits);
            tasks.Add($"{type} {name} = {first.Receiver}.ReadToEndAsync{first.Arguments};");
            foreach (LateRead read in ofStream)
            {
                edits.Replace(read.Call, current => read.ResultOf(name).WithTriviaFrom(current));
            }
        }

        _anchor.Put(tasks, edits);
        return true;
    }
}
