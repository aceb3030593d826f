using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>A value that names this program.</summary>
/// <param name="Source">The property or call that gives the path.</param>
/// <param name="Names">Which file it names.</param>
/// <param name="IsOnly">False when the value may be something else too.</param>
internal sealed record SelfPath(IOperation Source, ApiSelf Names, bool IsOnly);

/// <summary>Tells the path of this program from others, through locals, fields, parameters and one method or another.</summary>
internal sealed partial class SelfPaths
{
    /// <summary>What source mentions besides a member that other processes and assemblies have too, by its id.</summary>
    private static readonly Dictionary<string, ImmutableArray<string>> Owners = new(StringComparer.Ordinal)
    {
        ["P:System.Diagnostics.ProcessModule.FileName"] = ImmutableArray.Create("MainModule"),
        ["P:Windows.ApplicationModel.PackageId.FamilyName"] = ImmutableArray.Create("Current"),
        ["P:Windows.ApplicationModel.AppInfo.AppUserModelId"] = ImmutableArray.Create("Current"),
        ["P:System.Reflection.AssemblyName.Name"] = KnownNames.OwnAssemblies.Names,
        ["P:System.Reflection.Assembly.Location"] = KnownNames.OwnAssemblies.Names.Add("Assembly"),
    };

    private readonly Compilation _compilation;
    private readonly ValueSources _sources;
    private readonly CallTargets _targets;
    private readonly ApiCatalogue _catalogue;
    private readonly Lazy<bool> _mayExist;

    public static SelfPaths Of(ProcessModel model) =>
        model.Get(static model => new SelfPaths(
            model.Compilation,
            ValueSources.Of(model),
            CallTargets.Of(model),
            model.Catalogue));

