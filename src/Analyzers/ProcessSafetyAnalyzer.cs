using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Analyzers;

/// <summary>
/// Base of every analyzer here: runs concurrently, leaves generated code alone, and sees one <see cref="ProcessModel"/> per compilation.
/// </summary>
public abstract class ProcessSafetyAnalyzer : DiagnosticAnalyzer
{
    protected ProcessSafetyAnalyzer(params DiagnosticDescriptor[] rules) => SupportedDiagnostics = ImmutableArray.Create(rules);

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start => Register(
            start,
            ProcessModel.For(start.Compilation, start.Options, start.CancellationToken)));
    }

    /// <summary>Registers the narrowest live actions that the rule needs; none when the compilation lacks its types.</summary>
    internal abstract void Register(CompilationStartAnalysisContext context, ProcessModel model);
}
