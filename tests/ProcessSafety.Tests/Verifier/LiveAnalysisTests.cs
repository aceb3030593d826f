using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace ProcessSafety.Tests.Verifier;

/// <summary>What only a build shows, or only sometimes, is refused.</summary>
public sealed class LiveAnalysisTests : RuleTest
{
    private const string NotLive = "An editor shows other diagnostics than a build";

    [Fact]
    public Task CompilationEnd() => Refusal.Of(() => Reports<CompilationEndAnalyzer>("class C { void {|T1:Bad|}() { } }"), NotLive);

    [Fact]
    public Task OutsideTheMember_InTheSameFile() =>
        Refusal.Of(() => Reports<OutsideMemberAnalyzer>("class {|T1:C|} { void Bad() { } }"), NotLive);

    [Fact]
    public Task InAnotherFile() =>
        Refusal.Of(() => Reports<OtherFileAnalyzer>("class C { void Bad() { } }", "class {|T1:D|} { }"), NotLive);

    [NewerRoslynFact("5.0", NewerRoslynFactAttribute.OnNewest)]
    public Task OrderOfFiles() => Refusal.Of(
        () => Reports<FirstFileAnalyzer>("class C { void {|T1:Bad|}() { } }", "class D { void Bad() { } }"),
        "depends on the order of the files");

    [NewerRoslynFact("5.0", NewerRoslynFactAttribute.OnNewest)]
    public Task OrderOfMembers() => Refusal.Of(
        () => Reports<FirstMemberAnalyzer>("class C { void {|T1:Bad|}() { } void Bad2() { } }"), "depends on the order of the members");

    [NewerRoslynFact("5.0", NewerRoslynFactAttribute.OnNewest)]
    public Task ManyCopies() => Refusal.Of(() => Reports<ForgetfulAnalyzer>("class C { void {|T1:Bad|}() { } }"), "between copies");

    [Fact]
    public Task SymbolEnd_InEveryPart_IsAccepted() => Reports<SymbolEndAnalyzer>(
        "partial class {|T1:C|} { void Bad() { } }", "partial class C { void Other() { } }");

    [Fact]
    public Task AdditionalLocation_InAnotherFile_IsAccepted() =>
        Reports<DistantAdditionalLocationAnalyzer>("class C { void {|T1:Bad|}() { } }", "class D { }");
}

/// <summary>Reports when the whole compilation is known.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CompilationEndAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(SampleRules.Named);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(Report);
    }

    private static void Report(CompilationAnalysisContext context)
    {
        foreach (IMethodSymbol method in context.Compilation.GetSymbolsWithName(
            name => name.StartsWith("Bad", System.StringComparison.Ordinal),
            SymbolFilter.Member)
            .OfType<IMethodSymbol>())
        {
            context.ReportDiagnostic(Diagnostic.Create(SampleRules.Named, method.Locations[0], method.Name));
        }
    }
}

/// <summary>Reports at the type, from an action on the method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutsideMemberAnalyzer : SampleAnalyzer
{
    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method) =>
        context.ReportDiagnostic(Diagnostic.Create(
            SampleRules.Named,
            ((ClassDeclarationSyntax)method.Parent!).Identifier.GetLocation(),
            "C"));
}

/// <summary>Reports at a type of another file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OtherFileAnalyzer : SampleAnalyzer
{
    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method)
    {
        INamedTypeSymbol other = context.Compilation.GetTypeByMetadataName("D")!;
        context.ReportDiagnostic(Diagnostic.Create(SampleRules.Named, other.Locations[0], "D"));
    }
}

/// <summary>Reports in the first file only.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FirstFileAnalyzer : SampleAnalyzer
{
    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method)
    {
        if (context.Compilation.SyntaxTrees.First() == method.SyntaxTree)
        {
            context.ReportDiagnostic(Named(method));
        }
    }
}

/// <summary>Reports the first member of a type only.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FirstMemberAnalyzer : SampleAnalyzer
{
    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method)
    {
        if (((ClassDeclarationSyntax)method.Parent!).Members[0] == method)
        {
            context.ReportDiagnostic(Named(method));
        }
    }
}

/// <summary>Keeps state from run to run: reports only the first three times.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForgetfulAnalyzer : SampleAnalyzer
{
    private int _runs;

    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method)
    {
        if (Interlocked.Increment(ref _runs) <= 3)
        {
            context.ReportDiagnostic(Named(method));
        }
    }
}

/// <summary>Reports a type that has a bad method, at the part that holds it, once all parts are seen.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SymbolEndAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(SampleRules.Named);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolStartAction(Start, SymbolKind.NamedType);
    }

    private static void Start(SymbolStartAnalysisContext context)
    {
        ConcurrentBag<SyntaxToken> types = new();
        context.RegisterSyntaxNodeAction(node =>
        {
            MethodDeclarationSyntax method = (MethodDeclarationSyntax)node.Node;
            if (method.Identifier.Text == "Bad")
            {
                types.Add(((ClassDeclarationSyntax)method.Parent!).Identifier);
            }
        }, SyntaxKind.MethodDeclaration);
        context.RegisterSymbolEndAction(end =>
        {
            foreach (SyntaxToken type in types)
            {
                end.ReportDiagnostic(Diagnostic.Create(SampleRules.Named, type.GetLocation(), type.Text));
            }
        });
    }
}

/// <summary>Reports in the method, with an additional location at a type of another file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DistantAdditionalLocationAnalyzer : SampleAnalyzer
{
    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method) =>
        context.ReportDiagnostic(Named(method, context.Compilation.GetTypeByMetadataName("D")!.Locations[0]));
}
