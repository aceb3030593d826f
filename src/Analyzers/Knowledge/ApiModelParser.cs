using System.Collections.Immutable;
using ProcessSafety.Analyzers.Configuration;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Reads the lines of API files: `kind  documentation-id  [key=value…]`.</summary>
internal static class ApiModelParser
{
    private const string KindWords = "'blocks', 'sleeps', 'recreates', 'serializes', 'writes', 'affects' and 'self-path'";

    /// <summary>Reads a line; null, and what is wrong with it, when it says nothing that can be understood.</summary>
    public static ApiModel? Parse(ApiLine line, out string? problem)
    {
        ImmutableArray<string> words = line.Words;
        bool isNegated = words[0][0] == '!';
        string kindWord = isNegated ? words[0].Substring(1) : words[0];
        problem = KindOf(kindWord) is null ? $"'{kindWord}' is not one of the kinds {KindWords}"
            : words.Length == 1 ? "the documentation-comment id of a member is missing"
            : !IsMemberId(words[1])
                ? $"'{words[1]}' is not the documentation-comment id of a method or property, such as 'M:MyApp.MyPool.RunInWorker'"
            : null;
        if (problem is not null)
        {
            return null;
        }

        ApiModel model = new(KindOf(kindWord)!.Value, words[1]) { IsNegated = isNegated };
        for (int i = 2; i < words.Length && problem is null; i++)
        {
            model = With(model, words[i], out problem);
        }

        if (problem is null && model is { Kind: ApiKind.Writes, IsNegated: false, Parameter: null })
        {
            problem = "the parameter that is written is missing: 'parameter=name'";
        }

        return problem is null ? model : null;
    }

    private static ApiKind? KindOf(string word) => word switch
    {
        "blocks" => ApiKind.Blocks,
        "sleeps" => ApiKind.Sleeps,
        "recreates" => ApiKind.Recreates,
        "serializes" => ApiKind.Serializes,
        "writes" => ApiKind.Writes,
        "affects" => ApiKind.Affects,
        "self-path" => ApiKind.SelfPath,
        _ => null,
    };

    private static ApiFormat? FormatOf(string word) => word switch
    {
        "json" => ApiFormat.Json,
        "newtonsoft" => ApiFormat.Newtonsoft,
        "data-contract" => ApiFormat.DataContract,
        "xml" => ApiFormat.Xml,
        _ => null,
    };

    private static bool IsMemberId(string word)
    {
        string path = ApiModel.PathOf(word);
        int dot = path.LastIndexOf('.');
        int star = word.IndexOf(ApiModel.AnyEnd);
        return path.Length > 3
            && path[0] is 'M' or 'P'
            && path[1] == ':'
            && dot > 2
            && dot < path.Length - 1
            && (star < 0 || (star == path.Length - 1 && path == word))
            && (path == word || word[word.Length - 1] == ')');
    }

    private static string KeysOf(ApiKind kind) => kind switch
    {
        ApiKind.Writes => "'parameter=name' or 'format=name'",
        ApiKind.Recreates or ApiKind.Serializes => "'parameter=name'",
        ApiKind.SelfPath => "'names=program' or 'names=assembly'",
        ApiKind.Affects => "nothing else",
        _ => "'receiver=shared', 'receiver=other-thread' or 'receiver=bounded'",
    };

    /// <summary>The model with one `key=value` more.</summary>
    private static ApiModel With(ApiModel model, string word, out string? problem)
    {
        int equals = word.IndexOf('=');
        string key = equals < 0 ? word : word.Substring(0, equals);
        string value = equals < 0 ? string.Empty : word.Substring(equals + 1);
        problem = null;
        switch (key)
        {
            case "parameter" when value.Length > 0 && (model.IsBoundary || model.Kind == ApiKind.Writes):
                return model with { Parameter = value };
            case "receiver" when value == "shared" && model.IsWait:
                return model with { Receiver = ApiReceiver.Shared };
            case "receiver" when value == "other-thread" && model.IsWait:
                return model with { Receiver = ApiReceiver.OtherThread };
            case "receiver" when value == "bounded" && model.IsWait:
                return model with { Receiver = ApiReceiver.Bounded };
            case "receiver" when equals > 0 && model.IsWait:
                problem = $"'{value}' is not a receiver: use 'shared', 'other-thread' or 'bounded'";
                return model;
            case "format" when model.Kind == ApiKind.Writes && FormatOf(value) is { } format:
                return model with { Format = format };
            case "format" when equals > 0 && model.Kind == ApiKind.Writes:
                problem = $"'{value}' is not a format: use 'json', 'newtonsoft', 'data-contract' or 'xml'";
                return model;
            case "names" when value is "program" or "assembly" && model.Kind == ApiKind.SelfPath:
                return model with { Self = value == "program" ? ApiSelf.Program : ApiSelf.Assembly };
            default:
                problem = $"'{word}' is not allowed here: use {KeysOf(model.Kind)}";
                return model;
        }
    }
}
