using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

/// <summary><see cref="UnstableHashAnalyzer"/> on .NET Framework, whose strings have stable hash codes.</summary>
public sealed class UnstableHashFrameworkTests : RuleTest
{
    [Theory]
    [InlineData("path.GetHashCode()")]
    [InlineData("System.StringComparer.Ordinal.GetHashCode(path)")]
    public Task Safe_String(string hash) =>
        Silent<UnstableHashAnalyzer>(static test => test.ReferenceAssemblies = Frameworks.Net472, Opening(hash));

    [Theory]
    [InlineData("path.GetHashCode()")]
    [InlineData("System.StringComparer.Ordinal.GetHashCode(path)")]
    public Task Hazard_StringOnNet(string hash) => Reports<UnstableHashAnalyzer>(Opening($"{{|PSAFE108:{hash}|}}"));

    [Fact]
    public Task Hazard_Object() => Reports<UnstableHashAnalyzer>(
        static test => test.ReferenceAssemblies = Frameworks.Net472, Opening("{|PSAFE108:new Guard().GetHashCode()|}"));

    private static string Opening(string hash) =>
        $$"""
        public class Guard
        {
            public static System.Threading.Mutex Open(string path) => new System.Threading.Mutex(false, "app-" + {{hash}});
        }
        """;
}
