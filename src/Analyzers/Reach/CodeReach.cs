using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Flow;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.Analyzers.Reach.Children;
using ProcessSafety.Analyzers.Reach.Exits;
using ProcessSafety.Analyzers.Reach.Launches;
using ProcessSafety.Analyzers.Reach.Names;
using ProcessSafety.Analyzers.Reach.Processes;

namespace ProcessSafety.Analyzers.Reach;

/// <summary>What special places reach across calls, for one compilation.</summary>
internal sealed class CodeReach
{
    private readonly Compilation _compilation;
    private readonly FactStore _facts;
    private readonly Binding _binding;
    private readonly ApiCatalogue _catalogue;
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<CallPath>> _paths = new(SymbolEqualityComparer.Default);

    public CodeReach(Compilation compilation, ApiCatalogue catalogue, Boundaries boundaries)
    {
        Bodies = new SourceBodies(compilation);
        Histories = new MemberHistories(compilation, Bodies);
        Lifetimes = new Lifetimes(Histories);
        _facts = new FactStore(Bodies, catalogue);
        Dispatch dispatch = new(compilation, Bodies);
        _binding = new Binding(_facts, dispatch, Histories);
        _catalogue = catalogue;
        Contexts = new Contexts(compilation, Bodies, _facts, _binding, catalogue);
        EntryPoints = new EntryPoints(compilation, Bodies, catalogue);
        ChildCode = new ChildCode(Bodies, dispatch);
        ChildDelegateSites = new ChildDelegateSites(compilation, Bodies, boundaries);
        ChildSide = new ChildSide(Bodies, Histories, boundaries);
        ValueTargets = new ValueTargets(Bodies, Histories);
        StaticData = new StaticDataStore(Bodies, Histories);
        StartInfos = new StartInfos(Bodies, Histories, dispatch);
        ValueSources = new ValueSources(Bodies, Histories);
        SelfPaths = new SelfPaths(compilation, ValueSources, catalogue);
        SelfLaunches = new SelfLaunches(compilation, Bodies, StartInfos, SelfPaths, new Aftermath(ValueSources));
        ChildModes = new ChildModes(ValueSources, EntryPoints);
        ChildModeHandlers handlers = new(compilation, ChildModes, Bodies, Histories, ValueSources);
        ChildModeBranches = new ChildModeBranches(ChildModes, handlers, SelfLaunches, Bodies);
        WorkerCode = new WorkerCode(Bodies, EntryPoints, SelfLaunches, ChildModeBranches, ValueSources, ChildDelegateSites);
        NamedPrimitives = new NamedPrimitives(Bodies, Histories);
        SingleInstanceGuards = new SingleInstanceGuards(compilation, Bodies, NamedPrimitives, EntryPoints, ValueSources, ChildModeBranches);
        LockBodies = new LockBodies(compilation, Bodies);
        Platforms = new PlatformReach(compilation, Bodies, Histories);
        NamedSites = new NamedSites(compilation, Bodies, NamedPrimitives);
        FinalizerWaits = new CallerNames(compilation, "WaitForPendingFinalizers", "GetTotalMemory");
        ExitHandlers = new ExitHandlers(compilation, this, dispatch, catalogue);
        ExitLocks = new ExitLocks(compilation, this);
        _compilation = compilation;
    }

    public SourceBodies Bodies { get; }

    public Contexts Contexts { get; }

    public EntryPoints EntryPoints { get; }

    public ChildCode ChildCode { get; }

    public ChildDelegateSites ChildDelegateSites { get; }

    public ChildSide ChildSide { get; }

    public ChildModeBranches ChildModeBranches { get; }

    public ChildModes ChildModes { get; }

    public SelfLaunches SelfLaunches { get; }

    public SelfPaths SelfPaths { get; }

    public SingleInstanceGuards SingleInstanceGuards { get; }

    public ValueSources ValueSources { get; }

    public ValueTargets ValueTargets { get; }

    public CallerNames FinalizerWaits { get; }

    public ExitHandlers ExitHandlers { get; }

    public ExitLocks ExitLocks { get; }

    public MemberHistories Histories { get; }

