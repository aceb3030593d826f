using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary><see cref="InheritPipeFix"/>, <see cref="ReleasePipeFix"/> and <see cref="ReleasePipeLaterFix"/>.</summary>
public sealed class ChildPipeFixTests : RuleTest
{
    private const string Made =
        "using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);\n        ";

    [Theory]
    [InlineData("AnonymousPipeServerStream()", "AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable)")]
    [InlineData(
        "AnonymousPipeServerStream(PipeDirection.In)",
        "AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable)")]
    [InlineData(
        "AnonymousPipeServerStream(direction: PipeDirection.In)",
        "AnonymousPipeServerStream(direction: PipeDirection.In, inheritability: HandleInheritability.Inheritable)")]
    [InlineData(
        "AnonymousPipeServerStream(PipeDirection.In, /* no */ HandleInheritability.None, 100)",
        "AnonymousPipeServerStream(PipeDirection.In, /* no */ HandleInheritability.Inheritable, 100)")]
    [InlineData(
        "AnonymousPipeServerStream( // ours\n#if NEVER\n            PipeDirection.InOut,\n#endif\n            PipeDirection.In /* r */ )",
        "AnonymousPipeServerStream( // ours\n#if NEVER\n            PipeDirection.InOut,\n#endif\n            PipeDirection.In, /* r */ "
            + "HandleInheritability.Inheritable)")]
    public Task Fix_Inheritable(string creation, string fixedCreation) => Fix<ChildPipeAnalyzer, InheritPipeFix>(
        Source($"using var pipe = {{|PSAFE705:new {creation}|}};\n        using var worker = Process.Start(\"worker\", "
            + $"pipe.GetClientHandleAsString());\n        pipe.DisposeLocalCopyOfClientHandle();"),
        Source($"using var pipe = new {fixedCreation};\n        using var worker = Process.Start(\"worker\", "
            + $"pipe.GetClientHandleAsString());\n        pipe.DisposeLocalCopyOfClientHandle();"));

    [Theory]
    [InlineData(
        "using var worker = Process.Start(\"worker\", {|PSAFE706:pipe.GetClientHandleAsString()|}); // reads\n        pipe.ReadByte();",
        "using var worker = Process.Start(\"worker\", pipe.GetClientHandleAsString()); "
            + "// reads\n        pipe.DisposeLocalCopyOfClientHandle();\n        pipe.ReadByte();")]
    [InlineData(
        "using (var worker = Process.Start(\"worker\", {|PSAFE706:pipe.GetClientHandleAsString()|}))\n        {\n            "
            + "pipe.ReadByte();\n        }",
        "using (var worker = Process.Start(\"worker\", pipe.GetClientHandleAsString()))\n        {\n            "
            + "pipe.DisposeLocalCopyOfClientHandle();\n            pipe.ReadByte();\n        }")]
    [InlineData(
        "string handle = {|PSAFE706:pipe.GetClientHandleAsString()|};\n        Process.Start(\"worker\", handle);\n        "
            + "pipe.ReadByte();",
        "string handle = pipe.GetClientHandleAsString();\n        Process.Start(\"worker\", handle);\n        "
            + "pipe.DisposeLocalCopyOfClientHandle();\n        pipe.ReadByte();")]
    public Task Fix_Release(string statements, string fixedStatements) => Fix<ChildPipeAnalyzer, ReleasePipeFix>(
        Source("using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);\n        "
            + statements),
        Source("using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);\n        "
            + fixedStatements));

