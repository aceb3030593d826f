using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Fixes;
using ProcessSafety.Scan.Loading;
using ProcessSafety.Scan.Progress;
using ProcessSafety.Scan.Terminal;
using Spectre.Console;

namespace ProcessSafety.Scan.Commands;

/// <summary>`fix`: applies the fixes of rules, once a user has seen what they change.</summary>
internal sealed class FixCommand
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Write the changes without asking." };
    private readonly LoadingOptions _loading;
    private readonly Consoles _consoles;

    private FixCommand(Command command, Consoles consoles)
    {
        _consoles = consoles;
        _loading = LoadingOptions.AddTo(command);
        command.Add(_yes);
    }

    public static Command Create(Consoles consoles)
    {
        Command command = new(
            "fix",
            "Apply the safe fixes of all rules; or those of the rules that --ids names, review fixes included where there is no safe one.");
        return command.WithAction(consoles, new FixCommand(command, consoles).RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ImmutableArray<string> ids = _loading.IdsOf(parsed);
        using Workload workload = await ScanProgress.ShowAsync(_consoles, _loading.IsQuiet(parsed), async progress =>
        {
            ScanInput input = await ScanInput.ResolveAsync(_loading.PathsOf(parsed), cancellationToken).ConfigureAwait(false);
            return await Loader.LoadAsync(input, _loading.LoadOf(parsed), progress, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        foreach (LoadFailure failure in workload.Failures)
        {
            _consoles.Error($"{failure.Name} was not scanned: {failure.Reason}");
        }

        FixedFiles files = await ScanProgress.ShowAsync(
                _consoles,
                _loading.IsQuiet(parsed),
                progress => new FixSession(ids, progress).RunAsync(workload, cancellationToken))
            .ConfigureAwait(false);
        Show(files);
        if (files.Changes.IsEmpty)
        {
            _consoles.Note("There is nothing to fix.");
            return workload.Failures.IsEmpty ? ExitCode.Clean : ExitCode.Failed;
        }

        if (!parsed.GetValue(_yes) && !Agrees(files))
        {
            _consoles.Note("Nothing was written.");
            return ExitCode.Findings;
        }

        files.Write();
        _consoles.Note($"{Counted.Of(files.Changes.Length, "file")} written.");
        return workload.Failures.IsEmpty ? ExitCode.Clean : ExitCode.Failed;
    }

    private bool Agrees(FixedFiles files)
    {
        _consoles.Messages.Write($"Change {Counted.Of(files.Changes.Length, "file")}? [y/N] ");
        string answer = _consoles.In.ReadLine()?.Trim() ?? "";
        return answer.StartsWith("y", ignoreCase: true, CultureInfo.InvariantCulture);
    }

    private void Show(FixedFiles files)
    {
        foreach (FileChange change in files.Changes)
        {
            _consoles.Out.MarkupLineInterpolated($"[bold]{change.Path}[/]");
            foreach (string line in change.Diff)
            {
                string color = line[0] switch
                {
                    '+' => "green",
                    '-' => "red",
                    '@' => "teal",
                    _ => "default",
                };
                _consoles.Out.MarkupLine($"[{color}]{line.EscapeMarkup()}[/]");
            }

            _consoles.Out.WriteLine();
        }

        foreach (AppliedFix applied in files.Applied)
        {
            _consoles.Out.WriteLine($"{applied.Id}: {applied.Title}");
        }
    }
}
