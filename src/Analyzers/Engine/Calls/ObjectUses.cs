using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>One thing that the program does with an object.</summary>
/// <param name="Value">The expression that is the object; its parent says what is done.</param>
/// <param name="From">How the code there comes to it: the member that keeps it, the call that returns it, or what makes it.</param>
/// <param name="Leaves">True when it goes where it is not seen.</param>
internal sealed record ObjectUse(IOperation Value, IOperation From, bool Leaves)
{
    /// <summary>The member of the object that is called, read or set; null for anything else.</summary>
    public ISymbol? Member => Value.Parent switch
    {
        IInvocationOperation call when call.Instance == Value => call.TargetMethod.OriginalDefinition,
        IMemberReferenceOperation reference when reference.Instance == Value => reference.Member.OriginalDefinition,
        _ => null,
    };
}

/// <summary>
/// All that the whole program does with one object: in locals, fields and auto-properties that keep it, in the methods and constructors
/// that are given it, and where it is returned.
/// <code>Feed feed = new();    new Session(feed);    // and in Session: _feed = feed; … _feed.Stop();</code>
/// </summary>
internal sealed class ObjectUses
{
    private readonly CallTargets _targets;
    private readonly Callers _callers;
    private readonly MemberHistories _histories;
    private readonly PrimaryParameters _primary;
    private readonly Memo<IOperation, IReadOnlyList<ObjectUse>?> _uses;

    private ObjectUses(CallTargets targets, Callers callers, MemberHistories histories, PrimaryParameters primary)
    {
        (_targets, _callers, _histories, _primary) = (targets, callers, histories, primary);
        _uses = new(Read);
    }

    public static ObjectUses Of(ProcessModel model) => model.Get(static model => new ObjectUses(
        CallTargets.Of(model),
        Callers.Of(model),
        MemberHistories.Of(model),
        new PrimaryParameters(SourceBodies.Of(model))));

    /// <summary>The uses of what an expression makes or names; null when they are too many to tell.</summary>
    public IReadOnlyList<ObjectUse>? Of(IOperation value, CancellationToken cancellationToken) => _uses.Get(value, cancellationToken);

    /// <summary>True for a field or auto-property by whose one name all uses of what it keeps are found.</summary>
    public static bool IsKeeper(ISymbol member) => member.OriginalDefinition switch
    {
        { DeclaringSyntaxReferences.IsEmpty: true } or { ContainingType.IsAnonymousType: true } => false,
        IFieldSymbol { RefKind: RefKind.None } field => !Callers.AreOutside(field),
        IPropertySymbol { IsVirtual: false, IsAbstract: false, IsOverride: false } property =>
            ValueOrigin.IsAutoProperty(property) && !Callers.AreOutside(property) && !Callers.HasOtherNames(property),
        _ => false,
    };

    private IReadOnlyList<ObjectUse>? Read(IOperation value, CancellationToken cancellationToken)
    {
        Search search = new(this, value.Type, cancellationToken);
        return search.Run(value) ? search.Found : null;
    }

    private sealed class Search
    {
        private readonly ObjectUses _uses;
        private readonly ITypeSymbol? _type;
        private readonly CancellationToken _cancellationToken;
        private readonly HashSet<ISymbol> _kept = new(SymbolEqualityComparer.Default);
        private readonly HashSet<(IOperation Value, IOperation From)> _seen = new();
        private readonly Queue<(IOperation Value, IOperation From)> _open = new();

        public Search(ObjectUses uses, ITypeSymbol? type, CancellationToken cancellationToken) =>
            (_uses, _type, _cancellationToken) = (uses, type, cancellationToken);

        public List<ObjectUse> Found { get; } = new();

        /// <summary>False when the budget ends the search.</summary>
        public bool Run(IOperation value)
        {
            Open(value, value);
            while (_open.Count > 0)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                if (_seen.Count > Budgets.ObjectUses)
                {
                    return false;
                }

                (IOperation next, IOperation from) = _open.Dequeue();
                foreach (IOperation use in ValueUses.Of(next).Uses)
                {
                    if (!IsObject(use.Type) || !Follow(use, from))
                    {
                        Found.Add(new ObjectUse(use, from, Leaves: true));
                    }
                }
            }

            return true;
        }

