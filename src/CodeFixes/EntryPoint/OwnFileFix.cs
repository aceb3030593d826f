using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>
/// PSAFE406: puts the id of the process into the name of the file. Who reads the files has to look for all of them, so a person should
/// look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OwnFileFix))]
public sealed class OwnFileFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.WorkersShareFile.Id);

    protected internal override string EquivalenceKey => "PSAFE406.OwnFile";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.Fact().SourceTree != root.SyntaxTree
            || root.FindNode(diagnostic.Fact().SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax path
            || NameIn(path) is not { } literal
            || model.Compilation.GetTypeByMetadataName(KnownTypes.Environment) is not { } environment
            || !environment.GetMembers("ProcessId").Any())
        {
            return null;
        }

        SyntaxEdits edits = new();
        TypeSyntax type = edits.Import(environment, null, literal, model);
        string name = literal.Token.ValueText;
        string extension = Path.GetExtension(name);
        string stem = name.Substring(0, name.Length - extension.Length);
        string text = $"$\"{Letters(stem)}.{{{type}.ProcessId}}{Letters(extension)}\"";
        edits.Replace(literal, current => SyntaxFactory.ParseExpression(text).WithTriviaFrom(current));
        return ("Use a separate file for each process", edits);
    }

    /// <summary>A text as it is written between quotes.</summary>
    private static string Letters(string text)
    {
        string literal = SyntaxFactory.Literal(text).Text;
        return literal.Substring(1, literal.Length - 2);
    }

    /// <summary>The literal that a path ends with; null for one that is made elsewhere, or with braces.</summary>
    private static LiteralExpressionSyntax? NameIn(ExpressionSyntax path) => path switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal =>
            literal.Token.ValueText.IndexOfAny(new[] { '{', '}' }) < 0 ? literal : null,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => NameIn(sum.Right),
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } => NameIn(arguments.Last().Expression),
        _ => null,
    };
}
