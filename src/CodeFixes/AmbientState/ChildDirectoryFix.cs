using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;

namespace ProcessSafety.CodeFixes.AmbientState;

/// <summary>
/// PSAFE602: makes the directory the WorkingDirectory of the start info, and removes the code that goes back to the old one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChildDirectoryFix))]
public sealed class ChildDirectoryFix : ExplicitSettingFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.AmbientDirectory.Id);

    protected override string EquivalenceKey => "PSAFE602.ChildDirectory";

    private protected override string TitleFor(SyntaxNode set, SemanticModel model) => "Set the working directory of the start info";

    private protected override ExplicitValue? ValueOf(ExpressionSyntax set, SemanticModel model, CancellationToken cancellationToken)
    {
        ExpressionSyntax? directory = set switch
        {
            // Hosts may ask with what another rule reports: a variable has a name and a value.
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => arguments[0].Expression,
            AssignmentExpressionSyntax assignment => assignment.Right,
            _ => null,
        };
        return directory is null
            ? null
            : new ExplicitValue(directory, "directory", true, static (startInfo, value) => new[]
            {
                $"{startInfo}.WorkingDirectory = {value};",
            });
    }
}
