using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// Edits of single nodes, in any documents of a solution, carried out innermost first: an edit sees its node with all inner edits done.
/// </summary>
internal sealed partial class SyntaxEdits
{
    /// <summary>Marks a statement that an edit leaves for removal; its comments go to what follows.</summary>
    public static readonly SyntaxAnnotation Removed = new();

    /// <summary>Marks a block whose statements take its own place; what its braces carry is comments only.</summary>
    public static readonly SyntaxAnnotation Spliced = new();

    /// <summary>Marks the statement of a spliced block that others have been put before or after.</summary>
    private static readonly SyntaxAnnotation Anchor = new();

    private readonly Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode?>> _edits = new();

    private readonly Dictionary<(SyntaxNode Node, string Name), Func<SyntaxNode, SyntaxNode?>> _shared = new();

    private readonly HashSet<(SyntaxNode Container, string Namespace)> _imports = new();

    private readonly HashSet<(SyntaxNode Type, string Name)> _claims = new();

    public bool IsEmpty => _edits.Count == 0;

    public bool Contains(SyntaxNode node) => _edits.ContainsKey(node);

    public void Replace(SyntaxNode node, Func<SyntaxNode, SyntaxNode?> edit) =>
        _edits[node] = _edits.TryGetValue(node, out Func<SyntaxNode, SyntaxNode?>? earlier)
            ? current => earlier(current) is { } edited ? edit(edited) : null
            : edit;

    /// <summary>Edits a node once, however many diagnostics ask for it: adds the method that all their edits call.</summary>
    public void Share(SyntaxNode node, string name, Func<SyntaxNode, SyntaxNode?> edit) => _shared[(node, name)] = edit;

    /// <summary>Keeps a name of a new member for one edit; false when another edit has it.</summary>
    public bool Claims(SyntaxNode type, string name) => _claims.Add((type, name));

    /// <summary>
    /// Takes in the edits of another diagnostic; false, and none of them, where both edit one place. New members and using directives of
    /// one type or file go together.
    /// </summary>
    public bool TryAdd(SyntaxEdits other)
    {
        if (other._edits.Keys.Any(node => _edits.ContainsKey(node)
                && node is not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or CompilationUnitSyntax))
            || other._claims.Overlaps(_claims))
        {
            return false;
        }

        foreach (KeyValuePair<SyntaxNode, Func<SyntaxNode, SyntaxNode?>> edit in other._edits)
        {
            Replace(edit.Key, edit.Value);
        }

        foreach (KeyValuePair<(SyntaxNode, string), Func<SyntaxNode, SyntaxNode?>> shared in other._shared)
        {
            _shared[shared.Key] = shared.Value;
        }

