using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Tests.Robustness;

/// <summary>
/// The programs that other tests are about: the raw strings of the rule and fix tests without their markup, and the proofs.
/// </summary>
internal static partial class TestInputs
{
    private static readonly string[] TestFolders = ["tests/ProcessSafety.Tests/Rules", "tests/ProcessSafety.Tests/Fixes"];

    private const string Proofs = "tests/ProcessSafety.Proofs/Proofs";

    private const string Libraries = "tests/ProcessSafety.Proofs/Libraries";

    /// <summary>Each entry is one program: the sources of one test method, or one proof.</summary>
    public static ImmutableArray<TestInput> All { get; } = [.. TestFolders.SelectMany(FromTests), .. FromProofs()];

    /// <summary>Each single source on its own.</summary>
    public static ImmutableArray<TestInput> Sources { get; } =
        [.. All.SelectMany(input => input.Sources.Distinct().Select((source, index) => new TestInput($"{input.Name}[{index}]", [source])))];

    private static IEnumerable<TestInput> FromTests(string folder) =>
        from path in SourceTree.Files(folder, "*.cs")
        let root = CSharpSyntaxTree.ParseText(SourceTree.Read(path), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot()
        from member in root.DescendantNodes().OfType<MemberDeclarationSyntax>()
        where member is BaseMethodDeclarationSyntax or FieldDeclarationSyntax or PropertyDeclarationSyntax
        let sources = RawStrings(member).ToImmutableArray()
        where !sources.IsEmpty
        select new TestInput($"{path}: {Name(member)}", sources);

    private static IEnumerable<TestInput> FromProofs() =>
        from path in SourceTree.Files(Proofs, "*.cs")
        let source = SourceTree.Read(path)
        let libraries = SourceTree.Files(Libraries, "*.cs")
            .Where(library => source.Contains(Path.GetFileNameWithoutExtension(library), StringComparison.Ordinal))
        select new TestInput(path, [source, .. libraries.Select(SourceTree.Read)]);

    /// <summary>The raw strings of a test, and the stubs that it names.</summary>
    private static IEnumerable<string> RawStrings(SyntaxNode member) => member.DescendantNodes()
        .Select(node => node switch
        {
            LiteralExpressionSyntax literal when literal.Token.Text.StartsWith("\"\"\"", StringComparison.Ordinal) =>
                Markup().Replace(literal.Token.ValueText, ""),
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: nameof(Stubs) } } stub =>
                (string)typeof(Stubs).GetField(stub.Name.Identifier.Text)!.GetRawConstantValue()!,
            _ => null,
        })
        .OfType<string>();

    private static string Name(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
        _ => member.Kind().ToString(),
    };

    [GeneratedRegex(@"\{\|[#\w]+:|\|\}|\[\||\|\]|\$\$")]
    private static partial Regex Markup();
}

/// <summary>A program by the name of the test that holds it.</summary>
internal sealed record TestInput(string Name, ImmutableArray<string> Sources)
{
    public CSharpCompilation Compile() => AnalyzerNet.CompileProgram([.. Sources]);
}
