using Microsoft.CodeAnalysis;

namespace ProcessSafety.CodeFixes.Boundary.Factories;

/// <summary>What the members round a shared mutex are called.</summary>
internal sealed class FactoryNames
{
    private const string StaticPrefix = "s_";

    private readonly bool _isNewField;

    public FactoryNames(ISymbol shared, LockDeclaration declaration)
    {
        _isNewField = declaration.IsLocal;
        Stem = StemOf(shared.Name);
        Mutex = declaration.IsLocal ? StaticPrefix + char.ToLowerInvariant(Stem[0]) + Stem.Substring(1) : shared.Name;
    }

    /// <summary>`Gate` for `s_gate`, `_gate` and `gate`.</summary>
    public string Stem { get; }

    /// <summary>The field or property that holds the mutex.</summary>
    public string Mutex { get; }

    public string Factory => "Create" + Stem;

    public string Enter => "Enter" + Stem;

    /// <summary>Whether nothing in the type has one of the new names.</summary>
    public bool AreFree(INamedTypeSymbol type) =>
        type.GetMembers(Factory).IsEmpty && type.GetMembers(Enter).IsEmpty && (!_isNewField || type.GetMembers(Mutex).IsEmpty);

    private static string StemOf(string name)
    {
        string bare = name.Length > 2 && name[1] == '_' ? name.Substring(2) : name.TrimStart('_');
        return bare.Length == 0 ? "Lock" : char.ToUpperInvariant(bare[0]) + bare.Substring(1);
    }
}