        _imports.UnionWith(other._imports);
        _claims.UnionWith(other._claims);
        return true;
    }

    /// <summary>Removes a statement of a block; its comments stay.</summary>
    public void Remove(StatementSyntax statement) => Replace(statement, static current => current.WithAdditionalAnnotations(Removed));

    /// <summary>Puts several statements in the place of one.</summary>
    public void Splice(StatementSyntax statement, Func<StatementSyntax, IEnumerable<StatementSyntax>> edit) =>
        Replace(statement, current => InPlace(edit((StatementSyntax)current)));

    /// <summary>
    /// Puts a statement right before another one of a list, in its indentation; of several, the last one that is put there comes last.
    /// A comment directly above the other statement stays with it. Blank lines and directives above it come before both.
    /// </summary>
    public void InsertBefore(StatementSyntax statement, string text)
    {
        bool beginsLine = Comments.BeginsLine(statement);
        SyntaxTriviaList end = beginsLine ? new(Comments.LineEndOf(statement.SyntaxTree.GetRoot())) : new(SyntaxFactory.Space);
        SyntaxTriviaList indentation = beginsLine ? new(Comments.IndentationOf(statement)) : default;
        StatementSyntax added = SyntaxFactory.ParseStatement(text).WithTrailingTrivia(end);
        bool beginsFile = statement.GetFirstToken().GetPreviousToken().IsKind(SyntaxKind.None);
        Replace(statement, current =>
        {
            BlockSyntax block = Anchored((StatementSyntax)current, out int index);
            StatementSyntax anchor = block.Statements[index];
            SyntaxTriviaList leading = anchor.GetLeadingTrivia();

            // What heads the file stays at its head.
            int own = beginsFile ? Comments.WithoutIndentation(leading).Count : Comments.BeginOfOwnLines(leading);
            SyntaxTriviaList above = new(leading.Take(own));
            return block.WithStatements(block.Statements
                .Replace(anchor, anchor.WithLeadingTrivia(leading.Skip(own)))
                .Insert(index, added.WithLeadingTrivia(above.AddRange(indentation))));
        });
    }

    /// <summary>
    /// Puts a statement right after another one of a list, in its indentation; of several, the last one that is put there comes first.
    /// </summary>
    public void InsertAfter(StatementSyntax statement, string text)
    {
        SyntaxTriviaList between = statement.GetTrailingTrivia();
        SyntaxTriviaList before = between.Any(SyntaxKind.EndOfLineTrivia) ? new(Comments.IndentationOf(statement))
            : between.Any() ? default
            : new(SyntaxFactory.Space);
        StatementSyntax added = SyntaxFactory.ParseStatement(text)
            .WithLeadingTrivia(before)
            .WithTrailingTrivia(Comments.LineEndOf(statement.SyntaxTree.GetRoot()));
        Replace(statement, current =>
        {
            BlockSyntax block = Anchored((StatementSyntax)current, out int index);
            return block.WithStatements(block.Statements.Insert(index + 1, added));
        });
    }

    /// <summary>
    /// Moves a statement right before another one further up in the same list, with the comments directly above it and behind it; false,
    /// and nothing, where the lines of the two do not allow it.
    /// </summary>
    public bool TryMoveBefore(StatementSyntax statement, StatementSyntax moved)
    {
        StatementSyntax previous = moved.PreviousStatement()!;
        SyntaxTriviaList lines = moved.GetLeadingTrivia();
        bool hasLine = Comments.BeginsLine(moved);
        bool beginsLine = Comments.BeginsLine(statement);
        if ((!hasLine || !beginsLine)
            && (moved.DescendantTrivia().Any(Comments.IsComment) || (previous != statement && Contains(previous))))
        {
            return false;
        }

        SyntaxTriviaList end = moved.GetTrailingTrivia();
        int begin = Comments.BeginOfOwnLines(lines);
        SyntaxTriviaList comments = new(lines.Skip(begin));
        SyntaxTriviaList left = new(lines.Take(begin));
        if (!hasLine)
        {
            Replace(previous, current => current.WithTrailingTrivia(end));
        }

        SyntaxTriviaList between = !beginsLine ? new(SyntaxFactory.Space)
            : hasLine && end.Any(SyntaxKind.EndOfLineTrivia) ? end
            : new(Comments.LineEndOf(statement.SyntaxTree.GetRoot()));
        SyntaxTriviaList indentation = beginsLine && !hasLine ? new(Comments.IndentationOf(statement)) : comments;
        Replace(moved, _ => InPlace(Enumerable.Empty<StatementSyntax>(), left));
        Replace(statement, current =>
        {
            BlockSyntax block = Anchored((StatementSyntax)current, out int index);
            StatementSyntax anchor = block.Statements[index];
            SyntaxTriviaList leading = anchor.GetLeadingTrivia();
            int own = beginsLine ? Comments.BeginOfOwnLines(leading) : leading.Count;
            return block.WithStatements(block.Statements
                .Replace(anchor, anchor.WithLeadingTrivia(leading.Skip(own)))
                .Insert(index, moved.WithLeadingTrivia(leading.Take(own).Concat(indentation)).WithTrailingTrivia(between)));
        });
        return true;
    }

    /// <summary>A short name of a type for the place of a node; a using directive is added where the name needs one.</summary>
    /// <param name="type">The type, constructed if it is generic.</param>
    /// <param name="arguments">The type arguments as they should be written; null when the type has none.</param>
    /// <param name="place">The node that the name goes next to or takes the place of.</param>
    /// <param name="model">The model of the place.</param>
    public TypeSyntax Import(INamedTypeSymbol type, TypeArgumentListSyntax? arguments, SyntaxNode place, SemanticModel model)
    {
        SimpleNameSyntax name = arguments is null
            ? SyntaxFactory.IdentifierName(type.Name)
            : SyntaxFactory.GenericName(SyntaxFactory.Identifier(type.Name), arguments);
        string container = type.ContainingNamespace.ToDisplayString();
        List<INamedTypeSymbol> found = model.LookupNamespacesAndTypes(place.SpanStart, name: type.Name)
            .OfType<INamedTypeSymbol>()
            .Where(other => other.Arity == type.Arity)
            .ToList();
        if (found.Contains(type.OriginalDefinition, SymbolEqualityComparer.Default))
        {
            return name;
        }

        if (found.Count > 0)
        {
            return SyntaxFactory.QualifiedName(SyntaxFactory.ParseName("global::" + container), name);
        }

        SyntaxNode imports = UsingDirectives.ContainerFor(place);
        if (_imports.Add((imports, container)))
        {
            Replace(imports, current => UsingDirectives.With(current, container));
        }

        return name;
    }

    public async Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellationToken)
    {
        SyntaxEdits all = new();
        all.TryAdd(this);
        foreach (KeyValuePair<(SyntaxNode Node, string), Func<SyntaxNode, SyntaxNode?>> shared in _shared)
        {
            all.Replace(shared.Key.Node, shared.Value);
        }

        foreach (SyntaxTree tree in all._edits.Keys.Select(node => node.SyntaxTree).Distinct().ToList())
        {
            DocumentId id = solution.GetDocumentId(tree)
                ?? throw new InvalidOperationException("An edited node lies outside the solution.");
            SyntaxNode root = await tree.GetRootAsync(cancellationToken).ConfigureAwait(false);
            Document before = solution.GetDocument(id)!;
            Document edited = before.WithSyntaxRoot(new Rewriter(all._edits, root).Visit(root)!);
            solution = (await Layout.OfChangesAsync(before, edited, cancellationToken).ConfigureAwait(false)).Project.Solution;
        }

        return solution;
    }

    /// <summary>A spliced block with the statement, and where in it the statement is: first, when another edit has made it.</summary>
    private static BlockSyntax Anchored(StatementSyntax current, out int index)
    {
        BlockSyntax block = current.HasAnnotation(Spliced)
            ? (BlockSyntax)current
            : InPlace(new[] { current.WithAdditionalAnnotations(Anchor) });
        index = Math.Max(0, block.Statements.IndexOf(static statement => statement.HasAnnotation(Anchor)));
        return block;
    }

    private static BlockSyntax InPlace(IEnumerable<StatementSyntax> statements, SyntaxTriviaList left = default) =>
        SyntaxFactory.Block(
            SyntaxFactory.Token(default, SyntaxKind.OpenBraceToken, default),
            SyntaxFactory.List(statements),
            SyntaxFactory.Token(left, SyntaxKind.CloseBraceToken, default)).WithAdditionalAnnotations(Spliced);
}
