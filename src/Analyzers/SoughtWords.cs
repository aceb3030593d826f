using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Analyzers;

/// <summary>Words that are looked for together, in text that nobody has parsed or bound.</summary>
internal sealed class SoughtWords
{
    private readonly ImmutableArray<(string Word, uint Hash)> _words;
    private readonly HashSet<uint> _hashes;

    public SoughtWords(IEnumerable<string> words)
    {
        _words = words.Distinct().Select(static word => (word, WordSet.HashOf(word))).ToImmutableArray();
        _hashes = new HashSet<uint>(_words.Select(static word => word.Hash));
    }

    public IEnumerable<string> Names => _words.Select(static word => word.Word);

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

    /// <summary>False when no word of that part of a text is one of them; true for nearly nothing else.</summary>
    public bool MayBeIn(string text, TextSpan span)
    {
        WordSet.Words words = WordSet.HashesIn(text, span);
        while (words.Next())
        {
            if (_hashes.Contains(words.Current))
            {
                return true;
            }
        }

        return false;
    }
}
