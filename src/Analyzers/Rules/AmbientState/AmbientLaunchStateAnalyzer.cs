using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.AmbientState;

/// <summary>
/// PSAFE601 and PSAFE602: the environment or the current directory of this process is changed so that a child gets it, although
/// all threads share them.
/// Reported on the change when a start of a process follows it in the same method, or in one that is called, and sees its value.
/// Left alone: the start-up of a program unless it takes the change back, what gives a setting its old value, start infos that
/// set the same themselves, tests that run alone, and MSBuild tasks.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AmbientLaunchStateAnalyzer : ProcessSafetyAnalyzer
{
    private const string BuildTask = "Microsoft.Build.Framework.ITask";

    public AmbientLaunchStateAnalyzer()
        : base(Rules.AmbientEnvironment, Rules.AmbientDirectory)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SemanticModel semantics = file.SemanticModel;
            SyntaxIndex index = SyntaxIndex.Of(semantics.SyntaxTree);
            IEnumerable<AmbientSet> direct = index.Occurrences(KnownNames.AmbientWords.Words, cancellationToken: file.CancellationToken)
                .Select(token => AmbientSet.At(token, semantics, file.CancellationToken))
                .OfType<AmbientSet>();
            HashSet<(SyntaxNode Place, bool IsDirectory)> reported = new();
            foreach (AmbientSet set in direct.Concat(AmbientCalls.Of(model).In(semantics.SyntaxTree, file.CancellationToken)))
            {
                if (!MayChangeIt(set, file.CancellationToken)
                    && AmbientLaunch.After(set, model, file.CancellationToken) is { } launch
                    && reported.Add((set.Operation.Syntax, set.Variable is null)))
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        set.Variable is null ? Rules.AmbientDirectory : Rules.AmbientEnvironment,
                        set.Operation.Syntax.GetLocation(),
                        launch.Starts.Select(static start => start.Syntax.GetLocation()),
                        ExplicitSetting.Of(set, launch, model, file.CancellationToken),
                        Sites.OneLine(set.Operation.Syntax.ToString()),
                        Sites.OfFact(launch.Starts[0]).Text));
                }
            }
        });

    /// <summary>True for a test that runs alone, and for a task of MSBuild, which has analyzers of its own for this.</summary>
    private static bool MayChangeIt(AmbientSet set, CancellationToken cancellationToken)
    {
        for (ISymbol? symbol = SourceBodies.Around(set.Operation, cancellationToken);
            symbol is not (null or INamespaceSymbol);
            symbol = symbol.ContainingSymbol)
        {
            if (symbol.GetAttributes().Any(static attribute =>
                    attribute.AttributeClass is { } type && KnownNames.RunsAlone.Has(type.Name))
                || (symbol is INamedTypeSymbol type
                    && type.AllInterfaces.Any(static contract => Knowledge.KnownTypes.Is(contract, BuildTask))))
            {
                return true;
            }
        }

        return false;
    }
}
