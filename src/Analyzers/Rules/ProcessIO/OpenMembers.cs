using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// The properties of a wrapper by which its user gets a stream of the process, the process itself, or what it is started with.
/// <code>class Runner { readonly Process _process; public StreamReader Output => _process.StandardOutput; }    // Output is one</code>
/// </summary>
/// <param name="Output">Those of the output.</param>
/// <param name="Error">Those of the errors.</param>
internal sealed record OpenMembers(ImmutableHashSet<ISymbol> Output, ImmutableHashSet<ISymbol> Error)
{
    public ImmutableHashSet<ISymbol> Of(ProcessStream stream) => stream == ProcessStream.Output ? Output : Error;
}

/// <summary>Reads open members on demand; they are kept for the compilation.</summary>
internal sealed class WrapperMembers
{
    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly ObjectUses _uses;
    private readonly Memo<ISymbol, OpenMembers?> _open;
    private readonly Memo<INamedTypeSymbol, bool> _leaks;

    private WrapperMembers(SourceBodies bodies, MemberHistories histories, ObjectUses uses)
    {
        (_bodies, _histories, _uses) = (bodies, histories, uses);
        _open = new(Read, SymbolEqualityComparer.Default);
        _leaks = new(FindLeak, SymbolEqualityComparer.Default);
    }

    public static WrapperMembers Of(ProcessModel model) => model.Get(static model => new WrapperMembers(
        SourceBodies.Of(model),
        MemberHistories.Of(model),
        ObjectUses.Of(model)));

    /// <summary>
    /// The open members of the types with the field or property; null when they are not all seen, or the wrapper reads by itself.
    /// </summary>
    public OpenMembers? Of(ISymbol holder, CancellationToken cancellationToken) => _open.Get(holder.OriginalDefinition, cancellationToken);

    /// <summary>True when a type, or one that it derives from, gives its own objects to other code.</summary>
    public bool LeaksItself(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (INamedTypeSymbol? current = type.OriginalDefinition; current is not null; current = current.BaseType?.OriginalDefinition)
        {
            if (_leaks.Get(current, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private OpenMembers? Read(ISymbol holder, CancellationToken cancellationToken)
    {
        if (holder.IsStatic || !ObjectUses.IsKeeper(holder) || MadeFor(holder, cancellationToken) is not { } made)
        {
            return null;
        }

        List<ObjectUse> uses = new();
        foreach (IOperation process in made)
        {
            if (_uses.Of(process, cancellationToken) is not { } found)
            {
                return null;
            }

            uses.AddRange(found);
        }

        return Members(ProcessStream.Output) is { } output && Members(ProcessStream.Error) is { } error
            ? new OpenMembers(output, error)
            : null;

        ImmutableHashSet<ISymbol>? Members(ProcessStream stream)
        {
            ImmutableHashSet<ISymbol>.Builder members = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
            foreach (ObjectUse use in uses.Where(use => ProcessHands.MayRead(use, stream)))
            {
                if (GetterThatReturns(use, cancellationToken) is not { } getter
                    || Callers.HasOtherNames(getter)
                    || IsUsedWithin(getter, cancellationToken))
                {
                    return null;
                }

                members.Add(getter);
            }

            return members.ToImmutable();
        }
    }

    /// <summary>The expressions by which a process comes into the member; null when one is not seen to be made for it.</summary>
    private List<IOperation>? MadeFor(ISymbol holder, CancellationToken cancellationToken)
    {
        List<IOperation> made = new();
        foreach (IOperation assigned in _histories.Assigned(holder, cancellationToken))
        {
            IOperation? value = assigned is ILocalReferenceOperation { Local: var local }
                ? LocalAssignments.Single(local, assigned) is { } held ? ValueOrigin.Unwrap(held) : null
                : assigned;
            switch (value)
            {
                case ILiteralOperation:
                    break;
                case IObjectCreationOperation or IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true }:
                    made.Add(value);
                    break;
                case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } }:
                    made.AddRange(GivenToConstructors(holder.ContainingType, cancellationToken));
                    break;
                default:
                    return null;
            }
        }

        return made.Count == 0 ? null : made;
    }

    /// <summary>What the constructors of a type make themselves, or are given: all of it, whichever of them runs.</summary>
    private IEnumerable<IOperation> GivenToConstructors(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        from constructor in type.InstanceConstructors
        let body = _bodies.Of(constructor, cancellationToken)
        where body is not null
        from operation in body.Descendants()
        where operation is IParameterReferenceOperation or IObjectCreationOperation && ProcessNames.IsProcess(operation.Type)
        select operation;

    /// <summary>The property that returns the process or stream as it is, and does nothing else with it; null for any other use.</summary>
    private static ISymbol? GetterThatReturns(ObjectUse use, CancellationToken cancellationToken) =>
        Destination.Chosen(use.Leaves ? use.Value : use.Value.Parent!).Parent is IReturnOperation returned
        && SourceBodies.Around(returned, cancellationToken) is IMethodSymbol { MethodKind: MethodKind.PropertyGet } getter
            ? getter.AssociatedSymbol?.OriginalDefinition
            : null;

    /// <summary>True when an object uses such a member of its own: what it does with the stream then, it may do for every user.</summary>
    private bool IsUsedWithin(ISymbol member, CancellationToken cancellationToken) =>
        _histories.Mentions(member, cancellationToken).Any(static mention => IsOwn(mention.Name));

    /// <summary>False for the member of another object, and for a name in a comment.</summary>
    private static bool IsOwn(SimpleNameSyntax name) =>
        !(name.Parent is MemberAccessExpressionSyntax access
            && access.Name == name
            && access.Expression is not (ThisExpressionSyntax or BaseExpressionSyntax))
        && name.Parent is not MemberBindingExpressionSyntax
        && !name.Ancestors().Any(static node => node is CrefSyntax);

    /// <summary>True when `this` itself goes anywhere in the code of a type: into a call, a variable, a result.</summary>
    private bool FindLeak(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences.Any(part =>
        part.GetSyntax(cancellationToken).DescendantNodes().OfType<ThisExpressionSyntax>().Any(self =>
            self.Parent is not MemberAccessExpressionSyntax
            && !(_bodies.Model(part.SyntaxTree)?.GetOperation(self, cancellationToken) is { } operation
                && Destination.Whole(operation).Parent is IArgumentOperation { Parent: IInvocationOperation call }
                && ProcessOperations.OnlyLooks(call.TargetMethod))));
}
