using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>
/// Which types a child of the program uses, so that their static initialisers run in it. A worker runs Main and what it calls,
/// without the parent's side of the condition that tells a worker from its parent; another child runs a delegate.
/// </summary>
internal sealed class WorkerCode
{
    private readonly EntryPoints _entryPoints;
    private readonly StartUpBodies _startUps;
    private readonly CallTargets _targets;
    private readonly Memo<Touched> _ofWorkers;
    private readonly Memo<Touched> _ofDelegates;

    public static WorkerCode Of(ProcessModel model) => model.Get(static model =>
        new WorkerCode(EntryPoints.Of(model), StartUpBodies.Of(model), CallTargets.Of(model), ChildDelegateSites.Of(model)));

    private WorkerCode(EntryPoints entryPoints, StartUpBodies startUps, CallTargets targets, ChildDelegateSites delegates)
    {
        (_entryPoints, _startUps, _targets) = (entryPoints, startUps, targets);
        _ofWorkers = new(OfWorkers);
        _ofDelegates = new(cancellationToken =>
            Read(delegates.All(cancellationToken).Select(static child => child.Code), new Touched(), cancellationToken));
    }

    /// <summary>The references of static fields and properties of this compilation in what a worker runs, nearest first.</summary>
    public IEnumerable<IMemberReferenceOperation> StaticMembers(CancellationToken cancellationToken) =>
        _ofWorkers.Get(cancellationToken).Members;

    /// <summary>True when a worker, or a delegate that runs in another process, runs the static initialisers of the type.</summary>
    public bool Initialises(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        _ofWorkers.Get(cancellationToken).Initialises(type) || _ofDelegates.Get(cancellationToken).Initialises(type);

    private Touched OfWorkers(CancellationToken cancellationToken)
    {
        Touched touched = new();
        ImmutableArray<StartUpBody> bodies = _startUps.All(cancellationToken);
        if (!bodies.IsEmpty)
        {
            touched.Types.Add(_entryPoints.Main!.Method.ContainingType.OriginalDefinition);
        }

        return Read(bodies.SelectMany(WorkerSide), touched, cancellationToken);
    }

    /// <summary>Notes what some code uses, with what it calls.</summary>
    private Touched Read(IEnumerable<IOperation> code, Touched touched, CancellationToken cancellationToken)
    {
        Queue<IOperation> open = new(code);
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
        for (int bodies = 0; open.Count > 0 && bodies < Budgets.WorkerBodies; bodies++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (IOperation part in open.Dequeue().DescendantsAndSelf())
            {
                if (touched.Add(part) is { } method
                    && seen.Add(method.OriginalDefinition)
                    && _targets.One(part, cancellationToken) is { } target)
                {
                    open.Enqueue(target.Body);
                }
            }
        }

        return touched;
    }

    /// <summary>What of Main, or of a body that it hands its work to, a worker runs.</summary>
    private static IEnumerable<IOperation> WorkerSide(StartUpBody body)
    {
        ChildModeBranch? branch = body.Branch;
        bool isBehind = false;
        foreach (IOperation statement in body.Statements)
        {
            if (statement == branch?.Statement && statement is IConditionalOperation choice)
            {
                isBehind = branch.Side == ParentSide.After;
                yield return choice.Condition;
                if (branch.Side != ParentSide.WhenTrue)
                {
                    yield return choice.WhenTrue;
                }

                if (branch.Side != ParentSide.WhenFalse && choice.WhenFalse is { } otherwise)
                {
                    yield return otherwise;
                }
            }
            else if (!isBehind && !(statement == branch?.Statement && branch.Side == ParentSide.Unknown))
            {
                yield return statement;
            }
        }
    }

    private sealed class Touched
    {
        public HashSet<ISymbol> Types { get; } = new(SymbolEqualityComparer.Default);

        public HashSet<ISymbol> HoldersOfFields { get; } = new(SymbolEqualityComparer.Default);

        public List<IMemberReferenceOperation> Members { get; } = new();

        /// <summary>True when the static initialisers of the type have run.</summary>
        public bool Initialises(INamedTypeSymbol type)
        {
            // Without a static constructor, initialisers wait for the first use of a static field.
            bool hasStaticConstructor = type.StaticConstructors.Any(static constructor => !constructor.IsImplicitlyDeclared);
            return (hasStaticConstructor ? Types : HoldersOfFields).Contains(type.OriginalDefinition);
        }

        /// <summary>Notes the type that an operation uses; returns the method that it runs, if any.</summary>
        public IMethodSymbol? Add(IOperation part)
        {
            if (part is IMemberReferenceOperation
                {
                    Member: IFieldSymbol { IsConst: false } or IPropertySymbol,
                    Member: { IsStatic: true, DeclaringSyntaxReferences.IsEmpty: false },
                } reference)
            {
                Members.Add(reference);
            }

            switch (part)
            {
                case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field }:
                    Types.Add(field.ContainingType.OriginalDefinition);
                    HoldersOfFields.Add(field.ContainingType.OriginalDefinition);
                    return null;
                case IPropertyReferenceOperation { Property: var property }:
                    if (property.IsStatic)
                    {
                        Types.Add(property.ContainingType.OriginalDefinition);
                        if (ValueOrigin.IsAutoProperty(property))
                        {
                            HoldersOfFields.Add(property.ContainingType.OriginalDefinition);
                        }
                    }

                    return property.GetMethod;
                case IInvocationOperation { TargetMethod: var method }:
                    if (method.IsStatic)
                    {
                        Types.Add(method.ContainingType.OriginalDefinition);
                    }

                    return method;
                case IMethodReferenceOperation { Method: var named }:
                    if (named.IsStatic)
                    {
                        Types.Add(named.ContainingType.OriginalDefinition);
                    }

                    return named;
                case IObjectCreationOperation { Constructor: { } constructor }:
                    Types.Add(constructor.ContainingType.OriginalDefinition);
                    return constructor;
                default:
                    return null;
            }
        }
    }
}
