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

    public static readonly DiagnosticDescriptor Other = new(
        "T2",
        "Title",
        "Another rule",
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

    public static readonly DiagnosticDescriptor NotConfigurable = new(
        "T4",
        "Title",
        "Always",
        "Test",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        customTags: WellKnownDiagnosticTags.NotConfigurable);
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

/// <summary>Names the return type and the body as additional locations.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PathAnalyzer : SampleAnalyzer
{
    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method) =>
        context.ReportDiagnostic(Named(method, method.ReturnType.GetLocation(), method.Body!.GetLocation()));
}

/// <summary>Reports the same place twice.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TwiceAnalyzer : SampleAnalyzer
{
    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method)
    {
        context.ReportDiagnostic(Named(method));
        context.ReportDiagnostic(Named(method));
    }
}

/// <summary>Throws on a bad method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThrowingAnalyzer : SampleAnalyzer
{
    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method) =>
        throw new InvalidOperationException("Broken");
}

/// <summary>Has two rules and reports the first.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TwoRulesAnalyzer : SampleAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics =>
        ImmutableArray.Create(SampleRules.Named, SampleRules.Other);

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

/// <summary>Its rule cannot be suppressed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotConfigurableAnalyzer : SampleAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(SampleRules.NotConfigurable);

    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method) =>
        context.ReportDiagnostic(Diagnostic.Create(SampleRules.NotConfigurable, method.Identifier.GetLocation()));
}

/// <summary>Never says how it treats generated code, so it reports there too.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeneratedCodeUnsetAnalyzer : SampleAnalyzer
{
    public override void Initialize(AnalysisContext context) => context.RegisterSyntaxNodeAction(Look, SyntaxKind.MethodDeclaration);

    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method) =>
        context.ReportDiagnostic(Named(method));
}

/// <summary>Reports in generated code on purpose.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeneratedCodeToo : SampleAnalyzer
{
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSyntaxNodeAction(Look, SyntaxKind.MethodDeclaration);
    }

    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method) =>
        context.ReportDiagnostic(Named(method));
}

/// <summary>Reports a line of a file rather than a place in a tree, which no pragma suppresses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExternalLocationAnalyzer : SampleAnalyzer
{
    protected override void Report(SyntaxNodeAnalysisContext context, MethodDeclarationSyntax method)
    {
        Location place = method.Identifier.GetLocation();
        context.ReportDiagnostic(Diagnostic.Create(
            SampleRules.Named,
            Location.Create(place.SourceTree!.FilePath, place.SourceSpan, place.GetLineSpan().Span),
            "Bad"));
    }
}

/// <summary>Suppresses T1 everywhere.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NamedSuppressor : DiagnosticSuppressor
{
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
        ImmutableArray.Create(new SuppressionDescriptor("S1", "T1", "Because"));

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            context.ReportSuppression(Suppression.Create(SupportedSuppressions.Single(), diagnostic));
        }
    }
}

/// <summary>Reports a method that is named in an additional file or in a setting.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfiguredAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(SampleRules.Named);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Look, SyntaxKind.MethodDeclaration);
    }

    private static void Look(SyntaxNodeAnalysisContext context)
    {
        SyntaxToken name = ((MethodDeclarationSyntax)context.Node).Identifier;
        context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Node.SyntaxTree).TryGetValue("sample.name", out string? setting);
        string[] names = context.Options.AdditionalFiles.Select(file => file.GetText(CancellationToken.None)!.ToString())
            .Append(setting ?? string.Empty)
            .ToArray();
        if (names.Contains(name.Text))
        {
            context.ReportDiagnostic(Diagnostic.Create(SampleRules.Named, name.GetLocation(), name.Text));
        }
    }
}
