using Microsoft.CodeAnalysis;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>What the members around a shared mutex are called.</summary>
internal sealed class FactoryNames
{
    private const string StaticPrefix = "s_";

    private readonly bool _isNewField;

    /// <param name="shared">The lock.</param>
    /// <param name="isNewField">Whether a new static field takes the place of a local.</param>
    public FactoryNames(ISymbol shared, bool isNewField)
    {
        _isNewField = isNewField;
        Stem = StemOf(shared.Name);
        Mutex = isNewField ? StaticPrefix + char.ToLowerInvariant(Stem[0]) + Stem.Substring(1) : Identifiers.Text(shared.Name);
    }

    /// <summary>`Gate` for `s_gate`, `_gate` and `gate`.</summary>
    public string Stem { get; }

    /// <summary>What holds the mutex, as it is written.</summary>
    public string Mutex { get; }

    public string Factory => "Create" + Stem;

    public string Enter => "Enter" + Stem;

    /// <summary>Whether nothing in the type has one of the new names.</summary>
    public bool AreFree(MemberHome home) => home.IsFree(Factory) && home.IsFree(Enter) && (!_isNewField || home.IsFree(Mutex));

    /// <summary>Keeps the names for one edit, so that no other adds members of them.</summary>
    public void Claim(MemberHome home, SyntaxEdits edits)
    {
        edits.Claims(home.Node, Factory);
        edits.Claims(home.Node, Enter);
    }

    /// <summary>The lines of the method that waits for the mutex, and continues when the process that held it has died.</summary>
    /// <param name="modifiers">Of the method.</param>
    /// <param name="parameter">The parameter that it takes; empty for none.</param>
    /// <param name="mutex">The type of the mutex, as it is written there.</param>
    public string[] EnterLines(string modifiers, string parameter, string mutex) => new[]
    {
        $"{modifiers} void {Enter}({parameter})",
        "{",
        "    try",
        "    {",
        $"        {Mutex}.WaitOne();",
        "    }",
        $"    catch ({mutex.Replace("Mutex", "AbandonedMutexException")})",
        "    {",
        "        // The process that held it has died: this thread owns it now.",
        "    }",
        "}",
    };

    private static string StemOf(string name)
    {
        string bare = name.Length > 2 && name[1] == '_' ? name.Substring(2) : name.TrimStart('_');
        return bare.Length == 0 ? "Lock" : char.ToUpperInvariant(bare[0]) + bare.Substring(1);
    }
}
