using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Tests.Shapes;

/// <summary>
/// A local gets its value another way. The texts know <c>{value}</c>, <c>{type}</c>, <c>{name}</c>, <c>{static}</c>, and <c>{rest}</c>
/// for what follows in the list.
/// </summary>
internal sealed record ValueShape(string Name) : Rewriting(Name)
{
    /// <summary>What stands in place of the value.</summary>
    public string Value { get; init; } = "";

    /// <summary>What stands before the declaration.</summary>
    public string Before { get; init; } = "";

    /// <summary>What stands in place of the whole declaration.</summary>
    public string Statement { get; init; } = "";

    /// <summary>What the local is called from there on.</summary>
    public string NewName { get; init; } = "";

    public string Member { get; init; } = "";

    public string Type { get; init; } = "";

    /// <summary>Whether the shape is one of <c>using var x</c>, and not of a plain local.</summary>
    public bool OfUsing { get; init; }

    public override IEnumerable<string?> Apply(ShapeProgram program) => program.Locals().Select(local => Apply(program, local));

    private string? Apply(ShapeProgram program, LocalDeclarationStatementSyntax local)
    {
        VariableDeclaratorSyntax variable = local.Declaration.Variables[0];
        bool isUsing = !local.UsingKeyword.Span.IsEmpty;
        if (local.IsConst
            || !local.AwaitKeyword.Span.IsEmpty
            || (Statement.Length > 0 && isUsing != OfUsing)
            || program.Model.GetDeclaredSymbol(variable)
                is not ILocalSymbol { IsRef: false, Type: { IsReferenceType: true, IsAnonymousType: false } type } symbol
            || ValueOf(program, variable.Initializer!.Value, type) is not { } value
            || CodeRange.After(program, local) is not { } rest)
        {
            return null;
        }

        string name = variable.Identifier.Text;
        IEnumerable<TextChange> renamed = NewName.Length == 0 ? [] : References(program, rest, symbol);
        string Fill(string text) => text
            .Replace("{type}", ShapeProgram.NameOf(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)), StringComparison.Ordinal)
            .Replace("{static}", IsStatic(program, local) ? "static " : "", StringComparison.Ordinal)
            .Replace("{name}", name, StringComparison.Ordinal)
            .Replace("{value}", value, StringComparison.Ordinal)
            .Replace(
                "{rest}",
                rest.Code + (rest.EndsInJump ? "\nthrow new global::System.InvalidOperationException();" : ""),
                StringComparison.Ordinal);

        IEnumerable<TextChange> changes = Statement.Length == 0
            ? [new TextChange(new TextSpan(local.SpanStart, 0), Fill(Before)), new TextChange(variable.Initializer.Value.Span, Fill(Value))]
            : [new TextChange(
                Statement.Contains("{rest}", StringComparison.Ordinal) ? TextSpan.FromBounds(local.SpanStart, rest.Span.End) : local.Span,
                Fill(Statement)), .. renamed];
        return program.With(changes, local, Fill(Member), Fill(Type));
    }

    /// <summary>The value as it can stand anywhere.</summary>
    private static string? ValueOf(ShapeProgram program, ExpressionSyntax value, ITypeSymbol type) => value switch
    {
        ImplicitObjectCreationExpressionSyntax creation => $"new {ShapeProgram.NameOf(type)}{creation.ArgumentList}{creation.Initializer}",
        RefExpressionSyntax or InitializerExpressionSyntax or AnonymousFunctionExpressionSyntax or LiteralExpressionSyntax => null,
        CollectionExpressionSyntax => $"(({ShapeProgram.NameOf(type)}){value})",
        InvocationExpressionSyntax or ObjectCreationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax
        or ElementAccessExpressionSyntax => value.ToString(),
        _ when program.Model.GetTypeInfo(value).Type is null => null,
        _ => $"({value})",
    };

    private IEnumerable<TextChange> References(ShapeProgram program, CodeRange rest, ISymbol symbol) => rest.Statements
        .SelectMany(statement => statement.DescendantNodes().OfType<IdentifierNameSyntax>())
        .Where(name => name.Identifier.Text == symbol.Name
            && SymbolEqualityComparer.Default.Equals(program.Model.GetSymbolInfo(name).Symbol, symbol))
        .Select(name => new TextChange(name.Span, NewName));

    internal static bool IsStatic(ShapeProgram program, SyntaxNode node) =>
        program.Model.GetEnclosingSymbol(node.SpanStart) is { } symbol && OutermostFunction(symbol) is { IsStatic: true };

    private static ISymbol OutermostFunction(ISymbol symbol) =>
        symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.LambdaMethod }
            ? OutermostFunction(symbol.ContainingSymbol)
            : symbol;
}
