using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Reach.Processes;

/// <summary>What the one start in some code is told, in the forms that people write.</summary>
public sealed class StartInfosTests
{
    [Theory]
    [InlineData("Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true });")]
    [InlineData(
        "var info = new ProcessStartInfo { FileName = \"tool\", RedirectStandardOutput = true }; using var p = Process.Start(info);")]
    [InlineData("ProcessStartInfo info = new(\"tool\"); info.RedirectStandardOutput = true; Process.Start(info)!.WaitForExit();")]
    [InlineData(
        "var info = new ProcessStartInfo(); info.FileName = \"tool\"; info.RedirectStandardOutput = true; "
            + "var p = new Process { StartInfo = info }; p.Start();")]
    [InlineData("var p = new Process { StartInfo = { FileName = \"tool\", RedirectStandardOutput = true } }; p.Start();")]
    [InlineData("using (var p = new Process()) { p.StartInfo.FileName = \"tool\"; p.StartInfo.RedirectStandardOutput = true; p.Start(); }")]
    [InlineData("var p = new Process(); p.StartInfo = new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true }; p.Start();")]
    [InlineData("var p = new Process(); var info = p.StartInfo; info.FileName = \"tool\"; info.RedirectStandardOutput = true; p.Start();")]
    [InlineData("Process.Start(Make());")]
    [InlineData("var info = Make(); info.FileName = \"tool\"; using var p = Process.Start(info);")]
    [InlineData("var info = new ProcessStartInfo(\"tool\"); Redirect(info); Process.Start(info);")]
    [InlineData("Process.Start(new ProcessStartInfo(\"tool\").Redirected());")]
    [InlineData("Process.Start(s_info);")]
    [InlineData("Run(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true });")]
    [InlineData("using var p = Create(); p.Start();")]
    [InlineData("new Process { StartInfo = Make() }.Start();")]
    [InlineData(
        "var info = new ProcessStartInfo(\"tool\"); Local(info); Process.Start(info); void Local(ProcessStartInfo i) => Redirect(i);")]
    [InlineData("Process.Start(Local()); static ProcessStartInfo Local() { return new(\"tool\") { RedirectStandardOutput = true }; }")]
    [InlineData("Local(Make()); void Local(ProcessStartInfo i) { Process.Start(i); }")]
    [InlineData(
        "var info = new ProcessStartInfo(\"tool\"); System.Action<ProcessStartInfo> set = Redirect; set(info); Process.Start(info);")]
    [InlineData("System.Func<ProcessStartInfo> make = Make; Process.Start(make());")]
    [InlineData("Process.Start(s_maker.Make());")]
    [InlineData("InternalRun(Make());")]
    public void RedirectAndFileName_AreFound(string code)
    {
        StartInfo info = Read(code);

        Assert.Equal(Setting.Yes, info.Switch("RedirectStandardOutput"));
        Assert.Equal("tool", Assert.Single(info.ValuesOf("FileName")!).Value.ConstantValue.Value);
    }

    [Theory]
    [InlineData("Process.Start(\"tool\");", "No")]
    [InlineData("Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardError = true });", "No")]
    [InlineData(
        "var info = new ProcessStartInfo(\"tool\"); if (capture) info.RedirectStandardOutput = true; Process.Start(info);",
        "Maybe")]
    [InlineData("var info = new ProcessStartInfo(\"tool\") { RedirectStandardOutput = capture }; Process.Start(info);", "Maybe")]
    [InlineData("var info = capture ? Make() : new ProcessStartInfo(\"tool\"); Process.Start(info);", "Maybe")]
    [InlineData("var info = Make(); info.RedirectStandardOutput = false; Process.Start(info);", "No")]
    [InlineData("var info = new ProcessStartInfo(\"tool\"); Process.Start(info); info.RedirectStandardOutput = true;", "No")]
    [InlineData(
        "if (capture) { var info = new ProcessStartInfo(\"tool\"); info.RedirectStandardOutput = true; Process.Start(info); }",
        "Yes")]
    [InlineData("Process.Start(given);", "Maybe")]
    [InlineData("given.RedirectStandardOutput = true; Process.Start(given);", "Yes")]
    [InlineData("var info = new ProcessStartInfo(\"tool\"); s_set(info); Process.Start(info);", "Maybe")]
    [InlineData("Process.Start(s_either.Make());", "Maybe")]
    [InlineData("PublicRun(Make());", "Maybe")]
    public void Redirect_IsAsCertainAsTheCode(string code, string expected) =>
        Assert.Equal(expected, Read(code).Switch("RedirectStandardOutput").ToString());

