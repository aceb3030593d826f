using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.CodeFixes.AmbientState;

/// <summary>
/// PSAFE601: sets the variable in the environment of the start info, and removes the code that gives it back its old value.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChildEnvironmentFix))]
public sealed class ChildEnvironmentFix : ExplicitSettingFix
{
    private const string Stem = "value";

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
        string environment = info.GetMembers("Environment").IsEmpty ? "EnvironmentVariables" : "Environment";
        return model.GetConstantValue(value, cancellationToken) switch
        {
            { HasValue: true, Value: null } =>
                new ExplicitValue(null, string.Empty, isStable, (startInfo, _) => new[] { $"{startInfo}.{environment}.Remove({name});" }),

            // What an empty value does depends on the version of .NET.
            { HasValue: true, Value: "" } => null,
            _ when MayBeNull(value, model, cancellationToken) => new ExplicitValue(
                value,
                Stem,
                isStable,

                // A null would be an empty value on Unix, and no variable in the environment of the process.
                (startInfo, written) => new[]
                {
                    $"if ({written} is null)",
                    "{",
                    $"{startInfo}.{environment}.Remove({name});",
                    "}",
                    "else",
                    "{",
                    $"{startInfo}.{environment}[{name}] = {written};",
                    "}",
                }) { IsNamedTwice = true },
            _ => new ExplicitValue(
                value,
                Stem,
                isStable,
                (startInfo, written) => new[] { $"{startInfo}.{environment}[{name}] = {written};" }),
        };
    }

    /// <summary>
    /// True where the compiler says so, and in old code for what reads a variable or asks on the way whether something is there.
    /// </summary>
    private static bool MayBeNull(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetTypeInfo(value, cancellationToken).Nullability.FlowState switch
        {
            NullableFlowState.MaybeNull => true,
            NullableFlowState.NotNull => false,
            _ => value is ConditionalAccessExpressionSyntax
                || (model.GetSymbolInfo(value, cancellationToken).Symbol is IMethodSymbol read
                    && KnownNames.EnvironmentReads.HasMember(read)),
        };
}
