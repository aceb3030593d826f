using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Configuration;

/// <summary>
/// PSAFE001: a line of an API file, or an option, has no effect.
/// Reported when the line cannot be parsed, or the member or parameter that it names is not one that this compilation can see; and
/// when the option has a value that it cannot have, or does not exist, or the preset does not: once for each, in the build and at no
/// place, since a compilation does not say in which file an option is.
/// Left alone when the line names at least one member; comments and empty lines.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigurationAnalyzer : ProcessSafetyAnalyzer
{
    public ConfigurationAnalyzer()
        : base(Rules.ApiLineIsWrong, Rules.OptionIsWrong)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model)
    {
        if (context.Options.AdditionalFiles.Any(ApiFile.IsApiFile))
        {
            context.RegisterAdditionalFileAction(ReportLines);
        }

        context.RegisterCompilationEndAction(ReportOptions);
    }

    private static void ReportLines(AdditionalFileAnalysisContext context)
    {
        if (!ApiFile.IsApiFile(context.AdditionalFile) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        foreach (ApiLine line in ApiFile.Lines(text))
        {
            if (ProblemOf(line, context.Compilation) is { } problem)
            {
                Location place = Location.Create(context.AdditionalFile.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span));
                context.ReportDiagnostic(Diagnostic.Create(Rules.ApiLineIsWrong, place, string.Join(" ", line.Words), problem));
            }
        }
    }

    private static void ReportOptions(CompilationAnalysisContext context)
    {
        if (context.Options.UnknownPreset() is { } preset)
        {
            string advice = preset.Nearest is null
                ? $"the presets are {string.Join(", ", AnalyzerSettings.Presets)}"
                : Meant(preset.Nearest);
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.OptionIsWrong,
                Location.None,
                $"ProcessSafetyPreset = {preset.Name}",
                $"no preset has this name ({advice})"));
        }

        foreach ((string key, string? nearest) in context.Options.UnknownKeys(context.Compilation))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.OptionIsWrong,
                Location.None,
                key,
                "no option has this name" + (nearest is null ? "" : $" ({Meant(nearest)})")));
        }

        foreach (NumberOption option in AnalyzerSettings.Numbers)
        {
            foreach (string wrong in context.Compilation.SyntaxTrees
                .Select(tree => context.Options.TextOf(option, tree))
                .OfType<string>()
                .Distinct()
                .Where(static text => !NumberOption.TryParse(text, out _)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Rules.OptionIsWrong,
                    Location.None,
                    $"{option.Key} = {wrong}",
                    $"its value is not a whole number of {option.Unit} above 0"));
            }
        }
    }

    private static string Meant(string name) => $"did you mean '{name}'?";

    private static string? ProblemOf(ApiLine line, Compilation compilation)
    {
        if (ApiModelParser.Parse(line, out string? problem) is not { } model)
        {
            return problem;
        }

        List<ISymbol> members = model.Members(compilation).ToList();
        return members.Count == 0 ? $"this project has no member '{model.Id}'"
            : model.Parameter is { } name
                && !members.OfType<IMethodSymbol>().Any(method => method.Parameters.Any(parameter => parameter.Name == name))
            ? $"'{model.MemberName}' has no parameter '{name}'"
            : null;
    }
}
