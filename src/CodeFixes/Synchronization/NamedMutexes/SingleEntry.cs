using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.CodeFixes.Synchronization.NamedMutexes;

/// <summary>The creation of a named semaphore or event that lets one in at a time, and is free at first.</summary>
/// <param name="Node">The creation.</param>
/// <param name="Name">The name as it is written.</param>
/// <param name="Text">The name.</param>
/// <param name="Options">The options that say its scope; null when the name does.</param>
internal sealed record SingleEntry(BaseObjectCreationExpressionSyntax Node, ExpressionSyntax Name, string Text, ExpressionSyntax? Options)
{
    private static readonly string[] Prefixes = { @"Global\", @"Local\" };

    /// <summary>The name without the prefix that says its scope.</summary>
    public string BaseName => WithoutPrefix(Text);

    public static string WithoutPrefix(string name) =>
        name.Substring(Prefixes.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal))?.Length ?? 0);

    /// <summary>Null for counts, states and names that a mutex does not have, and for a name that is in a local.</summary>
    public static SingleEntry? Of(BaseObjectCreationExpressionSyntax node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetOperation(node, cancellationToken) is not IObjectCreationOperation { Initializer: null, Type: { } type } creation
            || !IsFreeOfOne(type, creation.Arguments)
            || Argument(creation.Arguments, "name") is not { Value: { Syntax: ExpressionSyntax name, ConstantValue.Value: string text } }
            || name.DescendantNodesAndSelf().Any(part => model.GetSymbolInfo(part, cancellationToken).Symbol is ILocalSymbol))
        {
            return null;
        }

        ExpressionSyntax? options = Argument(creation.Arguments, "options")?.Syntax is ArgumentSyntax argument ? argument.Expression : null;
        SingleEntry entry = new(node, name, text, options);
        return (options is null || IsWrittenOut(options)) && entry.BaseName.Length > 0 && entry.BaseName.IndexOfAny(new[] { '/', '\\' }) < 0
            ? entry
            : null;
    }

    private static bool IsFreeOfOne(ITypeSymbol type, ImmutableArray<IArgumentOperation> arguments) =>
        type.ToDisplayString() switch
        {
            "System.Threading.Semaphore" => Is(arguments, "initialCount", 1) && Is(arguments, "maximumCount", 1),
            "System.Threading.EventWaitHandle" => Is(arguments, "initialState", true) && Is(arguments, "mode", 0),
            _ => false,
        }
        && arguments.All(static argument => argument.Parameter?.Name is "initialCount" or "maximumCount" or "initialState" or "mode"
            or "name" or "options");

    private static bool IsWrittenOut(ExpressionSyntax options) =>
        options is BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: var initializer }
        && (initializer is null
            || initializer.Expressions.All(static setting => setting is AssignmentExpressionSyntax { Right: LiteralExpressionSyntax }));

    private static bool Is(ImmutableArray<IArgumentOperation> arguments, string parameter, object value) =>
        Equals(Argument(arguments, parameter)?.Value.ConstantValue.Value, value);

    private static IArgumentOperation? Argument(ImmutableArray<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter);
}
