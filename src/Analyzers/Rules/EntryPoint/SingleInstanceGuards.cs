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
/// <param name="Answer">The local that says whether this process is the first; null when the answer is asked for in place.</param>
/// <param name="Modes">The words that each condition on the mode asks for which comes before.</param>
internal sealed record SingleInstanceGuard(
    IObjectCreationOperation Mutex,
    ISymbol Holder,
    ISymbol? Answer,
    ImmutableArray<ImmutableHashSet<string>> Modes)
{
    /// <summary>True when a child that gets these words comes to ask for the mutex, as far as is known.</summary>
    public bool IsAskedBy(ImmutableHashSet<string> markers) => Modes.All(words => words.Count > 0 && !words.Overlaps(markers));
}

/// <summary>Finds the mutexes that are taken at start-up, without a wait, by every process of the program.</summary>
internal sealed class SingleInstanceGuards
{
    private const int MaxCalls = 2;

    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly NamedPrimitives _primitives;
    private readonly EntryPoints _entryPoints;
    private readonly ValueSources _sources;
    private readonly ChildModeBranches _branches;
    private IReadOnlyList<SingleInstanceGuard>? _all;

    public static SingleInstanceGuards Of(ProcessModel model) =>
        model.Get(static model => new SingleInstanceGuards(
            model.Compilation,
            SourceBodies.Of(model),
            NamedPrimitives.Of(model),
            EntryPoints.Of(model),
            ValueSources.Of(model),
            ChildModeBranches.Of(model)));

    public SingleInstanceGuards(
        Compilation compilation,
        SourceBodies bodies,
        NamedPrimitives primitives,
        EntryPoints entryPoints,
        ValueSources sources,
        ChildModeBranches branches)
    {
        _compilation = compilation;
        _bodies = bodies;
        _primitives = primitives;
        _entryPoints = entryPoints;
        _sources = sources;
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
            || HolderOf(creation) is not { } holder
            || !IsStartUp(creation, MaxCalls, cancellationToken))
        {
            return null;
        }

        ImmutableArray<ImmutableHashSet<string>> modes = _branches.ModesRound(Sites.OfFact(creation), cancellationToken).ToImmutableArray();
        ISymbol? createdNew = primitive.CreatedNew is { } argument ? AnswerIn(argument.Value) : null;
        if (createdNew is not null)
        {
            return UsesOf(createdNew, creation).Any(DecidesAnEnd) ? new(creation, holder, createdNew, modes) : null;
        }

        if (Waits(creation, holder).FirstOrDefault() is not { } wait || !IsImmediate(wait))
        {
            return null;
        }

        ISymbol? got = wait.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation answer } ? answer.Symbol : null;
        return (got is null ? DecidesAnEnd(wait) : UsesOf(got, wait).Any(DecidesAnEnd)) ? new(creation, holder, got, modes) : null;
    }

    /// <summary>The reads of an answer in the member that asks.</summary>
    private static IEnumerable<IOperation> UsesOf(ISymbol answer, IOperation place) =>
        LocalAssignments.Outermost(place)
            .Descendants()
            .Where(operation => IsHolder(operation, answer)
                && operation.Parent is not (IArgumentOperation { Parameter.RefKind: RefKind.Out } or IDeclarationExpressionOperation));

    /// <summary>True when the program ends, or has nothing more to do, on one outcome; and for an answer that the caller gets.</summary>
    private static bool DecidesAnEnd(IOperation answer)
    {
        for (IOperation child = answer; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IReturnOperation:
                    return true;
                case IConditionalOperation choice when choice.Condition == child && choice.Syntax is StatementSyntax:
                    return Ends(choice.WhenTrue) || (choice.WhenFalse is { } otherwise && Ends(otherwise)) || IsLast(choice);
                case IBlockOperation:
                    return false;
            }
        }

        return false;
    }

    private static bool Ends(IOperation branch) =>
        branch.DescendantsAndSelf().Any(static part => part is IReturnOperation or IThrowOperation) || Aftermath.IsEnd(branch);

    /// <summary>True when nothing but giving the mutex back follows.</summary>
    private static bool IsLast(IOperation statement) =>
        statement.Parent is IBlockOperation block
        && block.Operations.SkipWhile(other => other != statement).Skip(1).All(static other =>
            other is IReturnOperation or ILocalFunctionOperation
            || other.DescendantsAndSelf()
                .OfType<IInvocationOperation>()
                .Any(static call => call.TargetMethod.Name is "ReleaseMutex" or "Dispose" or "Close" or "KeepAlive"));

    private static ISymbol? AnswerIn(IOperation value) => value switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
        ILocalReferenceOperation local => local.Local,
        IMemberReferenceOperation member => member.Member,
        _ => null,
    };

    private static ISymbol? HolderOf(IObjectCreationOperation creation)
    {
        IOperation value = creation;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation local } => local.Symbol,
            IAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local,
            IAssignmentOperation { Target: IMemberReferenceOperation member } => member.Member.OriginalDefinition,
            IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } => fields[0],
            _ => null,
        };
    }

    private IEnumerable<IInvocationOperation> Waits(IObjectCreationOperation creation, ISymbol holder)
    {
        IOperation outermost = LocalAssignments.Outermost(creation);
        IOperation? body = creation.Parent is IFieldInitializerOperation && _entryPoints.Main is { } main
            ? _bodies.Of(main.Method, CancellationToken.None)
            : outermost;
        return body?.Descendants()
                .OfType<IInvocationOperation>()
                .Where(call => call.TargetMethod.Name == "WaitOne" && IsHolder(call.Instance, holder))
            ?? Enumerable.Empty<IInvocationOperation>();
    }

    public static bool IsHolder(IOperation? operation, ISymbol holder) => operation switch
    {
        IConditionalAccessInstanceOperation accessed => IsHolder(ValueOrigin.AccessedObject(accessed), holder),
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, holder),
        IMemberReferenceOperation member => SymbolEqualityComparer.Default.Equals(member.Member.OriginalDefinition, holder),
        _ => false,
    };

    private static bool IsImmediate(IInvocationOperation wait) => wait.Arguments.Length > 0
        && (wait.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 }
            || wait.Arguments[0].Value is IFieldReferenceOperation { Field: { Name: "Zero" } });

    /// <summary>True for code of Main, of a method that Main calls, and of a desktop application's start.</summary>
    private bool IsStartUp(IOperation place, int calls, CancellationToken cancellationToken)
    {
        if (place.SemanticModel?.GetEnclosingSymbol(place.Syntax.SpanStart, cancellationToken) is not { } symbol
            || _entryPoints.Main is not { } main)
        {
            return false;
        }

        IMethodSymbol? method = symbol as IMethodSymbol;
        while (method is { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            method = method.ContainingSymbol as IMethodSymbol;
        }

        return SymbolEqualityComparer.Default.Equals(method, main.Method)
            || (place.Syntax.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not null
                && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, main.Method.ContainingType))
            || method is { Name: "OnStartup", IsOverride: true } or { Name: "Application_Startup" }
            || (calls > 0
                && method is not null
                && _sources.CallsOf(method, cancellationToken).Any(call => IsStartUp(call, calls - 1, cancellationToken)));
    }
}
