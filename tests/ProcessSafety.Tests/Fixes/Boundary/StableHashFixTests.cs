using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.CodeFixes.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class StableHashFixTests : RuleTest
{
    private const string Helper =
        """

            private static string StableHash(string text) =>
                Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8);
        }
        """;

    [Theory]
    [InlineData("\"app\" + {|PSAFE108:path.GetHashCode()|}", "\"app\" + StableHash(path)")]
    [InlineData("\"app\" + path.Length + {|PSAFE108:path.Trim().GetHashCode()|}", "\"app\" + path.Length + StableHash(path.Trim())")]
    [InlineData("$\"app-{{|PSAFE108:path.GetHashCode()|}}\"", "$\"app-{StableHash(path)}\"")]
    [InlineData("$\"app-{{|PSAFE108:path.GetHashCode()|},10:x8}-\"", "$\"app-{StableHash(path)}-\"")]
    [InlineData("{|PSAFE108:path.GetHashCode()|}.ToString(\"x\")", "StableHash(path)")]
    public Task Fix_TextOfAHash(string name, string fixedName) => Fix<UnstableHashAnalyzer, StableHashFix>(
        $$"""
        using System;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string path) => new(false, {{name}});
        }
        """,
        $$"""
        using System;
        using System.Security.Cryptography;
        using System.Text;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string path) => new(false, {{fixedName}});

        """ + Helper);

    [Fact]
    public Task Fix_MethodThatIsThereAlready() => Fix<UnstableHashAnalyzer, StableHashFix>(
        """
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string path) => new(false, "app" + {|PSAFE108:path.GetHashCode()|});
            private static string StableHash(string text) => text;
        }
        """,
        """
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string path) => new(false, "app" + StableHash(path));
            private static string StableHash(string text) => text;
        }
        """);

    [Fact]
    public Task Fix_OlderFramework() => Fix<UnstableHashAnalyzer, StableHashFix>(
        """
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string path) => new Mutex(false, "app" + {|PSAFE108:path.GetHashCode()|});
        }
        """,
        """
        using System;
        using System.Security.Cryptography;
        using System.Text;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string path) => new Mutex(false, "app" + StableHash(path));

            private static string StableHash(string text)
            {
                using (SHA256 hash = SHA256.Create())
                    return BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(text)), 0, 8).Replace("-", "");
            }
        }
        """,
        static test => test.ReferenceAssemblies = ReferenceAssemblies.NetCore.NetCoreApp31);

    [Theory]
    [InlineData("\"app\" + {|PSAFE108:value.GetHashCode()|}", "object value")]
    [InlineData("\"app\" + {|PSAFE108:System.HashCode.Combine(value)|}", "string value")]
    [InlineData("\"app\" + System.Math.Abs({|PSAFE108:value.GetHashCode()|})", "string value")]
    [InlineData("\"app\" + {|PSAFE108:value.GetHashCode(System.StringComparison.Ordinal)|}", "string value")]
    [InlineData("\"app\" + ({|PSAFE108:value.GetHashCode()|} & 255)", "string value")]
    public Task NoFix_NoTextOrNoString(string name, string parameter) => NoFix<UnstableHashAnalyzer, StableHashFix>(
        $$"""
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open({{parameter}}) => new(false, {{name}});
        }
        """);

    [Fact]
    public Task NoFix_OtherMemberOfTheName() => NoFix<UnstableHashAnalyzer, StableHashFix>(
        """
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string path) => new(false, "app" + {|PSAFE108:path.GetHashCode()|});
            public static int StableHash => 3;
        }
        """);
}
