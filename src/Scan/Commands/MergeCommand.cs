using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProcessSafety.Scan.Reports;
using ProcessSafety.Scan.Reports.Sarif;
using ProcessSafety.Scan.Terminal;

namespace ProcessSafety.Scan.Commands;

/// <summary>`merge`: one log of those of several parts.</summary>
internal sealed class MergeCommand
{
    private readonly Argument<string[]> _logs = new("LOG")
    {
        Description = "SARIF logs that 'scan --sarif' wrote.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The file to write.",
        HelpName = "FILE",
        DefaultValueFactory = static _ => "processsafety.sarif",
    };

    private readonly Consoles _consoles;

    private MergeCommand(Command command, Consoles consoles)
    {
        _consoles = consoles;
        command.Add(_logs);
        command.Add(_output);
    }

    public static Command Create(Consoles consoles)
    {
        Command command = new("merge", "Merge the SARIF logs of several parts (--shard) into one.");
        return command.WithAction(consoles, new MergeCommand(command, consoles).RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = parsed.GetValue(_output)!;
        List<SarifLog> logs = [.. parsed.GetValue(_logs)!.Select(SarifLog.Read)];
        SarifLog merged = SarifLog.Merge(logs);
        cancellationToken.ThrowIfCancellationRequested();
        OutputFile.Write(path, merged.Write);
        _consoles.Note($"{Counted.Of(merged.Results, "result")} of {Counted.Of(logs.Count, "log")} written to {path}");
        return Task.FromResult(ExitCode.Clean);
    }
}
