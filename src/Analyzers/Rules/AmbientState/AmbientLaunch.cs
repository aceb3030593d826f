using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.AmbientState;

/// <summary>The starts that a change of an ambient setting is meant for.</summary>
/// <param name="Starts">The calls that start a process, or that call a method which does, in the order of the code.</param>
/// <param name="Restores">What gives the setting its value back.</param>
/// <param name="Between">What else the body does from the change until it is taken back.</param>
internal sealed record AmbientLaunch(
    ImmutableArray<IOperation> Starts,
    ImmutableArray<AmbientSet> Restores,
    ImmutableArray<IOperation> Between)
{
    /// <summary>
    /// The launch that follows a change in its body; null when none does, or when the change is part of the program's start-up.
    /// </summary>
    public static AmbientLaunch? After(AmbientSet set, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(set.Operation);
        AmbientCalls changes = AmbientCalls.Of(model);
        ValueSources sources = ValueSources.Of(model);
        List<AmbientSet> sets = body.Descendants().SelectMany(operation => changes.At(operation, cancellationToken)).ToList();
        LocalAssignments assignments = new(LocalAssignments.Outermost(body));
        List<IOperation> calls = body.Descendants()
            .Where(AmbientStarts.IsCall)
            .Where(call => ControlFlow.BodyAround(call) == body || IsInPassedLambda(call, body))
            .ToList();
        SyntaxNode? scope = set.IsCalled ? AmbientCalls.ScopeOf(set.Operation) : null;
        if (set.IsRestore(sets, assignments, sources, cancellationToken)
            || IsDefault(set, sets)
            || calls.Where(call => (scope is null || scope.Span.Contains(call.Syntax.Span))
                && !set.Operation.Syntax.Span.Contains(call.Syntax.Span)
                && AmbientStarts.Of(model).IsStart(call, set, cancellationToken)).ToImmutableArray() is not { IsEmpty: false } starts
            || ControlFlow.Of(model).Of(body, cancellationToken) is not { } flow
            || flow.PointOf(set.Operation) is not { } from)
        {
            return null;
        }

        List<AmbientSet> others = sets.Where(other => other.Operation.Syntax != set.Operation.Syntax && set.IsOfSameSetting(other))
            .ToList();
        FlowReach seen = flow.From(from, others.Select(other => flow.PointOf(other.Operation)).OfType<FlowPoint>().ToList());
        starts = starts.Where(start => seen.Contains(PointOf(start, body, flow))).ToImmutableArray();
        ImmutableArray<AmbientSet> restores = others
            .Where(other => other.IsRestore(sets, assignments, sources, cancellationToken) && seen.Contains(flow.PointOf(other.Operation)))
            .ToImmutableArray();
        if (starts.IsEmpty || (restores.IsEmpty && scope is null && IsStartUp(set.Operation, model, cancellationToken)))
        {
            return null;
        }

        return new AmbientLaunch(
            starts,
            restores,
            body.Descendants().Where(operation => operation != set.Operation && seen.Contains(flow.PointOf(operation))).ToImmutableArray());
    }

    /// <summary>True for a variable that gets a value where it has none: a default of the program, whoever it starts.</summary>
    private static bool IsDefault(AmbientSet set, List<AmbientSet> sets)
    {
        for (IOperation child = set.Operation; child.Parent is { } parent; child = parent)
        {
            if (parent is IConditionalOperation branch
                && branch.Condition != child
                && sets.Any(other => other.Variable is not null
                    && child.Syntax.Span.Contains(other.Operation.Syntax.Span)
                    && branch.Condition.DescendantsAndSelf().Any(other.IsReadBy)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True for a call in a lambda that another call is given, which may run it there and then; one that is stored runs at another time.
    /// </summary>
    private static bool IsInPassedLambda(IOperation call, IOperation body)
    {
        IOperation lambda = ControlFlow.BodyAround(call);
        return lambda is IAnonymousFunctionOperation { Parent: IDelegateCreationOperation { Parent: IArgumentOperation } passed }
            && ControlFlow.BodyAround(passed) == body;
    }

    private static FlowPoint? PointOf(IOperation call, IOperation body, BodyFlow flow) =>
        flow.PointOf(ControlFlow.BodyAround(call) is var own && own != body ? own : call);

    private static bool IsStartUp(IOperation operation, ProcessModel model, CancellationToken cancellationToken)
    {
        SyntaxNode? main = EntryPoints.Of(model).MainDeclaration(cancellationToken);
        return (main is not null
                && main.SyntaxTree == operation.Syntax.SyntaxTree
                && main.Span.Contains(operation.Syntax.Span)
                && !IsInType(operation.Syntax, main))
            || LocalAssignments.Outermost(operation) is IConstructorBodyOperation { Syntax: var constructor }
                && operation.SemanticModel?.GetDeclaredSymbol(constructor, cancellationToken)
                    is IMethodSymbol { MethodKind: MethodKind.StaticConstructor };
    }

    /// <summary>True for code of a type that is declared below top-level statements.</summary>
    private static bool IsInType(SyntaxNode code, SyntaxNode main) =>
        main is CompilationUnitSyntax && code.Ancestors().Any(static node => node is BaseTypeDeclarationSyntax);
}
