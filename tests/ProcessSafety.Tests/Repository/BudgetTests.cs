using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>The sizes at which searches give up are in Budgets.cs, each with its reason, and nowhere else.</summary>
public sealed partial class BudgetTests
{
    private const string Home = "src/Analyzers/Budgets.cs";

    private static readonly string[] Floors = ["src/Analyzers/Engine", "src/Analyzers/Domain", "src/Analyzers/Rules"];

    /// <summary>Limits that end no search.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["MaxTextLength"] = "How much of a line of source a message shows.",
    };

    public static TheoryData<string> Files => [.. Floors.SelectMany(floor => SourceTree.Files(floor, "*.cs"))];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_HasNoBudgetOfItsOwn(string path) => Assert.Empty(
        from line in SourceTree.Read(path).ReplaceLineEndings("\n").Split('\n')
        where IsBudget(line) && !Others.Keys.Any(line.Contains)
        select line);

    [Theory]
    [InlineData("    private const int MaxHops = 8;")]
    [InlineData("    private const int StepLimit = 8;")]
    [InlineData("        IsSaved(value, steps: 4);")]
    [InlineData("        for (int depth = 0; depth < 5; depth++)")]
    [InlineData("        while (hops <= 12)")]
    [InlineData("            .Take(4)")]
    public void Budget_IsFound(string line) => Assert.True(IsBudget(line));

    [Theory]
    [InlineData("    private const int SmallestPipe = 4096;")]
    [InlineData("        for (int depth = 0; depth < Budgets.TextDepth; depth++)")]
    [InlineData("        if (depth == 0)")]
    [InlineData("            .Take(2).ToList() is { Count: 1 } returns")]
    public void Else_IsNone(string line) => Assert.False(IsBudget(line));

    [Fact]
    public void Budgets_HaveTheirReasons()
    {
        FieldDeclarationSyntax[] budgets =
        [
            .. SourceModel.Analyzers.SyntaxTrees.Single(tree => tree.FilePath == Home).GetRoot()
                .DescendantNodes().OfType<FieldDeclarationSyntax>(),
        ];
        Assert.NotEmpty(budgets);
        Assert.All(budgets, budget => Assert.Contains("<summary>", budget.GetLeadingTrivia().ToString(), StringComparison.Ordinal));
    }

    private static bool IsBudget(string line) => Budget().IsMatch(line);

    [GeneratedRegex(@"const (int|long) (Max|Most|\w*Limit|\w*Budget)\w* =|"
        + @"\b(steps?|depth|hops|calls|levels?|nesting)( ?:| [<>]=?| ==) ([3-9]|\d\d)|\.Take\(([3-9]|\d\d)")]
    private static partial Regex Budget();
}
