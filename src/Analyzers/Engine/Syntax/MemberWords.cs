using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Analyzers.Engine.Syntax;

/// <summary>Which members of one file have which words. It is made in one pass over their text, and asked any number of times.</summary>
internal sealed class MemberWords
{
    private readonly uint[] _hashes;
    private readonly string[] _members;

    /// <param name="hashes">Those of all words, in their order.</param>
    /// <param name="members">The member that has the word.</param>
    private MemberWords(uint[] hashes, string[] members) => (_hashes, _members) = (hashes, members);

    public static MemberWords Read(
        SyntaxIndex index,
        IEnumerable<(string Name, TextSpan Span)> members,
        CancellationToken cancellationToken)
    {
        List<uint> hashes = new();
        List<string> names = new();
        HashSet<uint> seen = new();
        foreach ((string name, TextSpan span) in members)
        {
            seen.Clear();
            WordSet.Words words = index.WordsIn(span, cancellationToken);
            while (words.Next())
            {
                if (seen.Add(words.Current))
                {
                    hashes.Add(words.Current);
                    names.Add(name);
                }
            }
        }

        (uint[] ordered, string[] owners) = (hashes.ToArray(), names.ToArray());
        Array.Sort(ordered, owners);
        return new MemberWords(ordered, owners);
    }

    /// <summary>The members that have one of the words, some more than once, and nearly no other.</summary>
    public IEnumerable<string> With(SoughtWords words)
    {
        foreach (uint hash in words.Hashes)
        {
            for (int at = FirstOf(hash); at < _hashes.Length && _hashes[at] == hash; at++)
            {
                yield return _members[at];
            }
        }
    }

    private int FirstOf(uint hash)
    {
        (int low, int high) = (0, _hashes.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _hashes[middle] < hash ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
