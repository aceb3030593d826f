using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using Xunit;

namespace ProcessSafety.Scan.Tests.Reports;

public sealed partial class HtmlTests
{
    [Fact]
    public async Task Page_HasEachFinding_WithItsPathAndItsFix()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits), ("Handle.cs", SourceFolder.Locks));

        XElement page = await PageAsync(folder);

        Assert.Equal(
            ["PSAFE202 App/Handle.cs:6", "PSAFE701 App/Git.cs:9"],
            page.Descendants("article").Select(static article =>
                $"{article.Attribute("data-rule")!.Value} {article.Element("h3")!.Element("code")!.Value}"));
        XElement path = Assert.Single(page.Descendants(), static element => element.Name.LocalName == "svg");
        Assert.Equal(
            ["Handle.~Handle", "Handle.Free", "Handle.Drop"],
            path.Descendants().Where(static text => text.Attribute("class")?.Value == "member").Select(static text => text.Value));
        Assert.Equal(2, path.Descendants().Count(static arrow => arrow.Attribute("class")?.Value == "arrow"));
        Assert.Contains(page.Descendants("span"), static line => line.Value.StartsWith("+        ", StringComparison.Ordinal)
            && line.Value.Contains("ReadToEndAsync()", StringComparison.Ordinal));
        Assert.Contains(page.Descendants("mark"), static marked => marked.Value == "git.WaitForExit()");
    }

    [Fact]
    public async Task Targets_OfAllLinksInThePage_AreThere()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits), ("Handle.cs", SourceFolder.Locks));

        XElement page = await PageAsync(folder);

        string[] ids = [.. page.Descendants().Attributes("id").Select(static id => id.Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.Subset(
            ids.ToHashSet(),
            page.Descendants().Attributes("href")
                .Select(static link => link.Value)
                .Where(static link => link.StartsWith('#'))
                .Select(static link => link[1..])
                .ToHashSet());
    }

    [Fact]
    public async Task Page_NeedsNoNetwork()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));

        XElement page = await PageAsync(folder);

        Assert.Empty(page.Descendants().Attributes("src"));
        Assert.All(page.Descendants("link"), static link => Assert.Equal("data:,", link.Attribute("href")!.Value));
        Assert.DoesNotMatch(Fetches(), page.ToString());
    }

    [Fact]
    public async Task CodeWithMarkup_IsText()
    {
        using SourceFolder folder = SourceFolder.OfProject(
            ("Git.cs", SourceFolder.Waits.Replace("\"git\"", "\"<script>alert(1)</script>&\"", StringComparison.Ordinal)));

        XElement page = await PageAsync(folder);

        Assert.Single(page.Descendants("script"));
        Assert.Contains("<script>alert(1)</script>&", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutFindings_ThePageSaysSo()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Empty.cs", "public static class Empty;"));

        Assert.Contains("No rule found anything.", (await PageAsync(folder)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_HaveWhatThereIs()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits), ("Handle.cs", SourceFolder.Locks));

        XElement page = await PageAsync(folder);

        Assert.Equal(
            ["rule: all PSAFE202 PSAFE701", "project: all App/App.csproj", "severity: all warning"],
            page.Descendants("select").Select(static select =>
                $"{select.Attribute("id")!.Value}: {string.Join(' ', select.Elements("option").Select(static option => option.Value))}"));
        Assert.Equal(
            ["Finalization", "ProcessIO"],
            page.Descendants("button").Attributes("data-family").Select(static family => family.Value));
    }

    /// <summary>The page as a tree; its style and script, which are no markup, are left empty.</summary>
    private static async Task<XElement> PageAsync(SourceFolder folder)
    {
        ToolRun run = await Tool.ScanAsync(folder.Path, "--html", folder["page.html"]);
        string text = folder.Read("page.html");
        Assert.True(text.StartsWith("<!DOCTYPE html>\n<html", StringComparison.Ordinal), run.ToString());
        Assert.DoesNotContain("-GOES-HERE", text, StringComparison.Ordinal);
        string markup = StyleAndScript().Replace(text["<!DOCTYPE html>\n".Length..], "<${name}></${name}>");
        return XElement.Parse(markup, LoadOptions.PreserveWhitespace);
    }

    [GeneratedRegex("<(?<name>style|script)>.*?</\\k<name>>", RegexOptions.Singleline)]
    private static partial Regex StyleAndScript();

    [GeneratedRegex(@"@import|url\(|fetch\(|XMLHttpRequest|WebSocket")]
    private static partial Regex Fetches();
}
