using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>How the argument that tells a child from its parent comes to the arguments of one launch.</summary>
internal sealed class LaunchMark
{
    public const string Marker = "--worker";

    private const string StartInfo = "System.Diagnostics.ProcessStartInfo";

    private LaunchMark(SyntaxNode? node, Func<SyntaxNode, SyntaxNode> edit, string? statement) =>
        (Node, Edit, Statement) = (node, edit, statement);

    /// <summary>What holds the child's arguments; null when a statement adds the marker.</summary>
    public SyntaxNode? Node { get; }

    /// <summary>The same with the marker.</summary>
    public Func<SyntaxNode, SyntaxNode> Edit { get; }

    /// <summary>The statement before the launch that adds the marker; null when the arguments are written in one place.</summary>
    public string? Statement { get; }

    /// <summary>Null for a form of arguments to which none can be added.</summary>
    /// <param name="launch">The call that starts the child.</param>
    /// <param name="statement">The statement before which another one may be put.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static LaunchMark? Of(
        InvocationExpressionSyntax launch,
        StatementSyntax statement,
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
                ? Added(process + ".StartInfo", process, statement, model, cancellationToken)
                : null;
        }

        if (start.Parameters.Length > 0 && start.Parameters[0].Type.SpecialType == SpecialType.System_String)
        {
            return OfList(launch.ArgumentList, model, cancellationToken);
        }

        return passed.Count != 1 ? null : passed[0].Expression switch
        {
            BaseObjectCreationExpressionSyntax creation => OfCreation(creation, model, cancellationToken),
            IdentifierNameSyntax name when CreationOf(name, model, cancellationToken) is { } creation =>
                Settings(name, model, cancellationToken).Any()
                    ? Added(name.ToString(), name, statement, model, cancellationToken)
                    : OfCreation(creation, model, cancellationToken),
            _ => null,
        };
    }

    /// <summary>
    /// A statement right before the launch, in the form that the program sets arguments in: as one text, or as a list. Null where that
    /// is not to be told, as both together throw.
    /// </summary>
    private static LaunchMark? Added(
        string startInfo,
        IdentifierNameSyntax variable,
        StatementSyntax statement,
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
            || declarator.Span.End > statement.SpanStart)
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
        bool isKnown = model.GetTypeInfo(variable, cancellationToken).Type?.ToDisplayString() == StartInfo
            || MemberRound(variable).DescendantNodes().OfType<AssignmentExpressionSyntax>()
                .All(assignment => assignment.Left.ToString() != startInfo);
        return !isKnown || names.Count > 1 ? null
            : names.Contains("Arguments") ? new LaunchMark(null, static node => node, $"{startInfo}.Arguments += \" {Marker}\";")
            : new LaunchMark(null, static node => node, $"{startInfo}.ArgumentList.Add(\"{Marker}\");");
    }

    private static LaunchMark? OfCreation(
        BaseObjectCreationExpressionSyntax creation,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        foreach (AssignmentExpressionSyntax setting in creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
            ?? Enumerable.Empty<AssignmentExpressionSyntax>())
        {
            switch (setting)
            {
                case { Left: IdentifierNameSyntax { Identifier.ValueText: "ArgumentList" }, Right: InitializerExpressionSyntax items }:
                    return With(items, WithMarker);
                case { Left: IdentifierNameSyntax { Identifier.ValueText: "Arguments" } }:
                    return OfValue(setting.Right, model, cancellationToken);
            }
        }

        return creation.ArgumentList is { } list
            && creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
                .Any(static setting => setting.Left.ToString() == "FileName") != true
            ? OfList(list, model, cancellationToken)
            : null;
    }

    /// <summary>A list `(file)` or `(file, arguments)`.</summary>
    private static LaunchMark? OfList(ArgumentListSyntax list, SemanticModel model, CancellationToken cancellationToken) =>
        list.Arguments.Count switch
        {
            1 => With(
                list,
                static current => ((ArgumentListSyntax)current)
                    .AddArguments(SyntaxFactory.Argument(Literal(Marker)).WithLeadingTrivia(SyntaxFactory.Space))),
            2 => OfValue(list.Arguments[1].Expression, model, cancellationToken),
            _ => null,
        };

    /// <summary>Arguments that are a text, or an array that is written out.</summary>
    private static LaunchMark? OfValue(
        ExpressionSyntax arguments,
        SemanticModel model,
        CancellationToken cancellationToken) => arguments switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } => With(arguments, Longer),
        ImplicitArrayCreationExpressionSyntax array => With(array.Initializer, WithMarker),
        ArrayCreationExpressionSyntax { Initializer: { } items } => With(items, WithMarker),
        InterpolatedStringExpressionSyntax or InvocationExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax
            when IsText(arguments, model, cancellationToken) => With(arguments, static text => Sum(text)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }
            when IsText(arguments, model, cancellationToken) => With(arguments, static text => Sum(text)),
        _ => null,
    };

    private static LaunchMark With(SyntaxNode node, Func<SyntaxNode, SyntaxNode> edit) => new(node, edit, null);

    private static bool IsText(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetTypeInfo(expression, cancellationToken).Type?.SpecialType == SpecialType.System_String;

    /// <summary>`text + " --worker"`, or the interpolated text with the marker at its end.</summary>
    private static SyntaxNode Sum(SyntaxNode text) => text is InterpolatedStringExpressionSyntax
    {
        StringStartToken.RawKind: (int)SyntaxKind.InterpolatedStringStartToken,
    } interpolated
        ? SyntaxFactory.ParseExpression(WithoutEnd(interpolated) + $" {Marker}\"").WithTriviaFrom(text)
        : SyntaxFactory.ParseExpression($"{text.WithoutTrivia()} + \" {Marker}\"").WithTriviaFrom(text);

    private static string WithoutEnd(InterpolatedStringExpressionSyntax text) =>
        text.WithoutTrivia().ToString().Substring(0, text.Span.Length - 1);

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

    private static SyntaxNode Longer(SyntaxNode literal)
    {
        string text = ((LiteralExpressionSyntax)literal).Token.ValueText;
        return Literal(text.Length == 0 ? Marker : $"{text} {Marker}").WithTriviaFrom(literal);
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
