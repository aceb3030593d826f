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
    private readonly Func<ExpressionSyntax, SemanticModel, CancellationToken, ExplicitValue?> _valueOf;
    private readonly SyntaxEdits _edits = new();
    private readonly FreshNames _names = new();
    private readonly Dictionary<InvocationExpressionSyntax, string> _named = new();
    private readonly HashSet<StatementSyntax> _shellIsOff = new();
    private readonly HashSet<StatementSyntax> _removed = new();
    private readonly HashSet<TryStatementSyntax> _unwrapped = new();

    /// <param name="document">The file.</param>
    /// <param name="root">Its syntax.</param>
    /// <param name="model">Its model.</param>
    /// <param name="valueOf">What tells a start info the same as a call or assignment does; null when nothing can.</param>
    public ExplicitSettingPlan(
        Document document,
        SyntaxNode root,
        SemanticModel model,
        Func<ExpressionSyntax, SemanticModel, CancellationToken, ExplicitValue?> valueOf) =>
        (_document, _root, _model, _valueOf) = (document, root, model, valueOf);

    /// <summary>Adds what a diagnostic asks for; false, and nothing, when it cannot be done.</summary>
    public bool Add(Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Starts, out string? starts)
            || !diagnostic.Properties.TryGetValue(DiagnosticProperties.Restores, out string? restores)
            || _root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                is not ExpressionSyntax { Parent: ExpressionStatementSyntax setting } set
            || _valueOf(set, _model, cancellationToken) is not { } value)
        {
            return false;
        }

        List<ProcessStart?> found = Offsets(starts).Select(offset => ProcessStart.At(offset, _root, _model, cancellationToken)).ToList();
        List<ExpressionStatementSyntax?> restored = Offsets(restores).Select(offset => RestoreAt(offset)).ToList();
        bool turnsShellOff = diagnostic.Properties.ContainsKey(DiagnosticProperties.Shell);
        if (found.Contains(null)
            || restored.Contains(null)
            || found.Any(start => start!.Statement.SpanStart < setting.SpanStart)
            || !Tell(setting, value, found.OfType<ProcessStart>().ToList(), turnsShellOff, cancellationToken))
        {
            return false;
        }

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

    /// <summary>
    /// Sets it on the start infos where it is set on the process now, if they exist by then or can; else right before the starts.
    /// </summary>
    private bool Tell(
        ExpressionStatementSyntax setting,
        ExplicitValue value,
        List<ProcessStart> starts,
        bool turnsShellOff,
        CancellationToken cancellationToken)
    {
        List<string> named = starts.Where(start => start.IsNamedAt(setting, _model, cancellationToken))
            .Select(static start => start.StartInfo!)
            .Distinct()
            .ToList();
        bool canBeKept = !value.IsNamedTwice || value.Value is SimpleNameSyntax || setting.IsInList();
        if (starts.All(start => named.Contains(start.StartInfo!)) && (named.Count == 1 || setting.IsInList()) && canBeKept)
        {
            TellInPlace(setting, value, named);
            TurnShellOff(starts, turnsShellOff);
        }
        else if (starts.All(start => OutermostOf(setting, start) == setting))
        {
            if (!value.IsStable)
            {
                return false;
            }

            string text = TextOf(setting, value, cancellationToken);
            foreach (ProcessStart start in starts)
            {
                Name(start, start.Statement);
                TurnShellOff(new List<ProcessStart> { start }, turnsShellOff);
                _edits.InsertBefore(start.Statement, TextOf(value, NameOf(start), text));
            }
        }
        else if (starts.Count == 1
            && canBeKept
            && OutermostOf(setting, starts[0]) is { } outermost
            && !_named.ContainsKey(starts[0].Call)
            && starts[0].CanBeNamedAt(outermost, _model, cancellationToken))
        {
            Name(starts[0], outermost);
            TurnShellOff(starts, turnsShellOff);
            TellInPlace(setting, value, new List<string> { NameOf(starts[0]) });
        }
        else
        {
            return false;
        }

        return true;
    }

    private void TurnShellOff(List<ProcessStart> starts, bool isToBe)
    {
        foreach (ProcessStart start in starts.Where(start => isToBe && _shellIsOff.Add(start.Statement)))
        {
            _edits.InsertBefore(start.Statement, $"{start.StartInfo ?? NameOf(start)}.UseShellExecute = false;");
        }
    }

    private void TellInPlace(ExpressionStatementSyntax setting, ExplicitValue value, List<string> startInfos)
    {
        string text = value.Value?.WithoutTrivia().ToString() ?? string.Empty;
        if (value is { IsNamedTwice: true, Value: not SimpleNameSyntax })
        {
            string name = _names.Next(setting, value.Stem);
            _edits.InsertBefore(setting, $"var {name} = {text};");
            text = name;
        }

        _edits.Replace(setting, current => current.HasAnnotation(SyntaxEdits.Spliced)
            ? ((BlockSyntax)current).WithStatements(((BlockSyntax)current).Statements.Replace(
                ((BlockSyntax)current).Statements.Last(),
                Told(((BlockSyntax)current).Statements.Last())))
            : Told((StatementSyntax)current));
        foreach (string startInfo in startInfos.Skip(1).Reverse())
        {
            _edits.InsertAfter(setting, TextOf(value, startInfo, text));
        }

        StatementSyntax Told(StatementSyntax current) => current.CopyAnnotationsTo(
            SyntaxFactory.ParseStatement(TextOf(value, startInfos[0], text)).WithTriviaFrom(current))!;
    }

    private string TextOf(ExplicitValue value, string startInfo, string written) =>
        string.Join(Comments.LineEndOf(_root).ToString(), value.Statement(startInfo, written));

    /// <summary>The value as it is written at a start: itself, or a variable that keeps it until then.</summary>
    private string TextOf(ExpressionStatementSyntax setting, ExplicitValue value, CancellationToken cancellationToken)
    {
        if (value.Value is null
            || (StableValue.Is(value.Value, _model, cancellationToken) && !(value.IsNamedTwice && value.Value is not SimpleNameSyntax)))
        {
            Remove(setting);
            return value.Value?.WithoutTrivia().ToString() ?? string.Empty;
        }

        string name = _names.Next(setting, value.Stem);
        string declaration = $"var {name} = {value.Value.WithoutTrivia()};";
        _edits.Replace(setting, current => SyntaxFactory.ParseStatement(declaration).WithTriviaFrom(current));
        return name;
    }

    /// <summary>The statement around a setting, itself included, that is in a list which the start is in too; else null.</summary>
    private static StatementSyntax? OutermostOf(StatementSyntax setting, ProcessStart start) => setting.AncestorsAndSelf()
        .OfType<StatementSyntax>()
        .FirstOrDefault(statement => statement.ListNode() is { } list && start.Statement.Ancestors().Contains(list));

    public async Task<Document> ApplyAsync(CancellationToken cancellationToken)
    {
        foreach (TryStatementSyntax attempt in _removed.Select(static statement => statement.Parent?.Parent?.Parent)
            .OfType<TryStatementSyntax>()
            .Distinct())
        {
            if (attempt.Finally is { ContainsDirectives: false } last
                && last.Block.Statements.All(_removed.Contains)
                && _unwrapped.Add(attempt))
            {
                _edits.Replace(attempt, current => EndedTry.Of((TryStatementSyntax)current, attempt));
            }
        }

        Solution changed = await _edits.ApplyAsync(_document.Project.Solution, cancellationToken).ConfigureAwait(false);
        return changed.GetDocument(_document.Id)!;
    }

    private static IEnumerable<int> Offsets(string? list) =>
        (list ?? string.Empty).Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);

    private ExpressionStatementSyntax? RestoreAt(int offset) =>
        _root.FindToken(offset).Parent
            ?.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement
        && statement.IsInList()
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
            .Where(variable => MemberRound(variable).DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(name => name.Identifier.ValueText == variable.Identifier.ValueText)
                .All(name => restored.Any(other => other!.Span.Contains(name.Span))))
            .Select(variable => variable.Parent?.Parent)
            .OfType<LocalDeclarationStatementSyntax>()
            .FirstOrDefault(declaration => declaration.Declaration.Variables.Count == 1 && declaration.IsInList());

    private void Remove(StatementSyntax statement)
    {
        if (_removed.Add(statement))
        {
            _edits.Remove(statement);
        }
    }

    private static SyntaxNode MemberRound(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax)
        ?? node.SyntaxTree.GetRoot();

    private string NameOf(ProcessStart start) => _named[start.Call];

    /// <summary>Gives the start info of a start a name, before a statement.</summary>
    private void Name(ProcessStart start, StatementSyntax before)
    {
        if (_named.ContainsKey(start.Call))
        {
            return;
        }

        string name = start.StartInfo ?? _names.Next(start.Call, "startInfo");
        _named[start.Call] = name;
        if (start.StartInfo is not null)
        {
            return;
        }

        INamedTypeSymbol info = ((IMethodSymbol)_model.GetSymbolInfo(start.Call).Symbol!).ContainingAssembly
            .GetTypeByMetadataName("System.Diagnostics.ProcessStartInfo")!;
        string created = start.CreationText(_edits.Import(info, null, start.Call, _model).ToString());
        _edits.InsertBefore(before, $"var {name} = {created};");
        bool mayBeNull = start.Creation is null
            && IsUsed(start.Call)
            && _model.GetNullableContext(start.Call.SpanStart).WarningsEnabled();
        _edits.Replace(start.Call, current => ProcessStart.With((InvocationExpressionSyntax)current, name, mayBeNull));
    }

    /// <summary>Whether somebody takes the process for one that is there: only a start that is given strings says so of itself.</summary>
    private static bool IsUsed(ExpressionSyntax call) => call.Parent is not (ExpressionStatementSyntax or ConditionalAccessExpressionSyntax
        or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } or BinaryExpressionSyntax
        or IsPatternExpressionSyntax);
}
