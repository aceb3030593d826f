using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>What one body uses that it did not make itself.</summary>
/// <param name="Uses">Captured locals and parameters, members of `this`, and static members, in source order.</param>
/// <param name="Calls">The calls of this compilation's code, in source order.</param>
internal sealed record OutsideUses(ImmutableArray<OutsideUse> Uses, ImmutableArray<OutsideCall> Calls)
{
    public static OutsideUses None => new(ImmutableArray<OutsideUse>.Empty, ImmutableArray<OutsideCall>.Empty);

    /// <param name="body">A lambda, a local function or the body of a member: the lambdas in it belong to it.</param>
    public static OutsideUses Read(IOperation body, CancellationToken cancellationToken)
    {
        ImmutableArray<OutsideUse>.Builder uses = ImmutableArray.CreateBuilder<OutsideUse>();
        ImmutableArray<OutsideCall>.Builder calls = ImmutableArray.CreateBuilder<OutsideCall>();
        foreach (IOperation operation in InSourceOrder(body))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (SymbolOf(operation, body) is { } symbol)
            {
                uses.Add(new OutsideUse(Sites.OfFact(operation, keepsArguments: true), symbol, operation));
            }

            if (CallOf(operation) is { } call && (call.Target.MethodKind != MethodKind.LocalFunction || IsOutside(call.Target, body)))
            {
                calls.Add(call);
            }
        }

        return new OutsideUses(uses.ToImmutable(), calls.ToImmutable());
    }

    /// <summary>What a reference of a method leads to: the method, on an object that is captured as a lambda's `this` is.</summary>
    public static OutsideUses OfTarget(IMethodReferenceOperation reference) =>
        None with
        {
            Calls = CallOf(reference) is { } call ? ImmutableArray.Create(call with { OnThis = true }) : ImmutableArray<OutsideCall>.Empty,
        };

    /// <summary>Every operation but the operands of nameof.</summary>
    private static IEnumerable<IOperation> InSourceOrder(IOperation body)
    {
        Stack<IOperation> open = new();
        open.Push(body);
        while (open.Count > 0)
        {
            IOperation operation = open.Pop();
            yield return operation;
            if (operation is INameOfOperation)
            {
                continue;
            }

            List<IOperation> children = new(operation.ChildOperations);
            for (int i = children.Count - 1; i >= 0; i--)
            {
                open.Push(children[i]);
            }
        }
    }

    private static ISymbol? SymbolOf(IOperation operation, IOperation body) => operation switch
    {
        ILocalReferenceOperation { Local: { IsConst: false } local } when IsOutside(local, body) => local,
        IParameterReferenceOperation { Parameter: var parameter } when IsOutside(parameter, body) => parameter,
        IFieldReferenceOperation { Field: { IsConst: false } field } reference when IsOutside(reference) => field,
        IPropertyReferenceOperation { Property: var property } reference when IsOutside(reference) && !HasOwnCode(property) => property,
        IEventReferenceOperation { Event: var raised } reference when IsOutside(reference) => raised,
        _ => null,
    };

    private static bool IsOutside(ISymbol variable, IOperation body)
    {
        // The receiver of an extension block is given by the call, as any other parameter is.
        if (variable.ContainingSymbol is INamedTypeSymbol)
        {
            return false;
        }

        if (variable.DeclaringSyntaxReferences.IsEmpty)
        {
            return variable.ContainingSymbol.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName && body.Parent is not null;
        }

        SyntaxReference declaration = variable.DeclaringSyntaxReferences[0];
        return declaration.SyntaxTree != body.Syntax.SyntaxTree || !body.Syntax.Span.Contains(declaration.Span);
    }

    private static bool IsOutside(IMemberReferenceOperation reference) => reference.Member.IsStatic || IsThis(reference.Instance);

    private static bool IsThis(IOperation? instance) =>
        instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    private static bool HasOwnCode(IPropertySymbol property) =>
        !property.DeclaringSyntaxReferences.IsEmpty && !ValueOrigin.IsAutoProperty(property) && !property.IsAbstract;

    private static OutsideCall? CallOf(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.DelegateInvoke } method } invocation:
                return method.HasAttribute(KnownTypes.ConditionalAttribute)
                    ? null
                    : Call(method, invocation.Instance);
            case IMethodReferenceOperation reference:
                return Call(reference.Method, reference.Instance);
            case IObjectCreationOperation { Constructor: { } constructor }:
                return Call(constructor, null);
            case IPropertyReferenceOperation { Property: var property } reference when HasOwnCode(property):
                bool isWritten = operation.Parent is IAssignmentOperation assignment && assignment.Target == operation;
                return (isWritten ? property.SetMethod : property.GetMethod) is { } accessor
                    ? Call(accessor, reference.Instance)
                    : null;
            default:
                return null;
        }

        OutsideCall? Call(IMethodSymbol target, IOperation? instance)
        {
            IMethodSymbol definition = (target.ReducedFrom ?? target).OriginalDefinition;
            return definition.DeclaringSyntaxReferences.IsEmpty && !Construction.IsSource(definition)
                ? null
                : new OutsideCall(
                    Sites.OfCall(operation, NameOf(target)),
                    definition,
                    IsThis(instance) || target.MethodKind == MethodKind.LocalFunction,
                    operation);
        }
    }

    private static string NameOf(IMethodSymbol target) =>
        target.MethodKind == MethodKind.Constructor ? target.ContainingType.Name : target.AssociatedSymbol?.Name ?? target.Name;
}

/// <summary>The use of something that comes from outside of a body.</summary>
/// <param name="Site">Where.</param>
/// <param name="Symbol">The variable or member that is used.</param>
/// <param name="Reference">The reference itself.</param>
internal sealed record OutsideUse(Site Site, ISymbol Symbol, IOperation Reference)
{
    /// <summary>True for a member of the body's own object, the parameter of a primary constructor included.</summary>
    public bool IsOfThis => Symbol switch
    {
        ILocalSymbol => false,
        IParameterSymbol parameter => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            && constructor.DeclaringSyntaxReferences.Any(static part => part.GetSyntax() is TypeDeclarationSyntax),
        _ => !Symbol.IsStatic,
    };

    /// <summary>True when the use gives it a value, whatever else it does.</summary>
    public bool MayWrite => IsWrite || Reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == Reference,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref } => true,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation assignment } tuple => assignment.Target == tuple,
        _ => false,
    };

    /// <summary>True when the use does nothing but give it a value.</summary>
    public bool IsWrite => Reference.Parent switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target == Reference,
        IArgumentOperation { Parameter.RefKind: RefKind.Out } => true,
        _ => false,
    };
}

/// <summary>A call of code of this compilation.</summary>
/// <param name="Site">Where.</param>
/// <param name="Target">Original definition of the method that is named.</param>
/// <param name="OnThis">True when the callee works on the same object.</param>
/// <param name="Operation">The call.</param>
internal sealed record OutsideCall(Site Site, IMethodSymbol Target, bool OnThis, IOperation Operation);
