using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.AmbientState;

/// <summary>
/// Tells the start infos of one file what is set for the whole process now, and takes the code away that gives the settings back.
/// </summary>
internal sealed class ExplicitSettingPlan
{
    private readonly Document _document;
    private readonly SyntaxNode _root;
    private readonly SemanticModel _model;
    private readonly Func<ExpressionSyntax, SemanticModel, CancellationToken, Func<string, string>?> _statementFor;
    private readonly SyntaxEdits _edits = new();
    private readonly FreshNames _names = new();
    private readonly Dictionary<InvocationExpressionSyntax, string> _named = new();
    private readonly HashSet<StatementSyntax> _shellIsOff = new();
    private readonly HashSet<StatementSyntax> _removed = new();
    private readonly HashSet<TryStatementSyntax> _unwrapped = new();

    /// <param name="document">The file.</param>
    /// <param name="root">Its syntax.</param>
    /// <param name="model">Its model.</param>
    /// <param name="statementFor">
    /// The statement that tells a start info the same as a call or assignment does, by the name of the start info; null when there is none.
    /// </param>
    public ExplicitSettingPlan(
        Document document,
        SyntaxNode root,
        SemanticModel model,
        Func<ExpressionSyntax, SemanticModel, CancellationToken, Func<string, string>?> statementFor) =>
        (_document, _root, _model, _statementFor) = (document, root, model, statementFor);

