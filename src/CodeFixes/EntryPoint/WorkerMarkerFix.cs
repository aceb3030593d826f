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
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>
/// PSAFE401: gives the child the argument --worker, and starts it only where that argument is missing.
/// What the child does instead, a person has to say.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WorkerMarkerFix))]
public sealed class WorkerMarkerFix : ReviewFix
{
    private const string Marker = "--worker";

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
            || ArgumentsAt(launch, model) is not { } arguments
            || MarkEdit(launch, model, cancellationToken) is not { } mark)
        {
            return null;
        }

        SyntaxEdits edits = new();
        List<StatementSyntax> guarded = WithUses(statement, model, cancellationToken);
        edits.Replace(root, current => Guarded(current, guarded, arguments, mark));
        return ($"Start it only without {Marker}, and pass {Marker}", edits);
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

    /// <summary>How the arguments of the program are asked for the marker; null where that cannot be written.</summary>
    private static string? ArgumentsAt(InvocationExpressionSyntax launch, SemanticModel model)
    {
        IParameterSymbol? parameter = launch.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } main
            ? model.GetDeclaredSymbol(main)?.Parameters.FirstOrDefault()
            : model.LookupSymbols(launch.SpanStart, name: "args").OfType<IParameterSymbol>().FirstOrDefault();
        return parameter is null ? null : Contains(Identifiers.Text(parameter.Name), launch.SpanStart, model);
    }

    /// <summary>`args.Contains` where System.Linq is at hand, else `Array.IndexOf`.</summary>
    private static string Contains(string arguments, int position, SemanticModel model)
    {
        ExpressionSyntax call = SyntaxFactory.ParseExpression($"{arguments}.Contains(\"{Marker}\")");
        return model.GetSpeculativeSymbolInfo(position, call, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol
            ? $"!{call}"
            : $"System.Array.IndexOf({arguments}, \"{Marker}\") < 0";
    }

    /// <summary>
    /// The node that holds the child's arguments, and the same with one more; null for a form in which none can be added.
    /// </summary>
    private static (SyntaxNode Node, Func<SyntaxNode, SyntaxNode> Edit)? MarkEdit(
        InvocationExpressionSyntax launch,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(launch, cancellationToken).Symbol is not IMethodSymbol { IsStatic: true } start)
        {
            return null;
        }

        SeparatedSyntaxList<ArgumentSyntax> passed = launch.ArgumentList.Arguments;
        if (start.Parameters.Length > 0 && start.Parameters[0].Type.SpecialType == SpecialType.System_String)
        {
            return OfList(launch.ArgumentList);
        }

        return passed.Count == 1 && CreationOf(passed[0].Expression, model, cancellationToken) is { } creation
            ? OfCreation(creation)
            : null;
    }

    private static (SyntaxNode, Func<SyntaxNode, SyntaxNode>)? OfCreation(BaseObjectCreationExpressionSyntax creation)
    {
        foreach (AssignmentExpressionSyntax setting in creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
            ?? Enumerable.Empty<AssignmentExpressionSyntax>())
        {
            switch (setting)
            {
                case { Left: IdentifierNameSyntax { Identifier.ValueText: "ArgumentList" }, Right: InitializerExpressionSyntax items }:
                    return (items, WithMarker);
                case { Left: IdentifierNameSyntax { Identifier.ValueText: "Arguments" } }:
                    return IsText(setting.Right) ? (setting.Right, Longer) : null;
            }
        }

        return creation.ArgumentList is { } list
            && creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
                .Any(static setting => setting.Left.ToString() == "FileName") != true
            ? OfList(list)
            : null;
    }

    /// <summary>A list `(file)` or `(file, "arguments")`.</summary>
    private static (SyntaxNode, Func<SyntaxNode, SyntaxNode>)? OfList(ArgumentListSyntax list) => list.Arguments.Count switch
    {
        1 => (
            list,
            static current => ((ArgumentListSyntax)current)
                .AddArguments(SyntaxFactory.Argument(Literal(Marker)).WithLeadingTrivia(SyntaxFactory.Space))),
        2 when IsText(list.Arguments[1].Expression) => (list.Arguments[1].Expression, Longer),
        _ => null,
    };

    /// <summary>`{ a }` with the marker behind its last item.</summary>
    private static SyntaxNode WithMarker(SyntaxNode items)
    {
        InitializerExpressionSyntax list = (InitializerExpressionSyntax)items;
        if (list.Expressions.Count == 0)
        {
            return list.AddExpressions(Literal(Marker).WithTrailingTrivia(SyntaxFactory.Space));
        }

        ExpressionSyntax last = list.Expressions.Last();
        SeparatedSyntaxList<ExpressionSyntax> shorter = list.Expressions.Replace(last, last.WithoutTrailingTrivia());
        return list.WithExpressions(shorter.Add(Literal(Marker)
            .WithLeadingTrivia(SyntaxFactory.Space)
            .WithTrailingTrivia(last.GetTrailingTrivia())));
    }

    private static bool IsText(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression };

    private static SyntaxNode Longer(SyntaxNode literal)
    {
        string text = ((LiteralExpressionSyntax)literal).Token.ValueText;
        return Literal(text.Length == 0 ? Marker : $"{text} {Marker}").WithTriviaFrom(literal);
    }

    private static LiteralExpressionSyntax Literal(string text) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));

    /// <summary>The creation of the start info, in place or in the local that holds it.</summary>
    private static BaseObjectCreationExpressionSyntax? CreationOf(
        ExpressionSyntax info,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        info switch
        {
            BaseObjectCreationExpressionSyntax creation => creation,
            IdentifierNameSyntax name
                when model.GetSymbolInfo(name, cancellationToken).Symbol
                        is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations } local
                    && declarations[0].GetSyntax(cancellationToken)
                        is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax creation }
                    && !IsSetLater(local, name, model, cancellationToken) => creation,
            _ => null,
        };

    private static bool IsSetLater(ILocalSymbol info, SyntaxNode place, SemanticModel model, CancellationToken cancellationToken) =>
        place.Ancestors()
            .Last(static ancestor => ancestor is MemberDeclarationSyntax or CompilationUnitSyntax)
            .DescendantNodes()
            .OfType<MemberAccessExpressionSyntax>()
            .Any(access => access.Name.Identifier.ValueText is "Arguments" or "ArgumentList"
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(access.Expression, cancellationToken).Symbol, info));

    private static SyntaxNode Guarded(
        SyntaxNode root,
        List<StatementSyntax> guarded,
        string condition,
        (SyntaxNode Node, Func<SyntaxNode, SyntaxNode> Edit) mark)
    {
        root = root.TrackNodes(guarded.Append(mark.Node));
        root = root.ReplaceNode(root.GetCurrentNode(mark.Node)!, mark.Edit(root.GetCurrentNode(mark.Node)!));

        List<StatementSyntax> inner = guarded.Select(one => root.GetCurrentNode(one)!).ToList();
        IfStatementSyntax guard = GuardedBlock.Of(SyntaxFactory.ParseExpression(condition), inner, Comments.LineEndOf(root).ToString());
        foreach (StatementSyntax rest in guarded.Skip(1))
        {
            SyntaxNode gone = Listed(root.GetCurrentNode(rest)!);
            root = root.RemoveNode(gone, SyntaxRemoveOptions.KeepNoTrivia)!;
        }

        return root.ReplaceNode(root.GetCurrentNode(guarded[0])!, guard);
    }

    private static SyntaxNode Listed(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax global ? global : statement;

    /// <summary>The statement, and those behind it up to the last that uses a variable which it declares.</summary>
    private static List<StatementSyntax> WithUses(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken)
    {
        List<StatementSyntax> following = (statement.Parent is GlobalStatementSyntax { Parent: CompilationUnitSyntax file }
                ? file.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement)
                : ((BlockSyntax)statement.Parent!).Statements)
            .SkipWhile(one => one != statement)
            .ToList();
        ImmutableHashSet<ISymbol> declared = statement is LocalDeclarationStatementSyntax declaration
            ? declaration.Declaration.Variables.Select(variable => model.GetDeclaredSymbol(variable, cancellationToken))
                .OfType<ISymbol>()
                .ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default)
            : ImmutableHashSet<ISymbol>.Empty;
        int last = following.FindLastIndex(one => one.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Any(name => model.GetSymbolInfo(name, cancellationToken).Symbol is { } symbol && declared.Contains(symbol)));
        return following.Take(Math.Max(last, 0) + 1).ToList();
    }
}
