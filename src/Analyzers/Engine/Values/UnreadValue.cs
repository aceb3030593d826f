using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>
/// Whether nothing ever reads a value: it is dropped, or it goes through locals, elements written in place and functions of the same body
/// to places where it is dropped. Whatever is not understood counts as a reading, and so does what makes the runtime keep the object: a
/// loop over the array that holds it, and a reference to its local.
/// <code>var pair = (Make(), 0); var made = pair.Item1;    // and no word of `made` after that</code>
/// </summary>
internal sealed partial class UnreadValue
{
    private readonly IOperation _body;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly ImmutableArray<IOperation>.Builder? _exits;

    private UnreadValue(IOperation body, ImmutableArray<IOperation>.Builder? exits = null) => (_body, _exits) = (body, exits);

    public static bool Is(IOperation value) => new UnreadValue(LocalAssignments.Outermost(value)).IsUnread(value);

    /// <summary>
    /// Where a value leaves its body that nothing in there reads: what a member returns, and what is put into a member of `this` or into
    /// a collection there. Null when something reads it.
    /// <code>_gate = Make();    _all.Add(Make());    return Make();</code>
    /// </summary>
    public static ImmutableArray<IOperation>? ExitsOf(IOperation value)
    {
        ImmutableArray<IOperation>.Builder exits = ImmutableArray.CreateBuilder<IOperation>();
        return new UnreadValue(LocalAssignments.Outermost(value), exits).IsUnread(value) ? exits.ToImmutable() : null;
    }

    /// <summary>True when nothing in the body around a place reads the local.</summary>
    public static bool IsUnread(ILocalSymbol local, IOperation place) =>
        new UnreadValue(LocalAssignments.Outermost(place)).IsUnread(local);

    private bool IsUnread(IOperation value)
    {
        value = Destination.Chosen(value);
        switch (value.Parent)
        {
            case IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
                return true;
            case var _ when PatternInput.IsMatched(value):
                return AreUnread(PatternInput.PatternsOf(value.Parent!));
            case var _ when TaskUse.ResultOfAlone(value) is { } result:
                return IsUnread(result);
            case IFieldInitializerOperation or IPropertyInitializerOperation:
                return IsExit(value.Parent);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return Destination.Using(value) is null && IsUnread(local);
            case IAssignmentOperation assignment when assignment.Value == value:
                return IsUnreadWhereAssigned(assignment);
            case ITupleOperation tuple:
                return IsUnreadItem(tuple, tuple.Elements.IndexOf(value));
            case IArrayElementReferenceOperation element when element.ArrayReference == value:
                return IsTarget(element) || IsUnread(element);
            case IPropertyReferenceOperation item when item.Instance == value && IsItem(item):
                return IsTarget(item);
            case IArrayInitializerOperation { Parent: IArrayCreationOperation array }:
                return IsUnread(array);
            case IInvocationOperation call when call.Instance == value && IsAddition(call):
                return true;
            case IArgumentOperation argument:
                return IsUnreadArgument(argument);
            case IReturnOperation returned:
                return IsUnreadResult(returned);
            case { Syntax: var list } when list.IsKind((SyntaxKind)NewerSyntax.CollectionExpression):
                return IsUnread(value.Parent);
            default:
                return false;
        }
    }

    /// <summary>True when nothing reads the variable; what is put into it, or into a collection in it, is no reading.</summary>
    private bool IsUnread(ILocalSymbol variable) => !_seen.Add(variable)
        || LocalAssignments.References(variable, _body).All(reference => IsTarget(reference) || IsUnread(reference));

