using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE702: starts to read the second stream before the first one is read to its end.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReadTogetherFix))]
public sealed class ReadTogetherFix : EarlyReadFix
{
    public ReadTogetherFix()
        : base(Rules.ReadsInTurn, "Read both streams at the same time")
    {
    }
}
