using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>A browser that can run without a screen.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(static folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Why no page can be opened here; null where one can.</summary>
    public static string? Missing { get; } = Program is null ? $"None of {string.Join(", ", Names)} is installed." : null;

    /// <summary>The page as it is once its scripts have run, with what they wrote to the console.</summary>
    public static Task<ProcessOutcome> DumpAsync(string address) => RunAsync("--virtual-time-budget=8000", "--dump-dom", address);

    /// <summary>Takes a picture of the page.</summary>
    public static Task<ProcessOutcome> PhotographAsync(string address, string file) =>
        RunAsync("--window-size=1200,1200", "--hide-scrollbars", $"--screenshot={file}", address);

    private static Task<ProcessOutcome> RunAsync(params string[] arguments) => BoundedProcess.RunAsync(
        new ProcessStartInfo(
            Program!,
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", .. arguments]),
        Limit);
}

/// <summary>A test that opens a page, where a browser is installed.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Missing;
}
