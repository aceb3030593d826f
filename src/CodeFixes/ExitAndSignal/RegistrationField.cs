using Microsoft.CodeAnalysis;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>A static field that keeps a signal registration until the process ends.</summary>
internal static class RegistrationField
{
    /// <summary>Plans the field, and gives its name.</summary>
    /// <param name="home">The type that gets it.</param>
    /// <param name="stem">What the registration is called: `sigterm` for `s_sigterm`.</param>
    /// <param name="registration">The type of the registration, as it is written there.</param>
    /// <param name="place">The registration.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="edits">Gets the edit of the type.</param>
    public static string AddTo(
        MemberHome home,
        string stem,
        SyntaxNode registration,
        SyntaxNode place,
        SemanticModel model,
        SyntaxEdits edits)
    {
        string name = home.Fresh("s_" + stem, edits);
        string annotation = model.GetNullableContext(place.SpanStart).AnnotationsEnabled() ? "?" : string.Empty;
        home.Add(edits, $"private static {registration}{annotation} {name};");
        return name;
    }
}
