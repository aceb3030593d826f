using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Children;

/// <content>Values that are put into something and taken out of it: a tuple, an array, a pattern, an object, a Lazy, a parameter.</content>
internal sealed partial class ValueTargets
{
    /// <summary>Where the value comes out of what it is in.</summary>
    private IEnumerable<IOperation> TakenOut(IOperation carried, HashSet<ISymbol> seen, CancellationToken cancellationToken)
    {
        switch (carried.Parent)
        {
            case ITupleOperation tuple:
                return OutOf(tuple, tuple.Elements.IndexOf(carried), seen);
            case IForEachLoopOperation loop when loop.Collection == carried && Elements.Of(carried) is not null:
                return loop.Locals.SelectMany(local => ReadsOf(local, carried, seen));
            case IIsPatternOperation or ISwitchOperation or ISwitchExpressionOperation:
                return carried.Parent.Descendants()
                    .Where(pattern => pattern is IPatternOperation && PatternInput.Of(pattern) == carried)
                    .Select(static pattern => pattern switch
                    {
                        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                        _ => null,
                    })
                    .OfType<ILocalSymbol>()
                    .SelectMany(local => ReadsOf(local, carried, seen));
            case ISimpleAssignmentOperation { Target: IParameterReferenceOperation { Parameter: var filled } } assignment
                when assignment.Value == carried
                    && filled is { RefKind: RefKind.Out, ContainingSymbol: IMethodSymbol method }
                    && seen.Add(filled):
                return _callers.Calls(method, cancellationToken)
                    .OfType<IInvocationOperation>()
                    .SelectMany(call => call.Arguments.Where(argument => argument.Parameter?.Ordinal == filled.Ordinal))
                    .SelectMany(argument => LocalAssignments.LocalOf(argument.Value) is { } local
                        ? ReadsOf(local, argument, seen)
                        : Enumerable.Empty<IOperation>());
            case IInvocationOperation call when call.Instance == carried && call.TargetMethod.ContainingSymbol is INamedTypeSymbol block:
                return _targets.Of(call, cancellationToken)
                    .SelectMany(target => target.Body.Descendants())
                    .Where(part => part is IParameterReferenceOperation { Parameter: var receiver }
                        && SymbolEqualityComparer.Default.Equals(receiver.ContainingSymbol, block)
                        && seen.Add(receiver));
            default:
                return Enumerable.Empty<IOperation>();
        }
    }

    /// <summary>`(string text, int count) = (value, 0);`, and `pair.Item1` of a local that holds the tuple.</summary>
    private static IEnumerable<IOperation> OutOf(ITupleOperation tuple, int index, HashSet<ISymbol> seen)
    {
        IOperation whole = Destination.Whole(tuple);
        if (whole.Parent is IDeconstructionAssignmentOperation { Target: var target } deconstruction && deconstruction.Value == whole)
        {
            IOperation written = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
            return written is ITupleOperation { Elements: var elements }
                && index < elements.Length
                && LocalAssignments.LocalOf(elements[index]) is { } local
                    ? ReadsOf(local, tuple, seen)
                    : Enumerable.Empty<IOperation>();
        }

        return Destination.Variable(whole) is ILocalSymbol pair
            ? ReadsOf(pair, tuple, seen)
                .Select(static reference => reference.Parent)
                .OfType<IFieldReferenceOperation>()
                .Where(item => (item.Field.CorrespondingTupleField ?? item.Field).Name == $"Item{index + 1}")
            : Enumerable.Empty<IOperation>();
    }

    /// <summary>
    /// Where a value goes that is an argument, besides the body that gets it: into the local that Interlocked exchanges, the elements of an
    /// array, the members of a primary constructor's type, the property of a record.
    /// </summary>
    private IEnumerable<IOperation> ReadsBesides(
        IParameterSymbol parameter,
        IOperation carried,
        IOperation call,
        HashSet<ISymbol> seen,
        CancellationToken cancellationToken)
    {
        if (call is IInvocationOperation { TargetMethod.ContainingType: var type, Arguments: { Length: > 1 } arguments }
            && type.Is(KnownTypes.Interlocked)
            && arguments[1].Value == carried
            && LocalAssignments.LocalOf(arguments[0].Value) is { } exchanged)
        {
            return ReadsOf(exchanged, call, seen);
        }

        return call is IObjectCreationOperation { Constructor: { DeclaringSyntaxReferences: { Length: 1 } declarations } constructor }
            && declarations[0].GetSyntax(cancellationToken) is TypeDeclarationSyntax
            && seen.Add(parameter.OriginalDefinition)
                ? constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>()
                    .SelectMany(property => ReadsOfMember(property, seen, cancellationToken))
                    .Concat(_histories.Mentions(parameter.OriginalDefinition, cancellationToken)
                        .Select(mention => mention.Model.GetOperation(mention.Name, cancellationToken))
                        .OfType<IOperation>())
                : Enumerable.Empty<IOperation>();
    }

    /// <summary>Where a lambda is called that returns the value, or hands it to a Lazy or a task.</summary>
    private IEnumerable<IOperation> ResultsOf(IAnonymousFunctionOperation lambda, CancellationToken cancellationToken) =>
        Destination.Whole(lambda).Parent is IArgumentOperation { Parent: IObjectCreationOperation { Type: var type } lazy }
        && type.Is(KnownTypes.Lazy)
            ? lazy.Parent is IPropertyReferenceOperation { Property.Name: "Value" } made ? new[] { made } : Enumerable.Empty<IOperation>()
            : _callers.RunsOf(lambda, cancellationToken);
}