    /// <summary>Adds what a diagnostic asks for; false, and nothing, when it cannot be done.</summary>
    public bool Add(Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Starts, out string? starts)
            || !diagnostic.Properties.TryGetValue(DiagnosticProperties.Restores, out string? restores)
            || _root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                is not ExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } setting } set
            || _statementFor(set, _model, cancellationToken) is not { } statement)
        {
            return false;
        }

        List<ProcessStart?> found = Offsets(starts).Select(offset => ProcessStart.At(offset, _root, _model, cancellationToken)).ToList();
        List<ExpressionStatementSyntax?> restored = Offsets(restores).Select(offset => RestoreAt(offset)).ToList();
        if (found.Contains(null)
            || restored.Contains(null)
            || found.Any(start => !start!.Statement.Ancestors().Contains(setting.Parent) || start.Statement.SpanStart < setting.SpanStart))
        {
            return false;
        }

        foreach (ProcessStart start in found.OfType<ProcessStart>())
        {
            Tell(start, statement, diagnostic.Properties.ContainsKey(DiagnosticProperties.Shell));
        }

        Remove(setting);
        foreach (ExpressionStatementSyntax restore in restored.OfType<ExpressionStatementSyntax>())
        {
            Remove(restore);
            if (SavedBy(restore, restored, cancellationToken) is { } saved)
            {
                Remove(saved);
            }
        }

        return true;
    }

    public async Task<Document> ApplyAsync(CancellationToken cancellationToken)
    {
        foreach (TryStatementSyntax attempt in _removed.Select(static statement => statement.Parent?.Parent?.Parent)
            .OfType<TryStatementSyntax>()
            .Distinct())
        {
            if (attempt.Finally is { } last && last.Block.Statements.All(_removed.Contains) && _unwrapped.Add(attempt))
            {
                _edits.Replace(attempt, current => WithoutFinally((TryStatementSyntax)current, attempt));
            }
        }

        Solution changed = await _edits.ApplyAsync(_document.Project.Solution, cancellationToken).ConfigureAwait(false);
        return changed.GetDocument(_document.Id)!;
    }

    private static IEnumerable<int> Offsets(string? list) =>
        (list ?? string.Empty).Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);

    private ExpressionStatementSyntax? RestoreAt(int offset) =>
        _root.FindToken(offset).Parent
            ?.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Parent: BlockSyntax or SwitchSectionSyntax } statement
        && statement.SpanStart == offset
            ? statement
            : null;

    /// <summary>The declaration of a variable that only keeps the value which is set back.</summary>
    private LocalDeclarationStatementSyntax? SavedBy(
        ExpressionStatementSyntax restore,
        List<ExpressionStatementSyntax?> restored,
        CancellationToken cancellationToken) =>
        restore.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Select(name => _model.GetSymbolInfo(name, cancellationToken).Symbol)
            .OfType<ILocalSymbol>()
            .Select(local => local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken))
            .OfType<VariableDeclaratorSyntax>()
            .Where(variable => variable.Initializer is not null)
            .Where(variable => variable.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(name => name.Identifier.ValueText == variable.Identifier.ValueText)
                .All(name => restored.Any(other => other!.Span.Contains(name.Span))))
            .Select(variable => variable.Parent?.Parent)
            .OfType<LocalDeclarationStatementSyntax>()
            .FirstOrDefault(declaration => declaration.Declaration.Variables.Count == 1 && declaration.Parent is BlockSyntax);

    private void Remove(StatementSyntax statement)
    {
        if (_removed.Add(statement))
        {
            _edits.Remove(statement);
        }
    }

    private void Tell(ProcessStart start, Func<string, string> statement, bool turnsShellOff)
    {
        if (!_named.TryGetValue(start.Call, out string? name))
        {
            _named[start.Call] = name = start.StartInfo ?? _names.Next(start.Call, "startInfo");
            if (start.StartInfo is null)
            {
                INamedTypeSymbol info = ((IMethodSymbol)_model.GetSymbolInfo(start.Call).Symbol!).ContainingAssembly
                    .GetTypeByMetadataName("System.Diagnostics.ProcessStartInfo")!;
                string created = start.CreationText(_edits.Import(info, null, start.Call, _model).ToString());
                _edits.InsertBefore(start.Statement, $"var {name} = {created};");
                bool mayBeNull = start.Creation is null
                    && IsUsed(start.Call)
                    && _model.GetNullableContext(start.Call.SpanStart).WarningsEnabled();
                _edits.Replace(start.Call, current => ProcessStart.With((InvocationExpressionSyntax)current, name, mayBeNull));
            }
        }

        if (turnsShellOff && _shellIsOff.Add(start.Statement))
        {
            _edits.InsertBefore(start.Statement, $"{name}.UseShellExecute = false;");
        }

        _edits.InsertBefore(start.Statement, statement(name));
    }

    /// <summary>Whether somebody takes the process for one that is there: only a start that is given strings says so of itself.</summary>
    private static bool IsUsed(ExpressionSyntax call) => call.Parent is not (ExpressionStatementSyntax or ConditionalAccessExpressionSyntax
        or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } or BinaryExpressionSyntax
        or IsPatternExpressionSyntax);

    /// <summary>What the try statement held, without it when nothing else is left of it.</summary>
    private static SyntaxNode WithoutFinally(TryStatementSyntax attempt, TryStatementSyntax original)
    {
        string outer = Comments.IndentationOf(attempt).ToString();
        SyntaxTrivia lineEnd = Comments.LineEndOf(attempt);
        SyntaxTriviaList comments = Comments.Lines(
            attempt.Finally!.DescendantTrivia().Where(Comments.IsComment),
            Comments.IndentationOf(attempt),
            lineEnd);
        if (attempt.Catches.Count > 0)
        {
            return attempt.WithFinally(null).WithTrailingTrivia(attempt.GetTrailingTrivia());
        }

        if (attempt.Block.Statements.Count == 0)
        {
            return attempt.WithAdditionalAnnotations(SyntaxEdits.Removed);
        }

        if (NeedsItsScope(original))
        {
            return attempt.Block.WithLeadingTrivia(attempt.GetLeadingTrivia());
        }

        string inner = Comments.IndentationOf(attempt.Block.Statements[0]).ToString();
        List<StatementSyntax> statements = attempt.Block.Statements.Select(statement => Comments.Reindented(statement, inner, outer))
            .ToList();
        SyntaxTriviaList above = Comments.WithoutIndentation(attempt.GetLeadingTrivia());
        statements[0] = statements[0].WithLeadingTrivia(Comments.Above(above, statements[0].GetLeadingTrivia()));
        SyntaxTriviaList closing =
            Comments.WithoutIndentation(Comments.Reindented(attempt.Block.CloseBraceToken.LeadingTrivia, inner, outer)).AddRange(comments);
        return SyntaxFactory.Block(statements)
            .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken)
                .WithLeadingTrivia(closing.Any(Comments.IsComment) ? closing : default))
            .WithAdditionalAnnotations(SyntaxEdits.Spliced);
    }

    /// <summary>Whether variables of the block would live longer without it, or meet others of their name.</summary>
    private static bool NeedsItsScope(TryStatementSyntax attempt) =>
        attempt.Parent is not BlockSyntax outer
        || attempt.Block.Statements.Any(statement => statement switch
        {
            LocalFunctionStatementSyntax => true,
            LocalDeclarationStatementSyntax local => (local.UsingKeyword.IsKind(SyntaxKind.UsingKeyword)
                    && outer.Statements.Last() != attempt)
                || local.Declaration.Variables.Any(variable => FreshNames.IsUsedOutside(variable.Identifier.ValueText, attempt)),
            _ => false,
        });
}
