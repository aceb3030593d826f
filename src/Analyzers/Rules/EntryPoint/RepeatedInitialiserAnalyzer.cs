using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>
/// PSAFE403: a program starts itself for its workers, or runs a delegate in a child, and what its initializers do happens in each of them.
/// Reported on a side effect of a module initializer, and of a static constructor or static initializer of a type that the worker's
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
            bool hasWorkers = EntryPoints.Of(model).Main is not null && SelfLaunches.Of(model).Workers(file.CancellationToken).Any();
            if (!hasWorkers && ChildDelegateSites.Of(model).All(file.CancellationToken).IsEmpty)
            {
                return;
            }

            ImmutableArray<SelfLaunch> launches = SelfLaunches.Of(model).All(file.CancellationToken);
            foreach (Root root in Roots(file.SemanticModel, model, file.CancellationToken))
            {
                HashSet<Site> reported = new();
                foreach (CallPath path in CodeReach.Of(model).From(root, file.CancellationToken))
                {
                    if (path.Fact is SideEffect effect
                        && path.Certainty != Certainty.Sometimes
                        && path.First.Tree == file.SemanticModel.SyntaxTree
                        && !StartUpEffects.IsOfOneProcess(effect)
                        && !launches.Any(launch => launch.Is(effect))
                        && reported.Add(path.First))
                    {
                        file.ReportDiagnostic(Rules.InitialiserRunsInWorkers.At(path, properties: null, path.Text));
                    }
                }
            }
        });

    private static IEnumerable<Root> Roots(SemanticModel model, ProcessModel known, CancellationToken cancellationToken)
    {
        foreach (Root root in EntryPoints.Of(known).ModuleInitializers(model.SyntaxTree, cancellationToken))
        {
            yield return root;
        }

        foreach (TypeDeclarationSyntax type in SyntaxIndex.Of(model.SyntaxTree).Types)
        {
            if (type.Members.Any(EntryPoints.MayInitialise)
                && model.GetDeclaredSymbol(type, cancellationToken) is { } symbol
                && WorkerCode.Of(known).Initialises(symbol, cancellationToken))
            {
                foreach (Root root in EntryPoints.Of(known).StaticInitializers(type, cancellationToken))
                {
                    yield return root;
                }
            }
        }
    }
}
