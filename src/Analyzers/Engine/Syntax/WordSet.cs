using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Analyzers.Engine.Syntax;

/// <summary>The words of a text, as one bit each: what is not in it is certain, what is in it nearly so.</summary>
internal sealed class WordSet
{
    private const int BitsOfCell = 32;
    private const int FewestCells = 8;

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

    public static WordSet Of(string text)
    {
        WordSet words = new(text.Length);
        foreach (uint hash in HashesIn(text, new TextSpan(0, text.Length)))
        {
            words._cells[words.Cell(hash)] |= Bit(hash);
        }

        return words;
    }

    /// <summary>The hashes of all words in a part of a text.</summary>
    public static Words HashesIn(string text, TextSpan span) => new(text, span);

    public static uint HashOf(string word)
    {
        uint hash = Hash.Start;
        foreach (char letter in word)
        {
            hash = Hash.Add(hash, letter);
        }

        return hash;
    }

    /// <summary>False for what no identifier has in it.</summary>
    public static bool IsPartOfWord(char letter) => letter < 128
        ? (uint)((letter | 0x20) - 'a') <= 'z' - 'a' || (uint)(letter - '0') <= 9 || letter == '_'
        : !char.IsWhiteSpace(letter);

    public bool MayContain(string word)
    {
        uint hash = HashOf(word);
        return (_cells[Cell(hash)] & Bit(hash)) != 0;
    }

    private int Cell(uint hash) => (int)(hash / BitsOfCell) & (_cells.Length - 1);

    private static int Bit(uint hash) => 1 << (int)(hash % BitsOfCell);

    /// <summary>Goes from word to word of a text without making an object of any.</summary>
    public struct Words
    {
        private readonly string _text;
        private readonly int _end;
        private int _at;

        public Words(string text, TextSpan span) => (_text, _at, _end, Current) = (text, span.Start, span.End, Hash.Start);

        public uint Current { get; private set; }

        public readonly Words GetEnumerator() => this;

        public bool MoveNext()
        {
            string text = _text;
            int at = _at;
            while (at < _end && !IsPartOfWord(text[at]))
            {
                at++;
            }

            int start = at;
            uint hash = Hash.Start;
            while (at < _end && IsPartOfWord(text[at]))
            {
                hash = Hash.Add(hash, text[at++]);
            }

            (_at, Current) = (at, hash);
            return at > start;
        }
    }

    /// <summary>FNV-1a, by characters.</summary>
    private static class Hash
    {
        public const uint Start = 2166136261;

        private const uint Prime = 16777619;

        public static uint Add(uint hash, char letter) => unchecked((hash ^ letter) * Prime);
    }
}
