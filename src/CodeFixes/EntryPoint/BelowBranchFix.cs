using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>
/// PSAFE402: moves the statement to the parent's side of the condition that tells a worker from its parent.
/// What the worker did without being asked to, it does no more, so a person should see whether it needs that.
/// </summary>
public sealed class BelowBranchFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.StartUpRunsInWorkers.Id);

    protected internal override string EquivalenceKey => "PSAFE402.BelowBranch";

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (Move.Of(root, diagnostic) is not { } move || !move.IsPossible(model))
        {
            return null;
        }

        SyntaxEdits edits = new();
        edits.Replace(root, move.Apply);
        return ($"Move '{move.Text}' to the parent's side", edits);
    }

    /// <summary>One statement, the branch behind it, and where in the branch it goes.</summary>
    private sealed class Move
    {
        private const int TitleLength = 40;

        private readonly StatementSyntax _moved;
        private readonly IfStatementSyntax _branch;
        private readonly StatementSyntax? _side;
        private readonly IReadOnlyList<StatementSyntax> _between;

        private Move(StatementSyntax moved, IfStatementSyntax branch, StatementSyntax? side, IReadOnlyList<StatementSyntax> between)
        {
            _moved = moved;
            _branch = branch;
            _side = side;
            _between = between;
        }

        /// <summary>The statement, or its beginning, as the title names it.</summary>
        public string Text
        {
            get
            {
                string line = _moved.ToString().Split('\n')[0].Trim().TrimEnd(';');
                return line.Length <= TitleLength ? line : line.Substring(0, TitleLength) + "…";
            }
        }

        public static Move? Of(SyntaxNode root, Diagnostic diagnostic)
        {
            if (ParentBranch.Of(root, diagnostic) is not ({ } branch, var side))
            {
                return null;
            }

            int start = branch.SpanStart;
            IReadOnlyList<StatementSyntax> statements = StatementsRound(branch);
            StatementSyntax? moved = statements.FirstOrDefault(statement => statement.Span.Contains(diagnostic.Location.SourceSpan));
            StatementSyntax? target = side switch
            {
                "WhenTrue" => branch.Statement,
                "WhenFalse" => branch.Else?.Statement,
                _ => null,
            };
            return moved is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or IfStatementSyntax or ForEachStatementSyntax
                && moved.SpanStart < start
                && (side == "After" || target is not null)
                ? new Move(
                    moved,
                    branch,
                    target,
                    statements.Where(statement => statement.SpanStart > moved.SpanStart && statement.SpanStart < start).ToList())
                : null;
        }

        /// <summary>True when nothing in between uses what the statement gives, or changes what it uses.</summary>
        public bool IsPossible(SemanticModel model)
        {
            if (_moved.ContainsDirectives
                || _branch.GetLeadingTrivia().Any(static trivia => trivia.IsDirective)
                || model.AnalyzeDataFlow(_moved) is not { Succeeded: true } moved)
            {
                return false;
            }

            HashSet<ISymbol> given = new(moved.VariablesDeclared.Concat(moved.WrittenInside), SymbolEqualityComparer.Default);
            HashSet<ISymbol> used = new(moved.ReadInside, SymbolEqualityComparer.Default);
            HashSet<ISymbol> changed = new(Changeable(_moved, model), SymbolEqualityComparer.Default);
            foreach (StatementSyntax statement in _between)
            {
                if (model.AnalyzeDataFlow(statement) is not { Succeeded: true } flow
                    || flow.WrittenInside.Any(used.Contains)
                    || Changeable(statement, model).Any(changed.Contains)
                    || !StaysInside(statement, model))
                {
                    return false;
                }
            }

            SyntaxNode scope = _moved.Parent is GlobalStatementSyntax { Parent: { } file } ? file : _moved.Parent!;
            return scope.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(name => !_moved.Span.Contains(name.Span) && given.Contains(model.GetSymbolInfo(name).Symbol!))
                .All(name => _side is null ? name.SpanStart > _branch.Span.End : _side.Span.Contains(name.Span));
        }

        /// <summary>
        /// The variables and members whose objects a statement may change, or see changed: `listener` of `listener.Start()`.
        /// </summary>
        private static IEnumerable<ISymbol> Changeable(StatementSyntax statement, SemanticModel model) =>
            statement.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Select(name => model.GetSymbolInfo(name).Symbol)
                .Where(static symbol => symbol switch
                {
                    ILocalSymbol local => IsChangeable(local.Type),
                    IParameterSymbol parameter => IsChangeable(parameter.Type),
                    IFieldSymbol field => !field.IsConst,
                    IPropertySymbol property => !property.DeclaringSyntaxReferences.IsEmpty,
                    _ => false,
                })
                .Select(static symbol => symbol!);

        private static bool IsChangeable(ITypeSymbol type) => type.IsReferenceType
            && type.SpecialType != SpecialType.System_String
            && type is not IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String };

        /// <summary>True for a statement that looks at nothing outside of the process, and calls no code of the program.</summary>
        private static bool StaysInside(StatementSyntax statement, SemanticModel model) =>
            statement.DescendantNodes()
                .Where(static node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax)
                .All(call => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: var type } called
                    && called.DeclaringSyntaxReferences.IsEmpty
                    && (type.SpecialType is not (SpecialType.None or SpecialType.System_Object)
                        || KnownNames.DirectoryFree.Has(type.ContainingNamespace.ToDisplayString())
                        || KnownNames.DirectoryFree.HasTypeOf(type)));

        public SyntaxNode Apply(SyntaxNode root)
        {
            SyntaxNode source = Listed(_moved);
            SyntaxNode branch = Listed(_branch);
            SyntaxNode next = Siblings(source).First(node => node.SpanStart > source.SpanStart);
            string lineEnd = Comments.LineEndOf(root).ToString();
            StatementSyntax statement = _moved.WithLeadingTrivia(WithoutBlankLines(_moved.GetLeadingTrivia()));
            if (!statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            {
                statement = statement.WithTrailingTrivia(statement.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(lineEnd)));
            }

            Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> edits = new();
            if (source == Siblings(source)[0])
            {
                edits[next] =
                    current => current.WithLeadingTrivia(BlankLines(_moved.GetLeadingTrivia())
                        .AddRange(WithoutBlankLines(current.GetLeadingTrivia())));
            }

            if (_side is not null)
            {
                StatementSyntax side = _side;
                edits[side] = current => WithFirst((StatementSyntax)current, statement, lineEnd);
            }

            root = root.TrackNodes(edits.Keys.Append(source).Append(branch).Distinct());
            foreach (KeyValuePair<SyntaxNode, Func<SyntaxNode, SyntaxNode>> edit in edits.OrderByDescending(
                static edit => edit.Key.SpanStart))
            {
                root = root.ReplaceNode(root.GetCurrentNode(edit.Key)!, edit.Value(root.GetCurrentNode(edit.Key)!));
            }

            if (_side is null)
            {
                StatementSyntax below = statement.WithLeadingTrivia(
                    statement.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(lineEnd)));
                root = root.InsertNodesAfter(
                    root.GetCurrentNode(branch)!,
                    new[] { source is GlobalStatementSyntax ? SyntaxFactory.GlobalStatement(below) : (SyntaxNode)below });
            }

            return root.RemoveNode(root.GetCurrentNode(source)!, SyntaxRemoveOptions.KeepNoTrivia)!;
        }

        private static StatementSyntax WithFirst(StatementSyntax side, StatementSyntax statement, string lineEnd)
        {
            if (side is BlockSyntax block)
            {
                return block.WithStatements(block.Statements.Insert(0, statement.WithAdditionalAnnotations(Formatter.Annotation)));
            }

            return SyntaxFactory.Block(statement, side.WithoutLeadingTrivia().WithTrailingTrivia(SyntaxFactory.EndOfLine(lineEnd)))
                .WithLeadingTrivia(side.GetLeadingTrivia())
                .WithTrailingTrivia(side.GetTrailingTrivia())
                .WithAdditionalAnnotations(Formatter.Annotation);
        }

        private static IReadOnlyList<StatementSyntax> StatementsRound(IfStatementSyntax branch) => branch.Parent switch
        {
            BlockSyntax block => block.Statements,
            GlobalStatementSyntax { Parent: CompilationUnitSyntax file } =>
                file.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement).ToList(),
            _ => Array.Empty<StatementSyntax>(),
        };

        private static SyntaxNode Listed(StatementSyntax statement) =>
            statement.Parent is GlobalStatementSyntax global ? global : statement;

        private static List<SyntaxNode> Siblings(SyntaxNode listed) => listed.Parent is CompilationUnitSyntax file
            ? file.Members.ToList<SyntaxNode>()
            : ((BlockSyntax)listed.Parent!).Statements.ToList<SyntaxNode>();

        private static SyntaxTriviaList BlankLines(SyntaxTriviaList leading) =>
            SyntaxFactory.TriviaList(leading.TakeWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));

        private static SyntaxTriviaList WithoutBlankLines(SyntaxTriviaList leading) =>
            SyntaxFactory.TriviaList(leading.SkipWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
    }
}
