using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Baselines;
using ProcessSafety.Scan.Reports;
using ProcessSafety.Scan.Reports.Html;
using ProcessSafety.Scan.Reports.Sarif;
using ProcessSafety.Scan.Terminal;

namespace ProcessSafety.Scan.Commands;

/// <summary>`scan`: what the rules find, on the terminal and in files.</summary>
internal sealed class ScanCommand
{
    private readonly Option<DiagnosticSeverity> _severity = SeverityOption.Create("--severity", "The lowest level that is shown");

    private readonly Option<DiagnosticSeverity> _failOn =
        SeverityOption.Create("--fail-on", "The lowest level of a new finding that makes the exit code 1");

    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "A file of accepted findings, which 'processsafety baseline' writes: only others count.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _sarif = new("--sarif") { Description = "Write a SARIF 2.1 log.", HelpName = "FILE" };

    private readonly Option<string?> _html = new("--html") { Description = "Write a page to read, one file.", HelpName = "FILE" };

    private readonly Option<string> _format = new("--format")
    {
        Description = "How findings are printed: text, or tsv with a line for each.",
        DefaultValueFactory = static _ => "text",
    };

    private readonly LoadingOptions _loading;
    private readonly Consoles _consoles;

    private ScanCommand(Command command, Consoles consoles)
    {
        _consoles = consoles;
        _loading = LoadingOptions.AddTo(command);
        _format.AcceptOnlyFromAmong("text", "tsv");
        command.Add(_severity);
        command.Add(_failOn);
        command.Add(_baseline);
        command.Add(_sarif);
        command.Add(_html);
        command.Add(_format);
    }

    public static Command Create(Consoles consoles)
    {
        Command command = new("scan", "Run all rules over a solution, projects, folders or files.");
        return command.WithAction(consoles, new ScanCommand(command, consoles).RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        // A broken baseline ends the command before the long part.
        Baseline? baseline = parsed.GetValue(_baseline) is { } path ? Baseline.Read(path) : null;
        string? sarif = parsed.GetValue(_sarif);
        string? html = parsed.GetValue(_html);
        ScanQuestion question = _loading.QuestionOf(parsed, parsed.GetValue(_severity), withFixes: sarif is not null || html is not null);
        ScanResult result = await ScanRun.RunAsync(parsed, _loading, question, _consoles, cancellationToken).ConfigureAwait(false);
        result = baseline?.Compare(result) ?? result;

        if (sarif is not null)
        {
            OutputFile.Write(sarif, stream => SarifReport.Create(result, baseline is not null).Write(stream));
        }

        if (html is not null)
        {
            OutputFile.Write(html, stream => HtmlReport.Write(stream, result, baseline is not null));
        }

        if (parsed.GetValue(_format) == "tsv")
        {
            TsvReport.Write(_consoles.Out.Profile.Out.Writer, result.Findings);
        }
        else
        {
            new TextReport(_consoles.Out).Write(result, baseline is not null);
        }

        ScanRun.ReportProblems(result, _consoles);
        return !result.IsComplete ? ExitCode.Failed
            : result.NewAtLeast(parsed.GetValue(_failOn)) > 0 ? ExitCode.Findings
            : ExitCode.Clean;
    }
}
