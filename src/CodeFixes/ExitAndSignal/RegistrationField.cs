using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>A static field that keeps a signal registration until the process ends.</summary>
internal static class RegistrationField
{
    /// <summary>Plans the field, and gives its name.</summary>
    /// <param name="type">The type that gets it.</param>
    /// <param name="symbol">Its symbol.</param>
    /// <param name="stem">What the registration is called: `sigterm` for `s_sigterm`.</param>
    /// <param name="registration">The type of the registration, as it is written there.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="edits">Gets the edit of the type.</param>
    public static string AddTo(
        TypeDeclarationSyntax type,
        INamedTypeSymbol symbol,
        string stem,
        SyntaxNode registration,
        SemanticModel model,
        SyntaxEdits edits)
    {
        string first = "s_" + stem;
        string name = first;
        for (int number = 2; symbol.MemberNames.Contains(name) || type.DescendantTokens().Any(token => token.ValueText == name); number++)
        {
            name = first + number;
        }

        string annotation = model.GetNullableContext(type.SpanStart).AnnotationsEnabled() ? "?" : string.Empty;
        edits.Replace(
            type,
            current => NewMembers.AddTo((TypeDeclarationSyntax)current, $"private static {registration}{annotation} {name};"));
        return name;
    }
}
