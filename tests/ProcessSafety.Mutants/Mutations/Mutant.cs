using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Mutants.Mutations;

/// <summary>What an operator makes of a piece of text.</summary>
internal readonly record struct Edit(string Operator, TextSpan Span, string After);

/// <summary>One change of one source file. The file is a path from the root of the repository, with forward slashes.</summary>
internal sealed record Mutant(string File, int Line, int Column, Edit Edit, string Before, SyntaxNode Node)
{
    /// <summary>What a result file knows a mutant by.</summary>
    public string Key => $"{File}\t{Line}\t{Column}\t{Edit.Operator}\t{Flat(Before)}\t{Flat(Edit.After)}";

    public static string Flat(string text)
    {
        string[] words = text.Split((char[])[' ', '\t', '\r', '\n'], System.StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words);
    }
}
