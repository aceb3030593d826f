using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE701: starts to read before the wait for exit, and takes the results where they were read.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReadBeforeWaitFix))]
public sealed class ReadBeforeWaitFix : EarlyReadFix
{
    public ReadBeforeWaitFix()
        : base(Rules.WaitsBeforeReading, "Start reading before waiting")
    {
    }
}
