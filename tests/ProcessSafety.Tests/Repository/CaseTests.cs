using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>
/// Programs in the shapes of real ones, each a project of its own with the usual global usings. The first line says what is reported:
/// <c>//! PSAFE701</c> that and nothing else of this package, <c>//! none PSAFE701</c> nothing at all. Some need the newest C#.
/// </summary>
public sealed class CaseTests
{
    private const string Folder = "tests/ProcessSafety.Tests/Cases";

    internal const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What another rule rightly reports in cases that are about their own.</summary>
    private static readonly Dictionary<string, string> s_beside = new()
    {
        ["PSAFE701/bad-A04-extension-block.cs"] = "PSAFE724",
        ["PSAFE701/good-A04-extension-block.cs"] = "PSAFE724",
        ["PSAFE702/bad-A05-generic-host-runner.cs"] = "PSAFE724",
        ["PSAFE702/good-A05-generic-host-runner.cs"] = "PSAFE724",
        ["PSAFE702/bad-C01-helper-drains-each-stream.cs"] = "PSAFE722",
    };

    public static TheoryData<string> Cases => [.. SourceTree.Files(Folder, "*.cs").Select(path => path[(Folder.Length + 1)..])];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_IsJudgedAsItSays(string path)
    {
        string source = SourceTree.Read($"{Folder}/{path}");
        string[] expected = source[..source.IndexOf('\n', StringComparison.Ordinal)].Split(' ', StringSplitOptions.TrimEntries)[1..];
        Compilation program = AnalyzerNet.CompileProgram(Usings, source);
        Assert.Empty(program.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAsync(program);

        string[] ids = [.. found.Select(diagnostic => diagnostic.Id).Distinct()];
        Assert.Equal(expected[0] == "none" ? [] : expected, ids.Where(id => id != s_beside.GetValueOrDefault(path)));
    }

    /// <summary>Each action that is offered for a case leaves a program that compiles as well as before and lacks the finding.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_FixesAreSound(string path)
    {
        CSharpCompilation program = AnalyzerNet.CompileProgram(Usings, SourceTree.Read($"{Folder}/{path}"));
        ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAsync(program);
        foreach (FixResult result in await FixNet.ApplyAllAsync(program))
        {
            string? problem = await FixSoundness.ProblemAsync(program, found, result);
            Assert.True(
                problem is null,
                $"'{result.Action.Title}' of {result.Diagnostic} {problem}:\n{await FixNet.TextAsync(result.Changed)}");
        }
    }
}
