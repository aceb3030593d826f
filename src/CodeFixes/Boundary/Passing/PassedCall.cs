using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ProcessSafety.CodeFixes.Boundary.Passing;

/// <summary>A call with what its lambda captured as arguments, and the lambda static: `Run(static name => Use(name), name)`.</summary>
internal static class PassedCall
{
    private const string ArrayName = "args";

    /// <param name="call">The call as it is.</param>
    /// <param name="overload">The overload to call.</param>
    /// <param name="textOf">Makes the string that is passed of a captured value.</param>
    /// <param name="valueOf">Makes the value of the string that the child gets.</param>
    public static InvocationExpressionSyntax Of(
        ChildCall call,
        TextOverload overload,
        Func<Capture, ExpressionSyntax, ExpressionSyntax> textOf,
        Func<Capture, ExpressionSyntax, ExpressionSyntax> valueOf)
    {
        // A variable keeps its name; a member gets one that nothing in the lambda is called.
        HashSet<string> taken = new(call.Lambda.DescendantTokens()
            .Where(static token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(static token => token.ValueText));
        List<SyntaxToken> names = call.Captures
            .Select(capture => capture is { Symbol: ILocalSymbol or IParameterSymbol, Uses: var uses }
                ? ((IdentifierNameSyntax)uses[0]).Identifier.WithoutTrivia()
                : Identifiers.Token(Fresh(NameOf(capture.Symbol), taken)))
            .ToList();
        SyntaxToken array = Identifier(overload.TakesArray ? Fresh(ArrayName, taken) : ArrayName);

        Dictionary<SyntaxNode, ExpressionSyntax> values = new();
        for (int i = 0; i < call.Captures.Count; i++)
        {
            ExpressionSyntax text = overload.TakesArray ? ElementOf(array, i) : IdentifierName(names[i]);
            foreach (ExpressionSyntax use in call.Captures[i].Uses)
            {
                values[use] = valueOf(call.Captures[i], text).WithTriviaFrom(use);
            }
        }

        LambdaExpressionSyntax lambda = call.Lambda.ReplaceNodes(values.Keys, (use, _) => values[use]);
        lambda = WithParameters(lambda, overload.TakesArray ? new[] { array } : names);
        List<ExpressionSyntax> texts = call.Captures.Select(capture => textOf(capture, capture.Uses[0].WithoutTrivia())).ToList();
        return call.Invocation.WithArgumentList(WithArguments(
            call,
            overload,
            lambda,
            overload.TakesArray ? new List<ExpressionSyntax> { ArrayOf(texts, call.Invocation.SyntaxTree.GetRoot()) } : texts));
    }

    private static string Fresh(string stem, HashSet<string> taken)
    {
        string name = stem;
        for (int number = 2; !taken.Add(name); number++)
        {
            name = stem + number;
        }

        return name;
    }

    /// <summary>`folder` for `_folder`, `s_folder` and `Folder`; `value` when what is left is no name.</summary>
    private static string NameOf(ISymbol symbol)
    {
        string name = symbol.Name.Length > 2 && symbol.Name[1] == '_' ? symbol.Name.Substring(2) : symbol.Name.TrimStart('_');
        return SyntaxFacts.IsValidIdentifier(name) ? char.ToLowerInvariant(name[0]) + name.Substring(1) : "value";
    }

    private static ExpressionSyntax ElementOf(SyntaxToken array, int index) => ElementAccessExpression(
        IdentifierName(array),
        BracketedArgumentList(SingletonSeparatedList(Argument(LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(index))))));

    /// <summary>`new[] { a, b }`, or `[a, b]` in a file that has collection expressions and no arrays in the older form.</summary>
    private static ExpressionSyntax ArrayOf(List<ExpressionSyntax> texts, SyntaxNode file)
    {
        bool isInBrackets = file.DescendantNodes().Any(static node => node.RawKind == NewerSyntax.CollectionExpression)
            && !file.DescendantNodes().Any(static node => node.IsKind(SyntaxKind.ArrayInitializerExpression));
        string items = string.Join(", ", texts);
        return ParseExpression(isInBrackets ? $"[{items}]" : $"new[] {{ {items} }}");
    }

