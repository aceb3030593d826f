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

    [Theory]
    [InlineData("HashCode.Combine(user, path)", "$\"{user}\\n{path}\"")]
    [InlineData("HashCode.Combine(user, port)", "FormattableString.Invariant($\"{user}\\n{port}\")")]
    [InlineData("(user, day).GetHashCode()", "FormattableString.Invariant($\"{user}\\n{day:O}\")")]
    [InlineData("HashCode.Combine(file, id, typeof(Guard))", "$\"{file.FullName}\\n{id}\\n{typeof(Guard)}\"")]
    [InlineData("HashCode.Combine(port > 0 ? user : path)", "$\"{(port > 0 ? user : path)}\"")]
    [InlineData("file.GetHashCode()", "file.FullName")]
    [InlineData("path.GetHashCode(StringComparison.Ordinal)", "path")]
    [InlineData("StringComparer.OrdinalIgnoreCase.GetHashCode(path)", "path.ToUpperInvariant()")]
    public Task Fix_OtherValues(string hash, string text) => Fix<UnstableHashAnalyzer, StableHashFix>(
        $$"""
        using System;
        using System.IO;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string user, string path, int port, DateTime day, FileInfo file, Guid id) =>
                new(false, "app" + {|PSAFE108:{{hash}}|});
        }
        """,
        $$"""
        using System;
        using System.IO;
        using System.Security.Cryptography;
        using System.Text;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string user, string path, int port, DateTime day, FileInfo file, Guid id) =>
                new(false, "app" + StableHash({{text}}));

        """ + Helper);

    /// <summary>Fix All adds the method once.</summary>
    [Fact]
    public Task Fix_SeveralOfOneType() => Fix<UnstableHashAnalyzer, StableHashFix>(
        """
        using System;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string path) => new(false, "app" + {|PSAFE108:path.GetHashCode()|});
            public static Mutex OpenOther(string path) => new(false, "other" + {|PSAFE108:path.GetHashCode()|});
        }
        """,
        """
        using System;
        using System.Security.Cryptography;
        using System.Text;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string path) => new(false, "app" + StableHash(path));
            public static Mutex OpenOther(string path) => new(false, "other" + StableHash(path));

        """ + Helper);

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<UnstableHashAnalyzer, StableHashFix>(
        """
        using System;
        using System.Threading;

        using Mutex mutex = new(false, "app" + {|PSAFE108:args[0].GetHashCode()|});
        using Mutex other = new(false, "other" + {|PSAFE108:args[0].GetHashCode()|});
        Console.WriteLine(mutex.WaitOne(0));
        """,
        """
        using System;
        using System.Security.Cryptography;
        using System.Text;
        using System.Threading;

        using Mutex mutex = new(false, "app" + StableHash(args[0]));
        using Mutex other = new(false, "other" + StableHash(args[0]));
        Console.WriteLine(mutex.WaitOne(0));

        static string StableHash(string text) =>
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8);

        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

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
    [InlineData("\"app\" + {|PSAFE108:System.HashCode.Combine(value, new object())|}", "string value")]
    [InlineData("\"app\" + {|PSAFE108:System.HashCode.Combine(value)|}", "double value")]
    [InlineData("\"app\" + {|PSAFE108:System.StringComparer.CurrentCulture.GetHashCode(value)|}", "string value")]
    [InlineData("\"app\" + {|PSAFE108:value.GetHashCode()|}", "System.Version[] value")]
    [InlineData("\"app\" + System.Math.Abs({|PSAFE108:value.GetHashCode()|})", "string value")]
    [InlineData("\"app\" + {|PSAFE108:value.GetHashCode(System.StringComparison.CurrentCulture)|}", "string value")]
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