    [Fact]
    public Task Fix_Release_TopLevelStatements() => Fix<ChildPipeAnalyzer, ReleasePipeFix>(
        """
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;

        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        using var worker = Process.Start("worker", {|PSAFE706:pipe.GetClientHandleAsString()|});
        // All that it says.
        pipe.ReadByte();

        static class Pool
        {
        }
        """,
        """
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;

        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        using var worker = Process.Start("worker", pipe.GetClientHandleAsString());
        pipe.DisposeLocalCopyOfClientHandle();
        // All that it says.
        pipe.ReadByte();

        static class Pool
        {
        }
        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task Fix_ReleaseLater() => Fix<ChildPipeAnalyzer, ReleasePipeLaterFix>(
        Source("using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);\n        string handle "
            + "= pipe.GetClientHandleAsString();\n        {|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|}; "
            + "// the copy\n        using var worker = Process.Start(\"worker\", handle);"),
        Source("using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);\n        string handle "
            + "= pipe.GetClientHandleAsString();\n        using var worker = Process.Start(\"worker\", "
            + "handle);\n        pipe.DisposeLocalCopyOfClientHandle(); // the copy"));

    [Fact]
    public Task Fix_ReleaseLater_OnTheLineOfTheStart() => Fix<ChildPipeAnalyzer, ReleasePipeLaterFix>(
        Source(Made + "string handle = pipe.GetClientHandleAsString();\n        /* not ours */ "
            + "{|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|};\n        Process.Start(\"worker\", handle); pipe.ReadByte();"),
        Source(Made + "string handle = pipe.GetClientHandleAsString();\n        "
            + "Process.Start(\"worker\", handle); /* not ours */ pipe.DisposeLocalCopyOfClientHandle();\n        pipe.ReadByte();"));

    /// <summary>A child that starts under a condition: the handle is released in any case, as before.</summary>
    [Fact]
    public Task Fix_ReleaseLater_StartUnderACondition() => Fix<ChildPipeAnalyzer, ReleasePipeLaterFix>(
        Source(Made + "string handle = pipe.GetClientHandleAsString();\n        "
            + "{|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|};\n        "
            + "if (handle != \"\")\n        {\n            Process.Start(\"worker\", handle);\n        }"),
        Source(Made + "string handle = pipe.GetClientHandleAsString();\n        "
            + "if (handle != \"\")\n        {\n            Process.Start(\"worker\", handle);\n        }\n        "
            + "pipe.DisposeLocalCopyOfClientHandle();"));

    [Fact]
    public Task Fix_ReleaseLater_TopLevelStatements() => Fix<ChildPipeAnalyzer, ReleasePipeLaterFix>(
        """
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;

        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        string handle = pipe.GetClientHandleAsString();
        // not needed here
        {|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|};
        using var worker = Process.Start("worker", handle);
        pipe.ReadByte();
        """,
        """
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;

        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        string handle = pipe.GetClientHandleAsString();
        using var worker = Process.Start("worker", handle);
        // not needed here
        pipe.DisposeLocalCopyOfClientHandle();
        pipe.ReadByte();
        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    /// <summary>The copy is released when all children have been started.</summary>
    [Fact]
    public Task Fix_Release_AfterALoopOfStarts() => Fix<ChildPipeAnalyzer, ReleasePipeFix>(
        Source(Made + "string handle = {|PSAFE706:pipe.GetClientHandleAsString()|};\n        for (int i = 0; i < 2; i++)\n        {\n"
            + "            Process.Start(\"worker\", handle);\n        }\n\n        pipe.ReadByte();"),
        Source(Made + "string handle = pipe.GetClientHandleAsString();\n        for (int i = 0; i < 2; i++)\n        {\n"
            + "            Process.Start(\"worker\", handle);\n        }\n        pipe.DisposeLocalCopyOfClientHandle();\n\n"
            + "        pipe.ReadByte();"));

    /// <summary>A second child would get a handle that is closed.</summary>
    [Fact]
    public Task NoFix_SecondChild() => NoFix<ChildPipeAnalyzer, ReleasePipeFix>(
        Source(Made + "string handle = {|PSAFE706:pipe.GetClientHandleAsString()|}; Process.Start(\"one\", handle); pipe.ReadByte(); "
            + "Process.Start(\"two\", handle); pipe.ReadByte();"));

    [Fact]
    public Task NoFix_ReleaseLater_SecondChild() => NoFix<ChildPipeAnalyzer, ReleasePipeLaterFix>(
        Source(Made + "string handle = pipe.GetClientHandleAsString(); {|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|}; "
            + "Process.Start(\"one\", handle); Process.Start(\"two\", handle);"));

    [Theory]
    [InlineData("Launch({|PSAFE706:pipe.GetClientHandleAsString()|});")]
    [InlineData("if (Process.Start(\"worker\", {|PSAFE706:pipe.GetClientHandleAsString()|}).Id > 1) { pipe.ReadByte(); }")]
    [InlineData("System.Func<Process> start = () => Process.Start(\"worker\", {|PSAFE706:pipe.GetClientHandleAsString()|}); "
        + "start(); pipe.ReadByte();")]
    public Task NoFix_Release(string statements) => NoFix<ChildPipeAnalyzer, ReleasePipeFix>(
        Source("using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);\n        "
            + statements));

    [Fact]
    public Task NoFix_ReleaseLater() => NoFix<ChildPipeAnalyzer, ReleasePipeLaterFix>(
        Source("using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable); "
            + "string handle = pipe.GetClientHandleAsString(); {|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|}; Launch(handle);"));

    private static string Source(string statements) =>
        $$"""
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;

        static class Pool
        {
            static void Go()
            {
                {{statements}}
            }

            private static void Launch(string pipe) => Process.Start("worker", pipe);
        }
        """;
}
