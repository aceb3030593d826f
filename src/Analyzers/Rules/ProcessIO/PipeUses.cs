using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>All that the program does with an anonymous pipe.</summary>
/// <param name="Handles">The calls that give the handle of the child's end as text.</param>
/// <param name="Releases">The calls that close this process's copy of that handle.</param>
/// <param name="IsUsedInProcess">True when this process has the other end too.</param>
internal sealed record PipeUses(
    ImmutableArray<IInvocationOperation> Handles,
    ImmutableArray<IInvocationOperation> Releases,
    bool IsUsedInProcess)
{
    private const string Release = "DisposeLocalCopyOfClientHandle";

    /// <summary>The uses of the pipe that an expression makes; null when it goes to code that may do more with it.</summary>
    public static PipeUses? Of(IObjectCreationOperation creation, ProcessModel model, CancellationToken cancellationToken)
    {
        if (ObjectUses.Of(model).Of(creation, cancellationToken) is not { } uses)
        {
            return null;
        }

        ImmutableArray<IInvocationOperation>.Builder handles = ImmutableArray.CreateBuilder<IInvocationOperation>();
        ImmutableArray<IInvocationOperation>.Builder releases = ImmutableArray.CreateBuilder<IInvocationOperation>();
        bool isUsedInProcess = false;
        foreach (ObjectUse use in uses)
        {
            switch (use.Value.Parent)
            {
                case var _ when IsSeenByOthers(use.From):
                case var _ when use.Leaves && MayRelease(use.Value, model, cancellationToken):
                    return null;
                case var _ when use.Leaves:
                    break;
                case IInvocationOperation { TargetMethod.Name: "GetClientHandleAsString" } handle:
                    handles.Add(handle);
                    break;
                case IInvocationOperation { TargetMethod.Name: Release } release:
                    releases.Add(release);
                    break;
                case IPropertyReferenceOperation { Property.Name: "ClientSafePipeHandle" } client:
                    if (CallOn(client) is { TargetMethod.Name: "Dispose" or "Close" } closed)
                    {
                        releases.Add(closed);
                    }
                    else
                    {
                        isUsedInProcess = true;
                    }

                    break;
            }
        }

        return new PipeUses(
            handles.Distinct().ToImmutableArray(),
            releases.Distinct().ToImmutableArray(),
            isUsedInProcess);
    }

    /// <summary>True for a member by which code of other types may come to the pipe.</summary>
    private static bool IsSeenByOthers(IOperation from) =>
        from is IMemberReferenceOperation { Member.DeclaredAccessibility: not Accessibility.Private };

    /// <summary>The method that is called on a value, behind `?.` too.</summary>
    private static IInvocationOperation? CallOn(IOperation value) => value.Parent switch
    {
        IInvocationOperation call when call.Instance == value => call,
        IConditionalAccessOperation access when access.Operation == value =>
            access.WhenNotNull.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(
                static call => call.Instance is IConditionalAccessInstanceOperation),
        _ => null,
    };

    /// <summary>
    /// True when code out of sight may close the handle: the pipe is returned, kept elsewhere, or given to code that knows it as a pipe.
    /// </summary>
    private static bool MayRelease(IOperation value, ProcessModel model, CancellationToken cancellationToken) =>
        value.Parent is not IArgumentOperation { Parameter.OriginalDefinition.Type: var type, Parent: var callee }
        || !type.IsOrDerivesFrom("System.IO.Stream")
        || IsOfSourceThatReleases(callee, model, cancellationToken);

    private static bool IsOfSourceThatReleases(IOperation? callee, ProcessModel model, CancellationToken cancellationToken)
    {
        ISymbol? target = callee switch
        {
            IInvocationOperation call => call.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        return target is null
            || target.ContainingType.DeclaringSyntaxReferences.Any(part => !model.Compilation.ContainsSyntaxTree(part.SyntaxTree)
                || SyntaxIndex.Of(part.SyntaxTree).HasIdentifier(Release, cancellationToken));
    }
}
