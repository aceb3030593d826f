using System;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>A test of the documentation site: slow, since docfx is restored and builds all pages, so only where SITE is set.</summary>
internal sealed class SiteFactAttribute : FactAttribute
{
    /// <param name="needsBrowser">True when the pages are opened.</param>
    public SiteFactAttribute(bool needsBrowser = false) => Skip =
        Environment.GetEnvironmentVariable("SITE") is null ? "The site is built where the variable SITE is set."
        : needsBrowser ? Browser.Missing
        : null;
}
