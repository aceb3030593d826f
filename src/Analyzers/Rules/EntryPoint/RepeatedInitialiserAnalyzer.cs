using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Reach;
using ProcessSafety.Analyzers.Reach.Launches;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>
/// PSAFE403: a program starts itself for its workers, or runs a delegate in a child, and what its initialisers do happens in each of them.
/// Reported on a side effect of a module initialiser, and of a static constructor or static initialiser of a type that the worker's
/// code or the delegate uses, itself or through calls.
/// Left alone: Lazy and other delegates, pure creation, types that only the parent uses, programs without children of their own code.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedInitialiserAnalyzer : ProcessSafetyAnalyzer
{
    public RepeatedInitialiserAnalyzer()
        : base(Rules.InitialiserRunsInWorkers)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            CodeReach reach = model.Reach;
            bool hasWorkers = reach.EntryPoints.Main is not null && reach.SelfLaunches.Workers(file.CancellationToken).Any();
            if (!hasWorkers && reach.ChildDelegateSites.All(file.CancellationToken).IsEmpty)
            {
                return;
            }

            ImmutableArray<CallPath> paths = hasWorkers
                ? reach.From(reach.EntryPoints.Main!, file.CancellationToken)
                : ImmutableArray<CallPath>.Empty;
            ImmutableArray<SelfLaunch> launches = reach.SelfLaunches.All(file.CancellationToken);
            foreach (Root root in Roots(file.SemanticModel, paths, reach, file.CancellationToken))
            {
                HashSet<Site> reported = new();
                foreach (CallPath path in reach.From(root, file.CancellationToken))
                {
                    if (path.Fact is SideEffect effect
                        && path.Certainty != Certainty.Sometimes
                        && path.First.Tree == file.SemanticModel.SyntaxTree
                        && !StartUpEffects.IsOfOneProcess(effect)
                        && !launches.Any(launch => launch.Is(effect))
                        && reported.Add(path.First))
                    {
                        file.ReportDiagnostic(Diagnostic.Create(
                            Rules.InitialiserRunsInWorkers,
                            path.First.Location,
                            path.Further,
                            path.Text));
                    }
                }
            }
        });

    private static IEnumerable<Root> Roots(
        SemanticModel model,
        ImmutableArray<CallPath> paths,
        CodeReach reach,
        CancellationToken cancellationToken)
    {
        foreach (Root root in reach.EntryPoints.ModuleInitializers(model.SyntaxTree, cancellationToken))
        {
            yield return root;
        }

        foreach (TypeDeclarationSyntax type in SyntaxIndex.Of(model.SyntaxTree).Types)
        {
            if (type.Members.Any(EntryPoints.MayInitialise)
                && model.GetDeclaredSymbol(type, cancellationToken) is { } symbol
                && reach.WorkerCode.Initialises(symbol, paths, cancellationToken))
            {
                foreach (Root root in reach.EntryPoints.StaticInitializers(type, cancellationToken))
                {
                    yield return root;
                }
            }
        }
    }
}
