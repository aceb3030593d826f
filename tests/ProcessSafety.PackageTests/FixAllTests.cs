using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>The fixes that apply to a whole solution, through the command that applies them.</summary>
[Collection(FormatCollection.Name)]
public sealed class FixAllTests(PackageFixture package)
{
    private static readonly (string Id, string Program, string Expected)[] Fixes =
    [
        ("PSAFE101", Programs.PSAFE101, "Run(static name => Console.WriteLine(name), name)"),
        ("PSAFE104", Programs.PSAFE104, "Run(static folder => Console.WriteLine(folder), s_folder)"),
        ("PSAFE107", Programs.PSAFE107, "private void OnDeserializing(StreamingContext context) => _gate = new();"),
        ("PSAFE109", Programs.PSAFE109, "async Task WriteAsync()"),
        ("PSAFE201", Programs.PSAFE201, "ConcurrentQueue<Node> s_free"),
        ("PSAFE203", Programs.PSAFE203, "Reports.Queue.TryAdd("),
        ("PSAFE204", Programs.PSAFE204, "ConcurrentStack<long> s_free"),
        ("PSAFE207", Programs.PSAFE207, "TaskCreationOptions.RunContinuationsAsynchronously"),
        ("PSAFE208", SynchronizationPrograms.PSAFE208, "_log?.Close();"),
        ("PSAFE302", Programs.PSAFE302, "public static Mutex Create() => new(initiallyOwned: false, @\"Global\\orders\")"),
        ("PSAFE303", Programs.PSAFE303, "new(initiallyOwned: false, @\"Global\\shop_stock\")"),
        ("PSAFE305", Programs.PSAFE305, "catch (AbandonedMutexException)"),
        ("PSAFE306", Programs.PSAFE306, "s_mutex = new Mutex("),
        ("PSAFE307", Programs.PSAFE307, "mutex.WaitOne();"),
        ("PSAFE308", Programs.PSAFE308, "if (!createdNew)"),
        ("PSAFE310", SynchronizationPrograms.PSAFE310, "_held.Dispose();\n    }"),
        ("PSAFE311", SynchronizationPrograms.PSAFE311, "File.Move(temporary, path, overwrite: true);"),
        ("PSAFE313", SynchronizationPrograms.PSAFE313, "if (createdNew)"),
        ("PSAFE405", Programs.PSAFE405, "Process.Start(ForThisProgram(new ProcessStartInfo { Arguments = \"--again\" }))"),
        ("PSAFE601", Programs.PSAFE601, "startInfo.Environment[\"MODE\"] = mode;"),
        ("PSAFE602", Programs.PSAFE602, "startInfo.WorkingDirectory = folder;"),
        ("PSAFE701", ProcessIOPrograms.PSAFE701, "Task<string> outputTask = process.StandardOutput.ReadToEndAsync();"),
        ("PSAFE702", ProcessIOPrograms.PSAFE702, "errorTask.GetAwaiter().GetResult()"),
        ("PSAFE703", ProcessIOPrograms.PSAFE703, "process.BeginErrorReadLine();"),
        ("PSAFE704", ProcessIOPrograms.PSAFE704, "process.StandardInput.Close();"),
        ("PSAFE705", Programs.PSAFE705, "HandleInheritability.Inheritable"),
        ("PSAFE706", Programs.PSAFE706, "pipe.DisposeLocalCopyOfClientHandle();"),
        ("PSAFE707", Programs.PSAFE707, "Process.Start(startInfo)!;\n        pipe.DisposeLocalCopyOfClientHandle();"),
        ("PSAFE709", Programs.PSAFE709, "tool.EnableRaisingEvents = true;"),
        ("PSAFE714", ProcessIOPrograms.PSAFE714, "+= (_, e) => print(e.Data);\n        tool.BeginOutputReadLine();"),
        ("PSAFE720", ProcessIOPrograms.PSAFE720, "ProcessTextOutput result = Process.RunAndCaptureText(start);"),
        ("PSAFE721", ProcessIOPrograms.PSAFE721, "scan.WaitForExit();"),
        ("PSAFE731", ChannelPrograms.PSAFE731, "if (line is null)"),
        ("PSAFE733", ChannelPrograms.PSAFE733, "new NamedPipeClientStream(\".\", \"app.jobs\")"),
        ("PSAFE734", ChannelPrograms.PSAFE734, "var reader = new StreamReader(pipe);\n        for ("),
        ("PSAFE735", ChannelPrograms.PSAFE735, "new StreamWriter(pipe) { AutoFlush = true }"),
        ("PSAFE736", ChannelPrograms.PSAFE736, "server.Disconnect();"),
        ("PSAFE802", Programs.PSAFE802, "Environment.ExitCode = 1;"),
        ("PSAFE804", Programs.PSAFE804, "s_sigterm = PosixSignalRegistration.Create("),
        ("PSAFE805", Programs.PSAFE805, "e.Cancel = true;"),
    ];

    /// <summary>One run of dotnet format for all rules, or one for each where FORMAT_EACH is set, which takes four minutes.</summary>
    private static IEnumerable<string[]> Runs => Environment.GetEnvironmentVariable("FORMAT_EACH") is null
        ? [[.. Fixes.Select(static fix => fix.Id)]]
        : Fixes.Select(static fix => new[] { fix.Id });

    [Fact]
    public async Task DotnetFormat_FixesEachRuleInBothProjects()
    {
        string[] projects = ["First", "Second"];
        using ConsumerSolution solution = new(package, projects);
        solution.EditorConfig("dotnet_diagnostic.PSAFE720.severity = suggestion");
        foreach (string project in projects)
        {
            solution.Project(project, Programs.Main);
            foreach ((string id, string program, _) in Fixes)
            {
                solution.Write(project, $"{id}.cs", program);
            }
        }

        ProcessOutcome build = await solution.BuildAsync();
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.All(projects, project => Assert.All(Fixes, fix => Assert.True(
            solution.Log(project).Findings.Any(finding => finding.Id == fix.Id && finding.File == $"{fix.Id}.cs"),
            $"{fix.Id} is not reported in {project}/{fix.Id}.cs.")));

        foreach (string[] ids in Runs)
        {
            Assert.All(projects, project => Assert.All(
                Fixes.Where(fix => ids.Contains(fix.Id)),
                fix => Assert.Equal(fix.Program, solution.Read(project, $"{fix.Id}.cs"))));

            ProcessOutcome format = await solution.FormatAsync(ids);
            Assert.True(format.ExitCode == 0, format.Output);
            Assert.All(projects, project => Assert.All(
                Fixes.Where(fix => ids.Contains(fix.Id)),
                fix => Assert.Contains(fix.Expected, solution.Read(project, $"{fix.Id}.cs"))));
        }

        ProcessOutcome rebuild = await solution.BuildAsync("--no-restore");
        Assert.True(rebuild.ExitCode == 0, rebuild.Output);
        Assert.DoesNotContain("PSAFE", rebuild.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning CS", rebuild.Output, StringComparison.Ordinal);
    }
}
