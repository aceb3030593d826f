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
/// The members of a wrapper that let a stream of its process be read, hand the process out, or change how it is started.
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

    /// <summary>The open members of the types with the field or property; null when they are not known, or every object runs one.</summary>
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

        ImmutableHashSet<ISymbol>? Members(ProcessStream stream) => WithCallers(
            uses.Where(use => ProcessHands.MayRead(use, stream)).Select(use => SourceBodies.MemberAround(use.From, cancellationToken)),
            holder.ContainingType,
            cancellationToken);
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

    /// <summary>Members, and those of the same types that use them on their own object; null where every object comes to one.</summary>
    private ImmutableHashSet<ISymbol>? WithCallers(IEnumerable<ISymbol?> first, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        ImmutableHashSet<ISymbol>.Builder members = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        Queue<ISymbol?> open = new(first);
        while (open.Count > 0)
        {
            ISymbol? around = open.Dequeue();
            ISymbol? member = ((around as IMethodSymbol)?.AssociatedSymbol ?? around)?.OriginalDefinition;
            if (member is not (IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol)
                || !AreRelated(member.ContainingType, type)
                || Callers.HasOtherNames(member))
            {
                return null;
            }

            if (members.Add(member))
            {
                foreach ((SimpleNameSyntax name, SemanticModel model) in _histories.Mentions(member, cancellationToken))
                {
                    if (IsOwn(name)
                        && MemberAround(name, model, cancellationToken) is { } user
                        && AreRelated(user.ContainingType, type))
                    {
                        open.Enqueue(user);
                    }
                }
            }
        }

        return members.ToImmutable();
    }

    private static ISymbol? MemberAround(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellationToken)
    {
        ISymbol? symbol = model.GetEnclosingSymbol(name.SpanStart, cancellationToken);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            symbol = symbol.ContainingSymbol;
        }

        return symbol;
    }

    /// <summary>False for the member of another object, and for a name in a comment.</summary>
    private static bool IsOwn(SimpleNameSyntax name) =>
        !(name.Parent is MemberAccessExpressionSyntax access
            && access.Name == name
            && access.Expression is not (ThisExpressionSyntax or BaseExpressionSyntax))
        && name.Parent is not MemberBindingExpressionSyntax
        && !name.Ancestors().Any(static node => node is CrefSyntax);

    /// <summary>True when one of the types derives from the other, or is it.</summary>
    private static bool AreRelated(INamedTypeSymbol? left, INamedTypeSymbol right) =>
        left is not null && (DerivesFrom(left, right) || DerivesFrom(right, left));

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when `this` itself goes anywhere in the code of a type: into a call, a variable, a result.</summary>
    private bool FindLeak(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences.Any(part =>
        part.GetSyntax(cancellationToken).DescendantNodes().OfType<ThisExpressionSyntax>().Any(self =>
            self.Parent is not MemberAccessExpressionSyntax
            && !(_bodies.Model(part.SyntaxTree)?.GetOperation(self, cancellationToken) is { } operation
                && Destination.Whole(operation).Parent is IArgumentOperation { Parent: IInvocationOperation call }
                && ProcessOperations.OnlyLooks(call.TargetMethod))));
}
