using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class StableNameFixTests : RuleTest
{
    private const string Method =
        """

            private static string StableHash(string text) =>
                Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8);
        }
        """;

    [Theory]
    [InlineData("{|PSAFE303:@\"Global\\\" + AppContext.BaseDirectory|}", "@\"Global\\\" + StableHash(AppContext.BaseDirectory)")]
    [InlineData(
        "{|PSAFE303:$@\"Global\\app-{Path.GetFullPath(path)}.lock\"|}",
        "$@\"Global\\app-{StableHash(Path.GetFullPath(path))}.lock\"")]
    [InlineData("{|PSAFE303:Path.Combine(path, \"lock\")|} /* all */", "StableHash(Path.Combine(path, \"lock\")) /* all */")]
    [InlineData("{|PSAFE303:new FileInfo(path).FullName + \".lock\"|}", "StableHash(new FileInfo(path).FullName) + \".lock\"")]
    public Task Fix_Path(string name, string fixedName) => Fix<UnixNameAnalyzer, StableNameFix>(
        $$"""
        using System;
        using System.IO;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string path) => new(false, {{name}});
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
            public static Mutex Open(string path) => new(false, {{fixedName}});

        """ + Method);

    [Theory]
    [InlineData("AppContext.BaseDirectory", "StableHash(place)", "AppContext.BaseDirectory")]
    [InlineData("@\"Global\\\" + AppContext.BaseDirectory", "place", "@\"Global\\\" + StableHash(AppContext.BaseDirectory)")]
    public Task Fix_Local(string value, string fixedName, string fixedValue) => Fix<UnixNameAnalyzer, StableNameFix>(
        $$"""
        using System;
        using System.Security.Cryptography;
        using System.Text;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open()
            {
                string place = {{value}};
                return new Mutex(false, {|PSAFE303:place|});
            }
        }
        """,
        $$"""
        using System;
        using System.Security.Cryptography;
        using System.Text;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open()
            {
                string place = {{fixedValue}};
                return new Mutex(false, {{fixedName}});
            }

        """ + Method);

    [Fact]
    public Task Fix_FieldAndMethodThatIsThere() => Fix<UnixNameAnalyzer, StableNameFix>(
        """
        using System;
        using System.Threading;

        public class Guard
        {
            private static readonly string s_folder = AppContext.BaseDirectory;
            private readonly Mutex _gate = new(false, {|PSAFE303:"app." + s_folder|});

            private static string StableHash(string text) => text.Length.ToString();
        }
        """,
        """
        using System;
        using System.Threading;

        public class Guard
        {
            private static readonly string s_folder = AppContext.BaseDirectory;
            private readonly Mutex _gate = new(false, "app." + StableHash(s_folder));

            private static string StableHash(string text) => text.Length.ToString();
        }
        """);

    [Theory]
    [InlineData("\"a/b\" + AppContext.BaseDirectory")]
    [InlineData("\"app\" + user + AppContext.BaseDirectory")]
    [InlineData("\"app\" + Environment.ProcessPath")]
    [InlineData("@\"global\\app\"")]
    public Task NoFix_OtherPartsAndProblems(string name) => NoFix<UnixNameAnalyzer, StableNameFix>(
        $$"""
        using System;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string user) => new(false, {|PSAFE303:{{name}}|});
        }
        """);

    [Fact]
    public Task NoFix_PrefixInALocalThatIsReadTwice() => NoFix<UnixNameAnalyzer, StableNameFix>(
        """
        using System;
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open()
            {
                string name = @"Global\" + AppContext.BaseDirectory;
                Console.WriteLine(name);
                return new Mutex(false, {|PSAFE303:name|});
            }
        }
        """);
}
