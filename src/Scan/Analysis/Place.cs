namespace ProcessSafety.Scan.Analysis;

/// <summary>A span of a file; lines and columns from 1 on, the end behind the last character.</summary>
/// <param name="Path">Relative to the root, with / between folders.</param>
internal readonly record struct Place(string Path, int Line, int Column, int EndLine, int EndColumn)
{
    public override string ToString() => $"{Path}:{Line}:{Column}";
}
