using System;
using System.IO;
using Spectre.Console;

namespace ProcessSafety.Scan.Terminal;

/// <summary>Where results go, and where everything else does.</summary>
/// <param name="Out">Results.</param>
/// <param name="Messages">Progress, notes and errors.</param>
/// <param name="In">What a user types.</param>
internal sealed record Consoles(IAnsiConsole Out, IAnsiConsole Messages, TextReader In)
{
    /// <summary>Lines that are not for a screen are not broken.</summary>
    private const int Unlimited = 100_000;

    public static Consoles OfThisProcess() => new(Create(Console.Out), Create(Console.Error), Console.In);

    public static IAnsiConsole Create(TextWriter writer)
    {
        AnsiConsoleOutput output = new(writer);
        if (output.IsTerminal)
        {
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
        }

        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        plain.Profile.Width = Unlimited;
        return plain;
    }

    public void Error(string message) => Messages.MarkupLineInterpolated($"[red]error:[/] {message}");

    public void Note(string message) => Messages.MarkupLineInterpolated($"[grey]{message}[/]");
}