    /// <summary>True when nothing reads the variables of some patterns, and these look at no part of what they match.</summary>
    private bool AreUnread(IEnumerable<IPatternOperation> patterns) =>
        patterns.SelectMany(static pattern => pattern.DescendantsAndSelf()).All(part => part switch
        {
            IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol variable } => IsUnread(variable),
            IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } whole =>
                whole.DeclaredSymbol is not ILocalSymbol variable || IsUnread(variable),
            IRecursivePatternOperation => false,
            _ => true,
        });

    private bool IsUnreadWhereAssigned(IAssignmentOperation assignment)
    {
        bool isUnread = assignment.Target switch
        {
            ILocalReferenceOperation { Local: var local } => IsUnread(local),
            IArrayElementReferenceOperation { ArrayReference: ILocalReferenceOperation { Local: var array } } =>
                IsMadeHere(array) && IsUnread(array),
            IPropertyReferenceOperation { Instance: ILocalReferenceOperation { Local: var items } } item when IsItem(item) =>
                IsMadeHere(items) && IsUnread(items),
            IPropertyReferenceOperation item when IsItem(item)
                && assignment.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation filled } =>
                IsUnread(filled),
            IMemberReferenceOperation { Instance: IInstanceReferenceOperation } when !IsInInitializer(assignment) => IsExit(assignment),
            IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Member: var member }
                when assignment.Parent is IObjectOrCollectionInitializerOperation
                {
                    Parent: IObjectCreationOperation { Parent: IMemberReferenceOperation read },
                } =>
                !SymbolEqualityComparer.Default.Equals(read.Member, member) || IsUnread(read),
            _ => false,
        };
        return isUnread && (IsInInitializer(assignment) || IsUnread(assignment));
    }

    /// <summary>True for what a collection of the framework has under a key or number.</summary>
    private static bool IsItem(IPropertyReferenceOperation property) => property.Property.IsIndexer
        && property.Property.ContainingNamespace.ToDisplayString().StartsWith("System.Collections", System.StringComparison.Ordinal);

    private static bool IsInInitializer(IOperation assignment) => assignment.Parent is IObjectOrCollectionInitializerOperation;

    /// <summary>Notes that the value leaves there; false when nobody asks where it goes.</summary>
    private bool IsExit(IOperation place)
    {
        _exits?.Add(place);
        return _exits is not null;
    }

    /// <summary>True for a variable whose array or collection is made in this body; one from elsewhere others have too.</summary>
    private bool IsMadeHere(ILocalSymbol collection) =>
        new LocalAssignments(_body).Of(collection) is { } assigned
        && assigned.All(static made => made is not null
            && (ValueOrigin.IsNull(made)
                || ValueOrigin.Unwrap(made) is IObjectCreationOperation or IArrayCreationOperation
                || ValueOrigin.Unwrap(made).Syntax.IsKind((SyntaxKind)NewerSyntax.CollectionExpression)));

    /// <summary>True when nothing reads one item of a tuple.</summary>
    private bool IsUnreadItem(IOperation tuple, int index)
    {
        tuple = Destination.Whole(tuple);
        switch (tuple.Parent)
        {
            case IDeconstructionAssignmentOperation deconstruction when deconstruction.Value == tuple:
                IOperation targets = deconstruction.Target is IDeclarationExpressionOperation declared
                    ? declared.Expression
                    : deconstruction.Target;
                return (targets as ITupleOperation)?.Elements[index] is { } target
                    && (target is IDiscardOperation || (LocalAssignments.LocalOf(target) is { } local && IsUnread(local)));
            case IFieldReferenceOperation item:
                return Elements.NumberOf(item.Field) != index || IsUnread(item);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var pair } }:
                return LocalAssignments.References(pair, tuple)
                    .All(reference => reference.Parent is IFieldReferenceOperation && IsUnreadItem(reference, index));
            default:
                return false;
        }
    }

    /// <summary>True where a variable or element is declared or given a value.</summary>
    private static bool IsTarget(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IDeclarationExpressionOperation => true,
        ITupleOperation tuple => tuple.Parent is IDeclarationExpressionOperation
            || (tuple.Parent is IDeconstructionAssignmentOperation deconstruction && deconstruction.Target == tuple),
        _ => false,
    };

    private static bool IsAddition(IInvocationOperation call) =>
        call.Parent is IExpressionStatementOperation && UnsynchronizedCollections.IsMutator(call.TargetMethod) && call.Arguments.Length > 0;
}
