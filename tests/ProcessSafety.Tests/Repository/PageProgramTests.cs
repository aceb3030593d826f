using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>
/// The programs on the pages of docs, which are the blocks with a Main, compile without a warning. What the rules report on one is what the
/// text block right behind it shows; without such a block they are silent.
/// </summary>
public sealed partial class PageProgramTests
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static TheoryData<string> Pages => ["docs/channels.md", "docs/from-python.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Program_CompilesAndGivesWhatThePageShows(string page)
    {
        string text = SourceTree.Read(page).ReplaceLineEndings("\n");
        List<Match> programs = [.. Block().Matches(text).Where(match => IsProgram(match.Groups[1].Value))];

        Assert.NotEmpty(programs);
        foreach (Match program in programs)
        {
            CSharpCompilation compilation = AnalyzerNet.CompileProgram(program.Groups[1].Value, Usings);
            Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));

            ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAndLiveAsync(compilation);

            Assert.Equal(
                program.Groups[2].Value.TrimEnd('\n'),
                string.Join('\n', found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage()}")));
        }
    }

    private static bool IsProgram(string code) => code.Contains(" Main(", StringComparison.Ordinal);

    [GeneratedRegex(@"^```csharp\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
