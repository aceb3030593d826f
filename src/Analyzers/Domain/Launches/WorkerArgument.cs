using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>The way of one more argument, the last one, from the parent to its workers.</summary>
/// <param name="Setting">What the launch sets of the arguments last: one more goes behind it.</param>
/// <param name="Branch">The `if` that tells a worker from its parent.</param>
/// <param name="ParentSide">Where the parent continues from there.</param>
/// <param name="Arguments">The parameter with the arguments of the process, where the `if` is.</param>
internal sealed record WorkerArgument(
    IOperation Setting,
    IConditionalOperation Branch,
    ParentSide ParentSide,
    IParameterSymbol Arguments);

/// <summary>
/// Tells whether one more argument at the end of those that a worker gets changes nothing but that: there is one launch, all that it sets
/// of the arguments is seen, and whatever a worker does with them finds what it finds today.
/// <code>
/// if (args.Contains("--worker")) { … }    // finds it all the same
/// if (args is ["--worker"]) { … }         // would be false
/// </code>
/// </summary>
internal sealed class WorkerArguments
{
    private readonly SelfLaunches _launches;
    private readonly StartUpBodies _startUps;
    private readonly LaunchSides _sides;
    private readonly EntryPoints _entryPoints;
    private readonly Callers _callers;
    private readonly SourceBodies _bodies;
    private readonly Compilation _compilation;
    private readonly Memo<WorkerArgument?> _argument;

    public static WorkerArguments Of(ProcessModel model) => model.Get(static model => new WorkerArguments(model));

    private WorkerArguments(ProcessModel model)
    {
        _launches = SelfLaunches.Of(model);
        _startUps = StartUpBodies.Of(model);
        _sides = LaunchSides.Of(model);
        _entryPoints = EntryPoints.Of(model);
        _callers = Callers.Of(model);
        _bodies = SourceBodies.Of(model);
        _compilation = model.Compilation;
        _argument = new(Find);
    }

    /// <summary>The way of one more argument; null where one would change more, or where that is not known.</summary>
    public WorkerArgument? Get(CancellationToken cancellationToken) => _argument.Get(cancellationToken);

    private WorkerArgument? Find(CancellationToken cancellationToken)
    {
        ImmutableArray<SelfLaunch> launches = _launches.All(cancellationToken);
        if (launches.Length != 1
            || LastSetting(launches[0].Info) is not { } setting
            || _sides.Of(launches[0].Start, cancellationToken) != LaunchSide.Parent
            || _startUps.OfChildren(cancellationToken).LastOrDefault()?.Branch is not
            {
                Statement: IConditionalOperation { Syntax: IfStatementSyntax } branch,
                Side: ParentSide.After or ParentSide.WhenTrue or ParentSide.WhenFalse,
            } found
            || ArgumentsAt(branch, cancellationToken) is not { } arguments
            || NamesOf(arguments, cancellationToken) is not { } names)
        {
            return null;
        }

        ArgumentUses uses = new(names, branch.Condition, isTrueInWorkers: found.Side != ParentSide.WhenTrue);
        return UsesOf(names, cancellationToken).Concat(OtherReads(cancellationToken))
            .Where(use => _sides.Of(use, cancellationToken) != LaunchSide.Parent)
            .All(uses.FindsTheSame)
                ? new WorkerArgument(setting, branch, found.Side, arguments)
                : null;
    }

    /// <summary>
    /// The last of what a start info gets as arguments, when all of it is seen, is set on every way, and in one form: as a text or
    /// as a list.
    /// </summary>
    private static IOperation? LastSetting(StartInfo info)
    {
        List<StartInfoSetting> settings = info.Settings.Where(static setting => setting.Property is "Arguments" or "ArgumentList").ToList();
        return info.IsComplete
            && settings.Count > 0
            && settings.All(static setting => setting.IsCertain)
            && settings.Select(static setting => setting.Property).Distinct().Count() == 1
            && (settings.Count == 1 || settings[0].Property == "ArgumentList")
                ? settings[settings.Count - 1].Place
                : null;
    }

    private static IParameterSymbol? ArgumentsAt(IOperation place, CancellationToken cancellationToken)
    {
        IParameterSymbol[] arguments = SourceBodies.Around(place, cancellationToken) is IMethodSymbol method
            ? method.Parameters.Where(static parameter => parameter is
                {
                    Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String },
                    RefKind: RefKind.None,
                })
                .ToArray()
            : new IParameterSymbol[0];
        return arguments.Length == 1 ? arguments[0] : null;
    }

    /// <summary>The parameter with those that hand it the arguments of Main; null where it may hold anything else.</summary>
    private ImmutableHashSet<ISymbol>? NamesOf(IParameterSymbol arguments, CancellationToken cancellationToken)
    {
        ImmutableHashSet<ISymbol> names = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default, arguments);
        IParameterSymbol name = arguments;
        while (!SymbolEqualityComparer.Default.Equals(name.ContainingSymbol, _entryPoints.Main?.Method))
        {
            if (_callers.ArgumentsFor(name, cancellationToken) is not { Count: 1 } passed
                || ValueOrigin.Unwrap(passed[0]) is not IParameterReferenceOperation { Parameter: var earlier }
                || names.Contains(earlier))
            {
                return null;
            }

            names = names.Add(earlier);
            name = earlier;
        }

        return names;
    }

    private IEnumerable<IOperation> UsesOf(ImmutableHashSet<ISymbol> names, CancellationToken cancellationToken) =>
        from name in names
        where name.ContainingSymbol is IMethodSymbol
        let body = _bodies.Of((IMethodSymbol)name.ContainingSymbol, cancellationToken)
        where body is not null
        from use in body.Descendants().OfType<IParameterReferenceOperation>()
        where SymbolEqualityComparer.Default.Equals(use.Parameter, name)
        select use;

    /// <summary>Where the arguments are read without Main's: Environment.GetCommandLineArgs() and Environment.CommandLine.</summary>
    private IEnumerable<IOperation> OtherReads(CancellationToken cancellationToken) =>
        from tree in _compilation.SyntaxTrees
        from word in KnownNames.ArgumentReads.Names
        where SyntaxIndex.Of(tree).HasIdentifier(word, cancellationToken)
        let model = _bodies.Model(tree)
        where model is not null
        from token in SyntaxIndex.Of(tree).Occurrences(word, cancellationToken: cancellationToken)
        let name = token.Parent as SimpleNameSyntax
        where name is not null
        let read = ReadOf(model.GetOperation(Whole(name), cancellationToken))
        where read is not null
        select read;

    private static SyntaxNode Whole(SimpleNameSyntax name)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return whole.Parent is InvocationExpressionSyntax call && call.Expression == whole ? call : whole;
    }

    private static IOperation? ReadOf(IOperation? operation) => operation switch
    {
        IInvocationOperation { TargetMethod.ContainingType: var type } when type.Is(KnownTypes.Environment) => operation,
        IMemberReferenceOperation { Member.ContainingType: var type } when type.Is(KnownTypes.Environment) => operation,
        _ => null,
    };
}
