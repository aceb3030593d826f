using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Configuration;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>One list of Names.txt: APIs by their documentation-comment ids, and plain words.</summary>
internal sealed class NameList
{
    private const string Resource = "Names.txt";

    private static readonly Lazy<ILookup<string, string>> Lists = new(Read);

    private readonly HashSet<string> _names;
    private readonly HashSet<string> _members;
    private readonly ImmutableArray<string> _beginnings;

    private NameList(ImmutableArray<string> entries)
    {
        Entries = entries;
        _beginnings = entries.Where(EndsInStar).Select(static entry => entry.TrimEnd(ApiModel.AnyEnd)).ToImmutableArray();
        Names = entries.Where(static entry => !EndsInStar(entry)).Select(NameOf).Distinct().ToImmutableArray();
        Words = new SoughtWords(entries.Where(static entry => !EndsInStar(entry)).Select(WordOf));
        Types = entries.Where(static entry => entry.StartsWith("T:", StringComparison.Ordinal))
            .Select(static entry => entry.Substring(2))
            .ToImmutableArray();
        _names = new HashSet<string>(Names, StringComparer.Ordinal);
        _members = new HashSet<string>(entries.Where(IsId), StringComparer.Ordinal);
    }

    /// <summary>The list as it is written.</summary>
    public ImmutableArray<string> Entries { get; }

    /// <summary>The words, and of APIs the simple names, as source spells them; each once, in the order of the list.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>What a file must mention to use one of them: of a constructor, its type.</summary>
    public SoughtWords Words { get; }

    /// <summary>The metadata names of the types in the list.</summary>
    public ImmutableArray<string> Types { get; }

    public static NameList Of(string list) => new(Lists.Value[list].ToImmutableArray());

    /// <summary>True for an entry that names an API.</summary>
    public static bool IsId(string entry) => entry.Length > 2 && entry[1] == ':' && entry[0] is 'M' or 'P' or 'E' or 'T';

    /// <summary>True for one of the names, whatever it belongs to.</summary>
    public bool Has(string name)
    {
        if (_names.Contains(name))
        {
            return true;
        }

        foreach (string beginning in _beginnings)
        {
            if (name.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a member in the list; for all overloads of it, on all constructed types, and for what overrides it.</summary>
    public bool HasMember(ISymbol member)
    {
        if (!_names.Contains(member.Name))
        {
            return false;
        }

        for (ISymbol? current = member; current is not null; current = (current as IMethodSymbol)?.OverriddenMethod)
        {
            if (current.OriginalDefinition.GetDocumentationCommentId() is { } id
                && _members.Contains(ApiModel.WithoutArity(ApiModel.PathOf(id))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a type in the list, and for one that is derived from it.</summary>
    public bool HasTypeOf(ITypeSymbol? type)
    {
        foreach (string known in Types)
        {
            if (type.IsOrDerivesFrom(known))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for the text that has one of the names in it, in whatever case.</summary>
    public bool IsIn(string text)
    {
        foreach (string name in Names)
        {
            if (text.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsInStar(string entry) => entry[entry.Length - 1] == ApiModel.AnyEnd;

    /// <summary>`Mutex` of `T:System.Threading.Mutex`, `.ctor` of `M:System.Threading.Semaphore.#ctor`, and a word itself.</summary>
    private static string NameOf(string entry) =>
        IsId(entry) ? entry.Substring(entry.LastIndexOf('.') + 1).Split('`')[0].Replace('#', '.') : entry;

    private static string WordOf(string entry) => NameOf(entry) is var name && name == WellKnownMemberNames.InstanceConstructorName
        ? NameOf(entry.Substring(0, entry.LastIndexOf('.')))
        : name;

    private static ILookup<string, string> Read()
    {
        using Stream stream = typeof(NameList).Assembly.GetManifestResourceStream(Resource);
        return ApiFile.Lines(SourceText.From(stream))
            .SelectMany(static line => line.Words.Skip(1).Select(entry => (List: line.Words[0], Entry: entry)))
            .ToLookup(static pair => pair.List, static pair => pair.Entry);
    }
}
