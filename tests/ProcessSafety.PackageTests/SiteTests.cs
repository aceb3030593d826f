using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>The documentation site that `dotnet docfx` builds.</summary>
public sealed class SiteTests
{
    private static readonly string Site = Path.Combine(PackageFixture.Repository, "artifacts", "site");

    private static readonly Lazy<Task<ProcessOutcome>> Built = new(BuildAsync);

    [SiteFact]
    public async Task Docfx_BuildsAPageForEachOfTheRepository_WithoutAWarning()
    {
        ProcessOutcome built = await Built.Value;

        Assert.True(built.ExitCode == 0, built.Output);
        Assert.Contains("0 warning(s)", built.Output);
        string docs = Path.Combine(PackageFixture.Repository, "docs");
        Assert.All(
            Directory.GetFiles(docs, "*.md").Concat(Directory.GetFiles(Path.Combine(docs, "rules"), "*.md")),
            page => Assert.True(File.Exists(PageOf(page)), page));
    }

    [SiteFact(needsBrowser: true)]
    public async Task Pages_OpenInABrowser_WithTheirSearch()
    {
        await Built.Value;
        using HttpListener server = new();
        string address = $"http://127.0.0.1:{FreePort()}/";
        server.Prefixes.Add(address);
        server.Start();
        Task serving = ServeAsync(server);

        foreach ((string page, string text) in new[] { ("index.html", "WaitForExit"), ("docs/rules/PSAFE701.html", "PSAFE701") })
        {
            ProcessOutcome shown = await Browser.DumpAsync(address + page);

            Assert.True(shown.ExitCode == 0, shown.Output);
            Assert.Contains(text, shown.Output);
            Assert.Contains("search-query", shown.Output);
            Assert.DoesNotContain("Uncaught", shown.Output);
        }

        server.Stop();
        await serving;
    }

    private static string PageOf(string source) =>
        Path.ChangeExtension(Path.Combine(Site, Path.GetRelativePath(PackageFixture.Repository, source)), "html");

    private static async Task<ProcessOutcome> BuildAsync()
    {
        ProcessOutcome restored = await BoundedProcess.DotnetAsync(PackageFixture.Repository, packages: null, "tool", "restore");
        return restored.ExitCode != 0
            ? restored
            : await BoundedProcess.DotnetAsync(PackageFixture.Repository, packages: null, "docfx");
    }

    /// <summary>Serves the site until the listener stops.</summary>
    private static async Task ServeAsync(HttpListener server)
    {
        while (true)
        {
            HttpListenerContext request;
            try
            {
                request = await server.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            string file = Path.Combine(Site, request.Request.Url!.LocalPath.TrimStart('/'));
            request.Response.ContentType = Path.GetExtension(file) switch
            {
                ".html" => "text/html",
                ".js" => "text/javascript",
                ".css" => "text/css",
                ".json" => "application/json",
                ".svg" => "image/svg+xml",
                _ => "application/octet-stream",
            };
            if (File.Exists(file))
            {
                await request.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(file));
            }
            else
            {
                request.Response.StatusCode = (int)HttpStatusCode.NotFound;
            }

            request.Response.Close();
        }
    }

    private static int FreePort()
    {
        using System.Net.Sockets.TcpListener probe = new(IPAddress.Loopback, port: 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
