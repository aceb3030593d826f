using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

internal enum ApiKind
{
    Blocks,
    Sleeps,
}

/// <summary>On which objects a line of a model counts.</summary>
internal enum ApiReceiver
{
    Any,

    /// <summary>Only on one that is known to come from elsewhere.</summary>
    Shared,

    /// <summary>Not on a thread that runs a method of the waiting object itself.</summary>
    OtherThread,
}

/// <summary>One line of a model: what a member does.</summary>
/// <param name="Kind">What the member does.</param>
/// <param name="Id">Documentation-comment id of the member; without a parameter list it stands for every overload.</param>
/// <param name="Receiver">On which objects it counts.</param>
internal sealed record ApiModel(ApiKind Kind, string Id, ApiReceiver Receiver);

/// <summary>What members of libraries do, read from the embedded models beside this file.</summary>
internal sealed class ApiCatalogue
{
    public static readonly ApiCatalogue BuiltIn = new(ReadModels("BlockingCalls.txt"));

    private readonly Dictionary<string, ImmutableArray<ApiModel>> _modelsByMemberName = new(StringComparer.Ordinal);

    private ApiCatalogue(IEnumerable<ApiModel> models)
    {
        foreach (ApiModel model in models)
        {
            string name = MemberName(model.Id);
            _modelsByMemberName[name] = _modelsByMemberName.TryGetValue(name, out ImmutableArray<ApiModel> known)
                ? known.Add(model)
                : ImmutableArray.Create(model);
        }
    }

    /// <summary>The model of a method or property, or null when the catalogue does not know it.</summary>
    public ApiModel? Find(ISymbol member)
    {
        if (!_modelsByMemberName.TryGetValue(member.Name, out ImmutableArray<ApiModel> candidates))
        {
            return null;
        }

        string? id = member.OriginalDefinition.GetDocumentationCommentId();
        foreach (ApiModel candidate in candidates)
        {
            if (id is not null && Matches(candidate.Id, id))
            {
                return candidate;
            }
        }

        return null;
    }

    private static ApiReceiver Receiver(string[] words) =>
        Array.IndexOf(words, "receiver=shared") > 0 ? ApiReceiver.Shared
        : Array.IndexOf(words, "receiver=other-thread") > 0 ? ApiReceiver.OtherThread
        : ApiReceiver.Any;

    private static bool Matches(string pattern, string id) =>
        id.StartsWith(pattern, StringComparison.Ordinal)
        && (id.Length == pattern.Length || id[pattern.Length] is '(' or '`');

    private static string MemberName(string id)
    {
        int end = id.IndexOf('(');
        string path = end < 0 ? id : id.Substring(0, end);
        return path.Substring(path.LastIndexOf('.') + 1);
    }

    private static IEnumerable<ApiModel> ReadModels(string resource)
    {
        using Stream stream = typeof(ApiCatalogue).Assembly.GetManifestResourceStream(resource);
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            int comment = line.IndexOf('#');
            string[] words = (comment < 0 ? line : line.Substring(0, comment)).Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 2)
            {
                ApiKind kind = (ApiKind)Enum.Parse(typeof(ApiKind), words[0], ignoreCase: true);
                yield return new ApiModel(kind, words[1], Receiver(words));
            }
        }
    }
}
