using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ProcessSafety.Scan.Loading;
using Xunit;

namespace ProcessSafety.Scan.Tests.Loading;

public sealed class ScanInputTests
{
    [Theory]
    [InlineData("All.slnx", """<Solution><Project Path="A/A.csproj" /><Project Path="V.vbproj" /></Solution>""")]
    [InlineData("Part.slnf", """{ "solution": { "path": "All.sln", "projects": [ "A\\A.csproj", "F\\F.fsproj" ] } }""")]
    [InlineData("All.sln", """
        Microsoft Visual Studio Solution File, Format Version 12.00
        Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "A", "A\A.csproj", "{11111111-1111-1111-1111-111111111111}"
        EndProject
        Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "docs", "docs", "{22222222-2222-2222-2222-222222222222}"
        EndProject
        Global
        EndGlobal
        """)]
    public async Task Solution_NamesItsCSharpProjects(string name, string text)
    {
        using SourceFolder folder = Folder();
        folder.Write(name, text);

        ScanInput input = await ResolveAsync(folder[name]);

        Assert.Equal((folder[name], "A/A.csproj"), (input.Solution, Projects(folder, input)));
    }

    [Fact]
    public async Task FilterInAFolder_IsRelativeToItsSolution()
    {
        using SourceFolder folder = Folder();
        folder.Write("eng/Part.slnf", """{ "solution": { "path": "..\\All.sln", "projects": [ "B\\B.csproj" ] } }""");

        Assert.Equal("B/B.csproj", Projects(folder, await ResolveAsync(folder["eng/Part.slnf"])));
    }

    [Theory]
    [InlineData("All.slnx", "<Solution")]
    [InlineData("All.sln", "no solution")]
    [InlineData("All.slnf", "{}")]
    [InlineData("All.slnf", "{")]
    public async Task BrokenSolution_IsToldSo(string name, string text)
    {
        using SourceFolder folder = Folder();
        folder.Write(name, text);

        ScanException error = await Assert.ThrowsAsync<ScanException>(() => ResolveAsync(folder[name]));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FolderWithOneSolution_IsThatSolution()
    {
        using SourceFolder folder = Folder();
        folder.Write("All.slnx", """<Solution><Project Path="A/A.csproj" /></Solution>""");
        folder.Write("Part.slnf", """{ "solution": { "path": "All.slnx", "projects": [] } }""");

        Assert.Equal(folder["All.slnx"], (await ResolveAsync(folder.Path)).Solution);
    }

    [Fact]
    public async Task FolderWithTwoSolutions_OrNone_IsAllProjectsBelow()
    {
        using SourceFolder folder = Folder();
        folder.Write("A/obj/Made.csproj", SourceFolder.Library);
        Assert.Equal("A/A.csproj B/B.csproj", Projects(folder, await ResolveAsync(folder.Path)));

        folder.Write("One.slnx", """<Solution><Project Path="A/A.csproj" /></Solution>""");
        folder.Write("Two.slnx", """<Solution><Project Path="B/B.csproj" /></Solution>""");

        ScanInput input = await ResolveAsync(folder.Path);
        Assert.Equal((null, "A/A.csproj B/B.csproj"), (input.Solution, Projects(folder, input)));
    }

    [Fact]
    public async Task ProjectsAndFolders_AreTakenTogether()
    {
        using SourceFolder folder = Folder();

        ScanInput input = await ResolveAsync(folder["B/B.csproj"], folder["A"], folder["B"]);

        Assert.Equal(("A/A.csproj B/B.csproj", folder.Path), (Projects(folder, input), input.Folder));
    }

    [Fact]
    public async Task Root_IsThatOfTheRepository()
    {
        using SourceFolder folder = Folder();
        Assert.Equal(folder["A"], (await ResolveAsync(folder["A"])).Root);

        Directory.CreateDirectory(folder[".git"]);

        Assert.Equal(folder.Path, (await ResolveAsync(folder["A"])).Root);
    }

    [Fact]
    public async Task Pattern_NamesCSharpFiles()
    {
        using SourceFolder folder = Folder();
        folder.Write("A/Sub/Two.cs", "");
        folder.Write("A/Text.txt", "");

        ScanInput all = await ResolveAsync(folder["A/**/*"]);
        ScanInput one = await ResolveAsync(folder["A/One.cs"]);

        Assert.Equal((2, 1), (all.SourceFiles.Length, one.SourceFiles.Length));
        Assert.Empty(all.ProjectFiles);
        await Assert.ThrowsAsync<ScanException>(() => ResolveAsync(folder["A/*.vb"]));
    }

    [Fact]
    public void Shards_HoldEachProjectOnce()
    {
        string[] projects = [.. Enumerable.Range(0, 10).Select(static number => $"{number}.csproj")];

        string[][] parts = [.. Enumerable.Range(1, 4).Select(number => Shard.Parse($"{number}/4")!.Of([.. projects]).ToArray())];

        Assert.Equal(projects, parts.SelectMany(static part => part).Order(StringComparer.Ordinal));
        Assert.All(parts, static part => Assert.InRange(part.Length, 2, 3));
        Assert.All(new[] { "0/4", "5/4", "1", "1/4/2", "-1/4", "a/b", "" }, static text => Assert.Null(Shard.Parse(text)));
    }

    private static SourceFolder Folder()
    {
        SourceFolder folder = new();
        folder.Write("A/A.csproj", SourceFolder.Library);
        folder.Write("A/One.cs", "");
        folder.Write("B/B.csproj", SourceFolder.Library);
        return folder;
    }

    private static Task<ScanInput> ResolveAsync(params string[] paths) => ScanInput.ResolveAsync(paths, default);

    private static string Projects(SourceFolder folder, ScanInput input) =>
        string.Join(' ', input.ProjectFiles.Select(file => Path.GetRelativePath(folder.Path, file).Replace('\\', '/')));
}
