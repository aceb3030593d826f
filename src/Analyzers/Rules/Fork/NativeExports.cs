using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Fork;

/// <summary>Functions that are looked up in a loaded library.</summary>
internal static class NativeExports
{
    private const string NativeLibrary = "System.Runtime.InteropServices.NativeLibrary";

    /// <summary>The look-ups of functions that fork, in one file.</summary>
    public static IEnumerable<SyntaxNode> OfForks(SemanticModel model, MemberHistories histories, CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(model.SyntaxTree);
        return from lookUp in KnownNames.ExportLookUps.Names
               from token in index.Occurrences(lookUp, cancellationToken: cancellationToken)
               let call = token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>()
               where call is not null && call.Expression.Span.Contains(token.Span)
               where model.GetOperation(call, cancellationToken) is IInvocationOperation operation
                   && IsFork(operation, histories, cancellationToken)
               select (SyntaxNode)call;
    }

    private static bool IsFork(IInvocationOperation call, MemberHistories histories, CancellationToken cancellationToken) =>
        call.TargetMethod.ContainingType.Is(NativeLibrary)
        && ArgumentOf(call, "name") is { ConstantValue: { HasValue: true, Value: string name } }
        && ForkFunctions.IsFork(name)
        && ArgumentOf(call, "handle") is { } handle
        && IsSystemLibrary(handle, histories, Budgets.LibraryHandleSteps, cancellationToken);

    private static IOperation? ArgumentOf(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    private static bool IsSystemLibrary(
        IOperation handle,
        MemberHistories histories,
        int steps,
        CancellationToken cancellationToken) =>
        steps > 0 && ValueOrigin.Unwrap(handle) switch
        {
            IInvocationOperation { TargetMethod: { Name: "GetMainProgramHandle" } method } => method.ContainingType.Is(NativeLibrary),
            IInvocationOperation { TargetMethod.Name: "Load" or "TryLoad" } load => load.TargetMethod.ContainingType.Is(NativeLibrary)
                && load.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: string library }
                    && ForkFunctions.IsSystemLibrary(library)),
            ILocalReferenceOperation { Local: var local } reference =>
                new LocalAssignments(LocalAssignments.Outermost(reference)).Of(local)
                    ?.Any(value => value is not null && IsSystemLibrary(value, histories, steps - 1, cancellationToken)) == true,
            IFieldReferenceOperation { Field: var field } =>
                histories.Assigned(field, cancellationToken).Any(value => IsSystemLibrary(value, histories, steps - 1, cancellationToken)),
            _ => false,
        };
}
