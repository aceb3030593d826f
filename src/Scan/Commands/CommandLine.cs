using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProcessSafety.Scan.Terminal;

namespace ProcessSafety.Scan.Commands;

/// <summary>All commands, and what happens when one cannot do what it was asked to.</summary>
internal static class CommandLine
{
    /// <summary>Ctrl+C ends the process after this, whatever is still at work.</summary>
    private static readonly TimeSpan CancellationLimit = TimeSpan.FromMilliseconds(800);

    /// <summary>Runs a command and tells its exit code.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> args, Consoles consoles)
    {
        RootCommand root = new("Finds C# code that hangs, crashes or loses data around processes, before a package is installed.")
        {
            ScanCommand.Create(consoles),
            BaselineCommand.Create(consoles),
            FixCommand.Create(consoles),
            MergeCommand.Create(consoles),
            RulesCommand.Create(consoles),
            ExplainCommand.Create(consoles),
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (string error in parsed.Errors.Select(static error => error.Message))
            {
                consoles.Error($"{error} 'processsafety --help' and 'processsafety COMMAND --help' tell what there is.");
            }

            return Task.FromResult(ExitCode.Failed);
        }

        return parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = CancellationLimit,
            Output = consoles.Out.Profile.Out.Writer,
            Error = consoles.Messages.Profile.Out.Writer,
        });
    }

    /// <summary>A command whose failures become a message and an exit code.</summary>
    public static Command WithAction(
        this Command command,
        Consoles consoles,
        Func<ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await action(parsed, cancellationToken).ConfigureAwait(false);
            }
            catch (ScanException error)
            {
                consoles.Error(error.Message);
                return ExitCode.Failed;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                consoles.Error("cancelled");
                return ExitCode.Cancelled;
            }
        });
        return command;
    }
}
