using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>
/// The expressions that a value stands for when it is taken out of something that the same body writes out: a tuple, an array, an object
/// made on the spot, a Lazy, a task, a lambda.
/// <code>string[] names = { "a", "b" }; Open(names[0]);    new Settings { Name = "a" }.Name;    await Task.Run(() => Find());</code>
/// </summary>
internal static class WrittenValues
{
    /// <summary>All expressions that the value may be; null when it is not taken out of something written here.</summary>
    public static IReadOnlyList<IOperation>? Of(IOperation value) => value switch
    {
        IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } field, Instance: { } tuple } =>
            Whole(tuple) is ITupleOperation { Elements: var elements } && Elements.NumberOf(field) is { } item && item < elements.Length
                ? new[] { elements[item] }
                : null,
        IArrayElementReferenceOperation element => ElementOf(element),
        _ when TaskUse.TaskOf(value) is { } task => ResultOf(task),
        IPropertyReferenceOperation { Instance: { } holder } property => MemberOf(holder, property.Property),
        IFieldReferenceOperation { Instance: { } holder } field => MemberOf(holder, field.Field),
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.DelegateInvoke, Parameters.IsEmpty: true }, Instance: { } called } =>
            Whole(called) is IAnonymousFunctionOperation { Symbol.IsAsync: false, Body: var body }
                ? ControlFlow.ControlFlow.ReturnsOf(body).ToList()
                : null,
        ICoalesceOperation { WhenNull: var otherwise } coalesce when ValueOrigin.Unwrap(otherwise) is IThrowOperation =>
            new[] { coalesce.Value },
        IConditionalOperation { WhenFalse: { } otherwise } choice when ValueOrigin.Unwrap(otherwise) is IThrowOperation =>
            new[] { choice.WhenTrue },
        IConditionalOperation { WhenFalse: { } otherwise } choice when ValueOrigin.Unwrap(choice.WhenTrue) is IThrowOperation =>
            new[] { otherwise },
        ISwitchExpressionOperation choice =>
            choice.Arms.Select(static arm => arm.Value).Where(static arm => ValueOrigin.Unwrap(arm) is not IThrowOperation).ToList(),
        _ => null,
    };

    /// <summary>What a foreach goes through, where the collection is written out; else null.</summary>
    public static IReadOnlyList<IOperation>? ElementsOf(IForEachLoopOperation loop) => Elements.Of(Whole(loop.Collection));

    /// <summary>What `await` hands out of a task that is made on the spot; null for any other task.</summary>
    public static IReadOnlyList<IOperation>? ResultOf(IOperation task)
    {
        switch (Whole(task))
        {
            case IInvocationOperation configured when TaskUse.Configured(configured) is var inner && inner != configured:
                return ResultOf(inner);
            case var made when TaskUse.MadeWith(made) is { } result:
                return new[] { result };
            case var run when TaskUse.IsRun(run):
                return Whole(((IInvocationOperation)run).Arguments[0].Value) is IAnonymousFunctionOperation work
                    ? ResultsOf(work.Symbol, work.Body)
                    : null;
            case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } method } call
                when LocalAssignments.LocalFunction(method, call) is { Body: { } body }:
                return ResultsOf(method, body);
            default:
                return null;
        }
    }

    /// <summary>What the tasks that a body returns hand out; null when one is not seen to be made there.</summary>
    public static IReadOnlyList<IOperation>? ResultsOf(IMethodSymbol method, IOperation body)
    {
        List<IOperation> returned = ControlFlow.ControlFlow.ReturnsOf(body).ToList();
        if (method.IsAsync || !TaskUse.IsTask(method.ReturnType))
        {
            return returned;
        }

        List<IOperation> results = new();
        foreach (IOperation task in returned)
        {
            if (ResultOf(task) is not { } made)
            {
                return null;
            }

            results.AddRange(made);
        }

        return results;
    }

    /// <summary>What `Value` of a Lazy is that is made with a lambda; null for anything else.</summary>
    public static IReadOnlyList<IOperation>? MadeBy(IOperation lazy) =>
        lazy is IObjectCreationOperation { Arguments: { Length: > 0 } arguments } creation
        && creation.Type.Is(KnownTypes.Lazy)
        && ValueOrigin.Unwrap(arguments[0].Value) is IAnonymousFunctionOperation factory
            ? ControlFlow.ControlFlow.ReturnsOf(factory.Body).ToList()
            : null;

    /// <summary>The expression that a local always holds, or the expression itself.</summary>
    private static IOperation Whole(IOperation value)
    {
        IOperation whole = ValueOrigin.Unwrap(value);
        return whole is ILocalReferenceOperation { Local: var local } && LocalAssignments.Single(local, whole) is { } assigned
            ? ValueOrigin.Unwrap(assigned)
            : whole;
    }

    private static IReadOnlyList<IOperation>? ElementOf(IArrayElementReferenceOperation element)
    {
        if (Elements.Of(Whole(element.ArrayReference)) is not { Count: > 0 } elements || IsWritten(element.ArrayReference))
        {
            return null;
        }

        return element.Indices is { Length: 1 } indices && indices[0].ConstantValue is { HasValue: true, Value: int index }
            ? index >= 0 && index < elements.Count ? new[] { elements[index] } : null
            : elements;
    }

    /// <summary>True for an array in a local whose elements get other values later.</summary>
    private static bool IsWritten(IOperation array) =>
        ValueOrigin.Unwrap(array) is ILocalReferenceOperation { Local: var local } reference
        && LocalAssignments.Outermost(reference).Descendants().Any(part =>
            part is IAssignmentOperation { Target: IArrayElementReferenceOperation { ArrayReference: var written } }
            && ValueOrigin.Unwrap(written) is ILocalReferenceOperation target
            && SymbolEqualityComparer.Default.Equals(target.Local, local));

    /// <summary>What an object made on the spot has in a member, by its initialiser or as a record.</summary>
    private static IReadOnlyList<IOperation>? MemberOf(IOperation holder, ISymbol member)
    {
        if (Whole(holder) is not IObjectCreationOperation creation)
        {
            return null;
        }

        if (member.Name == "Value" && MadeBy(creation) is { } made)
        {
            return made;
        }

        // What a local holds may get other values after it is made.
        if (ValueOrigin.Unwrap(holder) != creation && member is not IPropertySymbol { SetMethod: null or { IsInitOnly: true } })
        {
            return null;
        }

        return creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
                .LastOrDefault(assignment => assignment.Target is IMemberReferenceOperation target
                    && SymbolEqualityComparer.Default.Equals(target.Member, member)) is { } initialised
                ? new[] { initialised.Value }
            : ParameterOf(member, creation.Constructor) is { } name
                && creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name) is { } given
                ? new[] { given.Value }
            : null;
    }

    /// <summary>The parameter of that constructor that a property hands out: of a record its own, of a class the one it names.</summary>
    private static string? ParameterOf(ISymbol member, IMethodSymbol? constructor)
    {
        if (IsPositional(member, constructor))
        {
            return member.Name;
        }

        ExpressionSyntax? given = member is IPropertySymbol { SetMethod: null, DeclaringSyntaxReferences: { Length: 1 } declarations }
            && declarations[0].GetSyntax() is PropertyDeclarationSyntax property
                ? property.ExpressionBody?.Expression ?? property.Initializer?.Value
                : null;
        return given is IdentifierNameSyntax { Identifier.ValueText: var name }
            && constructor?.DeclaringSyntaxReferences is { Length: 1 } made
            && made[0].GetSyntax() is TypeDeclarationSyntax type
            && type.Span.Contains(given.Span)
            && constructor.Parameters.Any(parameter => parameter.Name == name)
            && constructor.ContainingType.GetMembers(name).IsEmpty
            && !type.DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax target }
                && target.Identifier.ValueText == name)
                ? name
                : null;
    }

    /// <summary>True for a property that a record has for a parameter of that constructor.</summary>
    private static bool IsPositional(ISymbol member, IMethodSymbol? constructor) =>
        member.DeclaringSyntaxReferences is { Length: 1 } declarations
        && declarations[0].GetSyntax() is ParameterSyntax { Parent.Parent: TypeDeclarationSyntax record }
        && constructor?.DeclaringSyntaxReferences is { Length: 1 } made
        && made[0].GetSyntax() == record;
}
