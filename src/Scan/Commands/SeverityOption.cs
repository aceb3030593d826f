using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Scan.Commands;

/// <summary>An option whose value is a level of findings.</summary>
internal static class SeverityOption
{
    private static readonly string[] Names = ["info", "warning", "error"];

    public static Option<DiagnosticSeverity> Create(string name, string description)
    {
        Option<DiagnosticSeverity> option = new(name)
        {
            Description = $"{description}: info, warning or error.",
            HelpName = "LEVEL",
            DefaultValueFactory = static _ => DiagnosticSeverity.Warning,
            CustomParser = Parse,
        };
        option.CompletionSources.Add(Names);
        return option;
    }

    private static DiagnosticSeverity Parse(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (Names.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<DiagnosticSeverity>(text, ignoreCase: true);
        }

        argument.AddError($"'{text}' is no level. Levels are info, warning and error.");
        return default;
    }
}
