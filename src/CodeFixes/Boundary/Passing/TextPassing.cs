using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary.Passing;

/// <summary>
/// Passes numbers, flags, Guids and enums that a child's lambda captured as text, and parses them in the child: all captures, or, of a
/// diagnostic about static state, that state with them. The text is culture-independent, but a person should see that it says all that
/// the value says.
/// </summary>
public abstract class TextPassing : ReviewFix
{
    private const string Globalization = "System.Globalization.CultureInfo";

    protected sealed override bool AreIndependent => true;

    private protected sealed override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Member, out string? member);
        if (ChildCall.LambdaOf(diagnostic, root) is not { } lambda
            || ChildCall.Of(lambda, ArgumentPassing.MemberOf(member, model), model, cancellationToken) is not { } call
            || (member is not null && call.Captures.All(static capture => !capture.Symbol.IsStatic))
            || call.Captures.All(IsText)
            || !call.Captures.All(capture => IsText(capture) || IsParsed(capture.Type))
            || TextOverload.Of(call, model) is not { } overload
            || model.Compilation.GetTypeByMetadataName(Globalization) is not { } culture
            || !overload.IsPickedBy(Changed(call, overload, SyntaxFactory.ParseTypeName("global::" + Globalization), model), call, model))
        {
            return null;
        }

        SyntaxEdits edits = new();
        TypeSyntax cultureName = call.Captures.Any(static capture => IsNumber(capture.Type))
            ? edits.Import(culture, null, call.Invocation, model)
            : SyntaxFactory.IdentifierName(culture.Name);
        edits.Replace(call.Invocation, _ => Changed(call, overload, cultureName, model));
        return ($"Pass {call.CapturedNames} as text", edits);
    }

    private static InvocationExpressionSyntax Changed(ChildCall call, TextOverload overload, TypeSyntax culture, SemanticModel model)
    {
        string invariant = culture + ".InvariantCulture";
        int place = call.Invocation.SpanStart;
        return PassedCall.Of(
            call,
            overload,
            (capture, value) => IsText(capture)
                ? value
                : SyntaxFactory.ParseExpression($"{value}.ToString({(IsNumber(capture.Type) ? invariant : string.Empty)})"),
            (capture, text) => IsText(capture)
                ? text
                : SyntaxFactory.ParseExpression(Parsed(
                    capture.Type,
                    text.ToString(),
                    invariant,
                    type => type.ToMinimalDisplayString(model, place))));
    }

    private static string Parsed(ITypeSymbol type, string text, string invariant, Func<ITypeSymbol, string> nameOf)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            INamedTypeSymbol enums = type.BaseType!;
            bool hasGeneric = enums.GetMembers("Parse")
                .OfType<IMethodSymbol>()
                .Any(static method => method is { Arity: 1, Parameters.Length: 1 }
                    && method.Parameters[0].Type.SpecialType == SpecialType.System_String);
            return hasGeneric
                ? $"{nameOf(enums)}.Parse<{nameOf(type)}>({text})"
                : $"(({nameOf(type)}){nameOf(enums)}.Parse(typeof({nameOf(type)}), {text}))";
        }

        return IsNumber(type) ? $"{nameOf(type)}.Parse({text}, {invariant})" : $"{nameOf(type)}.Parse({text})";
    }

    private static bool IsText(Capture capture) => capture.Type.SpecialType == SpecialType.System_String;

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;

    private static bool IsParsed(ITypeSymbol type) =>
        IsNumber(type)
        || type.SpecialType == SpecialType.System_Boolean
        || type.TypeKind == TypeKind.Enum
        || type.ToDisplayString() == "System.Guid";
}
