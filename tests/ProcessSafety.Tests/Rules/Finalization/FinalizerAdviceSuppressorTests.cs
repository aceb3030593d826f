using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>PSAFES201.</summary>
public sealed class FinalizerAdviceSuppressorTests
{
    [Theory]
    [InlineData("~Job() { {|#0:s_closing.Wait|}(); }", true)]
    [InlineData("~Job() => {|#0:s_closing.Wait|}();", true)]
    [InlineData("~Job() { {|#0:s_closing.Wait|}(1000); }", false)]
    [InlineData("~Job() => Close(); void Close() => {|#0:s_closing.Wait|}();", false)]
    [InlineData("public void Close() => {|#0:s_closing.Wait|}();", false)]
    public Task Advice_IsSuppressed_InAFinalizerThatIsReported(string member, bool isSuppressed)
    {
        AdviceTest test = Test(member);
        test.ExpectedDiagnostics.Add(new DiagnosticResult(NoWaitAdvice.Rule).WithLocation(0).WithIsSuppressed(isSuppressed));
        return test.RunAsync();
    }

    /// <summary>Who has switched PSAFE203 off keeps the advice.</summary>
    [Fact]
    public Task Advice_Stays_WhereTheRuleIsOff()
    {
        AdviceTest test = Test("~Job() => {|#0:s_closing.Wait|}();");
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PSAFE203.severity = none\n"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(NoWaitAdvice.Rule).WithLocation(0).WithIsSuppressed(false));
        return test.RunAsync();
    }

    private static AdviceTest Test(string member) =>
        new()
        {
            TestCode =
                $$"""
                using System.Threading.Tasks;

                class Job
                {
                    static readonly Task s_closing = Task.Delay(1);

                    {{member}}
                }
                """,
            ReferenceAssemblies = Frameworks.Net100,
        };

    private sealed class AdviceTest : CSharpAnalyzerTest<NoWaitAdvice, DefaultVerifier>
    {
        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() =>
            [new NoWaitAdvice(), new FinalizerAdviceSuppressor()];
    }
}

/// <summary>Stands for the analyzers that advise against each synchronous wait.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoWaitAdvice : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        "VSTHRD002",
        "Do not wait",
        "Do not wait",
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
                if (((MemberAccessExpressionSyntax)node.Node).Name.Identifier.ValueText == "Wait")
                {
                    node.ReportDiagnostic(Diagnostic.Create(Rule, node.Node.GetLocation()));
                }
            },
            SyntaxKind.SimpleMemberAccessExpression);
    }
}
