using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFES701.</summary>
public sealed class WaitAdviceSuppressorTests
{
    [Theory]
    [InlineData("{|#0:p.WaitForExit|}(); Use(p.StandardOutput.ReadToEnd());", true)]
    [InlineData("if (!{|#0:p.WaitForExit|}(100)) return; Use(p.StandardOutput.ReadToEnd());", true)]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); {|#0:p.WaitForExit|}();", false)]
    [InlineData("{|#0:p.WaitForExit|}();", false)]
    public Task Advice_IsSuppressed_WhereTheWaitIsReported(string statements, bool isSuppressed)
    {
        AdviceTest test = new() { TestCode = ProcessSource.Async(statements), ReferenceAssemblies = Frameworks.Net100 };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(AwaitAdvice.Rule).WithLocation(0).WithIsSuppressed(isSuppressed));
        return test.RunAsync();
    }

    /// <summary>Who has switched PSAFE701 off keeps the advice.</summary>
    [Fact]
    public Task Advice_Stays_WhereTheRuleIsOff()
    {
        AdviceTest test = new()
        {
            TestCode = ProcessSource.Async("{|#0:p.WaitForExit|}(); Use(p.StandardOutput.ReadToEnd());"),
            ReferenceAssemblies = Frameworks.Net100,
        };
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PSAFE701.severity = none\n"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(AwaitAdvice.Rule).WithLocation(0).WithIsSuppressed(false));
        return test.RunAsync();
    }

    private sealed class AdviceTest : CSharpAnalyzerTest<AwaitAdvice, DefaultVerifier>
    {
        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => [new AwaitAdvice(), new WaitAdviceSuppressor()];

        protected override CompilationOptions CreateCompilationOptions() =>
            ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithNullableContextOptions(NullableContextOptions.Enable);
    }
}

/// <summary>Stands for the analyzers that advise to await each wait for exit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AwaitAdvice : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        "VSTHRD103",
        "Await",
        "Await the wait",
        "Usage",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(
            static node =>
            {
                if (node.Node is InvocationExpressionSyntax
                    {
                        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitForExit" } access,
                    })
                {
                    node.ReportDiagnostic(Diagnostic.Create(Rule, access.GetLocation()));
                }
            },
            SyntaxKind.InvocationExpression);
    }
}
