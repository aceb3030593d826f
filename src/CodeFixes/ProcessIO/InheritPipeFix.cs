using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE705: makes the handle of the child's end inheritable.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InheritPipeFix))]
public sealed class InheritPipeFix : DocumentFix
{
    private const string Inheritability = "System.IO.HandleInheritability";
    private const string Direction = "System.IO.Pipes.PipeDirection";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.PipeIsNotInherited.Id);

    protected override string Title => "Let the child inherit the handle";

    protected override string EquivalenceKey => "PSAFE705.InheritPipe";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not BaseObjectCreationExpressionSyntax creation
            || model.Compilation.GetTypeByMetadataName(Inheritability) is not { } inheritability
            || model.Compilation.GetTypeByMetadataName(Direction) is not { } direction)
        {
            return false;
        }

        ArgumentSyntax[] present = creation.ArgumentList?.Arguments.ToArray() ?? new ArgumentSyntax[0];
        ArgumentSyntax? none = present.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "inheritability")
            ?? (present.Length > 1 && present[1].NameColon is null ? present[1] : null);
        string name = edits.Import(inheritability, null, creation, model) + ".Inheritable";
        if (none is not null)
        {
            edits.Replace(none.Expression, current => SyntaxFactory.ParseExpression(name).WithTriviaFrom(current));
            return true;
        }

        string prefix = present.Any(static argument => argument.NameColon is not null) ? "inheritability: " : string.Empty;
        ArgumentSyntax added = SyntaxFactory.ParseArgumentList($"({prefix}{name})").Arguments[0];
        ArgumentListSyntax? first = present.Length > 0
            ? null
            : SyntaxFactory.ParseArgumentList($"({edits.Import(direction, null, creation, model)}.Out, {name})");
        edits.Replace(creation, current =>
        {
            BaseObjectCreationExpressionSyntax changed = (BaseObjectCreationExpressionSyntax)current;
            return changed.ArgumentList is { } old
                ? changed.WithArgumentList(first is null ? ArgumentLists.WithLast(old, added) : old.WithArguments(first.Arguments))
                : ((ObjectCreationExpressionSyntax)changed).WithType(((ObjectCreationExpressionSyntax)changed).Type.WithoutTrailingTrivia())
                    .WithArgumentList(first!.WithTrailingTrivia(((ObjectCreationExpressionSyntax)changed).Type.GetTrailingTrivia()));
        });
        return true;
    }
}
