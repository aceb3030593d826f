using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>What the fix of PSAFE110 needs, where the value of a member can come to the workers as their last argument.</summary>
/// <param name="Locations">What the launch sets of the arguments last, and the `if` that tells a worker from its parent.</param>
/// <param name="Properties">The member, the side of the parent, and the name of the arguments.</param>
internal sealed record PassedState(ImmutableArray<Location> Locations, ImmutableDictionary<string, string?> Properties)
{
    /// <summary>
    /// Null for a member that is no text, number or flag, that the worker could not set or the launch not read, or whose value the launch
    /// has passed before it is set.
    /// </summary>
    public static PassedState? Of(ISymbol member, IOperation write, ProcessModel model, CancellationToken cancellationToken)
    {
        if (!IsPassed(member)
            || WorkerArguments.Of(model).Get(cancellationToken) is not { } argument
            || SourceBodies.MemberAround(argument.Branch, cancellationToken)?.ContainingType is not { } worker
            || SourceBodies.MemberAround(argument.Setting, cancellationToken)?.ContainingType is not { } launcher
            || !CanSet(member, worker, model.Compilation)
            || !CanRead(member, launcher, model.Compilation)
            || IsBefore(argument.Setting, write))
        {
            return null;
        }

        return new PassedState(
            ImmutableArray.Create(argument.Setting.Syntax.GetLocation(), argument.Branch.Syntax.GetLocation()),
            ImmutableDictionary.CreateRange(new Dictionary<string, string?>
            {
                [DiagnosticProperties.Member] = member.GetDocumentationCommentId(),
                [DiagnosticProperties.Side] = argument.ParentSide.ToString(),
                [DiagnosticProperties.Arguments] = argument.Arguments.Name,
            }));
    }

    private static bool IsPassed(ISymbol member) =>
        ((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type)?.SpecialType
            is SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Boolean
        && !member.ContainingType.IsGenericType;

    private static bool CanSet(ISymbol member, INamedTypeSymbol within, Compilation compilation) => member switch
    {
        IFieldSymbol field => !field.IsReadOnly && compilation.IsSymbolAccessibleWithin(field, within),
        IPropertySymbol { SetMethod: { } setter } => compilation.IsSymbolAccessibleWithin(setter, within),
        _ => false,
    };

    private static bool CanRead(ISymbol member, INamedTypeSymbol within, Compilation compilation) => member switch
    {
        IPropertySymbol { GetMethod: { } getter } => compilation.IsSymbolAccessibleWithin(getter, within),
        _ => compilation.IsSymbolAccessibleWithin(member, within),
    };

    private static bool IsBefore(IOperation setting, IOperation write) =>
        ControlFlow.BodyAround(setting).Syntax == ControlFlow.BodyAround(write).Syntax && setting.Syntax.SpanStart < write.Syntax.SpanStart;
}
