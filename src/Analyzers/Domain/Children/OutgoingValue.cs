using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Children;

internal enum OutgoingKind
{
    /// <summary>The name by which another process finds a mutex, a pipe, a shared memory.</summary>
    Name,

    /// <summary>An argument or a variable of a child process.</summary>
    Child,
}

/// <summary>Where a value leaves the process.</summary>
internal static class OutgoingValue
{
    private const string NamedPipeClient = "System.IO.Pipes.NamedPipeClientStream";
    private const string NamedPipeServer = "System.IO.Pipes.NamedPipeServerStream";

    /// <summary>How an argument leaves the process, if it does.</summary>
    public static OutgoingKind? Of(IArgumentOperation argument)
    {
        if (argument.Parameter is not { } parameter || parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return null;
        }

        INamedTypeSymbol type = method.ContainingType;
        return parameter.Name switch
        {
            _ when NameableTypes.IsName(parameter) => OutgoingKind.Name,
            "pipeName" when type.Is(NamedPipeClient) || type.Is(NamedPipeServer) => OutgoingKind.Name,
            "arguments" when type.Is(KnownTypes.Process) || type.Is(KnownTypes.ProcessStartInfo) => OutgoingKind.Child,
            _ when argument.Parent is IInvocationOperation { Instance: { } list } && IsOfStartInfo(list) => OutgoingKind.Child,
            _ => null,
        };
    }

    /// <summary>How an assigned value leaves the process, if it does.</summary>
    public static OutgoingKind? Of(IAssignmentOperation assignment) => assignment.Target switch
    {
        IPropertyReferenceOperation { Property.Name: "Arguments" } start
            when start.Property.ContainingType.Is(KnownTypes.ProcessStartInfo) =>
            OutgoingKind.Child,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } variables } when IsOfStartInfo(variables) =>
            OutgoingKind.Child,
        _ => null,
    };

    /// <summary>True for the argument list and the variables of a start info, by name or inside of an initialiser of theirs.</summary>
    private static bool IsOfStartInfo(IOperation collection)
    {
        IOperation? member = collection;
        if (collection is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
        {
            while (member is not (null or IMemberInitializerOperation or IObjectCreationOperation))
            {
                member = member.Parent;
            }

            member = (member as IMemberInitializerOperation)?.InitializedMember;
        }

        return member is IPropertyReferenceOperation { Property: var property } && KnownNames.ChildLists.HasMember(property);
    }
}