    [Theory]
    [InlineData("Process.Start(\"tool\", \"-v\");", "Arguments")]
    [InlineData("Process.Start(arguments: \"-v\", fileName: \"tool\");", "Arguments")]
    [InlineData("Process.Start(\"tool\", new[] { \"-v\" });", "ArgumentList")]
    [InlineData("var info = new ProcessStartInfo(\"tool\"); info.ArgumentList.Add(\"-v\"); Process.Start(info);", "ArgumentList")]
    [InlineData("Process.Start(new ProcessStartInfo(\"tool\") { ArgumentList = { \"-v\" } });", "ArgumentList")]
    [InlineData("var info = new ProcessStartInfo(\"tool\"); info.Environment[\"A\"] = \"b\"; Process.Start(info);", "Environment")]
    [InlineData(
        "var info = new ProcessStartInfo(\"tool\"); info.EnvironmentVariables.Add(\"A\", \"b\"); Process.Start(info);",
        "Environment")]
    [InlineData("Process.Start(new ProcessStartInfo(\"tool\") { Environment = { [\"A\"] = \"b\" } });", "Environment")]
    [InlineData("var p = new Process(); p.StartInfo.WorkingDirectory = \"/\"; p.Start();", "WorkingDirectory")]
    [InlineData("Process.Start(new ProcessStartInfo(\"tool\") { Verb = \"runas\", UseShellExecute = true });", "Verb")]
    public void Properties_AreFound(string code, string property) => Assert.Single(Read(code).Of(property));

    private static StartInfo Read(string code)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile(
            $$"""
            using System.Diagnostics;

            internal interface IMaker { ProcessStartInfo Make(); }

            internal sealed class Maker : IMaker { public ProcessStartInfo Make() => new("tool") { RedirectStandardOutput = true }; }

            internal interface IEither { ProcessStartInfo Make(); }

            internal sealed class One : IEither { public ProcessStartInfo Make() => new("tool") { RedirectStandardOutput = true }; }

            internal sealed class Other : IEither { public ProcessStartInfo Make() => new("tool"); }

            public static class Tool
            {
                private static readonly ProcessStartInfo s_info = new("tool") { RedirectStandardOutput = true };

                public static void Main(bool capture, ProcessStartInfo given)
                {
                    {{code}}
                }

                private static ProcessStartInfo Make()
                {
                    var made = new ProcessStartInfo("tool");
                    made.RedirectStandardOutput = true;
                    return made;
                }

                private static Process Create() => new() { StartInfo = Make() };

                private static void Redirect(ProcessStartInfo info) => info.RedirectStandardOutput = true;

                private static ProcessStartInfo Redirected(this ProcessStartInfo info)
                {
                    info.RedirectStandardOutput = true;
                    return info;
                }

                public static System.Action<ProcessStartInfo> s_set = Redirect;
                private static readonly IMaker s_maker = null!;
                private static readonly IEither s_either = null!;

                internal static void InternalRun(ProcessStartInfo info) => {{Start("InternalRun(")}};

                public static void PublicRun(ProcessStartInfo info) => {{Start("PublicRun(")}};

                private static void Run(ProcessStartInfo info) => {{Start("Run(")}};
            }
            """);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        SemanticModel model = compilation.GetSemanticModel(tree);
        IInvocationOperation start = Assert.Single(
            tree.GetRoot()
                .DescendantNodes()
                .OfType<InvocationExpressionSyntax>()
                .Select(call => model.GetOperation(call))
                .OfType<IInvocationOperation>(),
            StartInfoReader.IsStart);
        ProcessModel known = ProcessModel.For(compilation, new AnalyzerOptions([]), CancellationToken.None);
        return StartInfos.Of(known).Of(start, CancellationToken.None);

        string Start(string call) => code.StartsWith(call) ? "Process.Start(info)" : "_ = info";
    }
}
