using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace ProcessSafety.Analyzers;

/// <summary>Words that are looked for together, in text that nobody has parsed or bound.</summary>
internal sealed class SoughtWords
{
    private readonly ImmutableArray<(string Word, uint Hash)> _words;

    public SoughtWords(IEnumerable<string> words) =>
        _words = words.Distinct().Select(static word => (word, WordSet.HashOf(word))).ToImmutableArray();

    public IEnumerable<string> Names => _words.Select(static word => word.Word);

    public IEnumerable<uint> Hashes => _words.Select(static word => word.Hash);

    /// <summary>False when none of them is in the set; true for nearly nothing else.</summary>
    public bool MayBeIn(WordSet set)
    {
        foreach ((_, uint hash) in _words)
        {
            if (set.MayContain(hash))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Those that may be in the set, in their order.</summary>
    public IEnumerable<string> In(WordSet set) =>
        MayBeIn(set) ? _words.Where(word => set.MayContain(word.Hash)).Select(static word => word.Word) : Enumerable.Empty<string>();
}
