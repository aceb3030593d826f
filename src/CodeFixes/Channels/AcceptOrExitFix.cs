using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Channels;

/// <summary>PSAFE732: waits for the exit of the started process as well as for its connection.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AcceptOrExitFix))]
public sealed class AcceptOrExitFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.AcceptOutlivesChild.Id);

    protected internal override string EquivalenceKey => "PSAFE732.AcceptOrExit";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax named } accept
            || accept.ArgumentList.Arguments.Count > 0
            || accept.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || !statement.IsInList()
            || ProcessOf(diagnostic, root, statement, model, cancellationToken) is not { } process
            || model.Compilation.GetTypeByMetadataName("System.InvalidOperationException") is not { } exception
            || model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is not { } task)
        {
            return null;
        }

        ExpressionSyntax whole = accept;
        bool isAwaited = accept.Parent is AwaitExpressionSyntax;
        bool isAsync = named.Name.Identifier.ValueText.EndsWith("Async", System.StringComparison.Ordinal);
        if (isAsync != isAwaited)
        {
            return null;
        }

        if (accept.Parent is AwaitExpressionSyntax awaited)
        {
            whole = awaited;
        }

        if (whole.Parent is not (ExpressionStatementSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax))
        {
            return null;
        }

        SyntaxEdits edits = new();
        string name = new FreshNames().Next(statement, "connection", edits);
        TypeSyntax error = edits.Import(exception, null, statement, model);
        TypeSyntax tasks = edits.Import(task, null, statement, model);
        string asynchronous = isAsync ? accept.ToString() : $"{named}Async()";
        string ended = isAsync
            ? $"await {tasks}.WhenAny({name}, {process}.WaitForExitAsync()) != {name}"
            : $"{tasks}.WaitAny({name}, {process}.WaitForExitAsync()) != 0";
        string lineEnd = Comments.LineEndOf(root).ToString();
        string[] lines = { $"if ({ended})", "{", $"throw new {error}(\"The process ended before it connected.\");", "}" };
        edits.InsertBefore(statement, $"var {name} = {asynchronous};");
        edits.InsertBefore(statement, string.Join(lineEnd, lines));
        edits.Replace(whole, current => SyntaxFactory.ParseExpression(isAsync ? $"await {name}" : $"{name}.GetAwaiter().GetResult()")
            .WithTriviaFrom(current));
        OneLineBodies.Open(edits, statement);
        return ("Fail when the process ends before it connects", edits);
    }

    /// <summary>The local that holds the started process, as it can be named at the wait; null where none does.</summary>
    private static string? ProcessOf(
        Diagnostic diagnostic,
        SyntaxNode root,
        StatementSyntax wait,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Starts, out string? offset)
            || !int.TryParse(offset, out int start)
            || root.FindToken(start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>(found => found.SpanStart == start)
                is not { } call)
        {
            return null;
        }

        SimpleNameSyntax? receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression as IdentifierNameSyntax;
        ISymbol? held = receiver is not null && model.GetSymbolInfo(receiver, cancellationToken).Symbol is ILocalSymbol local ? local
            : call.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { } declarator
                && call.FirstAncestorOrSelf<StatementSyntax>() is LocalDeclarationStatementSyntax
                    ? model.GetDeclaredSymbol(declarator, cancellationToken)
            : null;
        if (held is not ILocalSymbol { Type: { } type }
            || !type.GetMembers("WaitForExitAsync").Any()
            || !model.LookupSymbols(wait.SpanStart, name: held.Name).Contains(held, SymbolEqualityComparer.Default))
        {
            return null;
        }

        string name = Identifiers.Text(held.Name);
        return held is ILocalSymbol { NullableAnnotation: NullableAnnotation.Annotated }
            && receiver is null
            && call.Parent is not PostfixUnaryExpressionSyntax
                ? name + "!"
                : name;
    }
}