    private SelfPaths(Compilation compilation, ValueSources sources, CallTargets targets, ApiCatalogue catalogue)
    {
        _compilation = compilation;
        _sources = sources;
        _targets = targets;
        _catalogue = catalogue;
        _mayExist = new(() => catalogue.SelfPaths.Any(IsMentioned) || IsNameMentioned(), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>False when no file mentions what names this program.</summary>
    public bool MayExist => _mayExist.Value;

    /// <summary>What a value names of this program; null when nothing is seen to.</summary>
    public SelfPath? Of(IOperation value, CancellationToken cancellationToken) => Of(value, Budgets.SelfPathDepth, cancellationToken);

    private SelfPath? Of(IOperation value, int depth, CancellationToken cancellationToken)
    {
        if (depth == 0)
        {
            return null;
        }

        // `Assembly.Location` is never null, but empty in a single-file program: what stands behind `??` is no way out.
        if (ChoiceOf(value, cancellationToken) is { } choice
            && Of(choice.Value, depth - 1, cancellationToken) is { Names: ApiSelf.Assembly, IsOnly: true } left)
        {
            return left;
        }

        SelfPath? result = null;
        ImmutableArray<IOperation> sources = _sources.Of(value, cancellationToken);
        bool isOnly = true;
        foreach (IOperation source in sources)
        {
            SelfPath? found = Direct(source, cancellationToken)
                ?? (Inner(source, cancellationToken) is { } inner ? Of(inner, depth - 1, cancellationToken) : null);
            isOnly &= found is { IsOnly: true } || source.ConstantValue is { HasValue: true, Value: null };
            isOnly &= result is null || found is null || result.Names == found.Names;
            result = found is null || (result is { Names: ApiSelf.Assembly } && found.Names == ApiSelf.Program) ? result : found;
        }

        return result is null ? null : result with { IsOnly = isOnly };
    }

    /// <summary>The `??` that a value comes from, through one variable, property or method after another.</summary>
    private ICoalesceOperation? ChoiceOf(IOperation value, CancellationToken cancellationToken)
    {
        IOperation? current = ValueOrigin.Unwrap(value);
        for (int step = 0; step < Budgets.SelfPathDepth && current is not (null or ICoalesceOperation); step++)
        {
            IOperation? next = current switch
            {
                ILocalReferenceOperation { Local: var local } => LocalAssignments.Single(local, current),
                IPropertyReferenceOperation or IInvocationOperation => _targets.One(current, cancellationToken) is { } target
                    && ControlFlow.ReturnsOf(target.Body).Take(2).ToList() is { Count: 1 } returns
                        ? returns[0]
                        : null,
                _ => null,
            };
            current = next is null ? null : ValueOrigin.Unwrap(next);
        }

        return current as ICoalesceOperation;
    }

    private SelfPath? Direct(IOperation source, CancellationToken cancellationToken)
    {
        switch (source)
        {
            case { ConstantValue.HasValue: true } or IBinaryOperation or IInterpolatedStringOperation:
                return IsOwnName(source) || IsOwnAddress(source) ? new SelfPath(source, ApiSelf.Program, IsOnly: true) : null;
            case IArrayElementReferenceOperation { Indices: { Length: 1 } indices } element
                when indices[0].ConstantValue is { HasValue: true, Value: 0 }:
                return FirstOf(element.ArrayReference, element, cancellationToken);
            case IInvocationOperation
            {
                TargetMethod: { Name: "First" or "FirstOrDefault", ContainingType.Name: "Enumerable" },
                Arguments: { Length: 1 } arguments,
            } first:
                return FirstOf(arguments[0].Value, first, cancellationToken);
            case IPropertyReferenceOperation property when _catalogue.SelfPath(property.Property) is { } model:
                return IsOfThisProgram(property, cancellationToken) ? new SelfPath(property, model.Self, IsOnly: true) : null;
            case IInvocationOperation { TargetMethod: { ReturnType.SpecialType: SpecialType.System_String } method } call
                when _catalogue.SelfPath(method) is { } model:
                return new SelfPath(call, model.Self, IsOnly: true);
            default:
                return null;
        }
    }

    private SelfPath? FirstOf(IOperation array, IOperation element, CancellationToken cancellationToken) =>
        _sources.Of(array, cancellationToken)
            .OfType<IInvocationOperation>()
            .Select(call => _catalogue.SelfPath(call.TargetMethod))
            .FirstOrDefault(static model => model is not null) is { } model
            ? new SelfPath(element, model.Self, IsOnly: true)
            : null;

    private bool IsMentioned(ApiModel model) =>
        _compilation.SyntaxTrees.Any(tree => ApiUses.MayUse(SyntaxIndex.Of(tree), model, default))
        && (!Owners.TryGetValue(model.Id, out ImmutableArray<string> owners)
            || _compilation.SyntaxTrees.Any(tree => owners.Any(owner => SyntaxIndex.Of(tree).HasIdentifier(owner, default))));

    /// <summary>False for the path of another process or assembly.</summary>
    private bool IsOfThisProgram(IPropertyReferenceOperation property, CancellationToken cancellationToken) => property.Property.Name switch
    {
        "FileName" when property.Property.ContainingType.Is("System.Diagnostics.ProcessModule") =>
            SourcesOf(property.Instance, cancellationToken)
                .Any(module => module is IPropertyReferenceOperation { Property.Name: "MainModule", Instance: { } process } main
                    && SourcesOf(main.Instance, cancellationToken)
                        .Any(static current => current is IInvocationOperation { TargetMethod.Name: "GetCurrentProcess" })),
        "Name" when property.Property.ContainingType.Is("System.Reflection.AssemblyName") =>
            SourcesOf(property.Instance, cancellationToken)
                .Any(name => name is IInvocationOperation { TargetMethod.Name: "GetName", Instance: { } assembly }
                    && SourcesOf(assembly, cancellationToken).Any(IsOwnAssembly)),
        "FamilyName" or "AppUserModelId" => IsOfCurrentPackage(property.Instance, cancellationToken),
        "FriendlyName" => SourcesOf(property.Instance, cancellationToken)
            .Any(static domain => domain is IPropertyReferenceOperation { Property.Name: "CurrentDomain" }),
        "Location" when property.Property.ContainingType.Is("System.Reflection.Assembly") =>
            SourcesOf(property.Instance, cancellationToken)
                .Any(static assembly => IsOwnAssembly(assembly)
                    || assembly is IPropertyReferenceOperation { Property.Name: "Assembly", Instance: { } type }
                        && IsTypeOfThisProgram(type)),
        _ => true,
    };

    /// <summary>True for `Package.Current.Id` and `AppInfo.Current`.</summary>
    private bool IsOfCurrentPackage(IOperation? value, CancellationToken cancellationToken) =>
        SourcesOf(value, cancellationToken).Any(static source => source is IPropertyReferenceOperation { Property.Name: "Current" }
            or IPropertyReferenceOperation { Property.Name: "Id", Instance: IPropertyReferenceOperation { Property.Name: "Current" } });

    private static bool IsOwnAssembly(IOperation assembly) =>
        assembly is IInvocationOperation { TargetMethod.Name: var name } && KnownNames.OwnAssemblies.Has(name);

    private static bool IsTypeOfThisProgram(IOperation type) => ValueOrigin.Unwrap(type) switch
    {
        ITypeOfOperation typeOf => !typeOf.TypeOperand.DeclaringSyntaxReferences.IsEmpty,
        IInvocationOperation { TargetMethod.Name: "GetType", Instance: IInstanceReferenceOperation } => true,
        _ => false,
    };

    private ImmutableArray<IOperation> SourcesOf(IOperation? value, CancellationToken cancellationToken) =>
        value is null ? ImmutableArray<IOperation>.Empty : _sources.Of(value, cancellationToken);

    /// <summary>The path within quotes, or made absolute; null for a text that says something else.</summary>
    private IOperation? Inner(IOperation value, CancellationToken cancellationToken)
    {
        if (NameInOwnFolder(value, cancellationToken) is { } name)
        {
            return name;
        }

        switch (value)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return IsQuote(sum.LeftOperand) || IsAppsFolder(sum.LeftOperand) ? sum.RightOperand
                    : IsQuote(sum.RightOperand) || IsExtension(sum.RightOperand) || IsAppOfPackage(sum.RightOperand) ? sum.LeftOperand
                    : null;
            case IInterpolatedStringOperation text:
                IOperation[] holes = text.Parts.OfType<IInterpolationOperation>().Select(static hole => hole.Expression).ToArray();
                return holes.Length == 1 && text.Parts.OfType<IInterpolatedStringTextOperation>()
                    .All(static part => IsQuote(part.Text)
                        || IsExtension(part.Text)
                        || IsAppsFolder(part.Text)
                        || IsAppOfPackage(part.Text))
                    ? holes[0]
                    : null;
            case IInvocationOperation
            {
                TargetMethod: { Name: "GetFullPath" or "GetFileName", ContainingType.Name: "Path" },
                Arguments: { Length: 1 } arguments,
            }:
                return arguments[0].Value;
            case IInvocationOperation
            {
                TargetMethod: { Name: "Trim" or "ToString", ContainingType.SpecialType: SpecialType.System_String },
                Instance: { } text,
            }:
                return text;
            default:
                return null;
        }
    }

    /// <summary>True for what Windows puts behind the name of a program, under a condition or not.</summary>
    private static bool IsExtension(IOperation operation) => ValueOrigin.Unwrap(operation) switch
    {
        { ConstantValue: { HasValue: true, Value: ".exe" or "" } } => true,
        IConditionalOperation { WhenFalse: { } otherwise } choice => IsExtension(choice.WhenTrue) && IsExtension(otherwise),
        _ => false,
    };

    private static bool IsQuote(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: "\"" or "'" or "" or '"' };
}
