using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>The field or property that holds a value, for messages and fixes.</summary>
internal static class SharedMember
{
    public static ISymbol? Of(Value value) => value switch
    {
        Value.StaticValue { Member: var member } => member,
        Value.MemberValue { Member: var member } => member,
        _ => null,
    };

    public static string Name(Value value) => Of(value)?.Name ?? "the collection";

    public static ImmutableDictionary<string, string?> Properties(string key, Value value) =>
        Of(value) is { } member && DocumentationCommentId.CreateDeclarationId(member) is { } id
            ? ImmutableDictionary<string, string?>.Empty.Add(key, id)
            : ImmutableDictionary<string, string?>.Empty;
}
