using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>How the argument that tells a child from its parent comes to the arguments of one launch.</summary>
internal sealed class LaunchMark
{
    private const string StartInfo = "System.Diagnostics.ProcessStartInfo";

    private readonly SyntaxNode? _declared;

    private LaunchMark(SyntaxNode? node, Func<SyntaxNode, SyntaxNode> edit, string? statement, SyntaxNode? declared) =>
        (Node, Edit, Statement, _declared) = (node, edit, statement, declared);

    /// <summary>What holds the child's arguments; null when a statement adds the marker.</summary>
    public SyntaxNode? Node { get; }

    /// <summary>The same with the marker.</summary>
    public Func<SyntaxNode, SyntaxNode> Edit { get; }

    /// <summary>The statement before the launch that adds the marker; null when the arguments are written in one place.</summary>
    public string? Statement { get; }

    /// <summary>
    /// The statement that the one which adds the marker goes before: that of the launch, or the loop around it where the arguments are made
    /// outside; else null.
    /// </summary>
    public StatementSyntax? PlaceBefore(InvocationExpressionSyntax launch) => Statement is null
        ? null
        : launch.Ancestors()
            .TakeWhile(node => !node.Span.Contains(_declared!.Span)
                && node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<StatementSyntax>()
            .Where(static statement => statement.IsInList())
            .Where(static (statement, index) => index == 0
                || statement is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            .LastOrDefault();

    /// <summary>Null for a form of arguments to which none can be added.</summary>
    /// <param name="launch">The call that starts the child.</param>
    /// <param name="marker">The argument.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static LaunchMark? Of(
        InvocationExpressionSyntax launch,
        string marker,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(launch, cancellationToken).Symbol is not IMethodSymbol { Name: "Start" } start
            || !start.ContainingType.Is(KnownTypes.Process))
        {
            return null;
        }

        SeparatedSyntaxList<ArgumentSyntax> passed = launch.ArgumentList.Arguments;
        if (!start.IsStatic)
        {
            return launch.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax process }
                ? OfProcess(process, marker, model, cancellationToken)
                : null;
        }

