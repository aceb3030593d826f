using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.AmbientState;

/// <summary>Whether the start infos can be told what is set for the whole process now, with nothing else seeing the difference.</summary>
internal static class ExplicitSetting
{
    private const string FrameworkLibrary = "System";
    private const string StandardLibrary = "netstandard";

    /// <summary>What the fix needs; empty when there is no fix.</summary>
    public static ImmutableDictionary<string, string?> Of(
        AmbientSet set,
        AmbientLaunch launch,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(set.Operation);
        bool isOnlySet = body.Descendants().Select(AmbientSet.Of).OfType<AmbientSet>().All(other =>
            other.Operation == set.Operation
            || !other.IsOfSameSetting(set)
            || launch.Restores.Any(restore => restore.Operation == other.Operation));
        if (!isOnlySet
            || set.IsCalled
            || launch.Restores.Any(static restore => restore.IsCalled)
            || IsSearchPath(set)
            || launch.Between.Any(set.IsReadBy)
            || (set.Variable is not null && AmbientReads.Of(model).May(launch.Between, set, cancellationToken))
            || (launch.Restores.IsEmpty && AmbientReads.Of(model).AreAfter(set, cancellationToken))
            || (set.Variable is null && launch.Between.Any(operation => MayLookAtTheDirectory(operation))))
        {
            return ImmutableDictionary<string, string?>.Empty;
        }

        bool needsShellOff = false;
        foreach (IOperation launched in launch.Starts)
        {
            if (launched is not IInvocationOperation start || !StartInfoReader.IsStart(start))
            {
                return ImmutableDictionary<string, string?>.Empty;
            }

            StartInfo info = StartInfos.Of(model).Of(start, cancellationToken);
            if (ControlFlow.BodyAround(start) != body
                || !info.IsComplete
                || info.Creations.IsEmpty
                || info.Creations.Select(static creation => creation.Type?.Name).Distinct().Count() != info.Creations.Length
                || info.Creations.Any(creation => ControlFlow.BodyAround(creation) != body)
                || info.Of("LoadUserProfile").Any()
                || (set.Variable is null && !IsFoundElsewhere(info))
                || (set.Variable is not null && info.Of("UseShellExecute").Any() && info.Switch("UseShellExecute") != Setting.No))
            {
                return ImmutableDictionary<string, string?>.Empty;
            }

            needsShellOff |= set.Variable is not null && !info.Of("UseShellExecute").Any() && UsesShellByDefault(start);
        }

        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty
            .Add(DiagnosticProperties.Starts, Offsets(launch.Starts))
            .Add(DiagnosticProperties.Restores, Offsets(launch.Restores.Select(static restore => restore.Operation)));
        return needsShellOff ? properties.Add(DiagnosticProperties.Shell, "true") : properties;
    }

    /// <summary>
    /// True for the variable by which the start finds its file: what the child's environment says of it comes too late for that.
    /// </summary>
    private static bool IsSearchPath(AmbientSet set) =>
        set.Variable?.ConstantValue is { HasValue: true, Value: string name } && KnownNames.SearchPaths.Has(name.ToUpperInvariant());

    private static string Offsets(IEnumerable<IOperation> operations) =>
        string.Join(",", operations.Select(static operation => operation.Syntax.SpanStart));

    /// <summary>True when the target's default is to let the shell start the program, or may be.</summary>
    private static bool UsesShellByDefault(IInvocationOperation start) =>
        start.TargetMethod.ContainingAssembly.Name is FrameworkLibrary or StandardLibrary;

    /// <summary>
    /// True when the file that is started is found without the current directory: a path from the root, or a name that the system looks up.
    /// </summary>
    private static bool IsFoundElsewhere(StartInfo info) => info.ValuesOf("FileName") is { Count: > 0 } names
        && names.All(static setting => ValueOrigin.Unwrap(setting.Value) switch
        {
            { ConstantValue: { HasValue: true, Value: string name } } =>
                name.StartsWith("/", StringComparison.Ordinal)
                || name.IndexOf(":\\", StringComparison.Ordinal) == 1
                || name.IndexOfAny(new[] { '/', '\\' }) < 0,
            IPropertyReferenceOperation { Property: { Name: "ProcessPath" } path } => path.ContainingType.Is(KnownTypes.Environment),
            IPropertyReferenceOperation { Property.Name: "FileName" } module =>
                module.Property.ContainingType.Is("System.Diagnostics.ProcessModule"),
            IInvocationOperation { TargetMethod: { Name: "GetFullPath" } method } => method.ContainingType.Is("System.IO.Path"),
            _ => false,
        });

    private static bool MayLookAtTheDirectory(IOperation operation) => operation switch
    {
        IInvocationOperation call => !IsUnmoved(call.TargetMethod.ContainingType) && AmbientSet.Of(call) is null,
        IObjectCreationOperation creation =>
            creation.Type is null || !(IsUnmoved(creation.Type) || creation.Type.IsOrDerivesFrom(KnownTypes.Exception)),
        IPropertyReferenceOperation { Property.DeclaringSyntaxReferences.IsEmpty: false } property =>
            !ValueOrigin.IsAutoProperty(property.Property),
        IDynamicInvocationOperation or IInvalidOperation or ILocalFunctionOperation => true,
        _ => false,
    };

    private static bool IsUnmoved(ITypeSymbol type) =>
        type.SpecialType != SpecialType.None && type.SpecialType != SpecialType.System_Object
        || (type.ContainingNamespace is { } space && KnownNames.DirectoryFree.Has(space.ToDisplayString()))
        || KnownNames.DirectoryFree.HasTypeOf(type);
}
