using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Configuration;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>What a model says of a member.</summary>
internal enum ApiKind
{
    /// <summary>Waits until another thread, process or machine does something.</summary>
    Blocks,

    /// <summary>Waits for a time of its own choice.</summary>
    Sleeps,

    /// <summary>Runs a delegate in another process, on a closure that is created anew there.</summary>
    Recreates,

    /// <summary>Runs a delegate in another process, on a copy of what it captured.</summary>
    Serializes,

    /// <summary>Writes an argument, or objects of a type that it is given, as data.</summary>
    Writes,
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

/// <summary>Whose rules decide which members of an object are written.</summary>
internal enum ApiFormat
{
    /// <summary>Those of System.Text.Json.</summary>
    Json,

    /// <summary>Those of Newtonsoft.Json.</summary>
    Newtonsoft,

    /// <summary>Those of DataContractSerializer.</summary>
    DataContract,

    /// <summary>Those of XmlSerializer.</summary>
    Xml,
}

/// <summary>One line of a model: what a member does, or, negated, that it does not.</summary>
/// <param name="Kind">What the member does.</param>
/// <param name="Id">
/// Documentation-comment id of the member; without a parameter list it stands for every overload, and with a star at its
/// end for every member whose name begins so.
/// </param>
internal sealed record ApiModel(ApiKind Kind, string Id)
{
    private const char AnyEnd = '*';
    private const string KindWords = "'blocks', 'sleeps', 'recreates', 'serializes' and 'writes'";

    /// <summary>True for a line that takes back what another line says.</summary>
    public bool IsNegated { get; init; }

    /// <summary>On which objects it counts.</summary>
    public ApiReceiver Receiver { get; init; }

    /// <summary>The parameter that takes the delegate which runs elsewhere, null for every delegate that is passed; or the value or type that is written.</summary>
    public string? Parameter { get; init; }

    /// <summary>How it is written.</summary>
    public ApiFormat Format { get; init; }

    /// <summary>True when the line speaks of a wait.</summary>
    public bool IsWait => Kind is ApiKind.Blocks or ApiKind.Sleeps;

    /// <summary>True when the line speaks of a delegate that runs in another process.</summary>
    public bool IsBoundary => Kind is ApiKind.Recreates or ApiKind.Serializes;

    /// <summary>True for a line that speaks of all members whose name begins so.</summary>
    public bool EndsInStar => Id[Id.Length - 1] == AnyEnd;

    /// <summary>`System.Threading.Monitor` of `M:System.Threading.Monitor.Wait(System.Object)`.</summary>
    public string TypeName => Path.Substring(0, Path.LastIndexOf('.'));

    /// <summary>`Monitor` of the same.</summary>
    public string SimpleTypeName => TypeName.Substring(TypeName.LastIndexOf('.') + 1);

    /// <summary>`Wait` of the same, as symbols spell it; the beginning of the name when the line ends in a star.</summary>
    public string MemberName => WithoutArity(Path.Substring(Path.LastIndexOf('.') + 1)).TrimEnd(AnyEnd).Replace('#', '.');

    /// <summary>The id without its kind and parameter list.</summary>
    private string Path => PathOf(Id).Substring(2);

    /// <summary>True for the documentation-comment id of a member that the line speaks of.</summary>
    public bool Covers(string memberId)
    {
        string path = PathOf(memberId);
        return EndsInStar
            ? path.Length >= Id.Length - 1 && path.StartsWith(Id.TrimEnd(AnyEnd), StringComparison.Ordinal) && path.LastIndexOf('.') < Id.Length
            : Id == memberId || (PathOf(Id) == Id && WithoutArity(path) == WithoutArity(Id));
    }

    /// <summary>The members that the line speaks of, as far as a compilation has them.</summary>
    public IEnumerable<ISymbol> Members(Compilation compilation)
    {
        foreach (ISymbol type in DocumentationCommentId.GetSymbolsForDeclarationId("T:" + TypeName, compilation))
        {
            INamedTypeSymbol declaring = (INamedTypeSymbol)type;
            foreach (ISymbol member in EndsInStar ? declaring.GetMembers() : declaring.GetMembers(MemberName))
            {
                if (member.GetDocumentationCommentId() is { } id && Covers(id))
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>Reads a line; null, and what is wrong with it, when it says nothing that can be understood.</summary>
    public static ApiModel? Parse(ApiLine line, out string? problem)
    {
        ImmutableArray<string> words = line.Words;
        bool isNegated = words[0][0] == '!';
        string kindWord = isNegated ? words[0].Substring(1) : words[0];
        problem = KindOf(kindWord) is null ? $"'{kindWord}' is none of the kinds {KindWords}"
            : words.Length == 1 ? "the documentation-comment id of a member is missing"
            : !IsMemberId(words[1]) ? $"'{words[1]}' is no documentation-comment id of a method or property, such as M:MyApp.MyPool.RunInWorker"
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

    private static string PathOf(string id)
    {
        int list = id.IndexOf('(');
        return list < 0 ? id : id.Substring(0, list);
    }

    /// <summary>`M:T.Run` of ``M:T.Run``1``.</summary>
    private static string WithoutArity(string path)
    {
        int arity = path.IndexOf("``", StringComparison.Ordinal);
        return arity < 0 ? path : path.Substring(0, arity);
    }

    private static bool IsMemberId(string word)
    {
        string path = PathOf(word);
        int dot = path.LastIndexOf('.');
        int star = word.IndexOf(AnyEnd);
        return path.Length > 3
            && path[0] is 'M' or 'P'
            && path[1] == ':'
            && dot > 2
            && dot < path.Length - 1
            && (star < 0 || (star == path.Length - 1 && path == word))
            && (path == word || word[word.Length - 1] == ')');
    }

    /// <summary>The model with one `key=value` more.</summary>
    private static ApiModel With(ApiModel model, string word, out string? problem)
    {
        int equals = word.IndexOf('=');
        string key = equals < 0 ? word : word.Substring(0, equals);
        string value = equals < 0 ? string.Empty : word.Substring(equals + 1);
        problem = null;
        switch (key)
        {
            case "parameter" when value.Length > 0 && !model.IsWait:
                return model with { Parameter = value };
            case "receiver" when value == "shared" && model.IsWait:
                return model with { Receiver = ApiReceiver.Shared };
            case "receiver" when value == "other-thread" && model.IsWait:
                return model with { Receiver = ApiReceiver.OtherThread };
            case "receiver" when equals > 0 && model.IsWait:
                problem = $"'{value}' is no receiver; 'shared' and 'other-thread' are";
                return model;
            case "format" when model.Kind == ApiKind.Writes && FormatOf(value) is { } format:
                return model with { Format = format };
            case "format" when equals > 0 && model.Kind == ApiKind.Writes:
                problem = $"'{value}' is no format; 'json', 'newtonsoft', 'data-contract' and 'xml' are";
                return model;
            default:
                problem = model.Kind switch
                {
                    ApiKind.Writes => $"'{word}' is not understood here; 'parameter=name' and 'format=name' are",
                    ApiKind.Recreates or ApiKind.Serializes => $"'{word}' is not understood here; 'parameter=name' is",
                    _ => $"'{word}' is not understood here; 'receiver=shared' and 'receiver=other-thread' are",
                };
                return model;
        }
    }
}
