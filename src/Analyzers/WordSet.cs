using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Analyzers;

/// <summary>The words of a text, as one bit each: what is not in it is certain, what is in it nearly so.</summary>
internal sealed class WordSet
{
    private const int BitsOfCell = 32;
    private const int FewestCells = 8;
    private const int Batch = 512;

    /// <summary>All bits for a letter of a word, none for any other.</summary>
    private static readonly uint[] InWord =
        Enumerable.Range(0, 128).Select(static letter => IsPartOfWord((char)letter) ? uint.MaxValue : 0).ToArray();

    private readonly int[] _cells;

    private WordSet(int length)
    {
        int cells = FewestCells;
        while (cells * BitsOfCell < length)
        {
            cells *= 2;
        }

        _cells = new int[cells];
    }

    /// <summary>All texts of a compilation go through this: no branch depends on a letter, since processors guess those wrong.</summary>
    public static WordSet Of(string text)
    {
        WordSet words = new(text.Length);
        uint[] ended = new uint[Batch];
        int count = 0;
        uint hash = 0;
        uint before = 0;
        foreach (char letter in text)
        {
            uint inWord = letter < InWord.Length ? InWord[letter] : IsPartOfWord(letter) ? uint.MaxValue : 0;
            ended[count] = hash;
            count += (int)(before & ~inWord & 1);
            hash = Add(hash, letter) & inWord;
            before = inWord;
            if (count == ended.Length)
            {
                words.Set(ended, count);
                count = 0;
            }
        }

        ended[count] = hash;
        words.Set(ended, count + 1);
        return words;
    }

    /// <summary>False for what no identifier has in it.</summary>
    public static bool IsPartOfWord(char letter) =>
        letter >= 'a' ? letter <= 'z' || (letter > '~' && !char.IsWhiteSpace(letter))
        : letter >= 'A' ? letter is <= 'Z' or '_'
        : letter is >= '0' and <= '9';

    public static uint HashOf(string word)
    {
        uint hash = 0;
        foreach (char letter in word)
        {
            hash = Add(hash, letter);
        }

        return Mixed(hash);
    }

    public bool MayContain(uint hash) => (_cells[Cell(hash)] & Bit(hash)) != 0;

    private void Set(uint[] hashes, int count)
    {
        for (int i = 0; i < count; i++)
        {
            uint hash = Mixed(hashes[i]);
            _cells[Cell(hash)] |= Bit(hash);
        }
    }

    private int Cell(uint hash) => (int)(hash / BitsOfCell) & (_cells.Length - 1);

    private static int Bit(uint hash) => 1 << (int)(hash % BitsOfCell);

    /// <summary>Cheap for each letter: every text of a compilation goes through it.</summary>
    private static uint Add(uint hash, char letter) => ((hash << 5) | (hash >> 27)) ^ letter;

    private static uint Mixed(uint hash)
    {
        hash = unchecked(hash * 0x9E3779B1);
        return hash ^ (hash >> 15);
    }

    /// <summary>Goes from word to word of a part of a text without making an object of any.</summary>
    public struct Words
    {
        private readonly string _text;
        private readonly int _end;
        private int _at;

        public Words(string text, TextSpan span) => (_text, _at, _end, Current) = (text, span.Start, span.End, 0);

        public uint Current { get; private set; }

        /// <summary>Goes to the next word; false behind the last.</summary>
        public bool Next()
        {
            string text = _text;
            int at = _at;
            while (at < _end && !IsPartOfWord(text[at]))
            {
                at++;
            }

            int start = at;
            uint hash = 0;
            while (at < _end && IsPartOfWord(text[at]))
            {
                hash = Add(hash, text[at++]);
            }

            (_at, Current) = (at, Mixed(hash));
            return at > start;
        }
    }
}
