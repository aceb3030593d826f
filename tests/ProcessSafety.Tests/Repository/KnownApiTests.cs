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

    private static readonly CSharpCompilation s_framework = AnalyzerNet.Compile();

    private static readonly CSharpCompilation s_libraries =
        AnalyzerNet.Compile(
            Stubs.RemoteExecutor,
            Stubs.ExecFunction,
            Stubs.Hangfire,
            Stubs.Newtonsoft,
            Stubs.Spark,
            Stubs.WindowsForms);

    public static TheoryData<string> Lines =>
        [.. from path in SourceTree.Files(Models, "*.txt")
            from line in SourceTree.Read(path).ReplaceLineEndings("\n").Split('\n')
            where line.Length > 0 && line[0] != '#'
            select line];

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
}
