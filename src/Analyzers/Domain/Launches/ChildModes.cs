using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>What an expression is made of, through locals, members and calls.</summary>
/// <param name="Seen">Its parts, nearest first.</param>
/// <param name="AreAll">False when there are more: what is not among those seen may be there all the same.</param>
internal sealed record ModeParts(IReadOnlyList<IOperation> Seen, bool AreAll)
{
    public static ModeParts None => new(new IOperation[0], AreAll: true);

    public static ModeParts Unknown => new(new IOperation[0], AreAll: false);

    /// <summary>The words of its texts; none when there may be others.</summary>
    public ImmutableHashSet<string> Words =>
        AreAll ? ChildModes.WordsOf(Seen).ToImmutableHashSet(StringComparer.Ordinal) : ImmutableHashSet<string>.Empty;

    public ModeParts With(IEnumerable<IOperation> further) => this with { Seen = Seen.Concat(further).ToList() };
}

/// <summary>
/// Tells what decides whether a process is the parent or a child: conditions on the arguments, the environment or the
/// configuration, in any form and through locals, fields and methods.
/// </summary>
internal sealed class ChildModes
{
    /// <summary>What stands before the name of an option.</summary>
    public static readonly char[] Prefixes = { '-', '/' };

    private static readonly char[] Separators = { ' ', '=', '"', '\'' };

    private readonly ValueSources _sources;
    private readonly EntryPoints _entryPoints;

    public static ChildModes Of(ProcessModel model) =>
        model.Get(static model => new ChildModes(ValueSources.Of(model), EntryPoints.Of(model)));

    public ChildModes(ValueSources sources, EntryPoints entryPoints)
    {
        _sources = sources;
        _entryPoints = entryPoints;
    }

    /// <summary>Every part of an expression, and of what it was made of.</summary>
    public ModeParts PartsOf(IOperation expression, CancellationToken cancellationToken)
    {
        List<IOperation> parts = new();
        bool areAll = true;
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
        Queue<IOperation> open = new();
        open.Enqueue(expression);
        while (open.Count > 0 && parts.Count < Budgets.ModeParts)
        {
            foreach (IOperation part in open.Dequeue().DescendantsAndSelf())
            {
                parts.Add(part);
                if (SymbolOf(part) is { } symbol && seen.Add(symbol.OriginalDefinition))
                {
                    ImmutableArray<IOperation> sources = _sources.Of(part, cancellationToken);
                    areAll &= !sources.IsEmpty;
                    foreach (IOperation source in sources.Where(source => source != part))
                    {
                        open.Enqueue(source);
                    }

                    if (part is IInvocationOperation call && _sources.BodyOf(call, cancellationToken) is { } body)
                    {
                        open.Enqueue(body);
                    }
                }
            }
        }

        return new ModeParts(parts, areAll && open.Count == 0);
    }

    /// <summary>True when one of the parts is an argument, a variable of the environment or a setting, or may be.</summary>
    public bool ReadsMode(ModeParts parts) => !parts.AreAll || parts.Seen.Any(IsModeRead);

    /// <summary>The words of a text that a child gets, or that a condition asks for.</summary>
    public static IEnumerable<string> WordsOf(IEnumerable<IOperation> parts) => parts
        .Select(static part => part is { ConstantValue: { HasValue: true, Value: string text } } ? text : null)
        .OfType<string>()
        .SelectMany(static text => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        .Where(static word => word.Length > 1);

    /// <summary>The words that tell the child that it is one; null when there may be others.</summary>
    public ImmutableHashSet<string>? MarkersOf(SelfLaunch launch, CancellationToken cancellationToken)
    {
        List<ModeParts> settings = launch.Info.Settings
            .Where(static setting => KnownNames.ChildMarkers.Has(setting.Property))
            .Select(setting => PartsOf(setting.Place is IArgumentOperation ? setting.Value : setting.Place, cancellationToken))
            .ToList();
        return settings.All(static parts => parts.AreAll)
            ? settings.SelectMany(static parts => parts.Words).ToImmutableHashSet(StringComparer.Ordinal)
            : null;
    }

    /// <summary>True for an argument, a variable of the environment or a setting.</summary>
    public bool IsModeRead(IOperation part) => IsArguments(part) || part switch
    {
        IInvocationOperation { TargetMethod: { Name: "GetEnvironmentVariable" or "GetEnvironmentVariables" } method } =>
            method.ContainingType.Is(KnownTypes.Environment),
        IInvocationOperation { TargetMethod: var method } => IsOfParser(method),
        IPropertyReferenceOperation { Property: var property } => IsOfParser(property),
        _ => false,
    };

    /// <summary>True for the arguments of the process.</summary>
    public bool IsArguments(IOperation part) => part switch
    {
        IParameterReferenceOperation
        {
            Parameter: { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } } parameter,
        } => parameter.Name == "args" || SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _entryPoints.Main?.Method),
        IInvocationOperation { TargetMethod: { Name: "GetCommandLineArgs" } method } => method.ContainingType.Is(KnownTypes.Environment),
        IPropertyReferenceOperation { Property: { Name: "CommandLine" } property } => property.ContainingType.Is(KnownTypes.Environment),
        _ => false,
    };

    private static ISymbol? SymbolOf(IOperation part) => part switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation { Member: IFieldSymbol { IsConst: false } or IPropertySymbol } member => member.Member,
        IInvocationOperation call => call.TargetMethod,
        _ => null,
    };

    /// <summary>True for what belongs to a library that reads arguments or settings.</summary>
    public static bool IsOfParser(ISymbol member)
    {
        string name = member.ContainingNamespace?.ToDisplayString() ?? string.Empty;
        return KnownNames.ParserNamespaces.Names.Any(parser => name == parser
            || (name.StartsWith(parser, StringComparison.Ordinal) && name[parser.Length] == '.'));
    }
}
