using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Configuration;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>Every API that the analyzers know by name exists under that name, in .NET or in .NET Framework.</summary>
public sealed partial class KnownApiTests
{
    private const string Models = "src/Analyzers/Knowledge";
    private const string NameLists = Models + "/Names.txt";

    private static readonly CSharpCompilation s_framework = AnalyzerNet.Compile();

    private static readonly CSharpCompilation s_libraries =
        AnalyzerNet.Compile(
            Stubs.RemoteExecutor,
            Stubs.ExecFunction,
            Stubs.Hangfire,
            Stubs.Newtonsoft,
            Stubs.Spark,
            Stubs.WindowsForms,
            Stubs.Wpf,
            Stubs.Package);

    public static TheoryData<string> Lines =>
        [.. from path in SourceTree.Files(Models, "*.txt") where path != NameLists from line in LinesOf(path) select line];

    public static TheoryData<string> NameLines => [.. LinesOf(NameLists)];

    public static TheoryData<string> TypeNames => [.. Names(typeof(KnownTypes)).Distinct()];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task LineOfAModel_NamesAMember(string line)
    {
        Assert.Matches(Line(), line);
        ApiModel? model = ApiModelParser.Parse(ApiFile.Lines(SourceText.From(line)).Single(), out string? problem);

        Assert.Null(problem);
        ISymbol[] members = [.. model!.Members(s_libraries)];
        if (members.Length == 0)
        {
            members = [.. model.Members(AnalyzerNet.Compile(await Frameworks.Net472.ResolveAsync(LanguageNames.CSharp, default)))];
        }

        Assert.NotEmpty(members);
        Assert.True(model.Parameter is null
            || members.OfType<IMethodSymbol>().Any(method => method.Parameters.Any(parameter => parameter.Name == model.Parameter)));
    }

    [Theory]
    [MemberData(nameof(NameLines))]
    public async Task LineOfNames_NamesApis(string line)
    {
        Assert.Matches(NameLine(), line);
        string[] ids = [.. ApiFile.Lines(SourceText.From(line)).Single().Words.Where(NameList.IsId)];
        CSharpCompilation older = AnalyzerNet.Compile(await Frameworks.Net472.ResolveAsync(LanguageNames.CSharp, default));

        Assert.DoesNotContain(ids, id => !IsApi(id, s_framework) && !IsApi(id, s_libraries) && !IsApi(id, older));
    }

    [Theory]
    [InlineData("M:System.Threading.Monitor.Await")]
    [InlineData("P:System.Threading.Monitor.Enter")]
    [InlineData("E:System.AppDomain.Exit")]
    [InlineData("T:System.Threading.Mutexes")]
    public void WrongNameInAList_IsFound(string id) => Assert.False(IsApi(id, s_framework));

    /// <summary>A list that nothing reads, and a field whose list is empty, are both wrong.</summary>
    [Fact]
    public void EveryList_HasItsField() => Assert.Equal(
        LinesOf(NameLists).Select(line => line.Split(' ')[0]).Distinct().Select(Pascal).Order(StringComparer.Ordinal),
        typeof(KnownNames).GetFields().Where(field => ((NameList)field.GetValue(null)!).Entries.Length > 0).Select(field => field.Name)
            .Order(StringComparer.Ordinal));

    /// <summary>Each way to ask a list, on members and words that are in it and that are not.</summary>
    [Fact]
    public void List_AnswersByMemberAndByName()
    {
        Assert.True(KnownNames.LockTakes.HasMember(Member("System.Threading.Monitor", "Enter")));
        Assert.False(KnownNames.LockTakes.HasMember(Member("System.Threading.Monitor", "Exit")));
        Assert.False(KnownNames.LockTakes.HasMember(Member("System.Threading.Barrier", "Dispose")));
        Assert.True(KnownNames.OwnEffects.HasMember(s_framework.GetTypeByMetadataName("System.Threading.Semaphore")!.Constructors[0]));
        Assert.False(KnownNames.OwnEffects.HasMember(s_framework.GetTypeByMetadataName("System.Threading.Mutex")!.Constructors[0]));
        Assert.Equal(["Process", "ProcessStartInfo", "StartInfo"], KnownNames.ProcessWords.Names.AsEnumerable());
        Assert.True(KnownNames.LastingNamespaces.Has("System.IO.Compression"));
        Assert.True(KnownNames.LastingNamespaces.Has("System.Diagnostics"));
        Assert.False(KnownNames.LastingNamespaces.Has("System.Diagnostics.Tracing"));
        Assert.True(KnownNames.DirectoryFree.HasTypeOf(s_framework.GetTypeByMetadataName("System.IO.StreamReader")));
        Assert.False(KnownNames.DirectoryFree.HasTypeOf(s_framework.GetTypeByMetadataName("System.IO.File")));
        Assert.True(KnownNames.CountWords.IsIn("bufferSize"));
        Assert.False(KnownNames.CountWords.IsIn("handle"));
    }

