using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;
using ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE704: closes the input of the child after the last write, or after the start when nothing is written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CloseInputFix))]
public sealed class CloseInputFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.InputStallsChild.Id);

    protected override string Title => "Close the input after the last write";

    protected override string EquivalenceKey => "PSAFE704.CloseInput";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.Input))
        {
            return false;
        }

        if (StartedProcess.For(diagnostic, root, model, cancellationToken) is { } started)
        {
            started.Follow(edits, "StandardInput.Close()");
            return true;
        }

        SyntaxNode wait = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true)
                is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var writer } } write
            || !IsDoneThen(write)
            || WriterOf(writer, model, cancellationToken) is not { } closed
            || Anchors.For(write, new[] { wait }) is not StatementSyntax last
            || last.Span.Contains(wait.Span))
        {
            return false;
        }

        edits.InsertAfter(last, $"{closed}.Close();");
        return true;
    }

    /// <summary>A write that is over when its statement is.</summary>
    private static bool IsDoneThen(InvocationExpressionSyntax write) =>
        write.Parent is ExpressionStatementSyntax
            && write.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
            && !name.EndsWith("Async", StringComparison.Ordinal)
        || write.Ancestors().TakeWhile(static node => node is not StatementSyntax).Any(static node => node is AwaitExpressionSyntax);

    /// <summary>The input as it can be named after the write: through the process, since a local may be out of scope.</summary>
    private static string? WriterOf(ExpressionSyntax writer, SemanticModel model, CancellationToken cancellationToken) => writer switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StandardInput" } => writer.ToString(),
        MemberAccessExpressionSyntax
        {
            Name.Identifier.ValueText: "BaseStream",
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StandardInput" } input,
        } => input.ToString(),
        IdentifierNameSyntax
            when model.GetSymbolInfo(writer, cancellationToken).Symbol
                    is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations }
                && declarations[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax
                {
                    Initializer.Value: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StandardInput" } input,
                } => input.ToString(),
        _ => null,
    };
}
