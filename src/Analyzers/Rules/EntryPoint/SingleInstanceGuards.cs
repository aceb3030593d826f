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
/// <param name="Names">The holder, and each local that may be the same mutex.</param>
/// <param name="Answers">
/// The locals, members and methods that say whether this process is the first; none when the answer is asked for in place.
/// </param>
/// <param name="Modes">The words that each condition on the mode asks for which comes before.</param>
/// <param name="Wrapping">The objects that hold it, and what makes them at start-up.</param>
internal sealed record SingleInstanceGuard(
    IObjectCreationOperation Mutex,
    ISymbol Holder,
    ImmutableArray<ISymbol> Names,
    ImmutableArray<ISymbol> Answers,
    ImmutableArray<ImmutableHashSet<string>> Modes,
    Wrapping Wrapping)
{
    /// <summary>True when a child that gets these words comes to ask for the mutex, as far as is known.</summary>
    public bool IsAskedBy(ImmutableHashSet<string>? markers) =>
        markers is not null && Modes.All(words => words.Count > 0 && !words.Overlaps(markers));
}

/// <summary>Finds the mutexes that are taken at start-up, without a wait, by every process of the program.</summary>
internal sealed class SingleInstanceGuards
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly NamedPrimitives _primitives;
    private readonly EntryPoints _entryPoints;
    private readonly GuardAnswers _answers;
    private readonly Wrappings _wrappings;
    private readonly Callers _callers;
    private readonly ChildModeBranches _branches;
    private readonly Memo<IReadOnlyList<SingleInstanceGuard>> _all;

    public static SingleInstanceGuards Of(ProcessModel model) =>
        model.Get(static model => new SingleInstanceGuards(
            model.Compilation,
            SourceBodies.Of(model),
            NamedPrimitives.Of(model),
            EntryPoints.Of(model),
            GuardAnswers.Of(model),
            Wrappings.Of(model),
            Callers.Of(model),
            ChildModeBranches.Of(model)));

    private SingleInstanceGuards(
        Compilation compilation,
        SourceBodies bodies,
        NamedPrimitives primitives,
        EntryPoints entryPoints,
        GuardAnswers answers,
        Wrappings wrappings,
        Callers callers,
        ChildModeBranches branches)
    {
        _compilation = compilation;
        _bodies = bodies;
        _primitives = primitives;
        _entryPoints = entryPoints;
        _answers = answers;
        _wrappings = wrappings;
        _callers = callers;
        _branches = branches;
        _all = new(Find);
    }

    public IReadOnlyList<SingleInstanceGuard> All(CancellationToken cancellationToken) => _all.Get(cancellationToken);

    private List<SingleInstanceGuard> Find(CancellationToken cancellationToken)
    {
        List<SingleInstanceGuard> found = new();
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            SyntaxIndex index = SyntaxIndex.Of(tree);
            if (!index.HasIdentifier(nameof(Mutex), cancellationToken) || _bodies.Model(tree) is not { } model)
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
                    if (model.GetOperation(creation, cancellationToken) is IObjectCreationOperation operation)
                    {
                        found.AddRange(Of(operation, cancellationToken));
                    }
                }
            }

            foreach (SyntaxToken created in index.Occurrences("createdNew", cancellationToken: cancellationToken))
            {
                if (created.Parent?.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { } creation
                    && seen.Add(creation)
                    && model.GetOperation(creation, cancellationToken) is IObjectCreationOperation operation)
                {
                    found.AddRange(Of(operation, cancellationToken));
                }
            }
        }

        return found;
    }

    private IEnumerable<SingleInstanceGuard> Of(IObjectCreationOperation creation, CancellationToken cancellationToken) =>
        creation.Type.Is(KnownTypes.Mutex)
        && _primitives.Of(creation, cancellationToken) is { IsUnnamed: false } primitive
        && NamesOf(creation) is { IsEmpty: false } names
            ? _wrappings.Of(creation, cancellationToken)
                .Where(wrapping => IsStartUp(wrapping.Outermost, Budgets.GuardCalls, cancellationToken))
                .Select(wrapping => Of(creation, primitive, names, wrapping, cancellationToken))
                .OfType<SingleInstanceGuard>()
            : Enumerable.Empty<SingleInstanceGuard>();

    /// <summary>The member that keeps a mutex, or the locals that do.</summary>
    private static ImmutableArray<ISymbol> NamesOf(IObjectCreationOperation creation) => Destination.Variable(creation) switch
    {
        not (null or ILocalSymbol) and var member => ImmutableArray.Create(member),
        _ => ValueUses.Of(creation).Locals.ToImmutableArray<ISymbol>(),
    };

    private SingleInstanceGuard? Of(
        IObjectCreationOperation creation,
        NamedPrimitive primitive,
        ImmutableArray<ISymbol> names,
        Wrapping wrapping,
        CancellationToken cancellationToken)
    {
        ISymbol? first = GuardAnswers.VariableOf(primitive.CreatedNew?.Value, wrapping);
        IOperation place = creation;
        if (first is null)
        {
            List<IInvocationOperation> waits = WaitsBehind(creation, names, cancellationToken);
            if (waits.Count == 0 || !waits.TrueForAll(wait => IsImmediate(wait, wrapping, cancellationToken)))
            {
                return null;
            }

            IInvocationOperation wait = waits[0];

            (first, place) = (GuardAnswers.AnswerOf(wait, cancellationToken), wait);
            if (first is null && !EndDecisions.DecidesAnEnd(wait))
            {
                return null;
            }
        }

        ImmutableArray<ISymbol> answers = _answers.From(first, place, wrapping, cancellationToken);
        return first is null || answers.Any(answer => _answers.Decides(answer, place, wrapping, cancellationToken))
            ? new(
                creation,
                names[names.Length - 1],
                names,
                answers,
                wrapping.Links.SelectMany(link => WithCalls(link, Budgets.GuardCalls, cancellationToken))
                    .SelectMany(link => _branches.ModesRound(Sites.OfFact(link), cancellationToken))
                    .ToImmutableArray(),
                wrapping)
            : null;
    }

    /// <summary>A place, the one call that leads to its method, and so on: <c>if (!isWorker) Ask();</c> asks for the mode before.</summary>
    private IEnumerable<IOperation> WithCalls(IOperation place, int calls, CancellationToken cancellationToken)
    {
        List<IOperation> places = new() { place };
        while (places.Count <= calls
            && SourceBodies.MemberAround(places[places.Count - 1], cancellationToken) is IMethodSymbol method
            && _callers.Calls(method, cancellationToken).OfType<IOperation>().ToList() is { Count: 1 } only)
        {
            places.Add(only[0]);
        }

        return places;
    }

    /// <summary>The waits in the body that makes a mutex; where it has none, those in other members.</summary>
    private List<IInvocationOperation> WaitsBehind(
        IObjectCreationOperation creation,
        ImmutableArray<ISymbol> names,
        CancellationToken cancellationToken)
    {
        SyntaxNode body = LocalAssignments.Outermost(creation).Syntax;
        ILookup<bool, IInvocationOperation> waits = Waits(creation, names, cancellationToken)
            .ToLookup(wait => LocalAssignments.Outermost(wait).Syntax == body);
        return waits[waits.Contains(true)].ToList();
    }

    /// <summary>The waits for a mutex: in the code that makes it, and for one in a member in all code of its type.</summary>
    private IEnumerable<IInvocationOperation> Waits(
        IObjectCreationOperation creation,
        ImmutableArray<ISymbol> names,
        CancellationToken cancellationToken) =>
        names[0] is ILocalSymbol
            ? LocalAssignments.Outermost(creation).Descendants()
                .OfType<IInvocationOperation>()
                .Where(call => call.TargetMethod.Name == "WaitOne" && GuardAnswers.IsHolder(call.Instance, names))
            : _answers.MentionsOf(names[0], cancellationToken)
                .Select(static mention => (mention.Parent is IConditionalAccessOperation access ? access.WhenNotNull : mention.Parent)
                    as IInvocationOperation)
                .OfType<IInvocationOperation>()
                .Where(static call => call.TargetMethod.Name == "WaitOne");

    /// <summary>True for a wait that gives up at once, by the time that its user gives it too.</summary>
    private bool IsImmediate(IInvocationOperation wait, Wrapping wrapping, CancellationToken cancellationToken) =>
        wait.Arguments.Length > 0 && IsZero(wait.Arguments[0].Value, wrapping, cancellationToken);

    private bool IsZero(IOperation time, Wrapping wrapping, CancellationToken cancellationToken)
    {
        IOperation value = ValueOrigin.Unwrap(time);
        return value switch
        {
            { ConstantValue: { HasValue: true, Value: 0 } } or IFieldReferenceOperation { Field: { Name: "Zero" } } => true,
            IParameterReferenceOperation { Parameter: var parameter } =>
                wrapping.ValueOf(parameter) is { } given && IsZero(given, wrapping, cancellationToken),
            ICoalesceOperation { Value: var left, WhenNull: var right } =>
                IsZero(IsNothing(left, wrapping) ? right : left, wrapping, cancellationToken),
            ILocalReferenceOperation or IFieldReferenceOperation =>
                _primitives.Origin(value, cancellationToken) is var origin
                && origin != value
                && IsZero(origin, wrapping, cancellationToken),
            _ => false,
        };
    }

    /// <summary>True for a parameter that is given null, or nothing.</summary>
    private static bool IsNothing(IOperation value, Wrapping wrapping) =>
        ValueOrigin.Unwrap(value) is IParameterReferenceOperation { Parameter: var parameter }
        && wrapping.ValueOf(parameter) is { } given
        && ValueOrigin.IsNull(given);

    /// <summary>True for code of Main, of a method that Main calls, and of a desktop application's start.</summary>
    private bool IsStartUp(IOperation place, int calls, CancellationToken cancellationToken)
    {
        if (SourceBodies.MemberAround(place, cancellationToken) is not { } symbol
            || _entryPoints.Main is not { } main)
        {
            return false;
        }

        IMethodSymbol? method = symbol as IMethodSymbol;

        // An instance initializer runs when a constructor does; a static one when something first touches its type.
        if (place.Syntax.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not null)
        {
            return SymbolEqualityComparer.Default.Equals(symbol.ContainingType, main.Method.ContainingType)
                || (!symbol.IsStatic
                    && symbol.ContainingType.InstanceConstructors
                        .Any(constructor => IsCalledAtStartUp(constructor, calls, cancellationToken)))
                || (calls > 0
                    && symbol.IsStatic
                    && _answers.MentionsOf(symbol, cancellationToken).Any(use => IsStartUp(use, calls - 1, cancellationToken)));
        }

        return SymbolEqualityComparer.Default.Equals(method, main.Method)
            || method is { Name: "OnStartup", IsOverride: true } or { Name: "Application_Startup" }
            || (method is not null && IsCalledAtStartUp(method, calls, cancellationToken));
    }

    private bool IsCalledAtStartUp(IMethodSymbol method, int calls, CancellationToken cancellationToken) =>
        calls > 0
        && _callers.Calls(method, cancellationToken).OfType<IOperation>().Any(call => IsStartUp(call, calls - 1, cancellationToken));
}
