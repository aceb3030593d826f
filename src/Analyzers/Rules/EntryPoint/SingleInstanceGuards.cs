using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>A named mutex that a program takes at start-up to tell whether it runs already.</summary>
/// <param name="Mutex">The creation.</param>
/// <param name="Holder">The local or field that keeps it.</param>
/// <param name="Answers">
/// The locals, members and methods that say whether this process is the first; none when the answer is asked for in place.
/// </param>
/// <param name="Modes">The words that each condition on the mode asks for which comes before.</param>
internal sealed record SingleInstanceGuard(
    IObjectCreationOperation Mutex,
    ISymbol Holder,
    ImmutableArray<ISymbol> Answers,
    ImmutableArray<ImmutableHashSet<string>> Modes)
{
    /// <summary>True when a child that gets these words comes to ask for the mutex, as far as is known.</summary>
    public bool IsAskedBy(ImmutableHashSet<string> markers) => Modes.All(words => words.Count > 0 && !words.Overlaps(markers));
}

/// <summary>Finds the mutexes that are taken at start-up, without a wait, by every process of the program.</summary>
internal sealed class SingleInstanceGuards
{
    private const int MaxCalls = 2;

    /// <summary>A local, the field that keeps it, and the property in front: more names than that no answer has.</summary>
    private const int MaxAnswers = 4;

    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly NamedPrimitives _primitives;
    private readonly EntryPoints _entryPoints;
    private readonly MemberHistories _histories;
    private readonly Callers _callers;
    private readonly ChildModeBranches _branches;
    private IReadOnlyList<SingleInstanceGuard>? _all;

    public static SingleInstanceGuards Of(ProcessModel model) =>
        model.Get(static model => new SingleInstanceGuards(
            model.Compilation,
            SourceBodies.Of(model),
            NamedPrimitives.Of(model),
            EntryPoints.Of(model),
            MemberHistories.Of(model),
            Callers.Of(model),
            ChildModeBranches.Of(model)));

    private SingleInstanceGuards(
        Compilation compilation,
        SourceBodies bodies,
        NamedPrimitives primitives,
        EntryPoints entryPoints,
        MemberHistories histories,
        Callers callers,
        ChildModeBranches branches)
    {
        _compilation = compilation;
        _bodies = bodies;
        _primitives = primitives;
        _entryPoints = entryPoints;
        _histories = histories;
        _callers = callers;
        _branches = branches;
    }

    public IReadOnlyList<SingleInstanceGuard> All(CancellationToken cancellationToken) => _all ??= Find(cancellationToken).ToList();

