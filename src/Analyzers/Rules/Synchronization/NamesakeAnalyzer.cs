using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE309: whether the program runs already is asked of the names of processes.
/// Reported on GetProcessesByName with the own name, and on GetProcesses filtered by it, when the program ends or continues by what they
/// find, or kills it. Left alone: names of other programs, what is only logged or shown, candidates whose own file is compared, and
/// programs with a mutex.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NamesakeAnalyzer : ProcessSafetyAnalyzer
{
    private const string ByName = "GetProcessesByName";
    private const string All = "GetProcesses";
    private const string Mutex = "Mutex";

    public NamesakeAnalyzer()
        : base(Rules.InstanceFoundByName)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            foreach (InvocationExpressionSyntax call in index.CallsOf(ByName, file.CancellationToken)
                .Concat(index.CallsOf(All, file.CancellationToken)))
            {
                if (!index.HasIdentifier(Mutex, file.CancellationToken)
                    && file.SemanticModel.GetOperation(call, file.CancellationToken) is IInvocationOperation search
                    && search.TargetMethod.ContainingType.Is(KnownTypes.Process)
                    && EntryPoints.Of(model).MainDeclaration(file.CancellationToken) is { } main
                    && !SyntaxIndex.Of(main.SyntaxTree).HasIdentifier(Mutex, file.CancellationToken)
                    && new Namesakes(model, file.CancellationToken).UseOf(search) is { } use)
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.InstanceFoundByName,
                        call.GetLocation(),
                        Sites.OneLine(call.ToString()),
                        use));
                }
            }
        });
}
