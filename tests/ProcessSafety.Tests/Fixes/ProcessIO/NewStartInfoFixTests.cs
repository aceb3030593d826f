using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class NewStartInfoFixTests : RuleTest
{
    [Theory]
    [InlineData("var start = {|PSAFE711:Process.GetCurrentProcess().StartInfo|};", "var start = new ProcessStartInfo();")]
    [InlineData(
        "ProcessStartInfo start = {|PSAFE711:Process.GetProcessById(1).StartInfo|} /* the same */;",
        "ProcessStartInfo start = new ProcessStartInfo() /* the same */;")]
    [InlineData(
        "ProcessStartInfo start; start = {|PSAFE711:s_self.StartInfo|};",
        "ProcessStartInfo start; start = new ProcessStartInfo();")]
    [InlineData("var start = ({|PSAFE711:s_self?.StartInfo|})!;", "var start = (new ProcessStartInfo())!;")]
    public Task Fix_FileIsNamed(string before, string after) =>
        Fix<ForeignProcessAnalyzer, NewStartInfoFix>(Source(before + Named), Source(after + Named));

    [Fact]
    public Task Fix_TwoAtOnce() => Fix<ForeignProcessAnalyzer, NewStartInfoFix>(
        Source(
            """
            var start = {|PSAFE711:s_self.StartInfo|};
            start.FileName = "git";
            var other = {|PSAFE711:s_self.StartInfo|};
            other.FileName = "git";
            """),
        Source(
            """
            var start = new ProcessStartInfo();
            start.FileName = "git";
            var other = new ProcessStartInfo();
            other.FileName = "git";
            """));

    [Fact]
    public Task Fix_WithoutUsings() => Fix<ForeignProcessAnalyzer, NewStartInfoFix>(
        """
        class Tool
        {
            void Go(System.Action<object> use)
            {
                var start = {|PSAFE711:System.Diagnostics.Process.GetCurrentProcess().StartInfo|};
                start.FileName = "git";
                use(start);
            }
        }
        """,
        """
        using System.Diagnostics;

        class Tool
        {
            void Go(System.Action<object> use)
            {
                var start = new ProcessStartInfo();
                start.FileName = "git";
                use(start);
            }
        }
        """);

    [Theory]
    [InlineData("var start = {|PSAFE711:s_self.StartInfo|}; Process.Start(start);")]
    [InlineData("Process.Start({|PSAFE711:s_self.StartInfo|});")]
    [InlineData("{|PSAFE711:s_self.StartInfo|}.FileName = \"git\";")]
    [InlineData("{|PSAFE711:s_self.StartInfo|} = new ProcessStartInfo(\"git\");")]
    [InlineData("var start = {|PSAFE711:s_self.StartInfo|}; var other = new ProcessStartInfo(); other.FileName = \"git\";")]
    [InlineData("var code = {|PSAFE711:Process.GetProcessById(1).ExitCode|};")]
    public Task NoFix_WithoutAFile(string statements) => NoFix<ForeignProcessAnalyzer, NewStartInfoFix>(Source(statements));

    private const string Named = " start.FileName = \"git\"; Process.Start(start)!.Dispose();";

    private static string Source(string statements) =>
        $$"""
        using System.Diagnostics;

        class Tool
        {
            private static readonly Process s_self = Process.GetCurrentProcess();

            void Go()
            {
                {{statements.ReplaceLineEndings("\n        ")}}
            }
        }
        """;
}