    private static LambdaExpressionSyntax WithParameters(LambdaExpressionSyntax lambda, IReadOnlyList<SyntaxToken> added)
    {
        IReadOnlyList<ParameterSyntax> present = TextOverload.LambdaParameters(lambda);
        bool isTyped = present.Any(static parameter => parameter.Type is not null);
        List<ParameterSyntax> parameters = present.Select(static parameter => parameter.WithoutTrivia()).ToList();
        foreach (SyntaxToken name in added)
        {
            ParameterSyntax parameter = Parameter(name);
            parameters.Add(isTyped
                ? parameter.WithType(PredefinedType(Token(SyntaxKind.StringKeyword)).WithTrailingTrivia(Space))
                : parameter);
        }

        SyntaxToken arrow = lambda.ArrowToken.WithLeadingTrivia(Space);
        SyntaxTokenList modifiers = lambda.Modifiers.Any(SyntaxKind.StaticKeyword)
            ? lambda.Modifiers
            : TokenList(lambda.Modifiers.Select(static modifier => modifier.WithLeadingTrivia())
                .Prepend(Token(SyntaxKind.StaticKeyword).WithTrailingTrivia(Space)));
        LambdaExpressionSyntax changed = parameters.Count == 1 && !isTyped
            ? SimpleLambdaExpression(default, modifiers, parameters[0], arrow, lambda.Block, lambda.ExpressionBody)
            : ParenthesizedLambdaExpression(
                default,
                modifiers,
                (lambda as ParenthesizedLambdaExpressionSyntax)?.ReturnType,
                ParameterList(Separated(parameters)),
                arrow,
                lambda.Block,
                lambda.ExpressionBody);
        return changed.WithLeadingTrivia(lambda.GetLeadingTrivia());
    }

    private static ArgumentListSyntax WithArguments(
        ChildCall call,
        TextOverload overload,
        LambdaExpressionSyntax lambda,
        List<ExpressionSyntax> texts)
    {
        ArgumentListSyntax list = call.Invocation.ArgumentList;
        int passed = overload.Texts.Length - texts.Count;
        bool isNamed = list.Arguments.Any(static argument => argument.NameColon is not null);
        List<ArgumentSyntax> arguments = list.Arguments.Select(argument => argument == call.Argument
                ? argument.WithExpression(lambda)
                : Renamed(argument, call, overload))
            .ToList();
        List<SyntaxToken> separators = list.Arguments.GetSeparators().ToList();
        int at = isNamed ? arguments.Count : list.Arguments.IndexOf(call.Argument) + 1 + passed;
        for (int i = 0; i < texts.Count; i++)
        {
            ArgumentSyntax added = Argument(texts[i]);
            if (isNamed)
            {
                SyntaxToken colon = Token(SyntaxKind.ColonToken).WithTrailingTrivia(Space);
                added = added.WithNameColon(NameColon(Identifiers.Name(overload.Texts[passed + i].Name), colon));
            }

            bool onOwnLine = separators.Count > 0 && separators[0].TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
            SyntaxTrivia gap = onOwnLine
                ? separators[0].TrailingTrivia.First(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                : Space;
            SyntaxToken comma = Token(SyntaxKind.CommaToken).WithTrailingTrivia(gap);
            if (onOwnLine)
            {
                added = added.WithLeadingTrivia(arguments[1].GetLeadingTrivia());
            }

            if (at + i == arguments.Count && arguments[at + i - 1].GetTrailingTrivia() is { Count: > 0 } trailing)
            {
                arguments[at + i - 1] = arguments[at + i - 1].WithTrailingTrivia();
                comma = comma.WithTrailingTrivia(trailing);
                added = added.WithTrailingTrivia(trailing.Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
            }

            arguments.Insert(at + i, added);
            separators.Insert(at + i - 1, comma);
        }

        return list.WithArguments(SeparatedList(arguments, separators));
    }

    /// <summary>`arg: x` becomes `arg1: x` where the overload calls the first of its strings so.</summary>
    private static ArgumentSyntax Renamed(ArgumentSyntax argument, ChildCall call, TextOverload overload)
    {
        if (argument.NameColon is not { } colon
            || ChildCall.ParameterOf(argument, call.Invocation.ArgumentList, call.Method) is not { } parameter)
        {
            return argument;
        }

        int text = parameter.Ordinal - call.Parameter.Ordinal - 1;
        bool isText = text >= 0 && text < TextOverload.LambdaParameters(call.Lambda).Count;
        return isText
            ? argument.WithNameColon(colon.WithName(Identifiers.Name(overload.Texts[text].Name).WithTriviaFrom(colon.Name)))
            : argument;
    }

    private static SeparatedSyntaxList<T> Separated<T>(IReadOnlyCollection<T> nodes) where T : SyntaxNode =>
        SeparatedList(nodes, Enumerable.Repeat(Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space), nodes.Count - 1));
}
