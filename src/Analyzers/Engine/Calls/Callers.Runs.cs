using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

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

        IEnumerable<IOperation> runs = ReferencesOf(HolderOf(lambda), lambda, cancellationToken).Select(RunOf).OfType<IOperation>();
        return whole.Parent is IArgumentOperation { Parent: IInvocationOperation taker } ? runs.Take(1).Select(_ => taker) : runs;
    }

    /// <summary>
    /// The same, all of them; null when others may run it: code outside can read what holds it, or it is read for something else.
    /// <code>public Action Cleanup = () => Release();    // anybody may call it</code>
    /// </summary>
    public IReadOnlyList<IOperation>? AllRunsOf(IAnonymousFunctionOperation lambda, CancellationToken cancellationToken)
    {
        ISymbol? holder = HolderOf(lambda);
        bool isOutside = holder is IFieldSymbol or IPropertySymbol && AreOutside((holder as IPropertySymbol)?.GetMethod ?? holder);
        return !isOutside
            && ReferencesOf(holder, lambda, cancellationToken).All(static use => RunOf(use) is not null || HandsNothingOn(use))
            ? RunsOf(lambda, cancellationToken).ToList()
            : null;
    }

    /// <summary>Where the body around a place runs; none where a method may be called by others.</summary>
    /// <param name="place">A place in the body.</param>
    /// <param name="areAll">True to get none for a lambda or local function either when others may run it too.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public IReadOnlyList<IOperation> RunsAround(IOperation place, bool areAll, CancellationToken cancellationToken)
    {
        IReadOnlyList<IOperation>? runs = ControlFlow.ControlFlow.BodyAround(place) switch
        {
            IAnonymousFunctionOperation lambda =>
                areAll ? AllRunsOf(lambda, cancellationToken) : RunsOf(lambda, cancellationToken).ToList(),
            ILocalFunctionOperation { Symbol: var function } =>
                areAll ? AllCalls(function, cancellationToken) : RunsOf(function, cancellationToken).ToList(),
            { SemanticModel: { } known } body when MethodOf(known, body.Syntax, cancellationToken) is { } method =>
                method is { DeclaredAccessibility: Accessibility.Private, AssociatedSymbol: not null }
                    ? RunsOf(method, cancellationToken).ToList()
                    : AllCalls(method, cancellationToken),
            _ => null,
        };
        return runs ?? Array.Empty<IOperation>();
    }

    /// <summary>The method, accessor or constructor with that body; a property that is an expression has only a getter.</summary>
    private static IMethodSymbol? MethodOf(SemanticModel model, SyntaxNode body, CancellationToken cancellationToken) =>
        body is ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax property }
            ? (model.GetDeclaredSymbol(property, cancellationToken) as IPropertySymbol)?.GetMethod
            : model.GetDeclaredSymbol(body, cancellationToken) as IMethodSymbol;

    /// <summary>
    /// True when a place is in a root, or in a method or local function whose calls are all seen and all do. A lambda that is no part of
    /// a root runs where nobody can tell.
    /// </summary>
    public bool RunsBelowOnly(SyntaxTree tree, TextSpan place, Func<SyntaxTree, TextSpan, bool> isRoot, CancellationToken cancellationToken)
    {
        HashSet<ISymbol> below = new(SymbolEqualityComparer.Default);
        return IsBelow(tree, place);

        bool IsBelow(SyntaxTree source, TextSpan span) =>
            isRoot(source, span)
            || (_bodies.Model(source)?.GetEnclosingSymbol(span.Start, cancellationToken)
                    is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method
                && (!below.Add(method)
                    || (below.Count <= Budgets.MethodsBelowARoot
                        && CallsOrDisposals(method, cancellationToken) is { Count: > 0 } calls
                        && calls.All(call => IsBelow(call.Syntax.SyntaxTree, call.Syntax.Span)))));
    }

    /// <summary>
    /// All calls of a method; those of a Dispose that no <c>using</c> makes, by its own name and that of the interface. Null when some
    /// are not seen.
    /// </summary>
    private IReadOnlyList<IOperation>? CallsOrDisposals(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (AllCalls(method, cancellationToken) is { } all)
        {
            return all;
        }

        return KnownNames.Disposals.Has(method.Name)
            && !AreOutside(method)
            && !Calls(method, cancellationToken).Contains(null)
            && !method.ContainingType.InstanceConstructors
                .SelectMany(constructor => Calls(constructor, cancellationToken))
                .Any(static creation => creation is null || Destination.Using(creation) is not null)
                ? RunsOf(method, cancellationToken).ToList()
                : null;
    }

    /// <summary>The variable, parameter, member or event that a lambda is put into.</summary>
    private static ISymbol? HolderOf(IAnonymousFunctionOperation lambda)
    {
        IOperation whole = Destination.Whole(lambda);
        return whole.Parent switch
        {
            IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation } => parameter.OriginalDefinition,
            IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation raised } => raised.Event.OriginalDefinition,
            _ => Destination.Chosen(lambda) == whole ? Destination.Variable(lambda) : null,
        };
    }

    private IEnumerable<IOperation> ReferencesOf(ISymbol? holder, IOperation place, CancellationToken cancellationToken) => holder switch
    {
        null => Enumerable.Empty<IOperation>(),
        ILocalSymbol local => LocalAssignments.References(local, place),
        IParameterSymbol { ContainingSymbol: IMethodSymbol taker } =>
            _bodies.Of(taker, cancellationToken)?.Descendants().Where(operation => operation is IParameterReferenceOperation given
                && SymbolEqualityComparer.Default.Equals(given.Parameter, holder)) ?? Enumerable.Empty<IOperation>(),
        _ => _histories.References(holder, cancellationToken),
    };

    /// <summary>The call of the delegate that a reference reads; null for any other use of it.</summary>
    private static IOperation? RunOf(IOperation reference) =>
        (reference.Parent is IConditionalAccessOperation access ? access.WhenNotNull : reference.Parent)
            is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call ? call : null;

    /// <summary>True where a delegate is only set, or compared with null.</summary>
    private static bool HandsNothingOn(IOperation reference) => Destination.Whole(reference).Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } or IEventAssignmentOperation => true,
        IIsPatternOperation { Pattern: var pattern } =>
            pattern is IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation },
        _ => false,
    };
}
