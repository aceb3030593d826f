using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>All that is done with an anonymous pipe which one local or private field holds.</summary>
/// <param name="Handles">The calls that give the handle of the child's end as text.</param>
/// <param name="Releases">The calls that close this process's copy of that handle.</param>
/// <param name="IsUsedInProcess">True when this process has the other end too.</param>
internal sealed record PipeUses(
    ImmutableArray<IInvocationOperation> Handles,
    ImmutableArray<IInvocationOperation> Releases,
    bool IsUsedInProcess)
{
    private const string Release = "DisposeLocalCopyOfClientHandle";

    /// <summary>The uses of a pipe that an expression makes; null when it goes to code that may do more with it.</summary>
    public static PipeUses? Of(IObjectCreationOperation creation, ProcessModel model, CancellationToken cancellationToken)
    {
        IEnumerable<IOperation>? references = Destination.Variable(creation) switch
        {
            ILocalSymbol local => LocalAssignments.References(local, creation),
            { DeclaredAccessibility: Accessibility.Private } member
                when member is IFieldSymbol || (member is IPropertySymbol property && ValueOrigin.IsAutoProperty(property)) =>
                MemberHistories.Of(model).References(member, cancellationToken),
            _ => null,
        };
        return references is null ? null : Read(references, creation, model, cancellationToken);
    }

    private static PipeUses? Read(
        IEnumerable<IOperation> references,
        IObjectCreationOperation creation,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        ImmutableArray<IInvocationOperation>.Builder handles = ImmutableArray.CreateBuilder<IInvocationOperation>();
        ImmutableArray<IInvocationOperation>.Builder releases = ImmutableArray.CreateBuilder<IInvocationOperation>();
        bool isUsedInProcess = false;
        foreach (IOperation reference in references)
        {
            switch (MemberOf(reference))
            {
                case IInvocationOperation { TargetMethod.Name: "GetClientHandleAsString" } handle:
                    handles.Add(handle);
                    break;
                case IInvocationOperation { TargetMethod.Name: Release } release:
                    releases.Add(release);
                    break;
                case IPropertyReferenceOperation { Property.Name: "ClientSafePipeHandle" } client:
                    if (MemberOf(client) is IInvocationOperation { TargetMethod.Name: "Dispose" or "Close" } closed)
                    {
                        releases.Add(closed);
                    }
                    else
                    {
                        isUsedInProcess = true;
                    }

                    break;
                case null when MayEscape(reference, creation, model, cancellationToken):
                    return null;
            }
        }

        return new PipeUses(handles.ToImmutable(), releases.ToImmutable(), isUsedInProcess);
    }

    /// <summary>The member that is called or read on a reference, behind `?.` too.</summary>
    private static IOperation? MemberOf(IOperation reference)
    {
        IOperation value = Destination.Whole(reference);

        return value.Parent switch
        {
            IInvocationOperation call when call.Instance == value => call,
            IPropertyReferenceOperation property when property.Instance == value => property,
            IConditionalAccessOperation access when access.Operation == value =>
                access.WhenNotNull.DescendantsAndSelf().FirstOrDefault(static inner => inner switch
                {
                    IInvocationOperation { Instance: IConditionalAccessInstanceOperation }
                    or IPropertyReferenceOperation { Instance: IConditionalAccessInstanceOperation } => true,
                    _ => false,
                }),
            _ => null,
        };
    }

    /// <summary>
    /// True when code out of sight may close the handle: the pipe is returned, kept elsewhere, or given to code that knows how.
    /// </summary>
    private static bool MayEscape(
        IOperation reference,
        IObjectCreationOperation creation,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        IOperation value = Destination.Whole(reference);

        return value.Parent switch
        {
            IUsingOperation or IBinaryOperation or IIsPatternOperation or INameOfOperation or IExpressionStatementOperation => false,
            ISimpleAssignmentOperation assignment when assignment.Target == value =>
                ValueOrigin.Unwrap(assignment.Value) is not (IObjectCreationOperation or { ConstantValue.HasValue: true })
                && assignment.Value != creation,
            IArgumentOperation { Parameter.OriginalDefinition.Type: var type, Parent: var callee } =>
                !IsStream(type) || IsOfSourceThatReleases(callee, model, cancellationToken),
            _ => true,
        };
    }

    private static bool IsStream(ITypeSymbol type) => type.IsOrDerivesFrom("System.IO.Stream");

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
                || SyntaxIndex.Of(part.SyntaxTree).HasWord(Release, cancellationToken));
    }
}
