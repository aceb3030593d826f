using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary.Passing;

/// <summary>
/// One more argument behind those that a launch passes. A value may have spaces in it, so arguments that are one text of plain words become
/// a list: `"--worker"` becomes `new[] { "--worker", s_folder }`.
/// </summary>
internal static class LaunchArgument
{
    private const string List = "ArgumentList";

    private static readonly char[] s_quoted = { '"', '\'', '\\', '\t', '\r', '\n' };

    /// <summary>Plans it; false, and nothing, for a form of arguments to which none can be added.</summary>
    /// <param name="setting">What is set of the arguments last: an argument, an assignment, an item or a call of Add.</param>
    /// <param name="value">The argument.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="edits">What is planned.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static bool Plan(
        SyntaxNode setting,
        ExpressionSyntax value,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        switch (setting)
        {
            case ExpressionSyntax
            {
                Parent: InitializerExpressionSyntax
                {
                    RawKind: (int)SyntaxKind.CollectionInitializerExpression,
                    Parent: AssignmentExpressionSyntax,
                } items,
            }:
                edits.Replace(items, current => ArgumentItems.With((InitializerExpressionSyntax)current, value));
                return true;
            case ArgumentSyntax argument:
                return PlanValue(argument.Expression, value, model, edits, cancellationToken);
            case ExpressionSyntax { Parent: ArgumentSyntax } passed:
                return PlanValue(passed, value, model, edits, cancellationToken);
            case AssignmentExpressionSyntax text:
                return PlanText(text, value, model, edits, cancellationToken);
            case InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: var list },
                Parent: ExpressionStatementSyntax statement,
            } when statement.IsInList():
                edits.InsertAfter(statement, $"{list.WithoutTrivia()}.Add({value});");
                return true;
            default:
                return false;
        }
    }

    /// <summary>The second argument of Process.Start, or of the start info that is made.</summary>
    private static bool PlanValue(
        ExpressionSyntax arguments,
        ExpressionSyntax value,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (ArgumentItems.Of(arguments) is { } items)
        {
            edits.Replace(items, current => ArgumentItems.With((InitializerExpressionSyntax)current, value));
            return true;
        }

        if (arguments.RawKind == NewerSyntax.CollectionExpression)
        {
            edits.Replace(arguments, current => ArgumentItems.InBrackets(current, value));
            return true;
        }

        if (WordsOf(arguments, model, cancellationToken) is not { } words
            || arguments.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 2, Parent: { } call } }
            || !TakesList(call, model, cancellationToken))
        {
            return false;
        }

        string list = $"new[] {{ {string.Join(", ", words.Append(value.ToString()))} }}";
        edits.Replace(arguments, current => SyntaxFactory.ParseExpression(list).WithTriviaFrom(current));
        return true;
    }

    /// <summary>`Arguments = "…"`, in the initializer of a start info or as a statement.</summary>
    private static bool PlanText(
        AssignmentExpressionSyntax setting,
        ExpressionSyntax value,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (WordsOf(setting.Right, model, cancellationToken) is not { } words
            || model.GetSymbolInfo(setting.Left, cancellationToken).Symbol is not IPropertySymbol { Name: "Arguments" } property
            || !property.ContainingType.GetMembers(List).Any())
        {
            return false;
        }

        string[] items = words.Append(value.ToString()).ToArray();
        switch (setting)
        {
            case { Left: IdentifierNameSyntax, Parent: InitializerExpressionSyntax }:
                edits.Replace(setting, current => ListOf(items).WithTriviaFrom(current));
                return true;
            case
            {
                Left: MemberAccessExpressionSyntax { Expression: var info },
                Parent: ExpressionStatementSyntax statement,
            } when statement.IsInList():
                string add = $"{info.WithoutTrivia()}.{List}.Add";
                edits.Replace(statement, current => SyntaxFactory.ParseStatement($"{add}({items[0]});").WithTriviaFrom(current));
                foreach (string item in items.Skip(1).Reverse())
                {
                    edits.InsertAfter(statement, $"{add}({item});");
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>The words of a text that needs no quotes, as expressions; null for any other text.</summary>
    private static string[]? WordsOf(ExpressionSyntax text, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetConstantValue(text, cancellationToken) is not { HasValue: true, Value: string words }
            || words.IndexOfAny(s_quoted) >= 0)
        {
            return null;
        }

        string[] items = words.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
        return items.Length == 0 ? null
            : text is LiteralExpressionSyntax ? items.Select(static item => SyntaxFactory.Literal(item).Text).ToArray()
            : items.Length == 1 && items[0] == words ? new[] { text.WithoutTrivia().ToString() }
            : null;
    }

    /// <summary>True where the same call takes a list of arguments too.</summary>
    private static bool TakesList(SyntaxNode call, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
        && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(static other => other is
        {
            Parameters: { Length: 2 } parameters,
        } && parameters[1].Type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);

    private static ExpressionSyntax ListOf(string[] items) =>
        ((BaseObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new T {{ {List} = {{ {string.Join(", ", items)} }} }}"))
            .Initializer!.Expressions[0];
}
