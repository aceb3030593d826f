using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>PSAFE306: keeps the guard that Main makes until Main ends, with a `using` declaration.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UsingInMainFix))]
public sealed class UsingInMainFix : DocumentFix
{
    private const string NewName = "instance";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.InstanceGuardLost.Id);

    protected override string Title => "Keep it in a using declaration";

    protected override string EquivalenceKey => "PSAFE306.UsingInMain";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not { } node
            || !diagnostic.Properties.TryGetValue(DiagnosticProperties.Guard, out string? place)
            || place != DiagnosticProperties.InMain
            || GuardStatement.Of(node) is not { } guard
            || ((CSharpParseOptions)node.SyntaxTree.Options).LanguageVersion < LanguageVersion.CSharp8
            || !LastsAsLongAsMain(guard.Statement))
        {
            return false;
        }

        switch (guard.Statement)
        {
            case LocalDeclarationStatementSyntax local when local.UsingKeyword.IsKind(SyntaxKind.None):
                edits.Replace(local, static current => UsingDeclarations.Of((LocalDeclarationStatementSyntax)current));
                return true;
            case ExpressionStatementSyntax when guard.Local is null
                && !FreshNames.IsUsedOutside(NewName, node)
                && !node.DescendantTokens().Any(static token => token.ValueText == NewName):
                edits.Replace(guard.Statement, current => UsingDeclarations.Of(current, NewName, node));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a variable of the statement's block lives until the end.</summary>
    private static bool LastsAsLongAsMain(StatementSyntax statement) =>
        statement.Parent is GlobalStatementSyntax or BlockSyntax { Parent: MethodDeclarationSyntax };
}
