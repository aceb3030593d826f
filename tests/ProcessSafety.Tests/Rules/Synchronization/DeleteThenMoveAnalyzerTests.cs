using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE311: a path that has no file for a moment.</summary>
public sealed class DeleteThenMoveAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_BelowTheQuestionWhetherItIsThere() => Reports<DeleteThenMoveAnalyzer>(
        """
        using System.IO;
        class Settings
        {
            void Save(string path, string text)
            {
                string temporary = path + ".tmp";
                File.WriteAllText(temporary, text);
                if (File.Exists(path))
                {
                    {|#0:File.Delete(path)|};
                }

                {|#1:File.Move(temporary, path)|};
            }
        }
        """,
        new DiagnosticResult(Rules.DeletedBeforeMove)
            .WithLocation(0)
            .WithLocation(1)
            .WithArguments("File.Delete(path)", "File.Move(temporary, path)"));

    [Theory]
    [InlineData("{|PSAFE311:File.Delete(path)|}; File.Move(temporary, path);")]
    [InlineData("if (File.Exists(path)) {|PSAFE311:File.Delete(path)|}; File.Move(temporary, path);")]
    [InlineData("if ((File.Exists(path))) { {|PSAFE311:File.Delete(path)|}; } File.Move(temporary, path);")]
    [InlineData("{ {|PSAFE311:File.Delete(path)|}; } File.Move(temporary, path);")]
    [InlineData("{|PSAFE311:File.Delete(_target)|}; File.Move(temporary, _target);")]
    [InlineData("{|PSAFE311:File.Delete(this.Target)|}; File.Move(temporary, this.Target);")]
    [InlineData("{|PSAFE311:File.Delete(\"a.json\")|}; File.Move(temporary, \"a.json\");")]
    [InlineData("{|PSAFE311:File.Delete(Path.Combine(path, \"a\"))|}; File.Move(temporary, Path.Combine(path, \"a\"));")]
    [InlineData("{|PSAFE311:File.Delete($\"{path}.json\")|}; File.Move(temporary, $\"{path}.json\");")]
    [InlineData("{|PSAFE311:File.Delete(path + 1)|}; File.Move(temporary, path + 1);")]
    [InlineData("{|PSAFE311:File.Delete(path)|}; File.Move(destFileName: path, sourceFileName: temporary);")]
    [InlineData("{|PSAFE311:File.Delete(path)|}; File.Move(Make(), path);")]
    [InlineData("{|PSAFE311:System.IO.File.Delete(path)|}; System.IO.File.Move(temporary, path);")]
    [InlineData("switch (path.Length) { case 1: {|PSAFE311:File.Delete(path)|}; File.Move(temporary, path); break; }")]
    [InlineData("System.Action save = () => { {|PSAFE311:File.Delete(path)|}; File.Move(temporary, path); }; save();")]
    [InlineData("void Save() { {|PSAFE311:File.Delete(path)|}; File.Move(temporary, path); } Save();")]
    [InlineData("try { {|PSAFE311:File.Delete(path)|}; File.Move(temporary, path); } catch (IOException) { }")]
    [InlineData("string[] all = { path }; {|PSAFE311:File.Delete(all[0])|}; File.Move(temporary, all[0]);")]
    public Task Hazard_Forms(string statements) => Reports<DeleteThenMoveAnalyzer>(Method(statements));

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<DeleteThenMoveAnalyzer>(
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        """
        using static System.IO.File;

        if (Exists(args[1]))
            {|PSAFE311:Delete(args[1])|};
        Move(args[0], args[1]);
        """);

    [Fact]
    public Task Hazard_AsyncMethod() => Reports<DeleteThenMoveAnalyzer>(
        """
        using System.IO;
        using System.Threading.Tasks;
        class Settings
        {
            async Task SaveAsync(string path, string text)
            {
                await File.WriteAllTextAsync(path + ".tmp", text);
                {|PSAFE311:File.Delete(path)|};
                File.Move(path + ".tmp", path);
            }
        }
        """);

    [Theory]
    [InlineData("File.Delete(path); File.Move(temporary, path, true);")]
    [InlineData("File.Delete(path); File.Move(temporary, path, overwrite: true);")]
    [InlineData("File.Delete(path); File.Move(path, temporary);")]
    [InlineData("File.Delete(path); File.Move(temporary, path + 1);")]
    [InlineData("File.Delete(path); Use(path); File.Move(temporary, path);")]
    [InlineData("File.Delete(path); path += 1; File.Move(temporary, path);")]
    [InlineData("if (File.Exists(path)) { File.Delete(path); } else { Use(path); } File.Move(temporary, path);")]
    [InlineData("if (File.Exists(temporary)) { File.Delete(path); } File.Move(temporary, path);")]
    [InlineData("if (path.Length > 0) { File.Delete(path); } File.Move(temporary, path);")]
    [InlineData("if (File.Exists(path)) { File.Delete(path); Use(path); } File.Move(temporary, path);")]
    [InlineData("try { File.Delete(path); } catch (IOException) { } File.Move(temporary, path);")]
    [InlineData("File.Delete(Make()); File.Move(temporary, Make());")]
    [InlineData("File.Delete(Path.GetRandomFileName()); File.Move(temporary, Path.GetRandomFileName());")]
    [InlineData("File.Delete(path); File.Copy(temporary, path);")]
    [InlineData("Directory.Delete(path); Directory.Move(temporary, path);")]
    [InlineData("File.Move(temporary, path); File.Delete(path);")]
    [InlineData("File.Delete(path); new FileInfo(temporary).MoveTo(path);")]
    public Task Safe_Forms(string statements) => Silent<DeleteThenMoveAnalyzer>(Method(statements));

    [Fact]
    public Task Safe_FrameworkWithoutTheOverload() => Silent<DeleteThenMoveAnalyzer>(
        static test => test.ReferenceAssemblies = Frameworks.Net472,
        """
        using System.IO;
        class Settings
        {
            void Save(string temporary, string path)
            {
                File.Delete(path);
                File.Move(temporary, path);
            }
        }
        """);

    [Fact]
    public Task Safe_OwnTypeOfTheSameName() => Silent<DeleteThenMoveAnalyzer>(
        """
        static class File
        {
            public static void Delete(string path) { }
            public static void Move(string sourceFileName, string destFileName) { }
            public static void Move(string sourceFileName, string destFileName, bool overwrite) { }
        }
        class Settings
        {
            void Save(string temporary, string path)
            {
                File.Delete(path);
                File.Move(temporary, path);
            }
        }
        """);

    private static string Method(string statements) =>
        $$"""
        using System.IO;
        class Settings
        {
            private readonly string _target = "settings.json";
            private string Target => _target;
            void Save(string temporary, string path)
            {
                {{statements}}
            }
            string Make() => Path.GetTempFileName();
            void Use(string path) { }
        }
        """;
}
