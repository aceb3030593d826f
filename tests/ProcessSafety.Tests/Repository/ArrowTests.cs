using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>The arrows between the folders of src, as docs/architecture.md draws them.</summary>
public sealed class ArrowTests
{
    /// <summary>The files at the top of src/Analyzers, which all folders may use.</summary>
    private const string Top = "";

    private const string Model = "ProcessModel.cs";

    /// <summary>What each floor of src/Analyzers may use besides itself, the files at the top, and Configuration.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Rules"] = ["Domain", "Engine", "Knowledge"],
        ["Domain"] = ["Engine", "Knowledge"],
        ["Engine"] = ["Knowledge"],
        ["Knowledge"] = [],
        ["Configuration"] = [],
        [Top] = [],
        [Model] = ["Knowledge"],
    };

    /// <summary>The floors whose folders are rooms: no two rooms may need each other, directly or not.</summary>
    private static readonly string[] Floors = ["Engine", "Domain"];

    [Fact]
    public void Folders_AreThoseOfTheHouse() => Assert.Empty(
        SourceModel.Analyzers.SyntaxTrees.Select(tree => Folder(tree.FilePath, "src/Analyzers/")).Except(Arrows.Keys));

    [Fact]
    public void Analyzers_FollowTheArrows() => Assert.Empty(
        from use in Uses(SourceModel.Analyzers)
        let user = Folder(use.From, "src/Analyzers/")
        let used = Folder(use.To, "src/Analyzers/")
        where user != used && used is not (Top or Model or "Configuration") && !Arrows[user].Contains(used)
        select $"{use.From} uses {use.Symbol} of {use.To}");

    [Fact]
    public void Rooms_HaveNoCycle()
    {
        ILookup<string, string> arrows = (
            from use in Uses(SourceModel.Analyzers)
            let user = Room(use.From)
            let used = Room(use.To)
            where user is not null && used is not null && user != used
            select (User: user, Used: used)).Distinct().ToLookup(arrow => arrow.User, arrow => arrow.Used);

        Assert.Empty(from room in arrows.Select(arrow => arrow.Key) where Reached(room, arrows).Contains(room) select room);
    }

    [Fact]
    public void Families_DoNotUseEachOther() => Assert.Empty(
        from use in Uses(SourceModel.Analyzers)
        where use.From.StartsWith("src/Analyzers/Rules/", StringComparison.Ordinal)
            && use.To.StartsWith("src/Analyzers/Rules/", StringComparison.Ordinal)
        where Folder(use.From, "src/Analyzers/Rules/") != Folder(use.To, "src/Analyzers/Rules/")
        select $"{use.From} uses {use.Symbol} of {use.To}");

    [Fact]
    public void CodeFixes_SeeIdsPropertiesAndKnowledgeOnly() => Assert.Empty(
        from use in Uses(SourceModel.CodeFixes)
        where use.To.StartsWith("src/Analyzers/", StringComparison.Ordinal)
        where use.To is not ("src/Analyzers/Rules.cs" or "src/Analyzers/DiagnosticProperties.cs")
            && !use.To.StartsWith("src/Analyzers/Knowledge/", StringComparison.Ordinal)
        select $"{use.From} uses {use.Symbol} of {use.To}");

    [Fact]
    public void Edits_UseNoFamily() => Assert.Empty(
        from use in Uses(SourceModel.CodeFixes)
        where use.From.StartsWith("src/CodeFixes/Edits/", StringComparison.Ordinal)
            && use.To.StartsWith("src/CodeFixes/", StringComparison.Ordinal)
        where Folder(use.To, "src/CodeFixes/") is not ("Edits" or Top)
        select $"{use.From} uses {use.Symbol} of {use.To}");

    private static IEnumerable<Use> Uses(CSharpCompilation compilation) =>
        (from found in SourceModel.Symbols(compilation)
         where found.Symbol is INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol
         from reference in found.Symbol.DeclaringSyntaxReferences
         select new Use(found.Name.SyntaxTree.FilePath, reference.SyntaxTree.FilePath, found.Symbol.ToDisplayString())).Distinct();

    /// <summary>Engine/Values and its like; null for what stands on no such floor.</summary>
    private static string? Room(string path)
    {
        string[] parts = path.Split('/');
        return parts.Length > 4 && Floors.Contains(parts[2]) ? $"{parts[2]}/{parts[3]}" : null;
    }

    private static HashSet<string> Reached(string room, ILookup<string, string> arrows)
    {
        HashSet<string> reached = [];
        Queue<string> open = new(arrows[room]);
        while (open.TryDequeue(out string? next))
        {
            if (reached.Add(next))
            {
                foreach (string further in arrows[next])
                {
                    open.Enqueue(further);
                }
            }
        }

        return reached;
    }

    private static string Folder(string path, string root)
    {
        string[] parts = path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..].Split('/') : [path];
        return parts.Length > 1 ? parts[0] : parts[0] == Model ? Model : Top;
    }

    private sealed record Use(string From, string To, string Symbol);
}
