using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Analyzers.Engine.Syntax;

/// <summary>Words that are looked for together: one pass over a text tells whether it may have any of them.</summary>
internal sealed class SoughtWords
{
    private readonly HashSet<uint> _hashes = new();

    public SoughtWords(IEnumerable<string> words)
    {
        foreach (string word in words)
        {
            _hashes.Add(WordSet.HashOf(word));
        }
    }

    /// <summary>False when no word of that part of a text is one of these; true for nearly nothing else.</summary>
    public bool MayBeIn(string text, TextSpan span)
    {
        foreach (uint hash in WordSet.HashesIn(text, span))
        {
            if (_hashes.Contains(hash))
            {
                return true;
            }
        }

        return false;
    }
}
