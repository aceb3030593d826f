using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class OverwriteMoveFixTests : RuleTest
{
    [Fact]
    public Task Fix_QuestionGoesToo() => Fix<DeleteThenMoveAnalyzer, OverwriteMoveFix>(
        """
        using System.IO;

        class Settings
        {
            void Save(string temporary, string path)
            {
                // The old one makes room.
                if (File.Exists(path)) // if there is one
                {
                    // It is not needed.
                    {|PSAFE311:File.Delete(path)|};
                }

                File.Move(temporary, path); // swapped
            }
        }
        """,
        """
        using System.IO;

        class Settings
        {
            void Save(string temporary, string path)
            {
                // The old one makes room.
                // if there is one
                // It is not needed.

                File.Move(temporary, path, overwrite: true); // swapped
            }
        }
        """);

    [Fact]
    public Task Fix_AllOfAFile() => Fix<DeleteThenMoveAnalyzer, OverwriteMoveFix>(
        """
        using System.IO;

        class Settings
        {
            private const string Old = "settings.old";

            void Rotate(string temporary, string path)
            {
                {|PSAFE311:File.Delete(Old)|};
                File.Move(path, Old);
                {|PSAFE311:File.Delete(path)|};
                File.Move(temporary, path);
            }

            void Swap(string temporary, string path, int kind)
            {
                switch (kind)
                {
                    case 1:
                        if (File.Exists(path))
                            {|PSAFE311:File.Delete(path)|};
                        File.Move(
                            temporary,
                            path);
                        break;
                }
            }
        }
        """,
        """
        using System.IO;

        class Settings
        {
            private const string Old = "settings.old";

            void Rotate(string temporary, string path)
            {
                File.Move(path, Old, overwrite: true);
                File.Move(temporary, path, overwrite: true);
            }

            void Swap(string temporary, string path, int kind)
            {
                switch (kind)
                {
                    case 1:
                        File.Move(
                            temporary,
                            path, overwrite: true);
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<DeleteThenMoveAnalyzer, OverwriteMoveFix>(
        """
        using System.IO;

        {|PSAFE311:File.Delete(args[1])|};
        File.Move(destFileName: args[1], sourceFileName: args[0]);
        """,
        """
        using System.IO;

        File.Move(destFileName: args[1], sourceFileName: args[0], overwrite: true);
        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public Task NoFix_WhereADirectiveDecides() => NoFix<DeleteThenMoveAnalyzer, OverwriteMoveFix>(
        """
        using System.IO;

        class Settings
        {
            void Save(string temporary, string path)
            {
        #if !KEEP
                {|PSAFE311:File.Delete(path)|};
        #endif
                File.Move(temporary, path);
            }
        }
        """);
}
