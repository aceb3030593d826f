using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Baselines;
using ProcessSafety.Scan.Terminal;

namespace ProcessSafety.Scan.Commands;

/// <summary>`baseline`: accepts what is found today.</summary>
internal sealed class BaselineCommand
{
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The file to write.",
        HelpName = "FILE",
        DefaultValueFactory = static _ => Baseline.DefaultName,
    };

    private readonly LoadingOptions _loading;
    private readonly Consoles _consoles;

    private BaselineCommand(Command command, Consoles consoles)
    {
        _consoles = consoles;
        _loading = LoadingOptions.AddTo(command);
        command.Add(_output);
    }

    public static Command Create(Consoles consoles)
    {
        Command command = new("baseline", "Write all findings of today to a file, so that 'scan --baseline' counts only new ones.");
        return command.WithAction(consoles, new BaselineCommand(command, consoles).RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = parsed.GetValue(_output)!;
        if (File.Exists(path))
        {
            // A file that is no baseline is somebody's; it is not overwritten.
            Baseline.Read(path);
        }

        // Of every level: a suggestion that becomes a warning later is not new.
        ScanQuestion question = _loading.QuestionOf(parsed, DiagnosticSeverity.Info, withFixes: false);
        ScanResult result = await ScanRun.RunAsync(parsed, _loading, question, _consoles, cancellationToken).ConfigureAwait(false);
        ScanRun.ReportProblems(result, _consoles);
        if (!result.IsComplete)
        {
            throw new ScanException($"'{path}' was not written, since not everything was scanned.");
        }

        Baseline.Of(result.Findings).Write(path);
        _consoles.Note($"{Counted.Of(result.Findings.Length, "finding")} written to {path}");
        return ExitCode.Clean;
    }
}
