using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.CodeActions;

namespace Microsoft.CodeAnalysis.Testing;

internal static class CodeActionExtensions
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Named NestedCodeActions in older versions of the workspace and NestedActions in newer ones, there public.
    private static readonly PropertyInfo Nested =
        typeof(CodeAction).GetProperty("NestedActions", AnyInstance) ?? typeof(CodeAction).GetProperty("NestedCodeActions", AnyInstance)!;

    public static ImmutableArray<CodeAction> NestedActions(this CodeAction action) => (ImmutableArray<CodeAction>)Nested.GetValue(action)!;
}
