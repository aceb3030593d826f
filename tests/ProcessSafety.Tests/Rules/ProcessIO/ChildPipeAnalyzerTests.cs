using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class ChildPipeAnalyzerTests : RuleTest
{
    private const string In = "new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable)";

    [Theory]
    [InlineData("{|PSAFE705:new AnonymousPipeServerStream()|}")]
    [InlineData("{|PSAFE705:new AnonymousPipeServerStream(PipeDirection.In)|}")]
    [InlineData("{|PSAFE705:new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None)|}")]
    [InlineData("{|PSAFE705:new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None, 100)|}")]
    [InlineData("{|PSAFE705:new AnonymousPipeServerStream(inheritability: HandleInheritability.None, direction: PipeDirection.In)|}")]
    public Task Hazard_NotInheritable(string creation) => Reports(
        $$"""
        using var pipe = {{creation}};
        using var worker = Process.Start("worker", pipe.GetClientHandleAsString());
        pipe.DisposeLocalCopyOfClientHandle();
        """);

    [Theory]
    [InlineData("using var worker = Process.Start(\"worker\", {|PSAFE706:pipe.GetClientHandleAsString()|});")]
    [InlineData("using var worker = Process.Start(\"worker\", $\"--pipe {{|PSAFE706:pipe.GetClientHandleAsString()|}}\");")]
    [InlineData(
        "var info = new ProcessStartInfo(\"worker\"); info.ArgumentList.Add({|PSAFE706:pipe.GetClientHandleAsString()|}); "
            + "Process.Start(info);")]
    [InlineData(
        "var info = new ProcessStartInfo(\"worker\") { Environment = { [\"PIPE\"] = {|PSAFE706:pipe.GetClientHandleAsString()|} } }; "
            + "Process.Start(info);")]
    [InlineData(
        "string handle = {|PSAFE706:pipe.GetClientHandleAsString()|}; "
            + "using var worker = new Process { StartInfo = { FileName = \"worker\", Arguments = handle } }; worker.Start();")]
    [InlineData("Launch({|PSAFE706:pipe.GetClientHandleAsString()|});")]
    [InlineData("using var worker = Process.Start(\"worker\", new[] { {|PSAFE706:pipe.GetClientHandleAsString()|} }); Answers.Read(pipe);")]
    [InlineData(
        "using var worker = Process.Start(\"worker\", {|PSAFE706:pipe.GetClientHandleAsString()|}); "
            + "using var reader = new StreamReader(pipe); reader.ReadToEnd(); worker.WaitForExit();")]
    public Task Hazard_StaysOpen(string statements) => Reports($"using var pipe = {In}; {statements}");

    [Fact]
    public Task Hazard_Field() => Reports<ChildPipeAnalyzer>(
        Usings + """
        sealed class Pool
        {
            private readonly AnonymousPipeServerStream _answers = new(PipeDirection.In, HandleInheritability.Inheritable);

            public void Start() => Process.Start("worker", {|PSAFE706:_answers.GetClientHandleAsString()|});

            public int Read() => _answers.ReadByte();
        }
        """);

    [Fact]
    public Task Hazard_Property() => Reports<ChildPipeAnalyzer>(
        Usings + $$"""
        sealed class Pool
        {
            private AnonymousPipeServerStream Answers { get; } = {{In}};

            public void Start() => Process.Start("worker", {|PSAFE706:Answers.GetClientHandleAsString()|});

            public int Read() => Answers.ReadByte();
        }
        """);

    [NewerSyntaxFact(12)]
    public Task Hazard_CollectionExpression() => Reports(
        $$"""
        using var pipe = {{In}};
        using var worker = Process.Start("worker", ["--pipe", {|PSAFE706:pipe.GetClientHandleAsString()|}]);
        """);

    [Theory]
    [InlineData("{|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|}; Process.Start(\"worker\", handle);")]
    [InlineData("{|PSAFE707:pipe.ClientSafePipeHandle.Dispose()|}; Process.Start(\"worker\", handle);")]
    [InlineData(
        "var info = new ProcessStartInfo(\"worker\", handle); {|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|}; "
            + "using var worker = Process.Start(info);")]
    [InlineData("{|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|}; Launch(handle);")]
    [InlineData("{|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|}; Action<string> launch = Launch; launch(handle);")]
    [InlineData(
        "{|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|}; ILauncher launcher = new Launcher(); launcher.Start(handle); } "
            + "interface ILauncher { void Start(string pipe); } "
            + "sealed class Launcher : ILauncher { public void Start(string pipe) => Process.Start(\"worker\", pipe);")]
    public Task Hazard_ReleasedEarly(string statements) =>
        Reports($"using var pipe = {In}; string handle = pipe.GetClientHandleAsString(); {statements}");

    [Fact]
    public Task Hazard_Messages() => Reports<ChildPipeAnalyzer>(
        Usings + """
        static class Pool
        {
            static void Go()
            {
                var pipe = {|#0:new AnonymousPipeServerStream(PipeDirection.In)|};
                Process.Start("worker", {|#1:pipe.GetClientHandleAsString()|});
                using var other = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
                {|#2:Process.Start("worker", {|#3:other.GetClientHandleAsString()|})|};
            }
        }
        """,
        new DiagnosticResult(Analyzers.Rules.PipeIsNotInherited).WithLocation(0).WithLocation(1).WithMessage(
            "'new AnonymousPipeServerStream(PipeDirection.In)' creates a handle that no child inherits: in the child it is invalid or "
                + "another object. Pass HandleInheritability.Inheritable."),
        new DiagnosticResult(Analyzers.Rules.PipeStaysOpen).WithLocation(3).WithLocation(2).WithMessage(
            "'other.GetClientHandleAsString()' leaves the child's end of the pipe open here: a read to the end never returns. Call "
                + "DisposeLocalCopyOfClientHandle after the start."));

    [Theory]
    [InlineData("using var worker = Process.Start(\"worker\", pipe.GetClientHandleAsString()); pipe.DisposeLocalCopyOfClientHandle();")]
    [InlineData("using var worker = Process.Start(\"worker\", pipe.GetClientHandleAsString()); pipe.ClientSafePipeHandle.Dispose();")]
    [InlineData("using var worker = Process.Start(\"worker\", pipe.GetClientHandleAsString()); Release(pipe);")]
    [InlineData("using var worker = Process.Start(\"worker\", pipe.GetClientHandleAsString()); s_pipes.Add(pipe);")]
    [InlineData(
        "using var worker = Process.Start(\"worker\", pipe.GetClientHandleAsString()); AnonymousPipeServerStream[] all = { pipe }; "
            + "foreach (var one in all) one.DisposeLocalCopyOfClientHandle();")]
    [InlineData(
        "using var worker = Process.Start(\"worker\", pipe.GetClientHandleAsString()); "
            + "Action done = () => pipe.DisposeLocalCopyOfClientHandle(); done();")]
    [InlineData("using var client = new AnonymousPipeClientStream(PipeDirection.Out, pipe.ClientSafePipeHandle);")]
    [InlineData("Console.WriteLine(pipe.GetClientHandleAsString());")]
    [InlineData("using var client = new AnonymousPipeClientStream(pipe.GetClientHandleAsString());")]
    [InlineData(
        "for (int i = 0; i < 2; i++) { using var worker = Process.Start(\"worker\", pipe.GetClientHandleAsString()); "
            + "pipe.DisposeLocalCopyOfClientHandle(); }")]
    public Task Safe_Released(string statements) => Silent($"using var pipe = {In}; {statements}");

    [Theory]
    [InlineData("PipeDirection.Out, HandleInheritability.Inheritable")]
    [InlineData("s_direction, HandleInheritability.Inheritable")]
    [InlineData("PipeDirection.Out, s_inheritability")]
    public Task Safe_ParentWrites(string arguments) => Silent(
        $"using var pipe = new AnonymousPipeServerStream({arguments}); "
            + $"using var worker = Process.Start(\"worker\", pipe.GetClientHandleAsString()); pipe.WriteByte(1);");

    [Theory]
    [InlineData("sealed class Launcher : ILauncher { public void Start(string pipe) => Console.WriteLine(pipe);")]
    [InlineData(
        "sealed class Launcher : ILauncher { public void Start(string pipe) => Process.Start(\"worker\", pipe); } "
            + "sealed class Other : ILauncher { public void Start(string pipe) => Console.WriteLine(pipe);")]
    public Task Safe_CallThatNeedNotStart(string launcher) => Silent(
        $"using var pipe = {In}; string handle = pipe.GetClientHandleAsString(); pipe.DisposeLocalCopyOfClientHandle(); "
            + $"ILauncher launcher = new Launcher(); launcher.Start(handle); }} {launcher} }} "
            + "interface ILauncher { void Start(string pipe);");

    [Theory]
    [InlineData("internal AnonymousPipeServerStream Answers { get; } = ")]
    [InlineData("private AnonymousPipeServerStream Answers { get => _kept; set => Keep(value); } "
        + "void Keep(AnonymousPipeServerStream kept) => kept.Dispose(); AnonymousPipeServerStream _kept = ")]
    public Task Safe_PropertyThatOthersSee(string property) => Silent<ChildPipeAnalyzer>(
        Usings + $$"""
        sealed class Pool
        {
            {{property}} {{In}};

            public void Start() => Process.Start("worker", Answers.GetClientHandleAsString());
        }
        """);

    [Fact]
    public Task Safe_FieldThatAnotherMethodReleases() => Silent<ChildPipeAnalyzer>(
        Usings + """
        sealed class Pool
        {
            private readonly AnonymousPipeServerStream _answers = new(PipeDirection.In, HandleInheritability.Inheritable);

            public void Start()
            {
                Process.Start("worker", _answers.GetClientHandleAsString());
                Started();
            }

            private void Started() => _answers?.DisposeLocalCopyOfClientHandle();
        }
        """);

    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;

        """;

    /// <summary>The pipe by another name, and what is done to it in a function.</summary>
    [Theory]
    [InlineData(
        "using var pipe = " + In + "; var other = pipe; string handle = other.GetClientHandleAsString(); "
            + "{|PSAFE707:pipe.DisposeLocalCopyOfClientHandle()|}; Process.Start(\"worker\", handle);")]
    [InlineData(
        "using var pipe = " + In + "; string handle = pipe.GetClientHandleAsString(); Close(pipe); Process.Start(\"worker\", handle); "
            + "static void Close(AnonymousPipeServerStream one) => {|PSAFE707:one.DisposeLocalCopyOfClientHandle()|};")]
    [InlineData(
        "var (pipe, id) = (" + In + ", 0); using var worker = Process.Start(\"worker\", {|PSAFE706:pipe.GetClientHandleAsString()|}); "
            + "pipe.ReadByte();")]
    public Task Hazard_OtherNames(string statements) => Reports(statements);

    [Theory]
    [InlineData(
        "using var pipe = " + In + "; var other = pipe; Process.Start(\"worker\", pipe.GetClientHandleAsString()); "
            + "other.DisposeLocalCopyOfClientHandle();")]
    [InlineData(
        "using var pipe = " + In + "; Process.Start(\"worker\", pipe.GetClientHandleAsString()); Close(pipe); "
            + "static void Close(AnonymousPipeServerStream one) => one.DisposeLocalCopyOfClientHandle();")]
    [InlineData(
        "using var pipe = " + In + "; string handle = pipe.GetClientHandleAsString(); Close(pipe); Process.Start(\"worker\", handle); "
            + "Close(pipe); static void Close(AnonymousPipeServerStream one) => one.DisposeLocalCopyOfClientHandle();")]
    public Task Safe_OtherNames(string statements) => Silent(statements);

    private static Task Reports(string statements) => Reports<ChildPipeAnalyzer>(Source(statements));

    private static Task Silent(string statements) => Silent<ChildPipeAnalyzer>(Source(statements) + """


        static partial class Pool
        {
            private static readonly List<AnonymousPipeServerStream> s_pipes = new();
            private static readonly PipeDirection s_direction = PipeDirection.In;
            private static readonly HandleInheritability s_inheritability = HandleInheritability.Inheritable;
            private static void Release(AnonymousPipeServerStream pipe) => pipe.DisposeLocalCopyOfClientHandle();
        }
        """);

    private static string Source(string statements) => Usings +
        $$"""
        static partial class Pool
        {
            static void Go()
            {
                {{statements}}
            }

            private static void Launch(string pipe) => Process.Start("worker", pipe);
        }

        static class Answers
        {
            public static int Read(Stream pipe) => pipe.ReadByte();
        }
        """;
}
