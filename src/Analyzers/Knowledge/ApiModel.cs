using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>What a model says of a member.</summary>
internal enum ApiKind
{
    /// <summary>Waits until another thread, process or machine does something.</summary>
    Blocks,

    /// <summary>Waits for a time of its own choice.</summary>
    Sleeps,

    /// <summary>Runs a delegate in another process, on a closure that is created again there.</summary>
    Recreates,

    /// <summary>Runs a delegate in another process, on a copy of what it captured.</summary>
    Serializes,

    /// <summary>Writes an argument, or objects of a type that it is given, as data.</summary>
    Writes,

    /// <summary>Does something outside this process's memory, or starts something, so that running it once more matters.</summary>
    Affects,

    /// <summary>Gives the path of this program.</summary>
    SelfPath,
}

/// <summary>On which objects a line of a model counts.</summary>
internal enum ApiReceiver
{
    Any,

    /// <summary>Only on one that is known to come from elsewhere.</summary>
    Shared,

    /// <summary>Not on a thread that runs a method of the waiting object itself.</summary>
    OtherThread,

    /// <summary>Only on one that is seen to be made with a bound.</summary>
    Bounded,
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

/// <summary>Which file of this program a path names.</summary>
internal enum ApiSelf
{
    /// <summary>The one that can be started.</summary>
    Program,

    /// <summary>An assembly, which `dotnet` must start.</summary>
    Assembly,
}

/// <summary>One line of a model: what a member does, or, negated, that it does not.</summary>
/// <param name="Kind">What the member does.</param>
/// <param name="Id">
/// Documentation-comment id of the member; without a parameter list it stands for every overload, and with a star at its
/// end for every member whose name begins so.
/// </param>
internal sealed record ApiModel(ApiKind Kind, string Id)
{
    internal const char AnyEnd = '*';

    /// <summary>True for a line that takes back what another line says.</summary>
    public bool IsNegated { get; init; }

    /// <summary>On which objects it counts.</summary>
    public ApiReceiver Receiver { get; init; }

    /// <summary>
    /// The parameter that takes the delegate which runs elsewhere, null for every delegate that is passed; or the
    /// value or type that is written.
    /// </summary>
    public string? Parameter { get; init; }

    /// <summary>How it is written.</summary>
    public ApiFormat Format { get; init; }

    /// <summary>Which file a path names.</summary>
    public ApiSelf Self { get; init; }

    /// <summary>True when the line speaks of a wait.</summary>
    public bool IsWait => Kind is ApiKind.Blocks or ApiKind.Sleeps;

    /// <summary>True when the line speaks of a delegate that runs in another process.</summary>
    public bool IsBoundary => Kind is ApiKind.Recreates or ApiKind.Serializes;

    /// <summary>True for a line that speaks of all members whose name begins so.</summary>
    public bool EndsInStar => Id[Id.Length - 1] == AnyEnd;

    /// <summary>`System.Threading.Monitor` of `M:System.Threading.Monitor.Wait(System.Object)`.</summary>
    public string TypeName { get; } = PathOf(Id).Substring(2, PathOf(Id).LastIndexOf('.') - 2);

    /// <summary>`Monitor` of the same, as source spells it.</summary>
    public string SimpleTypeName { get; } = LastPart(PathOf(Id).Substring(2, PathOf(Id).LastIndexOf('.') - 2)).Split('`')[0];

    /// <summary>`Wait` of the same, as symbols spell it; the beginning of the name when the line ends in a star.</summary>
    public string MemberName { get; } = WithoutArity(LastPart(PathOf(Id))).TrimEnd(AnyEnd).Replace('#', '.');

    /// <summary>True for the documentation-comment id of a member that the line speaks of.</summary>
    public bool Covers(string memberId)
    {
        string path = PathOf(memberId);
        return EndsInStar
            ? path.Length >= Id.Length - 1
                && path.StartsWith(Id.TrimEnd(AnyEnd), StringComparison.Ordinal)
                && path.LastIndexOf('.') < Id.Length
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

    /// <summary>An id without its parameter list.</summary>
    internal static string PathOf(string id)
    {
        int list = id.IndexOf('(');
        return list < 0 ? id : id.Substring(0, list);
    }

    /// <summary>`M:T.Run` of ``M:T.Run``1``.</summary>
    internal static string WithoutArity(string path)
    {
        int arity = path.IndexOf("``", StringComparison.Ordinal);
        return arity < 0 ? path : path.Substring(0, arity);
    }

    private static string LastPart(string path) => path.Substring(path.LastIndexOf('.') + 1);
}
