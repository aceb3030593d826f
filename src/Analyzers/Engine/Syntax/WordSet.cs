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
        uint hash = Hash.Start;
        for (int at = 0; at < text.Length; at++)
        {
            char letter = text[at];
            if (IsPartOfWord(letter))
            {
                hash = Hash.Add(hash, letter);
            }
            else if (hash != Hash.Start)
            {
                words.Set(hash);
                hash = Hash.Start;
            }
        }

        words.Set(hash);
        return words;
    }

    /// <summary>False for what no identifier has in it.</summary>
    public static bool IsPartOfWord(char letter) => letter < 128
        ? (uint)((letter | 0x20) - 'a') <= 'z' - 'a' || (uint)(letter - '0') <= 9 || letter == '_'
        : !char.IsWhiteSpace(letter);

    public bool MayContain(string word)
    {
        uint hash = Hash.Start;
        foreach (char letter in word)
        {
            hash = Hash.Add(hash, letter);
        }

        return (_cells[Cell(hash)] & Bit(hash)) != 0;
    }

    private void Set(uint hash) => _cells[Cell(hash)] |= Bit(hash);

    private int Cell(uint hash) => (int)(hash / BitsOfCell) & (_cells.Length - 1);

    private static int Bit(uint hash) => 1 << (int)(hash % BitsOfCell);

    /// <summary>FNV-1a, by characters.</summary>
    private static class Hash
    {
        public const uint Start = 2166136261;

        private const uint Prime = 16777619;

        public static uint Add(uint hash, char letter) => unchecked((hash ^ letter) * Prime);
    }
}
