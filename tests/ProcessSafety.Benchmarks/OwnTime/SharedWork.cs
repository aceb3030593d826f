using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.ProcessIO;

namespace ProcessSafety.Benchmarks.OwnTime;

/// <summary>
/// Asks first for what several rules share, so that the rule that happens to ask first does not carry it. Runs before all rules, and
/// finds nothing.
/// </summary>
internal abstract class SharedWork(string name) : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor None =
        new("SHARED", "Shared work", "Shared work", "Performance", DiagnosticSeverity.Hidden, isEnabledByDefault: true);

    public static ImmutableArray<DiagnosticAnalyzer> All { get; } = [new Words(), new Delegates(), new Launches(), new Processes()];

    public string Name { get; } = name;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [None];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            ProcessModel model = ProcessModel.For(start.Compilation, start.Options, start.CancellationToken);
            Ask(model, start.CancellationToken);
            start.RegisterSemanticModelAction(file => Ask(model, file));
        });
    }

    private protected virtual void Ask(ProcessModel model, CancellationToken cancellationToken)
    {
    }

    private protected virtual void Ask(ProcessModel model, SemanticModelAnalysisContext file)
    {
    }

    private sealed class Words() : SharedWork("the words of each file")
    {
        private protected override void Ask(ProcessModel model, CancellationToken cancellationToken)
        {
            foreach (SyntaxTree tree in model.Compilation.SyntaxTrees)
            {
                SyntaxIndex.Of(tree).HasWord(nameof(System.Diagnostics.Process), cancellationToken);
            }
        }
    }

    private sealed class Delegates() : SharedWork("which methods run a delegate in another process")
    {
        private protected override void Ask(ProcessModel model, CancellationToken cancellationToken) => _ = Boundaries.Of(model).Exist;
    }

    private sealed class Launches() : SharedWork("where a program starts itself")
    {
        private protected override void Ask(ProcessModel model, SemanticModelAnalysisContext file) =>
            _ = SelfLaunches.Of(model).All(file.CancellationToken);
    }

    private sealed class Processes() : SharedWork("what each body does to processes")
    {
        private protected override void Ask(ProcessModel model, SemanticModelAnalysisContext file) =>
            _ = ProcessVerdicts.Of(model).In(file.SemanticModel.SyntaxTree, file.Options, file.CancellationToken).Count();
    }
}
