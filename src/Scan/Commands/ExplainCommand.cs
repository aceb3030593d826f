using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Terminal;
using Spectre.Console;

namespace ProcessSafety.Scan.Commands;

/// <summary>`explain`: the page of a rule.</summary>
internal sealed class ExplainCommand
{
    private readonly Argument<string[]> _ids = new("ID") { Description = "Ids of rules.", Arity = ArgumentArity.OneOrMore };
    private readonly Consoles _consoles;

    private ExplainCommand(Command command, Consoles consoles)
    {
        _consoles = consoles;
        command.Add(_ids);
    }

    public static Command Create(Consoles consoles)
    {
        Command command = new("explain", "Show the page of a rule: what goes wrong, why, and what to do.");
        return command.WithAction(consoles, new ExplainCommand(command, consoles).RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        DiagnosticDescriptor[] rules = [.. parsed.GetValue(_ids)!.Select(static id => Rulebook.Find(id)
            ?? throw new ScanException($"There is no rule '{id}'. 'processsafety rules' lists them."))];
        foreach (DiagnosticDescriptor rule in rules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using StreamReader page = new(typeof(ExplainCommand).Assembly.GetManifestResourceStream($"{rule.Id}.md")!);
            new MarkdownView(_consoles.Out).Write(page.ReadToEnd());
            _consoles.Out.WriteLine();
            _consoles.Out.WriteLine(rule.HelpLinkUri);
        }

        return Task.FromResult(ExitCode.Clean);
    }
}
