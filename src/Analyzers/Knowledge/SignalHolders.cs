using System.Collections.Immutable;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>
/// Hosts and command-line libraries that handle the signals which end a process by themselves: they cancel them, and let the program shut
/// down gracefully.
/// </summary>
internal static class SignalHolders
{
    /// <summary>A type of the library, by metadata name, and the words of which a program that uses it for its start has one.</summary>
    public static readonly ImmutableArray<(string Type, ImmutableArray<string> Words)> All = ImmutableArray.Create(
        ("Microsoft.Extensions.Hosting.IHost", ImmutableArray.Create("Microsoft.Extensions.Hosting", "IHost", "WebApplication")),
        ("System.CommandLine.ParseResult", ImmutableArray.Create("InvokeAsync")),
        ("System.CommandLine.Builder.CommandLineBuilder", ImmutableArray.Create("CancelOnProcessTermination", "UseDefaults")),
        ("McMaster.Extensions.CommandLineUtils.CommandLineApplication", ImmutableArray.Create("ExecuteAsync")),
        ("ConsoleAppFramework.ConsoleApp", ImmutableArray.Create("ConsoleApp")),
        ("CliFx.CliApplicationBuilder", ImmutableArray.Create("CliApplicationBuilder", "CommandLineApplicationBuilder")));
}
