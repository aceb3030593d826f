using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.AmbientState;

/// <summary>
/// The calls, creations and property assignments of this compilation that leave an ambient setting changed: what the code behind them
/// certainly sets counts as set where they stand.
/// <code>
/// void UseTestDatabase() => Environment.SetEnvironmentVariable("DB", "test");
/// UseTestDatabase(); Process.Start(tool);
/// </code>
/// </summary>
internal sealed class AmbientCalls
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly Callers _callers;
    private readonly ValueSources _sources;
    private readonly AmbientStarts _starts;
    private readonly Memo<ILookup<SyntaxNode, AmbientSet>> _all;

    private AmbientCalls(
        Compilation compilation,
        SourceBodies bodies,
        MemberHistories histories,
        Callers callers,
        ValueSources sources,
        AmbientStarts starts)
    {
        _compilation = compilation;
        _bodies = bodies;
        _histories = histories;
        _callers = callers;
        _sources = sources;
        _starts = starts;
        _all = new(Find);
    }

    public static AmbientCalls Of(ProcessModel model) => model.Get(static model => new AmbientCalls(
        model.Compilation,
        SourceBodies.Of(model),
        MemberHistories.Of(model),
        Callers.Of(model),
        ValueSources.Of(model),
        AmbientStarts.Of(model)));

    /// <summary>The changes that calls of one file make.</summary>
    public IEnumerable<AmbientSet> In(SyntaxTree tree, CancellationToken cancellationToken) =>
        All(cancellationToken)
            .Where(calls => calls.Key.SyntaxTree == tree)
            .OrderBy(static calls => calls.Key.SpanStart)
            .SelectMany(static calls => calls);

    /// <summary>The changes that an operation makes, itself or in what it calls.</summary>
    public IEnumerable<AmbientSet> At(IOperation operation, CancellationToken cancellationToken) => At(operation, All(cancellationToken));

    private ILookup<SyntaxNode, AmbientSet> All(CancellationToken cancellationToken) => _all.Get(cancellationToken);

    private static IEnumerable<AmbientSet> At(IOperation operation, ILookup<SyntaxNode, AmbientSet> calls) =>
        AmbientSet.Of(operation) is { } own ? new[] { own }
        : operation is IInvocationOperation or IObjectCreationOperation or ISimpleAssignmentOperation or IPropertyReferenceOperation
            ? calls[operation.Syntax]
        : Enumerable.Empty<AmbientSet>();

    private ILookup<SyntaxNode, AmbientSet> Find(CancellationToken cancellationToken)
    {
        List<AmbientSet> found = new();
        HashSet<(SyntaxNode Call, bool IsDirectory, bool IsRestore)> seen = new();
        List<AmbientSet> open = _compilation.SyntaxTrees.SelectMany(tree => Direct(tree, cancellationToken)).ToList();
        ILookup<SyntaxNode, AmbientSet> known = Lookup(found);
        for (int calls = 0; calls < Budgets.SettingCalls && open.Count > 0; calls++)
        {
            List<AmbientSet> next = new();
            foreach (AmbientSet set in open)
            {
                if (OwnerOf(set.Operation, cancellationToken) is { } owner && IsLeft(set, owner, known, cancellationToken) is { } left)
                {
                    next.AddRange(CallsOf(owner, cancellationToken)
                        .Select(call => Translate(left, owner, call))
                        .Where(call => seen.Add((call.Operation.Syntax, call.Variable is null, call.IsCalledRestore))));
                }
            }

            found.AddRange(next);
            open = next;
            known = Lookup(found);
        }

        return known;
    }

    private static ILookup<SyntaxNode, AmbientSet> Lookup(List<AmbientSet> calls) =>
        calls.ToLookup(static call => call.Operation.Syntax, static call => call);

    private IEnumerable<AmbientSet> Direct(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(tree);
        return from token in index.Occurrences(KnownNames.AmbientWords.Words, cancellationToken: cancellationToken)
               let model = _bodies.Model(tree)
               where model is not null
               let set = AmbientSet.At(token, model, cancellationToken)
               where set is not null
               select set;
    }

    /// <summary>The method, accessor, constructor, local function or lambda that makes a change by itself.</summary>
    private static IMethodSymbol? OwnerOf(IOperation operation, CancellationToken cancellationToken) =>
        (SourceBodies.Around(operation, cancellationToken) as IMethodSymbol)?.OriginalDefinition;

    /// <summary>
    /// What is left to the callers: nothing of a change that may not happen, is taken back, or is meant for a start in there.
    /// </summary>
    private AmbientSet? IsLeft(
        AmbientSet set,
        IMethodSymbol owner,
        ILookup<SyntaxNode, AmbientSet> known,
        CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(set.Operation);
        List<AmbientSet> sets = body.Descendants().SelectMany(operation => At(operation, known)).ToList();
        LocalAssignments assignments = new(LocalAssignments.Outermost(body));
        bool isRestore = IsDispose(owner) || set.IsRestore(sets, assignments, _sources, cancellationToken);
        if (sets.Any(other => other.Operation.Syntax != set.Operation.Syntax
            && other.IsOfSameSetting(set)
            && other.IsRestore(sets, assignments, _sources, cancellationToken) != isRestore))
        {
            return null;
        }

        return isRestore ? set with { IsCalledRestore = true }
            : IsCertain(set.Operation)
                && !IsScoped(set.Operation)
                && !body.Descendants().Where(AmbientStarts.IsCall).Any(call =>
                    call.Syntax.SpanStart > set.Operation.Syntax.SpanStart && _starts.IsStart(call, set, cancellationToken)) ? set
            : null;
    }

    /// <summary>True when nothing decides whether the body makes the change; a loop over what it is to set decides nothing.</summary>
    private static bool IsCertain(IOperation operation) =>
        ControlFlow.BranchesRound(operation).All(static branch => branch.Parent is IForEachLoopOperation or IForLoopOperation)
        && !ControlFlow.MayReturnBefore(operation);

    /// <summary>True for what a `using` of the same body disposes of.</summary>
    public static bool IsScoped(IOperation operation) => ScopeOf(operation) is not null;

    /// <summary>The code in which an object lives that `using` disposes of; null for anything else.</summary>
    public static SyntaxNode? ScopeOf(IOperation operation)
    {
        IOperation value = Destination.Chosen(operation);
        return Destination.Using(value.Parent as IAwaitOperation ?? value) switch
        {
            IUsingOperation scope => scope.Syntax,
            IUsingDeclarationOperation { Parent: { } block } => block.Syntax,
            _ => null,
        };
    }

    private static bool IsDispose(IMethodSymbol method) => KnownNames.Disposals.Has(method.Name);

    private IEnumerable<IOperation> CallsOf(IMethodSymbol owner, CancellationToken cancellationToken) => owner switch
    {
        { MethodKind: MethodKind.PropertySet, AssociatedSymbol: { } property } =>
            _histories.References(property, cancellationToken)
                .Where(static reference => reference is IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment }
                    && assignment.Target == reference),
        { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.Constructor or MethodKind.PropertyGet } =>
            _callers.RunsOf(owner, cancellationToken).Where(static call =>
                call is IInvocationOperation { Syntax: InvocationExpressionSyntax }
                    or IObjectCreationOperation
                    or IPropertyReferenceOperation),
        { MethodKind: MethodKind.AnonymousFunction } =>
            _bodies.Of(owner, cancellationToken)?.Parent is IAnonymousFunctionOperation lambda
                ? _callers.RunsOf(lambda, cancellationToken)
                : Enumerable.Empty<IOperation>(),
        _ => Enumerable.Empty<IOperation>(),
    };

    private static AmbientSet Translate(AmbientSet set, IMethodSymbol owner, IOperation call)
    {
        CallTarget target = new(owner, set.Operation, call);
        return new AmbientSet(
            call is IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } && assignment.Target == call
                ? assignment
                : call,
            set.Variable is null ? null : Given(set.Variable),
            Given(set.Value)) { IsCalled = true, IsCalledRestore = set.IsCalledRestore };

        IOperation Given(IOperation value) => ValueOrigin.Unwrap(value) is IParameterReferenceOperation { Parameter: var parameter }
            && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, owner)
            && target.ValueOf(parameter) is { } given
                ? ValueOrigin.Unwrap(given)
                : value;
    }
}