        private void Open(IOperation value, IOperation from)
        {
            if (_seen.Add((value, from)))
            {
                _open.Enqueue((value, from));
            }
        }

        /// <summary>False when what becomes of the object is not seen.</summary>
        private bool Follow(IOperation use, IOperation from)
        {
            switch (use.Parent)
            {
                case IInvocationOperation call when call.Instance == use && IsObject(call.TargetMethod.ContainingType):
                case IMemberReferenceOperation reference when reference.Instance == use:
                    Found.Add(new ObjectUse(use, from, Leaves: false));
                    return true;
                case IConditionalAccessOperation access when access.Operation == use:
                    foreach (IConditionalAccessInstanceOperation instance in
                        access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>())
                    {
                        if (ValueOrigin.AccessedObject(instance) == use)
                        {
                            Open(instance, from);
                        }
                    }

                    return true;
                case IExpressionStatementOperation or IUsingOperation or INameOfOperation or IIsTypeOperation or ILockOperation
                    or IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }:
                    return true;
                case ISimpleAssignmentOperation or ICoalesceAssignmentOperation:
                    return Assign((IAssignmentOperation)use.Parent, from);
                case IFieldInitializerOperation { InitializedFields: { Length: 1 } fields }:
                    return Keep(fields[0]);
                case IPropertyInitializerOperation { InitializedProperties: { Length: 1 } properties }:
                    return Keep(properties[0]);
                case IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: { } call }:
                    return Pass(parameter, call, from);
                case IReturnOperation { Kind: OperationKind.Return }:
                    return Return(use);
                default:
                    return false;
            }
        }

        private bool Assign(IAssignmentOperation assignment, IOperation from)
        {
            if (assignment.Parent is not (IExpressionStatementOperation or IObjectOrCollectionInitializerOperation))
            {
                Open(assignment, from);
            }

            return assignment.Target is IMemberReferenceOperation { Member: var member } && Keep(member);
        }

        private bool Keep(ISymbol member)
        {
            if (!IsKeeper(member))
            {
                return false;
            }

            if (_kept.Add(member.OriginalDefinition))
            {
                foreach (IMemberReferenceOperation reference in _uses._histories.References(member, _cancellationToken))
                {
                    if (!(reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference))
                    {
                        Open(reference, reference);
                    }
                }
            }

            return true;
        }

        /// <summary>What the code does that a call gives the object. A parameter of type `object` or `T` does not say so.</summary>
        private bool Pass(IParameterSymbol parameter, IOperation call, IOperation from)
        {
            if (_uses._targets.One(call, _cancellationToken) is { } target && parameter.Ordinal < target.Method.Parameters.Length)
            {
                IParameterSymbol taken = target.Method.Parameters[parameter.Ordinal];
                if (taken.Type is { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.TypeParameter })
                {
                    return false;
                }

                foreach (IOperation operation in target.Body.Descendants())
                {
                    if (operation is IParameterReferenceOperation reference
                        && SymbolEqualityComparer.Default.Equals(reference.Parameter, taken))
                    {
                        Open(reference, from);
                    }
                }

                return true;
            }

            if (call is not IObjectCreationOperation || _uses._primary.References(parameter, _cancellationToken) is not { } references)
            {
                return false;
            }

            foreach (IOperation reference in references)
            {
                Open(reference, reference);
            }

            return true;
        }

        /// <summary>The calls of the method that returns it, where all are seen.</summary>
        private bool Return(IOperation use)
        {
            if (SourceBodies.Around(use, _cancellationToken)
                    is not IMethodSymbol { IsAsync: false, MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method
                || _uses._callers.AllCalls(method, _cancellationToken) is not { } calls)
            {
                return false;
            }

            foreach (IOperation call in calls)
            {
                Open(call, call);
            }

            return true;
        }

        /// <summary>True for a type by which the object can be known: not for one of a tuple or collection that it is put into.</summary>
        private bool IsObject(ITypeSymbol? type)
        {
            if (type is null or { SpecialType: SpecialType.System_Object })
            {
                return type is not null;
            }

            for (ITypeSymbol? current = _type; current is not null; current = current.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, type.OriginalDefinition))
                {
                    return true;
                }
            }

            return _type?.AllInterfaces.Any(contract =>
                SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, type.OriginalDefinition)) == true;
        }
    }
}
