using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

public sealed class NullCheckFixTests : RuleTest
{
    [Fact]
    public Task Fix_CallsAndOtherUses() => Fix<UnassignedFieldAnalyzer, NullCheckFix>(
        """
        #nullable disable
        using System;
        using System.Collections.Generic;
        using System.IO;

        class Journal
        {
            private readonly FileStream _stream;
            private readonly List<int> _pages;

            public Journal(string path)
            {
                _stream = File.OpenWrite(path);
                _pages = new List<int>();
            }

            ~Journal()
            {
                // Closed at last.
                {|PSAFE208:this._stream.Close(/* now */)|}; // gone
                foreach (int page in {|PSAFE208:_pages|})
                {
                    Console.WriteLine(page);
                }

                {|PSAFE208:_pages.Clear()|};
            }
        }
        """,
        """
        #nullable disable
        using System;
        using System.Collections.Generic;
        using System.IO;

        class Journal
        {
            private readonly FileStream _stream;
            private readonly List<int> _pages;

            public Journal(string path)
            {
                _stream = File.OpenWrite(path);
                _pages = new List<int>();
            }

            ~Journal()
            {
                // Closed at last.
                this._stream?.Close(/* now */); // gone
                if (_pages != null)
                {
                    foreach (int page in _pages)
                    {
                        Console.WriteLine(page);
                    }
                }

                _pages?.Clear();
            }
        }
        """);

    [Fact]
    public Task Fix_ThroughDispose() => Fix<UnassignedFieldAnalyzer, NullCheckFix>(
        """
        using System;
        using System.IO;

        class Journal : IDisposable
        {
            private readonly FileStream _stream;

            public Journal(string path) => _stream = File.OpenWrite(path);

            ~Journal() => {|PSAFE208:Dispose(false)|};

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing) => _stream.Close();
        }
        """,
        """
        using System;
        using System.IO;

        class Journal : IDisposable
        {
            private readonly FileStream _stream;

            public Journal(string path) => _stream = File.OpenWrite(path);

            ~Journal() => Dispose(false);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing) => _stream?.Close();
        }
        """);

    [Fact]
    public Task Fix_CallOnAnElement() => Fix<UnassignedFieldAnalyzer, NullCheckFix>(
        """
        #nullable disable
        using System.IO;

        class Journal
        {
            private readonly FileStream[] _parts;

            public Journal(string path) => _parts = new[] { File.OpenWrite(path) };

            ~Journal()
            {
                {|PSAFE208:_parts[0]|}.Close(); // the last
            }
        }
        """,
        """
        #nullable disable
        using System.IO;

        class Journal
        {
            private readonly FileStream[] _parts;

            public Journal(string path) => _parts = new[] { File.OpenWrite(path) };

            ~Journal()
            {
                _parts?[0].Close(); // the last
            }
        }
        """);

    [Theory]
    [InlineData("long length = {|PSAFE208:_stream.Length|}; Console.WriteLine(length);")]
    [InlineData("Console.WriteLine(\n#if !DEBUG\n    {|PSAFE208:_stream.Length|}\n#endif\n    );")]
    public Task NoFix_Forms(string statements) => NoFix<UnassignedFieldAnalyzer, NullCheckFix>(
        $$"""
        using System;
        using System.IO;

        class Journal
        {
            private readonly FileStream _stream;

            public Journal(string path) => _stream = File.OpenWrite(path);

            ~Journal()
            {
                {{statements}}
            }
        }
        """);
}
