using System.IO;
using Microsoft.CodeAnalysis.Testing;

namespace ProcessSafety.Tests;

/// <summary>The frameworks that test sources compile against.</summary>
public static class Frameworks
{
    public static ReferenceAssemblies Net80 => ReferenceAssemblies.Net.Net80;

    public static ReferenceAssemblies Net100 { get; } =
        new("net10.0", new PackageIdentity("Microsoft.NETCore.App.Ref", "10.0.12"), Path.Combine("ref", "net10.0"));

    /// <summary>.NET Framework, the runtime of mscorlib.</summary>
    public static ReferenceAssemblies Net472 => ReferenceAssemblies.NetFramework.Net472.Default;
}