    [Fact]
    public void Models_AreEmbedded() => Assert.Equal(
        SourceTree.Files(Models, "*.txt").Select(Path.GetFileName),
        Shipped.AnalyzerAssembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".txt", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void KnownType_Exists(string name) => Assert.NotNull(s_framework.GetTypeByMetadataName(name));

    [Theory]
    [InlineData("M:System.Threading.Monitor.Await")]
    [InlineData("M:System.Threading.Monitors.Wait")]
    [InlineData("P:System.Threading.Monitor.Wait")]
    [InlineData("M:System.Threading.Monitor.Wait(System.Int32)")]
    [InlineData("M:System.Threading.Monitor.Await*")]
    [InlineData("M:System.Threading.Mon*")]
    public void WrongName_IsFound(string id) => Assert.Empty(new ApiModel(ApiKind.Blocks, id).Members(s_framework));

    /// <summary>Each kind has its own answer, and a member may have several.</summary>
    [Fact]
    public void Catalogue_AnswersByKind()
    {
        ISymbol start = Member("System.Diagnostics.Process", "Start");
        ISymbol path = Member("System.Reflection.Assembly", "Location");
        ApiCatalogue catalogue =
            ApiCatalogue.BuiltIn.With([SourceText.From("!affects M:System.IO.File.Delete\nblocks M:System.Diagnostics.Process.Start")]);

        Assert.NotNull(catalogue.SideEffect(start));
        Assert.NotNull(catalogue.Wait(start));
        Assert.Null(ApiCatalogue.BuiltIn.Wait(start));
        Assert.Null(catalogue.SelfPath(start));
        Assert.Equal(ApiSelf.Assembly, catalogue.SelfPath(path)?.Self);
        Assert.Equal(ApiSelf.Program, catalogue.SelfPath(Member("System.Environment", "ProcessPath"))?.Self);
        Assert.NotNull(ApiCatalogue.BuiltIn.SideEffect(Member("System.IO.File", "Delete")));
        Assert.Null(catalogue.SideEffect(Member("System.IO.File", "Delete")));
        Assert.Null(catalogue.SideEffect(Member("System.IO.File", "ReadAllText")));
    }

    private static IEnumerable<string> LinesOf(string path) =>
        SourceTree.Read(path).ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0 && line[0] != '#');

    private static bool IsApi(string id, Compilation compilation) => id[0] == 'T'
        ? compilation.GetTypeByMetadataName(id[2..]) is not null
        : new ApiModel(ApiKind.Blocks, id).Members(compilation).Any();

    private static string Pascal(string list) => string.Concat(list.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static ISymbol Member(string type, string name) => s_framework.GetTypeByMetadataName(type)!.GetMembers(name)[0];

    /// <summary>The names in a class of constants, in arrays of names too.</summary>
    private static IEnumerable<string> Names(Type constants) =>
        constants.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .SelectMany(field => field.GetValue(null) switch
            {
                string name => [name],
                IEnumerable<string> names => names,
                _ => Enumerable.Empty<string>(),
            });

    [GeneratedRegex(@"^[a-z][\w-]* +[MP]:\S+(?: +[\w-]+=\S+)*(?: +#.*)?\s*$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^[a-z][a-z-]*(?: +(?:[MPET]:[\w.`#]+|[\w.-]+\*?))+(?: +#.*)?\s*$")]
    private static partial Regex NameLine();
}
