using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Configuration;
using Xunit;

namespace ProcessSafety.Tests.Configuration;

public sealed class ApiLineTests : RuleTest
{
    private const string Source =
        """
        namespace Jobs
        {
            using System;

            public class Base
            {
                public void Inherited(Action job) { }
            }

            public class Pool : Base
            {
                public Pool(Action job) { }
                public int Count => 0;
                public void Save(object item) { }
                public void Run(Action job) { }
                public void Run<T>(Action<T> job, T state) { }
                public void RunLater(Action job, int delay) { }
                public class Nested { public void Run(Action job) { } }
            }

            public class Pool<T>
            {
                public void Run(Action<T> job) { }
            }
        }
        """;

    [Theory]
    [InlineData("{|PSAFE001:recreate  M:Jobs.Pool.Run|}")]
    [InlineData("{|PSAFE001:Recreates  M:Jobs.Pool.Run|}")]
    [InlineData("{|PSAFE001:recreates|}")]
    [InlineData("{|PSAFE001:!|}")]
    [InlineData("{|PSAFE001:M:Jobs.Pool.Run recreates|}")]
    [InlineData("{|PSAFE001:recreates  Jobs.Pool.Run|}")]
    [InlineData("{|PSAFE001:recreates  M:|}")]
    [InlineData("{|PSAFE001:recreates  M:Pool|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.|}")]
    [InlineData("{|PSAFE001:recreates  T:Jobs.Pool|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.*.Run|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pool.Run(System.Action|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pool.Run  parameter|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pool.Run  parameter=|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pool.Run  receiver=shared|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pool.Run  job|}   # the reason is no part of it")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pool.Run  format=json|}")]
    [InlineData("{|PSAFE001:writes  M:Jobs.Pool.Save|}")]
    [InlineData("{|PSAFE001:writes  M:Jobs.Pool.Save  format=json|}")]
    [InlineData("{|PSAFE001:writes  M:Jobs.Pool.Save  parameter=item format=yaml|}")]
    [InlineData("{|PSAFE001:writes  M:Jobs.Pool.Save  parameter=item receiver=shared|}")]
    [InlineData("{|PSAFE001:affects  M:Jobs.Pool.Run  parameter=job|}")]
    [InlineData("{|PSAFE001:self-path  P:Jobs.Pool.Count  names=me|}")]
    [InlineData("{|PSAFE001:blocks  M:Jobs.Pool.Run  receiver=mine|}")]
    [InlineData("{|PSAFE001:blocks  M:Jobs.Pool.Run  parameter=job|}")]
    public Task Hazard_LineThatCannotBeRead(string line) => Reports(line);

    [Theory]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pool.Walk|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pond.Run|}")]
    [InlineData("{|PSAFE001:recreates  M:jobs.Pool.Run|}")]
    [InlineData("{|PSAFE001:recreates  P:Jobs.Pool.Run|}")]
    [InlineData("{|PSAFE001:blocks     M:Jobs.Pool.Count|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pool.Walk*|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pool.Run(System.String)|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pool.Inherited|}")]
    [InlineData("{|PSAFE001:recreates  M:Jobs.Pool.Run  parameter=method|}")]
    [InlineData("{|PSAFE001:writes     M:Jobs.Pool.Save  parameter=job|}")]
    [InlineData("{|PSAFE001:!blocks    M:Jobs.Pool.Walk|}")]
    public Task Hazard_LineThatNamesNothing(string line) => Reports(line);

    [Fact]
    public Task Hazard_OtherFilesAndLinesCount() => Reports<ConfigurationAnalyzer>(
        test =>
        {
            test.MarkupOptions = MarkupOptions.UseFirstDescriptor;
            test.TestState.AdditionalFiles.Add((
                "ProcessSafety.Apis.txt",
                "recreates M:Jobs.Pool.Run\n{|PSAFE001:recreates M:Jobs.Pool.Rnu|}\nblocks M:Jobs.Pool.Run # waits\n"));
            test.TestState.AdditionalFiles.Add(("lib/ProcessSafety.Apis.Jobs.txt", "\n  {|PSAFE001:frobs M:Jobs.Pool.Run|}"));
        },
        Source);

    [Fact]
    public Task Hazard_TellsWhatIsWrong() => Reports<ConfigurationAnalyzer>(
        test =>
        {
            test.TestState.AdditionalFiles.Add(("ProcessSafety.Apis.txt", "{|#0:recreates   M:Jobs.Pool.Run parameter=method|}"));
            test.ExpectedDiagnostics.Add(
                CSharpAnalyzerVerifier<ConfigurationAnalyzer, DefaultVerifier>.Diagnostic(Analyzers.Rules.ApiLineIsWrong).WithLocation(0)
                    .WithMessage("'recreates M:Jobs.Pool.Run parameter=method' has no effect: 'Run' has no parameter 'method'. Correct "
                        + "the line or remove it."));
        },
        Source);

    [Theory]
    [InlineData("recreates  M:Jobs.Pool.Run")]
    [InlineData("recreates\tM:Jobs.Pool.Run\tparameter=job\t# tabs")]
    [InlineData("recreates  M:Jobs.Pool.Run(System.Action)")]
    [InlineData("recreates  M:Jobs.Pool.Run``1(System.Action{``0},``0)")]
    [InlineData("recreates  M:Jobs.Pool.#ctor")]
    [InlineData("recreates  M:Jobs.Pool.#ctor(System.Action)")]
    [InlineData("recreates  M:Jobs.Pool`1.Run")]
    [InlineData("recreates  M:Jobs.Pool.Nested.Run")]
    [InlineData("serializes M:Jobs.Pool.Run*   parameter=job")]
    [InlineData("blocks     P:Jobs.Pool.Count  receiver=shared")]
    [InlineData("sleeps     M:Jobs.Pool.Run    receiver=other-thread")]
    [InlineData("writes     M:Jobs.Pool.Save   parameter=item")]
    [InlineData("writes     M:Jobs.Pool.Save   parameter=item format=newtonsoft")]
    [InlineData("!writes    M:System.Text.Json.JsonSerializer.Serialize*")]
    [InlineData("affects    M:Jobs.Pool.Run")]
    [InlineData("self-path  P:Jobs.Pool.Count  names=assembly")]
    [InlineData("!blocks    M:System.Threading.Monitor.Wait")]
    [InlineData("!recreates M:Jobs.Base.Inherited")]
    [InlineData("# a comment: recreates nothing")]
    [InlineData("   ")]
    [InlineData("")]
    public Task Safe_LineThatNamesAMember(string line) => Silent<ConfigurationAnalyzer>(
        test => test.TestState.AdditionalFiles.Add(("ProcessSafety.Apis.txt", line)), Source);

    [Theory]
    [InlineData("Apis.txt")]
    [InlineData("ProcessSafety.Apis.md")]
    [InlineData("ProcessSafety.Api.txt")]
    [InlineData("ProcessSafety.Apis.txt/readme.md")]
    public Task Safe_OtherFile(string name) => Silent<ConfigurationAnalyzer>(
        test => test.TestState.AdditionalFiles.Add((name, "anything goes")), Source);

    private static Task Reports(string line) => Reports<ConfigurationAnalyzer>(
        test =>
        {
            test.MarkupOptions = MarkupOptions.UseFirstDescriptor;
            test.TestState.AdditionalFiles.Add(("ProcessSafety.Apis.txt", $"# first\n{line}\nrecreates M:Jobs.Pool.Run\n"));
        },
        Source);
}
