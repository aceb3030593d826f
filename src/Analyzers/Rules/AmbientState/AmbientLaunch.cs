using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.AmbientState;

/// <summary>The starts that a change of an ambient setting is meant for.</summary>
/// <param name="Starts">The calls that start a process, or that call a method which does, in the order of the code.</param>
/// <param name="Restores">What gives the setting its value back.</param>
/// <param name="Between">What else the body does from the change until it is taken back.</param>
internal sealed record AmbientLaunch(
    ImmutableArray<IInvocationOperation> Starts,
    ImmutableArray<AmbientSet> Restores,
    ImmutableArray<IOperation> Between)
{
    /// <summary>
    /// The launch that follows a change in its body; null when none does, or when the change is part of the program's start-up.
    /// </summary>
    public static AmbientLaunch? After(AmbientSet set, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(set.Operation);
        List<AmbientSet> sets = body.Descendants().Select(AmbientSet.Of).OfType<AmbientSet>().ToList();
        LocalAssignments assignments = new(LocalAssignments.Outermost(body));
        List<IInvocationOperation> calls = body.Descendants()
            .OfType<IInvocationOperation>()
            .Where(call => ControlFlow.BodyAround(call) == body || IsInPassedLambda(call, body))
            .ToList();
        if (set.IsRestore(sets, assignments)
            || IsDefault(set, sets)
            || calls.Where(call => IsStart(call, set, body, model, cancellationToken)).ToImmutableArray() is not { IsEmpty: false } starts
            || ControlFlow.Of(model).Of(body, cancellationToken) is not { } flow
            || flow.PointOf(set.Operation) is not { } from)
        {
            return null;
        }

        List<AmbientSet> others = sets.Where(other => other.Operation != set.Operation && other.IsOfSameSetting(set)).ToList();
        FlowReach seen = flow.From(from, others.Select(other => flow.PointOf(other.Operation)).OfType<FlowPoint>().ToList());
        starts = starts.Where(start => seen.Contains(PointOf(start, body, flow))).ToImmutableArray();
        ImmutableArray<AmbientSet> restores = others
            .Where(other => other.IsRestore(sets, assignments) && seen.Contains(flow.PointOf(other.Operation)))
            .ToImmutableArray();
        if (starts.IsEmpty || (restores.IsEmpty && IsStartUp(set.Operation, model, cancellationToken)))
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

    /// <summary>True for the start of a process, and for a call of a method that starts one and tells it nothing of the setting.</summary>
    private static bool IsStart(
        IInvocationOperation call,
        AmbientSet set,
        IOperation body,
        ProcessModel model,
        CancellationToken cancellationToken) =>
        StartInfoReader.IsStart(call)
            ? !IsTold(StartInfos.Of(model).Of(call, cancellationToken), set)
            : BodyOf(call, set, body, model, cancellationToken)?.Descendants().OfType<IInvocationOperation>().Any(inner =>
                StartInfoReader.IsStart(inner) && !IsTold(StartInfos.Of(model).Of(inner, cancellationToken), set)) == true;

    /// <summary>True when the start info says itself what the child's setting is.</summary>
    private static bool IsTold(StartInfo info, AmbientSet set) => set.Variable is null
        ? info.Of("WorkingDirectory")
            .Any(setting => setting.IsCertain
                && ValueOrigin.Unwrap(setting.Value).ConstantValue is not { HasValue: true, Value: null or "" }
                && !setting.Value.DescendantsAndSelf().Any(set.IsReadBy))
        : info.Of("Environment")
            .Any(setting => setting.IsItem
                && VariableOf(setting.Place) is { } name
                && name.HasValue
                && name.Equals(set.Variable.ConstantValue));

    private static Optional<object?>? VariableOf(IOperation place) => place switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: { IsEmpty: false } index } } =>
            index[0].Value.ConstantValue,
        IInvocationOperation { Arguments: { IsEmpty: false } arguments } => arguments[0].Value.ConstantValue,
        _ => null,
    };

    /// <summary>The body of a method of the same type, of a local function, or of a method that hands out a process.</summary>
    private static IOperation? BodyOf(
        IInvocationOperation call,
        AmbientSet set,
        IOperation body,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        IMethodSymbol target = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (target.MethodKind == MethodKind.LocalFunction)
        {
            return LocalAssignments.LocalFunction(target, body)?.Body;
        }

        INamedTypeSymbol? type =
            set.Operation.SemanticModel?.GetEnclosingSymbol(set.Operation.Syntax.SpanStart, cancellationToken)?.ContainingType;
        bool isNear = SymbolEqualityComparer.Default.Equals(target.ContainingType, type?.OriginalDefinition)
            || IsProcess(target.ReturnType);
        bool isKnown = !(target.IsVirtual || target.IsAbstract || target.IsOverride) || target.IsSealed || target.ContainingType.IsSealed;
        return isNear && isKnown && target.MethodKind == MethodKind.Ordinary ? SourceBodies.Of(model).Of(target, cancellationToken) : null;
    }

    private static bool IsProcess(ITypeSymbol type) =>
        type.IsOrDerivesFrom(KnownTypes.Process)
        || (type is INamedTypeSymbol { TypeArguments: { Length: 1 } results } && results[0].IsOrDerivesFrom(KnownTypes.Process));

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