        return start.Parameters.Length > 0 && start.Parameters[0].Type.SpecialType == SpecialType.System_String
            ? OfList(launch.ArgumentList, marker, model, cancellationToken)
            : passed.Count == 1 ? OfInfo(passed[0].Expression, marker, model, cancellationToken)
            : null;
    }

    /// <summary>A start info that is made in place, or in the local that holds it.</summary>
    private static LaunchMark? OfInfo(
        ExpressionSyntax info,
        string marker,
        SemanticModel model,
        CancellationToken cancellationToken) => info switch
    {
        BaseObjectCreationExpressionSyntax creation => OfCreation(creation, marker, model, cancellationToken),
        IdentifierNameSyntax name when CreationOf(name, model, cancellationToken) is { } creation =>
            Settings(name, model, cancellationToken).Any()
                ? Added(name.ToString(), name, marker, model, cancellationToken)
                : OfCreation(creation, marker, model, cancellationToken),
        _ => null,
    };

    /// <summary>A process whose start info is its own, or is assigned once, as it is started.</summary>
    private static LaunchMark? OfProcess(
        IdentifierNameSyntax process,
        string marker,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        string startInfo = process + ".StartInfo";
        List<AssignmentExpressionSyntax> assigned = MemberRound(process).DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(assignment => assignment.Left.ToString() == startInfo)
            .ToList();
        return assigned.Count == 0 ? Added(startInfo, process, marker, model, cancellationToken)
            : assigned.Count == 1 && !Settings(process, model, cancellationToken).Any()
                ? OfInfo(assigned[0].Right, marker, model, cancellationToken)
            : null;
    }

    /// <summary>
    /// A statement right before the launch, in the form that the program sets arguments in: as one text, or as a list. Null where that
    /// is not to be told, as both together throw.
    /// </summary>
    private static LaunchMark? Added(
        string startInfo,
        IdentifierNameSyntax variable,
        string marker,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(variable, cancellationToken).Symbol is not ILocalSymbol
            {
                DeclaringSyntaxReferences: { Length: 1 } declarations,
            }
            || declarations[0].GetSyntax(cancellationToken) is not VariableDeclaratorSyntax
            {
                Initializer.Value: BaseObjectCreationExpressionSyntax made,
            } declarator
            || declarator.Span.End > variable.SpanStart)
        {
            return null;
        }

        List<string> names = Settings(variable, model, cancellationToken)
            .Concat(made.DescendantNodes().OfType<AssignmentExpressionSyntax>()
                .Select(static setting => setting.Left.ToString())
                .Where(static name => name is "Arguments" or "ArgumentList"))
            .Concat(made.DescendantNodesAndSelf().OfType<BaseObjectCreationExpressionSyntax>()
                .Where(creation => creation.ArgumentList?.Arguments.Count == 2
                    && model.GetTypeInfo(creation, cancellationToken).Type?.ToDisplayString() == StartInfo)
                .Select(creation => IsText(creation.ArgumentList!.Arguments[1].Expression, model, cancellationToken)
                    ? "Arguments"
                    : "ArgumentList"))
            .Distinct()
            .ToList();
        return names.Count > 1 ? null
            : names.Contains("Arguments") ? Of($"{startInfo}.Arguments += \" {marker}\";")
            : Of($"{startInfo}.ArgumentList.Add(\"{marker}\");");

        LaunchMark Of(string text) => new(null, static node => node, text, declarator);
    }

    private static LaunchMark? OfCreation(
        BaseObjectCreationExpressionSyntax creation,
        string marker,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        foreach (AssignmentExpressionSyntax setting in creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
            ?? Enumerable.Empty<AssignmentExpressionSyntax>())
        {
            switch (setting)
            {
                case { Left: IdentifierNameSyntax { Identifier.ValueText: "ArgumentList" }, Right: InitializerExpressionSyntax items }:
                    return With(items, current => WithMarker(current, marker));
                case { Left: IdentifierNameSyntax { Identifier.ValueText: "Arguments" } }:
                    return OfValue(setting.Right, marker, model, cancellationToken);
            }
        }

        return creation.ArgumentList is { } list
            && creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
                .Any(static setting => setting.Left.ToString() == "FileName") != true
            ? OfList(list, marker, model, cancellationToken)
            : null;
    }

    /// <summary>A list `(file)` or `(file, arguments)`.</summary>
    private static LaunchMark? OfList(
        ArgumentListSyntax list,
        string marker,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        list.Arguments.Count switch
        {
            1 => With(
                list,
                current => ((ArgumentListSyntax)current)
                    .AddArguments(SyntaxFactory.Argument(Literal(marker)).WithLeadingTrivia(SyntaxFactory.Space))),
            2 => OfValue(list.Arguments[1].Expression, marker, model, cancellationToken),
            _ => null,
        };

    /// <summary>Arguments that are a text, or an array that is written out.</summary>
    private static LaunchMark? OfValue(
        ExpressionSyntax arguments,
        string marker,
        SemanticModel model,
        CancellationToken cancellationToken) => arguments switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } => With(arguments, current => Longer(current, marker)),
        ImplicitArrayCreationExpressionSyntax array => With(array.Initializer, current => WithMarker(current, marker)),
        ArrayCreationExpressionSyntax { Initializer: { } items } => With(items, current => WithMarker(current, marker)),
        { RawKind: NewerSyntax.CollectionExpression } => With(arguments, current => ArgumentItems.InBrackets(current, Literal(marker))),
        InterpolatedStringExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or SimpleNameSyntax
                or MemberAccessExpressionSyntax
            when IsText(arguments, model, cancellationToken) => With(arguments, text => Sum(text, marker)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }
            when IsText(arguments, model, cancellationToken) => With(arguments, text => Sum(text, marker)),
        _ => null,
    };

    private static LaunchMark With(SyntaxNode node, Func<SyntaxNode, SyntaxNode> edit) => new(node, edit, null, null);

    private static bool IsText(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetTypeInfo(expression, cancellationToken).Type?.SpecialType == SpecialType.System_String;

    /// <summary>`text + " --worker"`, or the interpolated text with the marker at its end.</summary>
    private static SyntaxNode Sum(SyntaxNode text, string marker) => text is InterpolatedStringExpressionSyntax
    {
        StringStartToken.RawKind: (int)SyntaxKind.InterpolatedStringStartToken,
    } interpolated
        ? SyntaxFactory.ParseExpression(WithoutEnd(interpolated) + $" {marker}\"").WithTriviaFrom(text)
        : SyntaxFactory.ParseExpression($"{text.WithoutTrivia()} + \" {marker}\"").WithTriviaFrom(text);

    private static string WithoutEnd(InterpolatedStringExpressionSyntax text) =>
        text.WithoutTrivia().ToString().Substring(0, text.Span.Length - 1);

    private static SyntaxNode WithMarker(SyntaxNode items, string marker) =>
        ArgumentItems.With((InitializerExpressionSyntax)items, Literal(marker));

    private static SyntaxNode Longer(SyntaxNode literal, string marker)
    {
        string text = ((LiteralExpressionSyntax)literal).Token.ValueText;
        return Literal(text.Length == 0 ? marker : $"{text} {marker}").WithTriviaFrom(literal);
    }

    private static LiteralExpressionSyntax Literal(string text) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));

    /// <summary>The creation of the start info in the local that holds it.</summary>
    private static BaseObjectCreationExpressionSyntax? CreationOf(
        IdentifierNameSyntax info,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        model.GetSymbolInfo(info, cancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations }
        && declarations[0].GetSyntax(cancellationToken)
            is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax creation }
            ? creation
            : null;

    /// <summary>The names of what statements set of the start info's arguments.</summary>
    private static IEnumerable<string> Settings(IdentifierNameSyntax variable, SemanticModel model, CancellationToken cancellationToken)
    {
        ISymbol? symbol = model.GetSymbolInfo(variable, cancellationToken).Symbol;
        return MemberRound(variable).DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(access => access.Name.Identifier.ValueText is "Arguments" or "ArgumentList"
                && SymbolEqualityComparer.Default.Equals(
                    model.GetSymbolInfo(
                        access.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StartInfo" } info
                            ? info.Expression
                            : access.Expression,
                        cancellationToken).Symbol,
                    symbol))
            .Select(static access => access.Name.Identifier.ValueText);
    }

    private static SyntaxNode MemberRound(SyntaxNode place) => place.Ancestors()
        .First(static ancestor => ancestor is (MemberDeclarationSyntax and not GlobalStatementSyntax) or CompilationUnitSyntax);
}
