using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>
/// PSAFE405: a program starts its assembly, or the host that runs it, in the belief that this is the program.
/// Reported on the file that is started when it is the location of an assembly or the first command line argument, and on the path of
/// the process when the project has no program of its own (UseAppHost is false).
/// Left alone: `dotnet` with the assembly as argument, code that looks which host it has, a path that may be another too, and .NET
/// Framework, where the assembly is the program.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AssemblyLaunchAnalyzer : ProcessSafetyAnalyzer
{
    private const string UseAppHost = "build_property.UseAppHost";
    private const string IsAssembly = "is a .dll, or empty in a single-file program";
    private const string IsHost = "is dotnet, which runs its first argument";

    public AssemblyLaunchAnalyzer()
        : base(Rules.LaunchesAssembly)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model)
    {
        if (context.Compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly?.Name is "mscorlib" or "netstandard" or null)
        {
            return;
        }

        bool hasHostOnly = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(UseAppHost, out string? value)
            && value.Equals("false", StringComparison.OrdinalIgnoreCase);
        context.RegisterSemanticModelAction(file =>
        {
            foreach (SelfLaunch launch in SelfLaunches.Of(model).In(file.SemanticModel.SyntaxTree, file.CancellationToken))
            {
                if (launch is { IsHosted: false, Path.IsOnly: true }
                    && (launch.Path.Names == ApiSelf.Assembly
                        || (hasHostOnly && NamesHost(launch.Path) && !PassesAssembly(launch, model, file.CancellationToken)))
                    && !AsksForHost(launch.Start.Syntax)
                    && !AsksForHost(launch.Path.Source.Syntax))
                {
                    SyntaxNode place = PlaceOf(launch, model, file.SemanticModel.SyntaxTree, file.CancellationToken);
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.LaunchesAssembly,
                        place.GetLocation(),
                        Sites.OneLine(place.ToString()),
                        launch.Path.Names == ApiSelf.Assembly ? IsAssembly : IsHost));
                }
            }
        });
    }

    /// <summary>The expression that says which file is started, where it is in the file of the launch; else the launch.</summary>
    private static SyntaxNode PlaceOf(SelfLaunch launch, ProcessModel known, SyntaxTree tree, CancellationToken cancellationToken) =>
        launch.Info.Of("FileName")
            .Where(setting => setting.Value.Syntax.SyntaxTree == tree
                && SelfPaths.Of(known).Of(setting.Value, cancellationToken) is not null)
            .Select(static setting => setting.Value.Syntax)
            .FirstOrDefault() ?? launch.Start.Syntax;

    /// <summary>True for the file that runs this process; the program's own name is another one.</summary>
    private static bool NamesHost(SelfPath path) =>
        path.Source is IPropertyReferenceOperation { Property.Name: "ProcessPath" or "FileName" };

    /// <summary>True when the child's arguments have the assembly in them, for dotnet to run it, or may have.</summary>
    private static bool PassesAssembly(SelfLaunch launch, ProcessModel known, CancellationToken cancellationToken) =>
        launch.Info.Settings
            .Where(static setting => setting.Property is "Arguments" or "ArgumentList")
            .Select(setting => ChildModes.Of(known).PartsOf(
                setting.Place is IArgumentOperation ? setting.Value : setting.Place,
                cancellationToken))
            .Any(parts => !parts.AreAll || parts.Seen.Any(part => part.Type?.SpecialType == SpecialType.System_String
                && SelfPaths.Of(known).Of(part, cancellationToken) is { Names: ApiSelf.Assembly }));

    /// <summary>True when the member around a place speaks of the host, or of what files of programs are called.</summary>
    private static bool AsksForHost(SyntaxNode place) =>
        place.Ancestors()
            .FirstOrDefault(static ancestor => ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax)
            is { } member
        && member.DescendantTokens()
            .Any(static token => token.RawKind is (int)SyntaxKind.StringLiteralToken or (int)SyntaxKind.InterpolatedStringTextToken
                && (Has(token.ValueText, "dotnet") || Has(token.ValueText, ".dll") || Has(token.ValueText, ".exe")));

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
