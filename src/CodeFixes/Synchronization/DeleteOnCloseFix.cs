using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE310: opens the lock file with DeleteOnClose in the place of deleting it, from .NET 7 on, where the opening sees to it that the
/// file still has its name. Earlier versions of the program that share the file do not, which a person has to know.
/// </summary>
public sealed class DeleteOnCloseFix : ReviewFix
{
    private const string Stream = "System.IO.FileStream";
    private const string Options = "System.IO.FileOptions";
    private const string SinceNet7 = "SetUnixFileMode";
    private const int ArgumentsToTheShare = 4;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LockFileDeleted.Id);

    protected internal override string EquivalenceKey => "PSAFE310.DeleteOnClose";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (DeletedLockFile.StatementOf(diagnostic, root) is not { } statement
            || model.Compilation.GetTypeByMetadataName(KnownTypes.File) is not { } file
            || file.GetMembers(SinceNet7).IsEmpty
            || model.Compilation.GetTypeByMetadataName(Stream) is not { } stream
            || model.Compilation.GetTypeByMetadataName(Options) is not { } options
            || diagnostic.AdditionalLocations.FirstOrDefault() is not { } place
            || place.SourceTree?.FilePath != root.SyntaxTree.FilePath
            || !root.FullSpan.Contains(place.SourceSpan)
            || root.FindNode(place.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax opening
            || ArgumentsOf(opening) is not { Arguments: { Count: ArgumentsToTheShare } arguments } list
            || arguments.Any(static argument => argument.NameColon is not null)
            || Comments.AreInside(opening))
        {
            return null;
        }

        SyntaxEdits edits = new();
        string option = $"4096, {edits.Import(options, null, opening, model)}.DeleteOnClose";
        string text = list.ToString();
        string all = $"{text.Substring(0, text.Length - 1)}, {option})";
        edits.Remove(statement);
        if (opening is BaseObjectCreationExpressionSyntax)
        {
            edits.Replace(list, current => SyntaxFactory.ParseArgumentList(all).WithTriviaFrom(current));
        }
        else
        {
            TypeSyntax type = edits.Import(stream, null, opening, model);
            edits.Replace(opening, current => SyntaxFactory.ParseExpression($"new {type}{all}").WithTriviaFrom(current));
        }

        return ("Delete the lock file when it is closed", edits);
    }

    /// <summary>The arguments of `new FileStream(…)` and `File.Open(…)`; null for any other opening.</summary>
    private static ArgumentListSyntax? ArgumentsOf(ExpressionSyntax opening) => opening switch
    {
        BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var owner } } call
            when owner.GetLastToken().ValueText == nameof(System.IO.File) => call.ArgumentList,
        _ => null,
    };
}
