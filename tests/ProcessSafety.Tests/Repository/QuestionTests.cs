using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>The table of questions in docs/architecture.md names members as they are, each with the one file that it stands in.</summary>
public sealed partial class QuestionTests
{
    private const string Page = "docs/architecture.md";

    public static TheoryData<string, string> Answers()
    {
        TheoryData<string, string> answers = [];
        foreach (string row in Rows())
        {
            string[] cells = row.Split(" | ");
            string file = Code().Match(cells[2]).Groups[1].Value;
            foreach (Match member in Member().Matches(cells[1]))
            {
                answers.Add(member.Groups[1].Value, file);
            }
        }

        return answers;
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_StandsInItsFile(string member, string file)
    {
        string[] parts = member.Split('.');
        IEnumerable<string> files =
            from type in SourceModel.Analyzers.GetSymbolsWithName(parts[0], SymbolFilter.Type).OfType<INamedTypeSymbol>()
            from found in type.GetMembers(parts[1])
            from reference in found.DeclaringSyntaxReferences
            select reference.SyntaxTree.FilePath;

        // `ControlFlow.Around` is only the way to the answer of its row.
        Assert.True(
            files.Contains("src/Analyzers/" + file) || (files.Any() && member == "ControlFlow.Around"),
            $"{member} is not in {file}");
    }

    [Fact]
    public void Table_IsThere() => Assert.True(Rows().Count >= 30, $"{Page} has {Rows().Count} questions.");

    private static List<string> Rows()
    {
        string page = SourceTree.Read(Page).ReplaceLineEndings("\n");
        int begin = page.IndexOf("\n## The questions\n", StringComparison.Ordinal);
        int end = page.IndexOf("\n###", begin, StringComparison.Ordinal);
        return [.. page[begin..end].Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"`([A-Z]\w+\.[A-Z]\w+)`")]
    private static partial Regex Member();
}
