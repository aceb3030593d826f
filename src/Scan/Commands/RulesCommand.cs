using System.CommandLine;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Terminal;
using Spectre.Console;

namespace ProcessSafety.Scan.Commands;

/// <summary>`rules`: all of them, family by family.</summary>
internal static class RulesCommand
{
    public static Command Create(Consoles consoles)
    {
        Command command = new("rules", "List all rules.");
        return command.WithAction(consoles, (_, _) =>
        {
            foreach (IGrouping<string, DiagnosticDescriptor> family in Rulebook.Rules.GroupBy(Rulebook.FamilyOf))
            {
                Table table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "", "");
                foreach (DiagnosticDescriptor rule in family)
                {
                    table.AddRow(
                        new Markup($"  [bold]{rule.Id}[/]"),
                        Levels.Name(rule.DefaultSeverity),
                        new Text(Rulebook.FixesOf(rule.Id).Any() ? "fix" : ""),
                        new Text(rule.Title.ToString()));
                }

                consoles.Out.MarkupLineInterpolated($"[bold]{family.Key}[/]");
                consoles.Out.Write(table);
                consoles.Out.WriteLine();
            }

            consoles.Out.WriteLine(
                $"{Rulebook.Rules.Length} rules, version {Rulebook.Version}. 'processsafety explain PSAFE701' tells more of one.");
            return Task.FromResult(ExitCode.Clean);
        });
    }
}
