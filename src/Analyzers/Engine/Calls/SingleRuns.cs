using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>
/// Whether a place runs once at most in a process: no loop comes back to it, and its method has one caller at most that does not either.
/// <code>
/// static void Main() { Register(); }
/// static void Register() => s_term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
/// </code>
/// </summary>
internal sealed class SingleRuns
{
    private readonly Compilation _compilation;
    private readonly ControlFlow.ControlFlow _flows;
    private readonly Callers _callers;

    private SingleRuns(Compilation compilation, ControlFlow.ControlFlow flows, Callers callers)
    {
        _compilation = compilation;
        _flows = flows;
        _callers = callers;
    }

    public static SingleRuns Of(ProcessModel model) => model.Get(static model => new SingleRuns(
        model.Compilation,
        ControlFlow.ControlFlow.Of(model),
        Callers.Of(model)));

    /// <summary>False also where a caller is not seen, such as one that has the method as a delegate.</summary>
    public bool Has(IOperation place, CancellationToken cancellationToken)
    {
        IOperation current = place;
        for (int calls = 0; calls <= Budgets.SingleRunCalls; calls++)
        {
            if (_flows.Around(current, cancellationToken) is not { } flow
                || flow.PointOf(current) is not { } point
                || flow.Reaches(point, point))
            {
                return false;
            }

            ISymbol? member = SourceBodies.Around(current, cancellationToken);
            if (RunsByItself(member, cancellationToken))
            {
                return true;
            }

            if (member is not IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } method
                || _callers.AllCalls(method, cancellationToken) is not { } callers
                || callers.Count > 1)
            {
                return false;
            }

            if (callers.Count == 0)
            {
                return method.MethodKind != MethodKind.Constructor;
            }

            current = callers[0];
        }

        return false;
    }

    /// <summary>True for what the runtime runs, once: Main, and what initialises a type.</summary>
    private bool RunsByItself(ISymbol? member, CancellationToken cancellationToken) =>
        member is IFieldSymbol { IsStatic: true }
            or IMethodSymbol { MethodKind: MethodKind.StaticConstructor }
            or IMethodSymbol { Name: WellKnownMemberNames.TopLevelStatementsEntryPointMethodName }
        || SymbolEqualityComparer.Default.Equals(member, _compilation.GetEntryPoint(cancellationToken));
}
