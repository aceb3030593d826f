using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Configuration;

/// <summary>
/// PSAFE001: a line of an API file has no effect.
/// Reported when the line cannot be parsed, or the member or parameter that it names is none that this compilation can see.
/// Left alone when the line names at least one member; comments and empty lines.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ApiFileAnalyzer : ProcessSafetyAnalyzer
{
    public ApiFileAnalyzer()
        : base(Rules.ApiLineIsWrong)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model)
    {
        if (!context.Options.AdditionalFiles.Any(ApiFile.IsApiFile))
        {
            return;
        }

        context.RegisterAdditionalFileAction(file =>
        {
            if (!ApiFile.IsApiFile(file.AdditionalFile) || file.AdditionalFile.GetText(file.CancellationToken) is not { } text)
            {
                return;
            }

            foreach (ApiLine line in ApiFile.Lines(text))
            {
                if (ProblemOf(line, file.Compilation) is { } problem)
                {
                    Location place = Location.Create(file.AdditionalFile.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span));
                    file.ReportDiagnostic(Diagnostic.Create(Rules.ApiLineIsWrong, place, string.Join(" ", line.Words), problem));
                }
            }
        });
    }

    private static string? ProblemOf(ApiLine line, Compilation compilation)
    {
        if (ApiModel.Parse(line, out string? problem) is not { } model)
        {
            return problem;
        }

        List<ISymbol> members = model.Members(compilation).ToList();
        return members.Count == 0 ? $"this project has no member '{model.Id}'"
            : model.Parameter is { } name && !members.OfType<IMethodSymbol>().Any(method => method.Parameters.Any(parameter => parameter.Name == name))
            ? $"'{model.MemberName}' has no parameter '{name}'"
            : null;
    }
}
