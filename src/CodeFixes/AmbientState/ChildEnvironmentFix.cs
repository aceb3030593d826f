using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;

namespace ProcessSafety.CodeFixes.AmbientState;

/// <summary>
/// PSAFE601: sets the variable in the environment of the start info, and removes the code that gives it back its old value.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChildEnvironmentFix))]
public sealed class ChildEnvironmentFix : ExplicitSettingFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.AmbientEnvironment.Id);

    protected override string EquivalenceKey => "PSAFE601.ChildEnvironment";

    private protected override string TitleFor(SyntaxNode set, SemanticModel model) =>
        set is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }
        && model.GetConstantValue(arguments[0].Expression) is { HasValue: true, Value: string name }
            ? $"Set '{name}' in the environment of the start info"
            : "Set the variable in the environment of the start info";

    private protected override ExplicitValue? ValueOf(ExpressionSyntax set, SemanticModel model, CancellationToken cancellationToken)
    {
        if (set is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: >= 2 } arguments }
            || (arguments[0].NameColon?.Name.Identifier.ValueText ?? "variable") != "variable"
            || (arguments[1].NameColon?.Name.Identifier.ValueText ?? "value") != "value"
            || model.Compilation.GetTypeByMetadataName("System.Diagnostics.ProcessStartInfo") is not { } info)
        {
            return null;
        }

        (ExpressionSyntax name, ExpressionSyntax value) = (arguments[0].Expression, arguments[1].Expression);
        bool isStable = StableValue.Is(name, model, cancellationToken);
        IPropertySymbol? property = info.GetMembers("Environment").OfType<IPropertySymbol>().FirstOrDefault();
        string environment = property?.Name ?? "EnvironmentVariables";
        return model.GetConstantValue(value, cancellationToken) switch
        {
            { HasValue: true, Value: null } =>
                new ExplicitValue(null, string.Empty, isStable, (startInfo, _) => $"{startInfo}.{environment}.Remove({name});"),

            // What an empty value does depends on the version of .NET.
            { HasValue: true, Value: "" } => null,
            _ when !TakesNull(property)
                && model.GetTypeInfo(value, cancellationToken).Nullability.FlowState == NullableFlowState.MaybeNull => null,
            _ => new ExplicitValue(
                value,
                "value",
                isStable,
                (startInfo, written) => $"{startInfo}.{environment}[{name}] = {written};"),
        };
    }

    /// <summary>True where a value may be null, and then leaves the variable out as the process's own environment does.</summary>
    private static bool TakesNull(IPropertySymbol? environment) =>
        environment?.Type is INamedTypeSymbol { TypeArguments: { Length: 2 } arguments }
        && arguments[1].NullableAnnotation == NullableAnnotation.Annotated;
}