    private IEnumerable<SingleInstanceGuard> Find(CancellationToken cancellationToken)
    {
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            SyntaxIndex index = SyntaxIndex.Of(tree);
            if (!index.HasWord(nameof(Mutex), cancellationToken) || _bodies.Model(tree) is not { } model)
            {
                continue;
            }

            HashSet<SyntaxNode> seen = new();
            foreach (SyntaxToken token in index.Occurrences(nameof(Mutex), cancellationToken: cancellationToken))
            {
                // `Mutex m = new(…)` names the type at its declaration.
                SyntaxNode? place = (SyntaxNode?)token.Parent?.FirstAncestorOrSelf<StatementSyntax>()
                    ?? token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>();
                foreach (BaseObjectCreationExpressionSyntax creation in place?.DescendantNodes()
                    .OfType<BaseObjectCreationExpressionSyntax>()
                    .Where(seen.Add) ?? Enumerable.Empty<BaseObjectCreationExpressionSyntax>())
                {
                    if (model.GetOperation(creation, cancellationToken) is IObjectCreationOperation operation
                        && Of(operation, cancellationToken) is { } guard)
                    {
                        yield return guard;
                    }
                }
            }

            foreach (SyntaxToken created in index.Occurrences("createdNew", cancellationToken: cancellationToken))
            {
                if (created.Parent?.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { } creation
                    && seen.Add(creation)
                    && model.GetOperation(creation, cancellationToken) is IObjectCreationOperation operation
                    && Of(operation, cancellationToken) is { } guard)
                {
                    yield return guard;
                }
            }
        }
    }

    private SingleInstanceGuard? Of(IObjectCreationOperation creation, CancellationToken cancellationToken)
    {
        if (!creation.Type.Is(KnownTypes.Mutex)
            || _primitives.Of(creation, cancellationToken) is not { IsUnnamed: false } primitive
            || Destination.Variable(creation) is not { } holder
            || !IsStartUp(creation, MaxCalls, cancellationToken))
        {
            return null;
        }

        ImmutableArray<ImmutableHashSet<string>> modes = _branches.ModesRound(Sites.OfFact(creation), cancellationToken).ToImmutableArray();
        ISymbol? createdNew = primitive.CreatedNew is { } argument ? AnswerIn(argument.Value) : null;
        if (createdNew is not null)
        {
            ImmutableArray<ISymbol> told = AnswersFrom(createdNew, creation, cancellationToken);
            return told.SelectMany(answer => UsesOf(answer, creation, cancellationToken)).Any(EndDecisions.DecidesAnEnd)
                ? new(creation, holder, told, modes)
                : null;
        }

        if (Waits(creation, holder, cancellationToken).FirstOrDefault() is not { } wait || !IsImmediate(wait))
        {
            return null;
        }

        ImmutableArray<ISymbol> answers = Destination.Variable(wait) is { } got ? AnswersFrom(got, wait, cancellationToken)
            : wait.Parent is IReturnOperation
                && SourceBodies.Around(wait, cancellationToken) is { } asked
                ? ImmutableArray.Create((asked as IMethodSymbol)?.AssociatedSymbol ?? asked)
            : ImmutableArray<ISymbol>.Empty;
        return EndDecisions.DecidesAnEnd(wait)
            || answers.SelectMany(answer => UsesOf(answer, wait, cancellationToken)).Any(EndDecisions.DecidesAnEnd)
            ? new(creation, holder, answers, modes)
            : null;
    }

    /// <summary>An answer, the member that it is kept in, and the property that hands that out.</summary>
    private ImmutableArray<ISymbol> AnswersFrom(ISymbol answer, IOperation place, CancellationToken cancellationToken)
    {
        List<ISymbol> answers = new() { answer };
        for (int next = 0; next < answers.Count && answers.Count <= MaxAnswers; next++)
        {
            foreach (IOperation use in UsesOf(answers[next], place, cancellationToken).ToList())
            {
                ISymbol? further = use.Parent is IReturnOperation
                    && SourceBodies.Around(use, cancellationToken)
                        is IMethodSymbol { AssociatedSymbol: { } property }
                        ? property
                        : Destination.Variable(use);
                if (further is not null && !answers.Contains(further, SymbolEqualityComparer.Default))
                {
                    answers.Add(further);
                }
            }
        }

        return answers.ToImmutableArray();
    }

    /// <summary>The reads of an answer: in the member that asks, and wherever a member with it is named.</summary>
    private IEnumerable<IOperation> UsesOf(ISymbol answer, IOperation place, CancellationToken cancellationToken) =>
        (answer is ILocalSymbol ? LocalAssignments.Outermost(place).Descendants() : MentionsOf(answer, cancellationToken))
            .Where(operation => IsHolder(operation, answer)
                && operation.Parent is not (IArgumentOperation { Parameter.RefKind: RefKind.Out } or IDeclarationExpressionOperation));

    private IEnumerable<IOperation> MentionsOf(ISymbol member, CancellationToken cancellationToken) =>
        member is IMethodSymbol method
            ? _callers.Calls(method, cancellationToken).OfType<IOperation>()
            : _histories.References(member, cancellationToken);

    private static ISymbol? AnswerIn(IOperation value) => value switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
        ILocalReferenceOperation local => local.Local,
        IMemberReferenceOperation member => member.Member.OriginalDefinition,
        _ => null,
    };

    /// <summary>The waits for a mutex: in the code that makes it, and for one in a member in all code of its type.</summary>
    private IEnumerable<IInvocationOperation> Waits(
        IObjectCreationOperation creation,
        ISymbol holder,
        CancellationToken cancellationToken) =>
        holder is ILocalSymbol
            ? LocalAssignments.Outermost(creation).Descendants()
                .OfType<IInvocationOperation>()
                .Where(call => call.TargetMethod.Name == "WaitOne" && IsHolder(call.Instance, holder))
            : MentionsOf(holder, cancellationToken)
                .Select(static mention => (mention.Parent is IConditionalAccessOperation access ? access.WhenNotNull : mention.Parent)
                    as IInvocationOperation)
                .OfType<IInvocationOperation>()
                .Where(static call => call.TargetMethod.Name == "WaitOne");

    public static bool IsHolder(IOperation? operation, ISymbol holder) => operation switch
    {
        IConditionalAccessInstanceOperation accessed => IsHolder(ValueOrigin.AccessedObject(accessed), holder),
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, holder),
        IMemberReferenceOperation member => SymbolEqualityComparer.Default.Equals(member.Member.OriginalDefinition, holder),
        IInvocationOperation call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, holder),
        _ => false,
    };

    private static bool IsImmediate(IInvocationOperation wait) => wait.Arguments.Length > 0
        && (wait.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 }
            || wait.Arguments[0].Value is IFieldReferenceOperation { Field: { Name: "Zero" } });

    /// <summary>True for code of Main, of a method that Main calls, and of a desktop application's start.</summary>
    private bool IsStartUp(IOperation place, int calls, CancellationToken cancellationToken)
    {
        if (SourceBodies.MemberAround(place, cancellationToken) is not { } symbol
            || _entryPoints.Main is not { } main)
        {
            return false;
        }

        IMethodSymbol? method = symbol as IMethodSymbol;

        // An instance initialiser runs when a constructor does; a static one when something first touches its type.
        if (place.Syntax.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not null)
        {
            return SymbolEqualityComparer.Default.Equals(symbol.ContainingType, main.Method.ContainingType)
                || (calls > 0 && !symbol.IsStatic
                    && symbol.ContainingType.InstanceConstructors
                        .Any(constructor => IsCalledAtStartUp(constructor, calls, cancellationToken)))
                || (calls > 0
                    && symbol.IsStatic
                    && MentionsOf(symbol, cancellationToken).Any(use => IsStartUp(use, calls - 1, cancellationToken)));
        }

        return SymbolEqualityComparer.Default.Equals(method, main.Method)
            || method is { Name: "OnStartup", IsOverride: true } or { Name: "Application_Startup" }
            || (method is not null && IsCalledAtStartUp(method, calls, cancellationToken));
    }

    private bool IsCalledAtStartUp(IMethodSymbol method, int calls, CancellationToken cancellationToken) =>
        calls > 0
        && _callers.Calls(method, cancellationToken).OfType<IOperation>().Any(call => IsStartUp(call, calls - 1, cancellationToken));
}
