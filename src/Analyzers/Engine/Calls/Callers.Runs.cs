using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <content>Where a body runs.</content>
internal sealed partial class Callers
{
    /// <summary>
    /// Where a method, constructor, getter or local function is seen to run, by the name of what it overrides or implements too.
    /// </summary>
    public IEnumerable<IOperation> RunsOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        method is { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: { } property }
            ? _histories.References(property, cancellationToken)
                .Where(static read => !(read.Parent is ISimpleAssignmentOperation assignment && assignment.Target == read))
            : NamesOf((ISymbol)method)
                .OfType<IMethodSymbol>()
                .SelectMany(named => Calls(named, cancellationToken))
                .OfType<IOperation>();

    /// <summary>
    /// Where a lambda is seen to run: at the calls of the variable, member or event that it is put into, and at the call that it is given
    /// to, when that runs it there and then.
    /// </summary>
    public IEnumerable<IOperation> RunsOf(IAnonymousFunctionOperation lambda, CancellationToken cancellationToken)
    {
        IOperation whole = Destination.Whole(lambda);
        if (whole.Parent is IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation taker })
        {
            return _bodies.Of(taker.TargetMethod.OriginalDefinition, cancellationToken) is { } body
                && body.Descendants().OfType<IInvocationOperation>().Any(call => call.Instance is IParameterReferenceOperation given
                    && SymbolEqualityComparer.Default.Equals(given.Parameter, parameter.OriginalDefinition))
                    ? new[] { taker }
                    : Enumerable.Empty<IOperation>();
        }

        // An object that is made for one call, or for one using, and runs it there: new Runner(() => …).Run().
        if (whole.Parent is IArgumentOperation { Parent: IObjectCreationOperation { Type.DeclaringSyntaxReferences.IsEmpty: false } made })
        {
            return made.Parent switch
            {
                IInvocationOperation call when call.Instance == made => new[] { call },
                IUsingOperation => new[] { made },
                _ => Enumerable.Empty<IOperation>(),
            };
        }

        ISymbol? holder = whole.Parent is IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation raised }
            ? raised.Event.OriginalDefinition
            : Destination.Chosen(lambda) == whole ? Destination.Variable(lambda) : null;
        IEnumerable<IOperation> references = holder switch
        {
            null => Enumerable.Empty<IOperation>(),
            ILocalSymbol local => LocalAssignments.References(local, lambda),
            _ => _histories.References(holder, cancellationToken),
        };
        return references
            .Select(static reference => reference.Parent is IConditionalAccessOperation access ? access.WhenNotNull : reference.Parent)
            .OfType<IInvocationOperation>()
            .Where(static call => call.TargetMethod.MethodKind == MethodKind.DelegateInvoke);
    }
}
