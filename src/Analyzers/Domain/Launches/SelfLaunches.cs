using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>A start of this program by itself.</summary>
/// <param name="Start">The call of Process.Start, or of Start on a Process.</param>
/// <param name="Info">How the child is started.</param>
/// <param name="Path">The path that is started; of the assembly, when dotnet runs it.</param>
/// <param name="IsHosted">True when the file is dotnet, and the assembly its argument, or explorer and the program's address.</param>
/// <param name="IsRestart">True when the child takes the place of this process.</param>
internal sealed record SelfLaunch(IInvocationOperation Start, StartInfo Info, SelfPath Path, bool IsHosted, bool IsRestart)
{
    public Site Site => Sites.OfFact(Start);

    /// <summary>True where this process only waits for the child, which may be its successor or its worker.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>True for the step that this launch is.</summary>
    public bool Is(Step step) =>
        step is SideEffect && step.Site.Tree == Start.Syntax.SyntaxTree && step.Site.Span.IntersectsWith(Start.Syntax.Span);
}

/// <summary>Finds where a program starts itself, file by file and on demand.</summary>
internal sealed class SelfLaunches
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly StartInfos _startInfos;
    private readonly SelfPaths _selfPaths;
    private readonly Aftermath _aftermath;
    private readonly Memo<SyntaxTree, ImmutableArray<SelfLaunch>> _launches;
    private readonly Memo<ImmutableArray<SelfLaunch>> _all;

    public static SelfLaunches Of(ProcessModel model) =>
        model.Get(static model => new SelfLaunches(
            model.Compilation,
            SourceBodies.Of(model),
            StartInfos.Of(model),
            SelfPaths.Of(model),
            Aftermath.Of(model)));

    public SelfLaunches(Compilation compilation, SourceBodies bodies, StartInfos startInfos, SelfPaths selfPaths, Aftermath aftermath)
    {
        _compilation = compilation;
        _bodies = bodies;
        _startInfos = startInfos;
        _selfPaths = selfPaths;
        _aftermath = aftermath;
        _launches = new((tree, cancellationToken) => Read(tree, cancellationToken).ToImmutableArray());
        _all = new(ReadAll);
    }

    /// <summary>All of them, in the order of the files.</summary>
    public ImmutableArray<SelfLaunch> All(CancellationToken cancellationToken) => _all.Get(cancellationToken);

    /// <summary>The launches of children that work alongside this process.</summary>
    public IEnumerable<SelfLaunch> Workers(CancellationToken cancellationToken) =>
        All(cancellationToken).Where(static launch => !launch.IsRestart);

    public ImmutableArray<SelfLaunch> In(SyntaxTree tree, CancellationToken cancellationToken) => _launches.Get(tree, cancellationToken);

    private ImmutableArray<SelfLaunch> ReadAll(CancellationToken cancellationToken) => _selfPaths.MayExist
        ? _compilation.SyntaxTrees.SelectMany(tree => In(tree, cancellationToken)).ToImmutableArray()
        : ImmutableArray<SelfLaunch>.Empty;

    private IEnumerable<SelfLaunch> Read(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(tree);
        if (!_selfPaths.MayExist
            || !index.HasWord(nameof(System.Diagnostics.Process.Start), cancellationToken)
            || !index.Occurrences(KnownNames.ProcessWords.Words, cancellationToken: cancellationToken).Any()
            || _bodies.Model(tree) is not { } model)
        {
            yield break;
        }

        foreach (SyntaxToken token in index.Occurrences(nameof(System.Diagnostics.Process.Start), cancellationToken: cancellationToken))
        {
            if (token.Parent is SimpleNameSyntax name
                && name.FirstAncestorOrSelf<InvocationExpressionSyntax>(call => call.Expression.Span.End == name.Span.End) is { } syntax
                && !SaysAnotherFile(syntax)
                && model.GetOperation(syntax, cancellationToken) is IInvocationOperation start
                && StartInfoReader.IsStart(start)
                && Of(start, cancellationToken) is { } launch)
            {
                yield return launch;
            }
        }
    }

    private SelfLaunch? Of(IInvocationOperation start, CancellationToken cancellationToken)
    {
        StartInfo info = _startInfos.Of(start, cancellationToken);
        List<IOperation> files = info.Of("FileName").Select(static setting => setting.Value).ToList();
        SelfPath? path = files.Select(file => _selfPaths.Of(file, cancellationToken)).FirstOrDefault(static found => found is not null);
        bool isHosted = false;
        if (path is null && files.Any(IsHost))
        {
            path = info.Settings.Where(static setting => setting.Property is "Arguments" or "ArgumentList")
                .Select(setting => AssemblyIn(setting, cancellationToken))
                .FirstOrDefault(static found => found is not null);
            isHosted = true;
        }

        if (path is null && files.Any(IsExplorer))
        {
            path = info.Settings.Where(static setting => setting.Property is "Arguments" or "ArgumentList")
                .Select(setting => _selfPaths.AddressOf(setting.Value, cancellationToken))
                .FirstOrDefault(static found => found is not null);
            isHosted = true;
        }

        return path is null
            ? null
            : new SelfLaunch(start, info, path, isHosted, IsElevation(info) || _aftermath.IsEnd(start, cancellationToken))
            {
                IsAwaited = !IsElevation(info) && IsWaitedFor(start),
            };
    }

    private static bool IsWaitedFor(IOperation start) => LocalAssignments.Outermost(start).Descendants()
        .Any(static operation => operation is IInvocationOperation { TargetMethod: { Name: "WaitForExit" or "WaitForExitAsync" } wait }
            && wait.ContainingType.Is(KnownTypes.Process));

    private static bool IsElevation(StartInfo info) =>
        info.Of("Verb")
            .Any(static verb => ValueOrigin.Unwrap(verb.Value).ConstantValue is { HasValue: true, Value: string text }
                && text.Equals("runas", StringComparison.OrdinalIgnoreCase));

    /// <summary>True where the text of the call already says that it starts something else: nothing has to be bound.</summary>
    private bool SaysAnotherFile(InvocationExpressionSyntax start) =>
        start.ArgumentList.Arguments.FirstOrDefault() switch
        {
            { NameColon: null, Expression: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } info } =>
                IsAnotherFile(arguments[0])
                && info.Initializer?.Expressions.Any(static set =>
                    set is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "FileName" } }) != true,
            { } file => IsAnotherFile(file),
            null => false,
        };

    /// <summary>False for this program's own name too, and for an address, which may be its own.</summary>
    private bool IsAnotherFile(ArgumentSyntax file) =>
        file is { NameColon: null, Expression: LiteralExpressionSyntax { Token.Value: string name } }
        && !IsHost(name)
        && !IsExplorer(name)
        && name.IndexOf(':') < 0
        && (_compilation.AssemblyName is not { Length: > 0 } own || name.IndexOf(own, StringComparison.OrdinalIgnoreCase) < 0);

    private static bool IsHost(IOperation file) =>
        ValueOrigin.Unwrap(file).ConstantValue is { HasValue: true, Value: string name } && IsHost(name);

    private static bool IsHost(string file) => file is "dotnet" or "dotnet.exe";

    /// <summary>True for the program that opens the address that it is given.</summary>
    private static bool IsExplorer(IOperation file) =>
        ValueOrigin.Unwrap(file).ConstantValue is { HasValue: true, Value: string name } && IsExplorer(name);

    private static bool IsExplorer(string file) => file is "explorer" or "explorer.exe";

    private SelfPath? AssemblyIn(StartInfoSetting setting, CancellationToken cancellationToken) =>
        setting.Value.DescendantsAndSelf()
            .Select(part => _selfPaths.Of(part, cancellationToken))
            .FirstOrDefault(static found => found is not null);
}
