using System;
using System.Collections.Immutable;
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

    protected override string Title => "Set it in the environment of the start info";

    protected override string EquivalenceKey => "PSAFE601.ChildEnvironment";

    private protected override Func<string, string>? StatementFor(
        ExpressionSyntax set,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (set is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: >= 2 } arguments }
            || (arguments[0].NameColon?.Name.Identifier.ValueText ?? "variable") != "variable"
            || (arguments[1].NameColon?.Name.Identifier.ValueText ?? "value") != "value"
            || model.Compilation.GetTypeByMetadataName("System.Diagnostics.ProcessStartInfo") is not { } info)
        {
            return null;
        }

        (ExpressionSyntax name, ExpressionSyntax value) = (arguments[0].Expression, arguments[1].Expression);
        if (!StableValue.Is(name, model, cancellationToken) || !StableValue.Is(value, model, cancellationToken))
        {
            return null;
        }

        string environment = info.GetMembers("Environment").IsEmpty ? "EnvironmentVariables" : "Environment";
        return model.GetConstantValue(value, cancellationToken) switch
        {
            { HasValue: true, Value: null } => startInfo => $"{startInfo}.{environment}.Remove({name});",

            // What an empty value does depends on the version of .NET, and what a null does is not known before it runs.
            { HasValue: true, Value: "" } => null,
            _ when model.GetTypeInfo(value, cancellationToken).Nullability.FlowState == NullableFlowState.MaybeNull => null,
            _ => startInfo => $"{startInfo}.{environment}[{name}] = {value.WithoutTrivia()};",
        };
    }
}
