using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>
/// PSAFE404: disposes the mutex before the launch. From then on this process no longer keeps others out, so a person should see
/// whether it still needs to.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleaseBeforeLaunchFix))]
public sealed class ReleaseBeforeLaunchFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LaunchesUnderOwnMutex.Id);

    protected internal override string EquivalenceKey => "PSAFE404.DisposeBefore";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Mutex, out string? name)
            || name is null
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax launch
            || Reaches(name, launch, diagnostic, model, cancellationToken) is not { } release)
        {
            return null;
        }

        SyntaxEdits edits = new();
        if (StatementOf(launch) is { } statement)
        {
            if (!IsCertain(launch, statement))
            {
                return null;
            }

            edits.InsertBefore(statement, release);
            OneLineBodies.Open(edits, statement);
        }
        else if (BodyOf(launch) is not { } body
            || !IsCertain(launch, body)
            || body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(used => used.Identifier.ValueText == name)
            || BlockBody.FunctionOf(body) is not { } function)
        {
            return null;
        }
        else
        {
            string result = BlockBody.ReturnsVoid(function, model, cancellationToken) ? string.Empty : "return ";
            string indentation = Comments.IndentationOf(function.FirstAncestorOrSelf<SyntaxNode>(
                static node => node is StatementSyntax or MemberDeclarationSyntax)!).ToString();
            string lineEnd = Comments.LineEndOf(root).ToString();
            edits.Replace(function, current => BlockBody.Of(
                current,
                new[] { release, $"{result}{BlockBody.ExpressionOf(current)};" },
                indentation,
                lineEnd));
        }

        return ($"Dispose '{name}' before the launch", edits);
    }

    /// <summary>The statement of a list that holds the launch, outside of loops; null in an expression body.</summary>
    private static StatementSyntax? StatementOf(InvocationExpressionSyntax launch)
    {
        StatementSyntax? statement = launch.FirstAncestorOrSelf<StatementSyntax>();
        return statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax
            && statement.Parent is BlockSyntax or GlobalStatementSyntax
            && !statement.Ancestors()
                .TakeWhile(static ancestor => ancestor is StatementSyntax)
                .Any(static ancestor => ancestor is ForStatementSyntax
                    or CommonForEachStatementSyntax
                    or WhileStatementSyntax
                    or DoStatementSyntax)
            && !launch.Ancestors()
                .TakeWhile(ancestor => ancestor != statement)
                .Any(static ancestor => ancestor is AnonymousFunctionExpressionSyntax)
                ? statement
                : null;
    }

    /// <summary>The expression that is the whole body of the function around the launch; null where that has statements.</summary>
    private static ExpressionSyntax? BodyOf(InvocationExpressionSyntax launch) => launch.AncestorsAndSelf()
        .TakeWhile(static node => node is not StatementSyntax)
        .OfType<ExpressionSyntax>()
        .FirstOrDefault(static one => one.Parent is ArrowExpressionClauseSyntax or LambdaExpressionSyntax);

    /// <summary>False where a condition in the statement or expression decides whether it launches.</summary>
    private static bool IsCertain(InvocationExpressionSyntax launch, SyntaxNode body)
    {
        for (SyntaxNode inner = launch; inner != body; inner = inner.Parent!)
        {
            bool isCertain = inner.Parent switch
            {
                ConditionalExpressionSyntax either => either.Condition == inner,
                BinaryExpressionSyntax
                {
                    RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression
                        or (int)SyntaxKind.CoalesceExpression,
                } both => both.Left == inner,
                ConditionalAccessExpressionSyntax access => access.Expression == inner,
                SwitchExpressionArmSyntax => false,
                _ => true,
            };
            if (!isCertain)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// How the mutex is named at the launch: `m.Dispose()`, or `m?.Dispose()` for one that may be null; null when it cannot be.
    /// </summary>
    private static string? Reaches(
        string name,
        SyntaxNode place,
        Diagnostic diagnostic,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        ISymbol? found = model.LookupSymbols(place.SpanStart, name: name).FirstOrDefault();
        bool isMeant = diagnostic.Properties.TryGetValue(DiagnosticProperties.Member, out string? id)
            ? found is IFieldSymbol or IPropertySymbol && found.GetDocumentationCommentId() == id
            : found is ILocalSymbol local
                && local.DeclaringSyntaxReferences[0].Span.End < place.SpanStart
                && IsCaptured(local, model.GetEnclosingSymbol(place.SpanStart, cancellationToken))
                && IsInScope(local, diagnostic.AdditionalLocations[0], model);
        if (!isMeant || model.GetDiagnostics(place.Span, cancellationToken).Any(static error => error.Severity == DiagnosticSeverity.Error))
        {
            return null;
        }

        bool mayBeNull = found is IFieldSymbol { IsReadOnly: false } or IPropertySymbol;
        return Identifiers.Text(name) + (mayBeNull ? "?.Dispose();" : ".Dispose();");
    }

    /// <summary>True where the mutex is made in the scope of the local: one of another method may only have its name.</summary>
    private static bool IsInScope(ILocalSymbol local, Location mutex, SemanticModel model) =>
        mutex.GetLineSpan().Path == model.SyntaxTree.FilePath
        && mutex.SourceSpan.End <= model.SyntaxTree.Length
        && model.LookupSymbols(mutex.SourceSpan.Start, name: local.Name).Contains(local, SymbolEqualityComparer.Default);

    /// <summary>True where code may use a local of a function around it: no other member, and no static function between them.</summary>
    private static bool IsCaptured(ILocalSymbol local, ISymbol? function)
    {
        while (function is IMethodSymbol { IsStatic: var isStatic } inner
            && !SymbolEqualityComparer.Default.Equals(inner, local.ContainingSymbol))
        {
            function = inner.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction && !isStatic
                ? inner.ContainingSymbol
                : null;
        }

        return function is IMethodSymbol;
    }
}
