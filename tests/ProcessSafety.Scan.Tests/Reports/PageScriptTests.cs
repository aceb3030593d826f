using System;
using System.Linq;
using System.Threading.Tasks;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Js;
using Xunit;

namespace ProcessSafety.Scan.Tests.Reports;

/// <summary>What the page does when somebody uses it; its script runs in a document without a screen.</summary>
public sealed class PageScriptTests
{
    private const string MayBubble = "{ bubbles: true, cancelable: true }";

    [Theory]
    [InlineData("", "2 shown", "App/Git.cs:9 App/Handle.cs:6")]
    [InlineData("?rule=PSAFE701", "1 shown", "App/Git.cs:9")]
    [InlineData("?text=finalizer+GATE", "1 shown", "App/Handle.cs:6")]
    [InlineData("?text=finalizer+git", "0 shown", "")]
    [InlineData("?project=App/App.csproj&severity=warning", "2 shown", "App/Git.cs:9 App/Handle.cs:6")]
    [InlineData("?nothing=here&main=x", "2 shown", "App/Git.cs:9 App/Handle.cs:6")]
    public async Task Link_Chooses(string query, string count, string places)
    {
        IDocument page = await OpenAsync(query);

        Assert.Equal((count, places), (Count(page), Shown(page)));
    }

    [Fact]
    public async Task Text_Filters_AndHidesRulesWithoutFindings()
    {
        IDocument page = await OpenAsync();

        Type(page, "ReadToEnd");

        Assert.Equal(("1 shown", "App/Git.cs:9"), (Count(page), Shown(page)));
        Assert.Equal(1, page.QuerySelectorAll("section.rule:not([hidden])").Length);
    }

    [Fact]
    public async Task Bar_FiltersItsFamily_UntilItIsPressedAgain()
    {
        IDocument page = await OpenAsync();
        IHtmlElement bar = page.QuerySelector<IHtmlElement>("#chart button[data-family=ProcessIO]")!;

        bar.DoClick();
        Assert.Equal(("App/Git.cs:9", "true"), (Shown(page), bar.GetAttribute("aria-pressed")));

        bar.DoClick();
        Assert.Equal(("App/Git.cs:9 App/Handle.cs:6", "false"), (Shown(page), bar.GetAttribute("aria-pressed")));
    }

    [Fact]
    public async Task Enter_OpensAFinding_AndClosesItAgain()
    {
        IDocument page = await OpenAsync();
        IElement finding = page.GetElementById("finding-1")!;

        Press(page, "#finding-1", "Enter");
        Assert.All(finding.QuerySelectorAll("details"), static details => Assert.True(details.HasAttribute("open")));

        Press(page, "#finding-1", "Enter");
        Assert.All(finding.QuerySelectorAll("details"), static details => Assert.False(details.HasAttribute("open")));
    }

    private static async Task<IDocument> OpenAsync(string query = "")
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits), ("Handle.cs", SourceFolder.Locks));
        await Tool.ScanAsync(folder.Path, "--html", folder["page.html"]);
        string text = folder.Read("page.html");
        IBrowsingContext context = BrowsingContext.New(Configuration.Default.WithJs());
        string address = $"http://localhost/page.html{query}";
        return await context.OpenAsync(response => response.Content(text).Address(address)).WaitUntilAvailable();
    }

    private static void Type(IDocument page, string text) => page.ExecuteScript($"""
        const input = document.getElementById('text');
        input.value = '{text}';
        input.dispatchEvent(new Event('input', {MayBubble}));
        """);

    private static void Press(IDocument page, string selector, string key) => page.ExecuteScript($$"""
        {
            const pressed = new Event('keydown', {{MayBubble}});
            pressed.key = '{{key}}';
            document.querySelector('{{selector}}').dispatchEvent(pressed);
        }
        """);

    private static string Count(IDocument page) => page.GetElementById("shown")!.TextContent;

    private static string Shown(IDocument page) => string.Join(
        ' ',
        page.QuerySelectorAll("article:not([hidden]) h3 code").Select(static place => place.TextContent).Order(StringComparer.Ordinal));
}
