using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>The two fixes of PSAFE310; <see cref="DeleteOnCloseFix"/> is offered by the first.</summary>
public sealed class KeepLockFileFixTests : RuleTest
{
    private const string Source =
        """
        using System;
        using System.IO;

        sealed class FolderLock : IDisposable
        {
            private readonly string _path;
            private readonly FileStream _stream;

            public FolderLock(string folder)
            {
                _path = Path.Combine(folder, ".lock");
                _stream = new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.None);
            }

            public void Dispose()
            {
                _stream.Dispose();
                try
                {
                    // Nobody needs it now.
                    if (File.Exists(_path))
                    {
                        {|PSAFE310:File.Delete(_path)|};
                    }
                }
                catch (IOException)
                {
                }

                Console.WriteLine("released");
            }
        }
        """;

    [Fact]
    public Task Fix_DeletionGoes() => Fix<DeletedLockFileAnalyzer, KeepLockFileFix>(
        Source,
        """
        using System;
        using System.IO;

        sealed class FolderLock : IDisposable
        {
            private readonly string _path;
            private readonly FileStream _stream;

            public FolderLock(string folder)
            {
                _path = Path.Combine(folder, ".lock");
                _stream = new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.None);
            }

            public void Dispose()
            {
                _stream.Dispose();
                // Nobody needs it now.

                Console.WriteLine("released");
            }
        }
        """,
        static test => test.CodeActionEquivalenceKey = "PSAFE310.Keep");

    [Fact]
    public Task Fix_DeleteOnClose() => Fix<DeletedLockFileAnalyzer, KeepLockFileFix>(
        Source,
        """
        using System;
        using System.IO;

        sealed class FolderLock : IDisposable
        {
            private readonly string _path;
            private readonly FileStream _stream;

            public FolderLock(string folder)
            {
                _path = Path.Combine(folder, ".lock");
                _stream = new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.None, 4096, FileOptions.DeleteOnClose);
            }

            public void Dispose()
            {
                _stream.Dispose();
                // Nobody needs it now.

                Console.WriteLine("released");
            }
        }
        """,
        static test =>
        {
            test.CodeActionEquivalenceKey = "PSAFE310.DeleteOnClose";
            test.CodeFixTestBehaviors |= Microsoft.CodeAnalysis.Testing.CodeFixTestBehaviors.SkipFixAllCheck;
        });

    [Fact]
    public Task Fix_DeleteOnClose_FileOpen() => Fix<DeletedLockFileAnalyzer, KeepLockFileFix>(
        """
        using System;
        using System.IO;

        static class Job
        {
            public static void Run(string path)
            {
                using (System.IO.File.Open(path + ".lock", FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    Console.WriteLine("works");
                }

                {|PSAFE310:System.IO.File.Delete(path + ".lock")|};
            }
        }
        """,
        """
        using System;
        using System.IO;

        static class Job
        {
            public static void Run(string path)
            {
                using (new FileStream(path + ".lock", FileMode.Create, FileAccess.Write, FileShare.None, 4096, FileOptions.DeleteOnClose))
                {
                    Console.WriteLine("works");
                }
            }
        }
        """,
        static test =>
        {
            test.CodeActionEquivalenceKey = "PSAFE310.DeleteOnClose";
            test.CodeFixTestBehaviors |= Microsoft.CodeAnalysis.Testing.CodeFixTestBehaviors.SkipFixAllCheck;
        });

    [Theory]
    [InlineData("void Close() => {|PSAFE310:File.Delete(LockPath)|};")]
    [InlineData("void Close()\n{\n    {|PSAFE310:File.Delete(\n#if !OTHER\n    LockPath\n#endif\n    )|};\n}")]
    public Task NoFix_Forms(string member) => NoFix<DeletedLockFileAnalyzer, KeepLockFileFix>(
        $$"""
        using System.IO;

        class Store
        {
            private const string LockPath = "store.lock";

            FileStream Open() => new(LockPath, FileMode.Create, FileAccess.Write, FileShare.None);

            {{member}}
        }
        """);
}
