using System.Collections.Immutable;
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
/// PSAFE401: gives the child the argument --worker, or --restarted after a crash, and starts it only where that argument is missing: with
/// an `if` around the launch, or around the call in Main that comes to it. What the child does instead, a person has to say.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WorkerMarkerFix))]
public sealed class WorkerMarkerFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LaunchMultiplies.Id);

    protected internal override string EquivalenceKey => "PSAFE401.WorkerMarker";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        string marker = diagnostic.Properties.ContainsKey(DiagnosticProperties.Restarts) ? "--restarted" : "--worker";
        Location fact = diagnostic.Fact();
        if ((fact.SourceTree != root.SyntaxTree && fact.GetLineSpan().Path != root.SyntaxTree.FilePath)
            || !root.FullSpan.Contains(fact.SourceSpan)
            || root.FindNode(fact.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax launch
            || launch.Span != fact.SourceSpan
            || LaunchMark.Of(launch, marker, model, cancellationToken) is not { } mark)
        {
            return null;
        }

        SyntaxEdits edits = new();
        if (mark.Node is not null)
        {
            edits.Replace(mark.Node, mark.Edit);
        }

        bool isPlanned = BlockBody.FunctionOf(launch) is { } function && BlockBody.ReturnsVoid(function, model, cancellationToken)
            ? InBlock(function, launch, mark, marker, model, edits)
            : RoundLaunch(launch, mark, marker, model, edits, cancellationToken)
                || (diagnostic.NodeIn(root) is InvocationExpressionSyntax call
                    && call != launch
                    && RoundCall(call, launch, mark, marker, model, edits, cancellationToken));
        return isPlanned ? ($"Start it only without {marker}, and pass {marker}", edits) : null;
    }

    /// <summary>An `if` around the launch and what depends on it; false where the rest cannot do without.</summary>
    private static bool RoundLaunch(
        InvocationExpressionSyntax launch,
        LaunchMark mark,
        string marker,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (GuardedRange.Of(launch, model, cancellationToken) is not { } range)
        {
            return false;
        }

        StatementSyntax? place = mark.PlaceBefore(launch);
        if (place is not null && place != range.Statements[0])
        {
            edits.InsertBefore(place, mark.Statement!);
        }

        range.Plan(Condition(launch, marker, model), place == range.Statements[0] ? mark.Statement : null, edits);
        return true;
    }

    /// <summary>An `if` around the call that comes to the launch, whose method cannot do without it.</summary>
    private static bool RoundCall(
        InvocationExpressionSyntax call,
        InvocationExpressionSyntax launch,
        LaunchMark mark,
        string marker,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        StatementSyntax? place = mark.PlaceBefore(launch);
        if (GuardedRange.Of(call, model, cancellationToken) is not { } range || (mark.Statement is not null && place is null))
        {
            return false;
        }

        if (place is not null)
        {
            edits.InsertBefore(place, mark.Statement!);
        }

        range.Plan(Condition(call, marker, model), null, edits);
        return true;
    }

    private static bool InBlock(
        SyntaxNode function,
        InvocationExpressionSyntax launch,
        LaunchMark mark,
        string marker,
        SemanticModel model,
        SyntaxEdits edits)
    {
        string condition = Condition(launch, marker, model);
        string indentation = Comments.IndentationOf(function.FirstAncestorOrSelf<SyntaxNode>(
            static node => node is StatementSyntax or MemberDeclarationSyntax)!).ToString();
        string lineEnd = Comments.LineEndOf(function.SyntaxTree.GetRoot()).ToString();
        edits.Replace(function, current => BlockBody.Of(
            current,
            new[]
            {
                $"if ({condition})",
                "{",
                mark.Statement is null ? null : "    " + mark.Statement,
                $"    {BlockBody.ExpressionOf(current)};",
                "}",
            }.OfType<string>(),
            indentation,
            lineEnd));
        return true;
    }

    /// <summary>
    /// How the arguments of the program are asked for the marker: those of Main, or of the process where Main has none, and elsewhere.
    /// </summary>
    private static string Condition(SyntaxNode place, string marker, SemanticModel model)
    {
        bool isInFunction = place.Ancestors().Any(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
        IParameterSymbol? parameter = isInFunction ? null
            : place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
                ? model.LookupSymbols(place.SpanStart, name: "args").OfType<IParameterSymbol>().FirstOrDefault()
            : method.Identifier.ValueText == WellKnownMemberNames.EntryPointMethodName
                ? model.GetDeclaredSymbol(method)?.Parameters.FirstOrDefault()
            : null;
        if (parameter is not null)
        {
            return Lacks(Identifiers.Text(parameter.Name), place.SpanStart, marker, model);
        }

        bool isImported = model.LookupNamespacesAndTypes(place.SpanStart, name: "Environment").Any(static found =>
            found is INamedTypeSymbol type && type.Is(KnownTypes.Environment));
        return Lacks($"{(isImported ? "Environment" : KnownTypes.Environment)}.GetCommandLineArgs()", place.SpanStart, marker, model);
    }

    /// <summary>`!args.Contains` where System.Linq is at hand, else `Array.IndexOf`.</summary>
    private static string Lacks(string arguments, int position, string marker, SemanticModel model)
    {
        ExpressionSyntax call = SyntaxFactory.ParseExpression($"{arguments}.Contains(\"{marker}\")");
        return model.GetSpeculativeSymbolInfo(position, call, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol
            ? $"!{call}"
            : $"System.Array.IndexOf({arguments}, \"{marker}\") < 0";
    }
}
