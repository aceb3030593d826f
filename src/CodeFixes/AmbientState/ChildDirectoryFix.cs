using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;

namespace ProcessSafety.CodeFixes.AmbientState;

/// <summary>PSAFE602: makes the directory the WorkingDirectory of the start info, and removes the code that goes back to the old one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChildDirectoryFix))]
public sealed class ChildDirectoryFix : CodeFixProvider
{
    private const string Key = "PSAFE602.ChildDirectory";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.AmbientDirectory.Id);

    public override FixAllProvider GetFixAllProvider() => ExplicitSettingFix.All(StatementFor);

    public override Task RegisterCodeFixesAsync(CodeFixContext context) =>
        ExplicitSettingFix.RegisterAsync(context, "Set the working directory of the start info", Key, StatementFor);

    private static Func<string, string>? StatementFor(ExpressionSyntax set, SemanticModel model, CancellationToken cancellationToken)
    {
        ExpressionSyntax? directory = set switch
        {
            InvocationExpressionSyntax call => call.ArgumentList.Arguments.SingleOrDefault()?.Expression,
            AssignmentExpressionSyntax assignment => assignment.Right,
            _ => null,
        };
        return directory is not null && StableValue.Is(directory, model, cancellationToken)
            ? startInfo => $"{startInfo}.WorkingDirectory = {directory.WithoutTrivia()};"
            : null;
    }
}
