using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Tests.Verifier;

/// <summary>What the analyzers of these tests report.</summary>
internal static class SampleRules
{
    public static readonly DiagnosticDescriptor Named = new(
        "T1",
        "Title",
        "'{0}' is named Bad",
        "Test",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor OffByDefault = new(
        "T3",
        "Title",
        "Off",
        "Test",
        DiagnosticSeverity.Info,
        isEnabledByDefault: false);
}

/// <summary>An analyzer that looks at each method whose name begins with Bad. Derived ones say what they report then.</summary>
public abstract class SampleAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(SampleRules.Named);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Look, SyntaxKind.MethodDeclaration);
    }

    protected abstract void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method);

    protected void Look(SyntaxNodeAnalysisContext context)
    {
        if (context.Node is MethodDeclarationSyntax method && method.Identifier.Text.StartsWith("Bad", StringComparison.Ordinal))
        {
            Report(context, method);
        }
    }

    protected static Diagnostic Named(MethodDeclarationSyntax method, params Location[] additional) =>
        Diagnostic.Create(SampleRules.Named, method.Identifier.GetLocation(), additional, method.Identifier.Text);
}

/// <summary>Reports each bad method at its name, as it should.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BadMethodAnalyzer : SampleAnalyzer
{
    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method) =>
        context.ReportDiagnostic(Named(method));
}

/// <summary>Its rule is off unless somebody turns it on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OffByDefaultAnalyzer : SampleAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(SampleRules.OffByDefault);

    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method) =>
        context.ReportDiagnostic(Diagnostic.Create(SampleRules.OffByDefault, method.Identifier.GetLocation()));
}