    public NamedPrimitives NamedPrimitives { get; }

    public NamedSites NamedSites { get; }

    public PlatformReach Platforms { get; }

    public Lifetimes Lifetimes { get; }

    public StaticDataStore StaticData { get; }

    public WorkerCode WorkerCode { get; }

    public LockBodies LockBodies { get; }

    public StartInfos StartInfos { get; }

    /// <summary>All facts that a root reaches; read once for all rules.</summary>
    public ImmutableArray<CallPath> From(Root root, CancellationToken cancellationToken)
    {
        if (root.Facts is { } lambda)
        {
            return Walk.From(root, lambda.Steps, _facts, _binding, cancellationToken);
        }

        if (root.HandedOverAt is not null)
        {
            return From(root, _facts.Of(root.Method, cancellationToken).Steps, cancellationToken);
        }

        if (!_paths.TryGetValue(root.Method, out ImmutableArray<CallPath> paths))
        {
            paths = _paths.GetOrAdd(root.Method, From(root, _facts.Of(root.Method, cancellationToken).Steps, cancellationToken));
        }

        return paths;
    }

    /// <summary>All facts that some steps of a root's own body reach.</summary>
    public ImmutableArray<CallPath> From(Root root, IEnumerable<Step> steps, CancellationToken cancellationToken) =>
        Walk.From(root, steps, _facts, _binding, cancellationToken);

    /// <summary>A lambda, local function or member as a root of its own, with nothing known of its caller; null without a body.</summary>
    /// <param name="body">Its syntax.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <param name="namesLocals">True to tell objects by the variables that lambdas share with the code round them.</param>
    public Root? BodyRoot(SyntaxNode body, CancellationToken cancellationToken, bool namesLocals = false)
    {
        if (Bodies.Model(body.SyntaxTree) is not { } model || model.GetOperation(body, cancellationToken) is not { } operation)
        {
            return null;
        }

        IMethodSymbol? method = operation switch
        {
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            ILocalFunctionOperation function => function.Symbol,
            _ => (model.GetDeclaredSymbol(body, cancellationToken) ?? model.GetDeclaredSymbol(body.Parent!, cancellationToken)) switch
            {
                IMethodSymbol declared => declared,
                IPropertySymbol property => property.GetMethod,
                _ => null,
            },
        };
        if (method is null)
        {
            return null;
        }

        string name = method.AssociatedSymbol?.Name ?? (method.MethodKind == MethodKind.AnonymousFunction ? "lambda" : method.Name);
        MethodFacts facts = operation switch
        {
            IAnonymousFunctionOperation lambda => BodyReader.Read(method, lambda.Body, _catalogue, cancellationToken, namesLocals),
            ILocalFunctionOperation { Body: { } block } => BodyReader.Read(method, block, _catalogue, cancellationToken, namesLocals),
            _ when namesLocals => BodyReader.Read(method, operation, _catalogue, cancellationToken, namesLocals),
            _ => _facts.Of(method, cancellationToken),
        };
        return new Root(method, ImmutableArray.Create(name), Value.Living, ValueList.Empty, null) { Facts = facts };
    }

    /// <summary>`~Pool` when a finalizer of this compilation takes that lock; null when none is seen to.</summary>
    public string? FinalizerThatTakes(Value locked, CancellationToken cancellationToken)
    {
        ISymbol? member = Member(locked);
        foreach (SyntaxTree tree in member is null ? Enumerable.Empty<SyntaxTree>() : _compilation.SyntaxTrees)
        {
            foreach (DestructorDeclarationSyntax declaration in SyntaxIndex.Of(tree).Destructors)
            {
                if (Contexts.Finalizer(declaration, cancellationToken) is { } root
                    && From(root, cancellationToken)
                        .Any(path => path.Fact is LockTaken && SymbolEqualityComparer.Default.Equals(Member(path.Subject), member)))
                {
                    return root.Names[0];
                }
            }
        }

        return null;
    }

    private static ISymbol? Member(Value value) => value switch
    {
        Value.StaticValue { Member: var member } => member,
        Value.MemberValue { Member: var member } => member,
        _ => null,
    };
}
