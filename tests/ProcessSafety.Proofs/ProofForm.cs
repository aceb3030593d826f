using System;
using System.IO;

namespace ProcessSafety.Proofs;

/// <summary>What the code of a proof is like. Each fix is run on programs of every form.</summary>
internal enum ProofForm
{
    /// <summary>The hazard as a page of the rule shows it.</summary>
    Plain,

    /// <summary>What the fix touches is used again later, or by other code: a fix that forgets that makes another program.</summary>
    UsedAgain,

    /// <summary>
    /// The code round the hazard is laid out as no formatter would: comments and directives in the middle of things, several statements
    /// on a line. The program is read with CRLF line ends, and its .editorconfig asks for those, for tabs and for braces at the end of
    /// a line.
    /// </summary>
    Messy,
}

/// <summary>The words of the header line <c>// form: …</c>.</summary>
internal static class ProofForms
{
    /// <exception cref="InvalidDataException">There is no such form.</exception>
    public static ProofForm Parse(string text) => text switch
    {
        "plain" => ProofForm.Plain,
        "used again" => ProofForm.UsedAgain,
        "messy" => ProofForm.Messy,
        _ => throw new InvalidDataException($"'{text}' is none of the forms plain, used again and messy."),
    };

    public static string WordsOf(ProofForm form) => form switch
    {
        ProofForm.UsedAgain => "used again",
        _ => form.ToString().ToLowerInvariant(),
    };
}
