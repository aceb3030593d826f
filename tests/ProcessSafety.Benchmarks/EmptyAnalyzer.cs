using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Benchmarks;

/// <summary>
/// The baseline: registers, once, the action kinds that the rules register for code without delegates that leave the process, and does
/// nothing in them.
/// </summary>
internal sealed class EmptyAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Nothing = new(
        id: "NONE",
        "Nothing",
        "Nothing",
        "None",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Nothing];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            start.RegisterSemanticModelAction(static _ => { });
            start.RegisterSymbolAction(static _ => { }, SymbolKind.Field, SymbolKind.Property);
            start.RegisterCompilationEndAction(static _ => { });
        });
    }
}
