using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>Every line of code in the tables of docs/writing-a-rule.md compiles against the sources as they are.</summary>
public sealed partial class GuideTests
{
    private const string Guide = "docs/writing-a-rule.md";

    /// <summary>What the lines for rules name.</summary>
    private const string RuleNames =
        "ProcessModel model, SyntaxTree tree, SyntaxNode declaration, IOperation operation, IInvocationOperation call, ILocalSymbol local, "
            + "ISymbol member, IMethodSymbol method, ITypeSymbol type, FlowPoint from, FlowPoint to, FlowPoint third, Root root, "
            + "CallPath path, ProcessEvent found, DiagnosticDescriptor rule, AnalyzerOptions options, CancellationToken cancellationToken";

    /// <summary>What the lines for fixes name.</summary>
    private const string FixNames =
        "SyntaxEdits edits, StatementSyntax statement, StatementSyntax added, StatementSyntax[] statements, SyntaxNode node, "
            + "SyntaxNode root, INamedTypeSymbol type, ISymbol symbol, ExpressionSyntax condition, TypeDeclarationSyntax declaration, "
            + "Diagnostic diagnostic, SemanticModel model, string lineEnd";

    [Fact]
    public void WhatARuleCanAsk_Compiles() => AssertCompiles(
        SourceModel.Analyzers,
        RuleNames,
        [.. Lines("### What a rule can ask"), .. Lines("### Does it leave what we see?")],
        atLeast: 30);

    [Fact]
    public void WhatAFixCanWrite_Compiles() => AssertCompiles(SourceModel.CodeFixes, FixNames, Lines("## 4. The fix"), atLeast: 10);

    /// <summary>The code in the second column of the tables under a heading; tables of other things have none there.</summary>
    private static IReadOnlyList<string> Lines(string heading)
    {
        string guide = SourceTree.Read(Guide).ReplaceLineEndings("\n");
        int begin = guide.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"{Guide} has no heading '{heading}'");
        int end = guide.IndexOf("\n#", begin + heading.Length, StringComparison.Ordinal);
        return [.. Row().Matches(guide[begin..end]).Select(match => match.Groups[1].Value)];
    }

    private static void AssertCompiles(CSharpCompilation compilation, string names, IReadOnlyCollection<string> lines, int atLeast)
    {
        Assert.True(lines.Count >= atLeast, $"Only {lines.Count} lines are found.");
        StringBuilder source = new();
        foreach (string name in Usings(compilation))
        {
            source.Append("using ").Append(name).Append(";\n");
        }

        source.Append("internal static class Guide\n{\n");
        foreach ((string line, int index) in lines.Select((line, index) => (line, index)))
        {
            source.Append($"static void Line{index}({names})\n{{\nTake(\n{line});\n}}\n");
        }

        // A line with a value is one that is asked, a line without one is an edit.
        source.Append("static void Take(object? value) { }\n}\n");
        string text = VoidLine().Replace(source.ToString(), "$1;");
        CSharpParseOptions options = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        Compilation extended = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, options, "Guide.cs"));

        string[] errors =
        [
            .. extended.GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => $"{LineOf(diagnostic.Location)}: {diagnostic.GetMessage()}"),
        ];
        Assert.True(errors.Length == 0, string.Join("\n", errors));
    }

    /// <summary>All namespaces of the sources, and those of the compiler that rules and fixes use.</summary>
    private static IEnumerable<string> Usings(CSharpCompilation compilation) =>
        SourceModel.Types(compilation)
            .Select(type => type.ContainingNamespace.ToDisplayString())
            .Where(name => name.StartsWith("ProcessSafety", StringComparison.Ordinal))
            .Concat(
            [
                "System.Threading", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.CSharp.Syntax",
                "Microsoft.CodeAnalysis.Diagnostics", "Microsoft.CodeAnalysis.Operations",
            ])
            .Distinct();

    private static string LineOf(Location location) =>
        location.SourceTree!.GetText().Lines[location.GetLineSpan().StartLinePosition.Line].ToString();

    [GeneratedRegex(@"^\|[^|]+\| `([^`\n]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"Take\(\n(edits\.(?:InsertBefore|InsertAfter|Remove|Splice|Replace)\(.*)\);")]
    private static partial Regex VoidLine();
}
