using System;
using System.IO;
using System.Threading.Tasks;
using ProcessSafety.Scan.Commands;
using ProcessSafety.Scan.Terminal;
using Spectre.Console;
using Xunit;

namespace ProcessSafety.Scan.Tests.Reports;

public sealed class PictureTests
{
    /// <summary>The picture in the README is what a terminal shows. UPDATE=1 draws it again.</summary>
    [Fact]
    public async Task GeneratedPicture_IsWhatATerminalShows()
    {
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = 112;
        Recorder recorder = console.CreateRecorder();

        await CommandLine.RunAsync(
            [
                "scan", Path.Combine(Repository.Root, "samples", "WorkerPool"),
                "--source-only", "--quiet", "--ids", "PSAFE201,PSAFE701,PSAFE703,PSAFE801",
            ],
            new Consoles(recorder, Consoles.Create(TextWriter.Null), TextReader.Null));

        string picture = recorder.Export(new SvgEncoder());
        string path = Path.Combine(Repository.Root, "docs", "images", "scan.svg");
        if (Environment.GetEnvironmentVariable("UPDATE") is not null)
        {
            await File.WriteAllTextAsync(path, picture);
        }

        Assert.Equal(await File.ReadAllTextAsync(path), picture);
    }
}
