using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>Every API that the analyzers know by name exists under that name in the framework.</summary>
public sealed partial class KnownApiTests
{
    private const string Models = "src/Analyzers/Knowledge";

    private static readonly CSharpCompilation s_framework = AnalyzerNet.Compile();

    public static TheoryData<string> Lines =>
        [.. from path in SourceTree.Files(Models, "*.txt")
            from line in SourceTree.Read(path).ReplaceLineEndings("\n").Split('\n')
            where line.Length > 0 && line[0] != '#'
            select line];

    public static TheoryData<string> TypeNames => [.. Names(typeof(KnownTypes)).Distinct()];

    [Theory]
    [MemberData(nameof(Lines))]
    public void LineOfAModel_NamesAMember(string line)
    {
        Match match = Line().Match(line);
        Assert.True(match.Success, $"not of the form: kind documentation-id key=value # reason: {line}");

        Assert.True(Resolves(match.Groups["id"].Value), $"{match.Groups["id"].Value} is no member of the framework");
    }

    [Fact]
    public void Models_AreEmbedded() => Assert.Equal(
        SourceTree.Files(Models, "*.txt").Select(Path.GetFileName),
        Shipped.AnalyzerAssembly.GetManifestResourceNames().Where(name => name.EndsWith(".txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void KnownType_Exists(string name) => Assert.NotNull(s_framework.GetTypeByMetadataName(name));

    [Theory]
    [InlineData("M:System.Threading.Monitor.Await")]
    [InlineData("M:System.Threading.Monitors.Wait")]
    [InlineData("P:System.Threading.Monitor.Wait")]
    [InlineData("M:System.Threading.Monitor.Wait(System.Int32)")]
    public void WrongName_IsFound(string id) => Assert.False(Resolves(id));

    /// <summary>True for a documentation-comment id of the framework, or for one without its parameter list.</summary>
    private static bool Resolves(string id)
    {
        if (!DocumentationCommentId.GetSymbolsForDeclarationId(id, s_framework).IsEmpty)
        {
            return true;
        }

        int dot = id.LastIndexOf('.');
        return !id.Contains('(', StringComparison.Ordinal)
            && DocumentationCommentId.GetFirstSymbolForDeclarationId($"T:{id[2..dot]}", s_framework) is INamedTypeSymbol type
            && type.GetMembers(id[(dot + 1)..]).Any(member => member.GetDocumentationCommentId()!.StartsWith($"{id[0]}:", StringComparison.Ordinal));
    }

    /// <summary>The names in a class of constants, in arrays of names too.</summary>
    private static IEnumerable<string> Names(Type constants) =>
        constants.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .SelectMany(field => field.GetValue(null) switch
            {
                string name => [name],
                IEnumerable<string> names => names,
                _ => Enumerable.Empty<string>(),
            });

    [GeneratedRegex(@"^[a-z][\w-]* +(?<id>[MPTFE]:\S+)(?: +\w+=\S+)*(?: +#.*)?\s*$")]
    private static partial Regex Line();
}
