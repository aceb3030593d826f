using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <content>What is seen of a delegate of which not all is seen.</content>
internal sealed partial class CallTargets
{
    /// <summary>
    /// The bodies that a delegate is seen to run, others apart that are not seen: enough to say that code may run somewhere, and
    /// not to say that nothing else does. A method that is overridden counts with each of its bodies.
    /// </summary>
    public ImmutableArray<CallTarget> SeenOfDelegate(IOperation value, IOperation call, CancellationToken cancellationToken) =>
        SeenCodes(value, stopsAtParameters: false, cancellationToken)
            .SelectMany(code => Targets(code, call, cancellationToken))
            .ToImmutableArray();

    /// <summary>The lambdas and method references that a delegate-typed expression is seen to be, each once.</summary>
    /// <param name="value">An expression that is a delegate.</param>
    /// <param name="stopsAtParameters">
    /// True to leave out what the callers of a method pass; what a constructor is given counts all the same.
    /// </param>
    /// <param name="cancellationToken">Ends the search.</param>
    public IReadOnlyList<IOperation> SeenCodes(IOperation value, bool stopsAtParameters, CancellationToken cancellationToken) =>
        CodesOf(value, stopsAtParameters, cancellationToken, isWhole: false).Codes;

    /// <summary>The bodies here that a virtual call of a method may run, each override included.</summary>
    public IEnumerable<CallTarget> SeenOfVirtual(IMethodSymbol method, IOperation call, CancellationToken cancellationToken)
    {
        foreach (IMethodSymbol target in _dispatch.AllTargets(method.OriginalDefinition, cancellationToken))
        {
            if (_bodies.Of(target, cancellationToken) is { } body)
            {
                yield return new CallTarget(target, body, call);
            }
        }
    }

    private IEnumerable<CallTarget> Targets(IOperation code, IOperation call, CancellationToken cancellationToken) =>
        Target(code, call, cancellationToken) is { } target ? new[] { target }
        : code is IMethodReferenceOperation { IsVirtual: true } reference ? SeenOfVirtual(reference.Method, call, cancellationToken)
        : Enumerable.Empty<CallTarget>();

    /// <summary>Those values that are seen, where not all are; null when none is.</summary>
    private IReadOnlyList<IOperation>? SeenValues(IOperation value, bool stopsAtParameters, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case ILocalReferenceOperation { Local: var local }:
                return new LocalAssignments(LocalAssignments.Outermost(value)).Of(local)
                    ?.SelectMany(item => item is IForEachLoopOperation loop ? Added(loop.Collection, cancellationToken) : new[] { item })
                    .OfType<IOperation>()
                    .ToList();
            case IParameterReferenceOperation { Parameter: var parameter } when !stopsAtParameters || IsOfConstructor(parameter):
                return _callers.SeenArgumentsFor(parameter, cancellationToken).ToList();
            case IMemberReferenceOperation
            {
                Member: (IFieldSymbol or IPropertySymbol) and { DeclaringSyntaxReferences.IsEmpty: false } member,
            }:
                return _histories.Assigned(member, cancellationToken).ToList();
            case IArrayElementReferenceOperation element:
                return Added(element.ArrayReference, cancellationToken).OfType<IOperation>().ToList();
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection }:
                return Added(collection, cancellationToken).OfType<IOperation>().ToList();
            default:
                return null;
        }
    }

    /// <summary>
    /// What the calls of a collection's Add and its like put into a member or local, and what its array initialiser lists.
    /// </summary>
    private IEnumerable<IOperation?> Added(IOperation collection, CancellationToken cancellationToken)
    {
        IOperation whole = ValueOrigin.Unwrap(collection);
        IEnumerable<IOperation> references = whole switch
        {
            IMemberReferenceOperation
            {
                Member: (IFieldSymbol or IPropertySymbol) and { DeclaringSyntaxReferences.IsEmpty: false } member,
            } =>
                _histories.References(member, cancellationToken),
            ILocalReferenceOperation { Local: var local } => LocalAssignments.References(local, whole),
            _ => Enumerable.Empty<IOperation>(),
        };
        return references
            .Select(static reference => reference.Parent as IInvocationOperation)
            .Where(static call => call is { Arguments.Length: > 0, TargetMethod.DeclaringSyntaxReferences.IsEmpty: true })
            .Select(static call => (IOperation?)call!.Arguments[call.Arguments.Length - 1].Value);
    }
}
