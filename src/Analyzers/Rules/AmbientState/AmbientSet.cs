using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.AmbientState;

/// <summary>A change of an environment variable or of the current directory, which all threads of the process have in common.</summary>
/// <param name="Operation">The call or assignment.</param>
/// <param name="Variable">The name of the variable; null for the current directory.</param>
/// <param name="Value">The new value.</param>
internal sealed record AmbientSet(IOperation Operation, IOperation? Variable, IOperation Value)
{
    /// <summary>True when the operation is a call, a creation or a property assignment, and what that runs makes the change.</summary>
    public bool IsCalled { get; init; }

    /// <summary>True when what is called gives the setting its old value back.</summary>
    public bool IsCalledRestore { get; init; }

    private string? Name => Variable?.ConstantValue is { HasValue: true, Value: string name } ? name : null;

    /// <summary>The change that an operation makes; null for any other, and for variables of the user or the machine.</summary>
    public static AmbientSet? Of(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "SetEnvironmentVariable" } method } call
            when method.ContainingType.Is(KnownTypes.Environment) && IsOfThisProcess(call) =>
            new AmbientSet(call, Argument(call, 0), Argument(call, 1)),
        IInvocationOperation { TargetMethod: { Name: "SetCurrentDirectory" } method } call
            when method.ContainingType.Is(KnownTypes.Directory) =>
            new AmbientSet(call, null, Argument(call, 0)),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "CurrentDirectory" } property } } assignment
            when property.ContainingType.Is(KnownTypes.Environment) =>
            new AmbientSet(assignment, null, assignment.Value),
        _ => null,
    };

    /// <summary>The change that is written with one of the words; null where the word means something else.</summary>
    public static AmbientSet? At(SyntaxToken token, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode? node = token.Parent;
        while (node is NameSyntax or MemberAccessExpressionSyntax)
        {
            node = node.Parent;
        }

        return node is InvocationExpressionSyntax or AssignmentExpressionSyntax
            && node.ChildNodes().First().Span.Contains(token.Span)
            && model.GetOperation(node, cancellationToken) is { } operation
                ? Of(operation)
                : null;
    }

    public bool IsOfSameSetting(AmbientSet other) => (Variable, other.Variable) switch
    {
        (null, null) => true,

        // A scope keeps the name in a field: its Dispose restores whatever variable that is.
        ({ }, { } kept) when other.IsCalledRestore && !kept.ConstantValue.HasValue => true,
        ({ } mine, { } others) =>
            Name is { } name
                ? name == other.Name
                : Symbol(mine) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol, Symbol(others)),
        _ => false,
    };

    /// <summary>True when the call reads this setting, or may.</summary>
    public bool IsReadBy(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "GetCurrentDirectory" } method } =>
            Variable is null && method.ContainingType.Is(KnownTypes.Directory),
        IPropertyReferenceOperation { Property: { Name: "CurrentDirectory" } property } =>
            !(operation.Parent is ISimpleAssignmentOperation assignment && assignment.Target == operation)
            && Variable is null
            && property.ContainingType.Is(KnownTypes.Environment),
        IInvocationOperation { TargetMethod: var method } read =>
            Variable is not null
            && KnownNames.EnvironmentReads.HasMember(method)
            && !(method.Name == "GetEnvironmentVariable"
                && Name is { } name
                && Argument(read, 0).ConstantValue is { HasValue: true, Value: string other }
                && other != name),
        _ => false,
    };

    /// <summary>
    /// True when this gives the setting back the value that it had: one that was read before, or what a finally block sets.
    /// </summary>
    public bool IsRestore(
        IReadOnlyList<AmbientSet> others,
        LocalAssignments assignments,
        ValueSources sources,
        CancellationToken cancellationToken) =>
        IsCalledRestore
        || IsInFinally(Operation)
        || IsSaved(Value, assignments, Budgets.SavedSettings)
        || (Variable is not null
            && Value.ConstantValue is { HasValue: true, Value: null }
            && others.Any(other => other != this
                && IsOfSameSetting(other)
                && other.Value.ConstantValue is not { HasValue: true, Value: null }))
        || IsKept(sources, cancellationToken);

    /// <summary>
    /// True for a field or parameter that was given what the setting was before: `Directory.SetCurrentDirectory(_before)`.
    /// </summary>
    private bool IsKept(ValueSources sources, CancellationToken cancellationToken) =>
        ValueOrigin.Unwrap(Value) is IMemberReferenceOperation { Member: not IFieldSymbol { IsStatic: true, IsReadOnly: true } }
            or IParameterReferenceOperation
        && sources.Of(Value, cancellationToken) is var given
        && (given.IsEmpty || given.Any(IsReadBy));

    private static bool IsInFinally(IOperation operation)
    {
        for (IOperation child = operation; child.Parent is { } parent; child = parent)
        {
            if (parent is ITryOperation attempt && attempt.Finally == child)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for the old value of the setting, through locals; also for one that too many locals hand on to tell.</summary>
    private bool IsSaved(IOperation value, LocalAssignments assignments, int steps) => steps == 0 || ValueOrigin.Unwrap(value) switch
    {
        ILocalReferenceOperation { Local: var local } =>
            assignments.Of(local)?.All(assigned => assigned is not null && IsSaved(assigned, assignments, steps - 1)) == true,
        ICoalesceOperation coalesce => IsSaved(coalesce.Value, assignments, steps - 1),
        var read => read is not IInvocationOperation { TargetMethod.Name: "ExpandEnvironmentVariables" } && IsReadBy(read),
    };

    private static bool IsOfThisProcess(IInvocationOperation call) =>
        call.Arguments.Length == 2 || (call.Arguments.Length == 3 && Argument(call, 2).ConstantValue is { HasValue: true, Value: 0 });

    private static IOperation Argument(IInvocationOperation call, int ordinal) =>
        ValueOrigin.Unwrap(call.Arguments.First(argument => argument.Parameter?.Ordinal == ordinal).Value);

    private static ISymbol? Symbol(IOperation operation) => ValueOrigin.Unwrap(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };
}
