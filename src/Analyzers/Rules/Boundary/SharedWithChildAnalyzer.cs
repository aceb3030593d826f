using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// PSAFE102, PSAFE103: an unnamed lock or signal, or a queue, is used by a delegate that runs in another process and by the
/// code that stays.
/// Reported on the use in the delegate, or on the call that leads to it, when the delegate captured the object, or when it is
/// static and code that does not only run in children uses it too.
/// Left alone: named primitives, those whose creation cannot be seen, what the child makes for itself, and static members
/// that only the child's code uses.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedWithChildAnalyzer : ProcessSafetyAnalyzer
{
    public SharedWithChildAnalyzer()
        : base(Rules.PrimitiveOfOneProcess, Rules.QueueOfOneProcess)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterChildDelegateAction(model, (child, report, cancellationToken) =>
        {
            foreach (ChildState state in ChildState.Of(ChildCode.Of(model).Uses(child, cancellationToken)))
            {
                if (RuleFor(state, model, cancellationToken) is not { } rule || state.IsSetByChild)
                {
                    continue;
                }

                SimpleNameSyntax? parent = state.IsCaptured
                    ? null
                    : ChildSide.Of(model).ParentMentions(state.Symbol, cancellationToken).FirstOrDefault();
                bool crosses = state.IsCaptured ? child.Kind == BoundaryKind.Recreates : parent is not null;
                if (crosses)
                {
                    report(rule.At(state.First, parent, ChildDelegates.Properties(child, state.Symbol), state.First.Text));
                }
            }
        });

    private static DiagnosticDescriptor? RuleFor(
        ChildState state,
        ProcessModel known,
        CancellationToken cancellationToken) =>
        state.Kind switch
        {
            StateKind.Primitive
                when PrimitiveNames.IsUnnamed(state, MemberHistories.Of(known), NamedPrimitives.Of(known), cancellationToken) =>
                Rules.PrimitiveOfOneProcess,
            StateKind.Queue => Rules.QueueOfOneProcess,
            _ => null,
        };
}
