using System;
using System.IO;
using System.Linq;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>A test of the documentation site: slow, since docfx is restored and builds all pages, so only where SITE is set.</summary>
internal sealed class SiteFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <param name="needsBrowser">True when the pages are opened.</param>
    public SiteFactAttribute(bool needsBrowser = false) => Skip =
        Environment.GetEnvironmentVariable("SITE") is null ? "The site is built where the variable SITE is set."
        : needsBrowser && Browser is null ? $"None of {string.Join(", ", Names)} is installed."
        : null;

    /// <summary>A browser that can run without a screen; null where there is none.</summary>
    public static string? Browser { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(static folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
