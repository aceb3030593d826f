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

/// <summary>
/// PSAFE704: closes the input of the child after its last use, or after the start when it is never used; where it is filled while nobody
/// reads the answers, begins to read them before.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CloseInputFix))]
public sealed class CloseInputFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.InputStallsChild.Id);

    protected override string Title => "Close the input after its last use";

    protected override string EquivalenceKey => "PSAFE704.CloseInput";

    protected override string TitleFor(Diagnostic diagnostic, SyntaxNode root, SemanticModel model) =>
        diagnostic.Properties.ContainsKey(DiagnosticProperties.Input) ? Title : "Start reading the output before writing";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.Input))
        {
            return EarlyRead.For(diagnostic, root, model, cancellationToken) is { } read && read.Plan(edits, model);
        }

        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.LastUse, out string? offset))
        {
            StartedProcess? started = StartedProcess.For(diagnostic, root, model, cancellationToken);
            started?.Follow(edits, "StandardInput.Close()");
            return started is not null;
        }

        SyntaxNode wait = Anchors.PlaceOf(diagnostic, root);
        if (!int.TryParse(offset, out int start)
            || UseAt(start, root) is not { } use
            || !IsDoneThen(use, model, cancellationToken)
            || Anchors.For(use, new[] { wait }) is not { } last
            || last.Span.Contains(wait.Span)
            || Closed(diagnostic, use, model, cancellationToken) is not { } closed
            || !StartStatement.CanName(closed, last, model, cancellationToken))
        {
            return false;
        }

        edits.InsertAfter(last, $"{closed}.Close();");
        OneLineBodies.Open(edits, last);
        return true;
    }

    /// <summary>The expression that is the input there: `p.StandardInput`, or a name of it.</summary>
    private static ExpressionSyntax? UseAt(int start, SyntaxNode root)
    {
        ExpressionSyntax? use = start < root.FullSpan.End ? root.FindToken(start).Parent as ExpressionSyntax : null;
        while (use is IdentifierNameSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: not "StandardInput" }
            && use.Parent is MemberAccessExpressionSyntax access
            && access.Expression == use
            && HasInput(access))
        {
            use = access;
        }

        return use;
    }

    /// <summary>True for a chain of names that `StandardInput` is further on in.</summary>
    private static bool HasInput(MemberAccessExpressionSyntax access) =>
        access.Name.Identifier.ValueText == "StandardInput"
        || (access.Parent is MemberAccessExpressionSyntax outer && outer.Expression == access && HasInput(outer));

    /// <summary>A use that is over when its statement is.</summary>
    private static bool IsDoneThen(ExpressionSyntax use, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode[] outer = use.Ancestors().TakeWhile(static node => node is not StatementSyntax).ToArray();
        return !outer.OfType<InvocationExpressionSyntax>()
                .Any(call => model.GetTypeInfo(call, cancellationToken).Type is { Name: "Task" or "ValueTask" })
            || outer.Any(static node => node is AwaitExpressionSyntax
                or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" or "GetResult" });
    }

    /// <summary>What to close, by a name that it has after the use: through the process, since a local may be out of scope.</summary>
    private static ExpressionSyntax? Closed(
        Diagnostic diagnostic,
        ExpressionSyntax use,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.TryGetValue(DiagnosticProperties.Writer, out string? writer))
        {
            return use is IdentifierNameSyntax name && name.Identifier.ValueText == writer ? name : null;
        }

        return use switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StandardInput" } => use,
            IdentifierNameSyntax
                when model.GetSymbolInfo(use, cancellationToken).Symbol
                        is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations }
                    && declarations[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value } =>
                value switch
                {
                    MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StandardInput" } => value,
                    MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BaseStream", Expression: MemberAccessExpressionSyntax input }
                        when input.Name.Identifier.ValueText == "StandardInput" => input,
                    _ => null,
                },
            _ => null,
        };
    }
}
