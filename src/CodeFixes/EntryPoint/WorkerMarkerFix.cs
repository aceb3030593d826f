using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>
/// PSAFE401: gives the child the argument --worker, and starts it only where that argument is missing.
/// What the child does instead, a person has to say.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WorkerMarkerFix))]
public sealed class WorkerMarkerFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LaunchMultiplies.Id);

    protected internal override string EquivalenceKey => "PSAFE401.WorkerMarker";

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not InvocationExpressionSyntax launch
            || StatementOf(launch) is not { } statement
            || LaunchMark.Of(launch, statement, model, cancellationToken) is not { } mark)
        {
            return null;
        }

        string arguments = ArgumentsAt(launch, model);

        SyntaxEdits edits = new();
        List<StatementSyntax> guarded = WithUses(statement, launch, model, cancellationToken);
        if (guarded.Exists(static one => one.ContainsDirectives))
        {
            return null;
        }

        edits.Replace(root, current => Guarded(current, guarded, arguments, mark));
        return ($"Start it only without {LaunchMark.Marker}, and pass {LaunchMark.Marker}", edits);
    }

    /// <summary>The statement of Main or of the top level that the launch is part of: the loop, when it starts several.</summary>
    private static StatementSyntax? StatementOf(InvocationExpressionSyntax launch)
    {
        if (launch.Ancestors().Any(static ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        {
            return null;
        }

        StatementSyntax? outermost = launch.Ancestors()
            .OfType<StatementSyntax>()
            .LastOrDefault(static statement => statement.Parent is GlobalStatementSyntax
                or BlockSyntax { Parent: MethodDeclarationSyntax { Identifier.ValueText: "Main" } });
        return outermost is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ForStatementSyntax or ForEachStatementSyntax
                or UsingStatementSyntax
            && !outermost.ContainsDirectives
            ? outermost
            : null;
    }

    /// <summary>
    /// How the arguments of the program are asked for the marker: those of Main, or of the process where Main has none.
    /// </summary>
    private static string ArgumentsAt(InvocationExpressionSyntax launch, SemanticModel model)
    {
        IParameterSymbol? parameter = launch.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } main
            ? model.GetDeclaredSymbol(main)?.Parameters.FirstOrDefault()
            : model.LookupSymbols(launch.SpanStart, name: "args").OfType<IParameterSymbol>().FirstOrDefault();
        if (parameter is not null)
        {
            return Contains(Identifiers.Text(parameter.Name), launch.SpanStart, model);
        }

        bool isImported = model.LookupNamespacesAndTypes(launch.SpanStart, name: "Environment").Any(static found =>
            found is INamedTypeSymbol type && type.Is(KnownTypes.Environment));
        return Contains($"{(isImported ? "Environment" : KnownTypes.Environment)}.GetCommandLineArgs()", launch.SpanStart, model);
    }

    /// <summary>`args.Contains` where System.Linq is at hand, else `Array.IndexOf`.</summary>
    private static string Contains(string arguments, int position, SemanticModel model)
    {
        ExpressionSyntax call = SyntaxFactory.ParseExpression($"{arguments}.Contains(\"{LaunchMark.Marker}\")");
        return model.GetSpeculativeSymbolInfo(position, call, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol
            ? $"!{call}"
            : $"System.Array.IndexOf({arguments}, \"{LaunchMark.Marker}\") < 0";
    }

    private static SyntaxNode Guarded(
        SyntaxNode root,
        List<StatementSyntax> guarded,
        string condition,
        LaunchMark mark)
    {
        root = root.TrackNodes(mark.Node is null ? guarded : guarded.Append(mark.Node));
        if (mark.Node is not null)
        {
            root = root.ReplaceNode(root.GetCurrentNode(mark.Node)!, mark.Edit(root.GetCurrentNode(mark.Node)!));
        }

        string lineEnd = Comments.LineEndOf(root).ToString();
        List<StatementSyntax> inner = guarded.Select(one => root.GetCurrentNode(one)!).ToList();
        if (mark.Statement is not null)
        {
            // What is above the launch stays above the whole.
            SyntaxTrivia indentation = Comments.IndentationOf(inner[0]);
            SyntaxTriviaList above = inner[0].GetLeadingTrivia();
            inner[0] = inner[0].WithLeadingTrivia(indentation);
            inner.Insert(0, SyntaxFactory.ParseStatement(mark.Statement + lineEnd).WithLeadingTrivia(above));
        }

        IfStatementSyntax guard = GuardedBlock.Of(SyntaxFactory.ParseExpression(condition), inner, lineEnd);
        foreach (StatementSyntax rest in guarded.Skip(1))
        {
            SyntaxNode gone = Listed(root.GetCurrentNode(rest)!);
            root = root.RemoveNode(gone, SyntaxRemoveOptions.KeepNoTrivia)!;
        }

        return root.ReplaceNode(root.GetCurrentNode(guarded[0])!, guard);
    }

    private static SyntaxNode Listed(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax global ? global : statement;

    /// <summary>
    /// The statement, and those behind it up to the last that uses the process that it starts, or a variable that one of them declares.
    /// </summary>
    private static List<StatementSyntax> WithUses(
        StatementSyntax statement,
        InvocationExpressionSyntax launch,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        List<StatementSyntax> following = (statement.Parent is GlobalStatementSyntax { Parent: CompilationUnitSyntax file }
                ? file.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement)
                : ((BlockSyntax)statement.Parent!).Statements)
            .SkipWhile(one => one != statement)
            .ToList();
        HashSet<ISymbol> declared = new(SymbolEqualityComparer.Default);
        if (launch.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax process }
            && model.GetSymbolInfo(process, cancellationToken).Symbol is ILocalSymbol started)
        {
            declared.Add(started);
        }

        int last = 0;
        for (int read = 0; read <= last; read++)
        {
            declared.UnionWith(Declared(following[read], model, cancellationToken));
            last = Math.Max(last, following.FindLastIndex(one => one.DescendantNodes()
                .OfType<IdentifierNameSyntax>()
                .Any(name => model.GetSymbolInfo(name, cancellationToken).Symbol is { } symbol && declared.Contains(symbol))));
        }

        return following.Take(last + 1).ToList();
    }

    /// <summary>The variables of a declaration, and those of its expressions, that later statements can name.</summary>
    private static IEnumerable<ISymbol> Declared(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken) =>
        statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax or LocalFunctionStatementSyntax
            ? statement.DescendantNodesAndSelf(static node => node is not (AnonymousFunctionExpressionSyntax or BlockSyntax))
                .Select(node => model.GetDeclaredSymbol(node, cancellationToken))
                .OfType<ISymbol>()
            : Enumerable.Empty<ISymbol>();
}
