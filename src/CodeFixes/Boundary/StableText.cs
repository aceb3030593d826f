using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>
/// The text that stands for what a hash code is made of, and is the same in all processes:
/// <code>HashCode.Combine(path, port)    // FormattableString.Invariant($"{path}\n{port}")</code>
/// </summary>
internal sealed class StableText
{
    private const string Invariant = "System.FormattableString";

    private readonly ExpressionSyntax? _text;
    private readonly string _parts;
    private readonly bool _hasNumbers;

    private StableText(ExpressionSyntax? text, string parts = "", bool hasNumbers = false) =>
        (_text, _parts, _hasNumbers) = (text, parts, hasNumbers);

    /// <summary>Null where a part has no such text.</summary>
    public static StableText? Of(InvocationExpressionSyntax hash, SemanticModel model, CancellationToken cancellationToken)
    {
        if (hash.Expression is not MemberAccessExpressionSyntax { Expression: var receiver, Name.Identifier.ValueText: var name }
            || model.GetSymbolInfo(hash, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        SeparatedSyntaxList<ArgumentSyntax> arguments = hash.ArgumentList.Arguments;
        if (arguments.Any(static argument => argument.NameColon is not null))
        {
            return null;
        }

        if (name == "Combine")
        {
            return OfParts(arguments.Select(static argument => argument.Expression), model, cancellationToken);
        }

        if (name != "GetHashCode" || method.IsStatic)
        {
            return null;
        }

        if (arguments.Count == 1)
        {
            return method.ContainingType.Is("System.StringComparer")
                ? Compared(arguments[0].Expression, receiver, model, cancellationToken)
                : Compared(receiver, arguments[0].Expression, model, cancellationToken);
        }

        return receiver switch
        {
            ParenthesizedExpressionSyntax or TupleExpressionSyntax when Bare(receiver) is TupleExpressionSyntax tuple =>
                OfParts(tuple.Arguments.Select(static argument => argument.Expression), model, cancellationToken),
            _ when model.GetTypeInfo(receiver, cancellationToken).Type is { } type =>
                type.SpecialType == SpecialType.System_String ? new StableText(receiver)
                : type.IsOrDerivesFrom("System.IO.FileSystemInfo") ? new StableText(Access(receiver, "FullName"))
                : null,
            _ => null,
        };
    }

    /// <summary>The text as an expression; adds the directive that it needs.</summary>
    public ExpressionSyntax Expression(SyntaxNode place, SemanticModel model, SyntaxEdits edits)
    {
        if (_text is not null)
        {
            return _text.WithoutTrivia();
        }

        string text = $"$\"{_parts}\"";
        return SyntaxFactory.ParseExpression(_hasNumbers
            ? $"{edits.Import(model.Compilation.GetTypeByMetadataName(Invariant)!, null, place, model)}.Invariant({text})"
            : text);
    }

    /// <summary>A text under a comparison of its characters, or of their upper case; null for one of a culture.</summary>
    private static StableText? Compared(
        ExpressionSyntax text,
        ExpressionSyntax comparison,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        model.GetTypeInfo(text, cancellationToken).Type?.SpecialType != SpecialType.System_String ? null
        : comparison is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Ordinal" } ? new StableText(text)
        : comparison is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "OrdinalIgnoreCase" }
            ? new StableText(SyntaxFactory.InvocationExpression(Access(text, "ToUpperInvariant")))
        : null;

    private static StableText? OfParts(IEnumerable<ExpressionSyntax> parts, SemanticModel model, CancellationToken cancellationToken)
    {
        List<string> holes = new();
        bool hasNumbers = false;
        foreach (ExpressionSyntax part in parts)
        {
            if (HoleOf(part, model, cancellationToken) is not (var hole, var isNumber))
            {
                return null;
            }

            holes.Add(hole);
            hasNumbers |= isNumber;
        }

        return holes.Count > 0 && (!hasNumbers || model.Compilation.GetTypeByMetadataName(Invariant) is not null)
            ? new StableText(null, string.Join("\\n", holes), hasNumbers)
            : null;
    }

    /// <summary>The hole of an interpolated string, and whether a culture decides what it says; null for values without a text.</summary>
    private static (string Hole, bool IsNumber)? HoleOf(ExpressionSyntax part, SemanticModel model, CancellationToken cancellationToken)
    {
        string text = part.WithoutTrivia().ToString();
        if (text.Contains("\n") || model.GetTypeInfo(part, cancellationToken).Type is not { } type)
        {
            return null;
        }

        string value = text.Contains(":") ? $"({text})" : text;
        return type.SpecialType switch
        {
            SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char => ($"{{{value}}}", false),
            SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16
                or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
                or SpecialType.System_Decimal => ($"{{{value}}}", true),
            SpecialType.System_DateTime => ($"{{{value}:O}}", true),
            _ when type.TypeKind == TypeKind.Enum || type.Is("System.Guid") || type.Is("System.Uri") || type.Is("System.Type") =>
                ($"{{{value}}}", false),
            _ when type.Is("System.DateTimeOffset") => ($"{{{value}:O}}", true),
            _ when type.IsOrDerivesFrom("System.IO.FileSystemInfo") => ($"{{{Access(part, "FullName")}}}", false),
            _ => null,
        };
    }

    private static ExpressionSyntax Bare(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax parenthesized ? Bare(parenthesized.Expression) : expression;

    private static MemberAccessExpressionSyntax Access(ExpressionSyntax value, string member) =>
        SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression,
            value.WithoutTrivia() is var bare
                && bare is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
                    or ThisExpressionSyntax or ParenthesizedExpressionSyntax or LiteralExpressionSyntax
                ? bare
                : SyntaxFactory.ParenthesizedExpression(bare),
            SyntaxFactory.IdentifierName(member));
}
