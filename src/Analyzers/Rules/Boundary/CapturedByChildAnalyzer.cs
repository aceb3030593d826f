using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// PSAFE101: a delegate that runs in another process uses a variable that it captured.
/// Reported on the use, or on the call that leads to it, once for each variable and delegate, where the closure is created again.
/// Left alone: constants and names, the delegate's own parameters and variables, static members, variables that the child
/// sets before it reads them, unnamed primitives and queues (PSAFE102, PSAFE103), and closures that are copied (PSAFE106).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CapturedByChildAnalyzer : ProcessSafetyAnalyzer
{
    public CapturedByChildAnalyzer()
        : base(Rules.CapturedByChild)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterChildDelegateAction(model, (child, report, cancellationToken) =>
        {
            if (child.Kind != BoundaryKind.Recreates)
            {
                return;
            }

            foreach (ChildState state in ChildState.Of(ChildCode.Of(model).Uses(child, cancellationToken)))
            {
                bool isOurs = state.Kind == StateKind.Data
                    || (state.Kind == StateKind.Primitive
                        && !PrimitiveNames.IsUnnamed(state, MemberHistories.Of(model), NamedPrimitives.Of(model), cancellationToken));
                if (isOurs && state is { IsCaptured: true, IsSetByChild: false })
                {
                    report(Rules.CapturedByChild.At(state.First, ChildDelegates.Properties(child), state.First.Text, Found(state)));
                }
            }
        });

    /// <summary>What the child finds in place of the value.</summary>
    private static string Found(ChildState state) =>
        state.First.Use.IsOfThis
            ? $"the value of a new '{state.Symbol.ContainingType.Name}'"
            : ChildState.DefaultOf(state.First.Use.Reference.Type);
}
