using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>PSAFE802: sets the exit code of the process that ends already, and returns from the handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExitCodeFix))]
public sealed class ExitCodeFix : PlaceFix
{
    private const string ExitCode = "ExitCode";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ExitHandlerExits.Id);

    protected override string EquivalenceKey => "PSAFE802.ExitCode";

    private protected override bool IsFor(Diagnostic diagnostic) =>
        diagnostic.AdditionalLocations.Count == 0 && diagnostic.Properties.ContainsKey(DiagnosticProperties.HandlerOnly);

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        SyntaxNode root,
        TextSpan place,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(place, getInnermostNodeForTie: true)
                is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call
            || call.Span != place
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { Name: "Exit" } method
            || !method.ContainingType.Is(KnownTypes.Environment)
            || !IsInHandler(call, model, cancellationToken))
        {
            return null;
        }

        ExpressionSyntax property = call.Expression is MemberAccessExpressionSyntax access
            ? access.WithName(SyntaxFactory.IdentifierName(ExitCode))
            : SyntaxFactory.IdentifierName(ExitCode);
        ExpressionSyntax assignment = SyntaxFactory.AssignmentExpression(
                SyntaxKind.SimpleAssignmentExpression,
                property.WithoutTrivia(),
                SyntaxFactory.Token(
                    SyntaxFactory.TriviaList(SyntaxFactory.Space),
                    SyntaxKind.EqualsToken,
                    SyntaxFactory.TriviaList(SyntaxFactory.Space)),
                WithCommentsBefore(arguments[0].Expression, call.ArgumentList.OpenParenToken.TrailingTrivia))
            .WithTriviaFrom(call);
        SyntaxEdits edits = new();
        if (call.Parent is ExpressionStatementSyntax statement)
        {
            if (!IsFollowedByNothing(statement))
            {
                return null;
            }

            if (!IsLast(statement))
            {
                if (CutsOff(statement, model))
                {
                    return null;
                }

                if (statement.Parent is not BlockSyntax && !OpenedBody.CanBe(statement))
                {
                    return null;
                }

                return ("Set Environment.ExitCode and return", AndReturn(edits, statement, assignment));
            }
        }

        edits.Replace(call, _ => assignment);
        return ("Set Environment.ExitCode", edits);
    }

    private static ExpressionSyntax WithCommentsBefore(ExpressionSyntax value, SyntaxTriviaList trivia) =>
        value.WithLeadingTrivia(SyntaxFactory.TriviaList(trivia.Where(Comments.IsComment)
            .SelectMany(static comment => new[] { comment, SyntaxFactory.Space })
            .Concat(value.GetLeadingTrivia())));

    /// <summary>True in the function that is the handler, and not in one that the handler calls.</summary>
    private static bool IsInHandler(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode? function = call.Ancestors()
            .FirstOrDefault(static node => node is AnonymousFunctionExpressionSyntax
                or LocalFunctionStatementSyntax
                or BaseMethodDeclarationSyntax
                or AccessorDeclarationSyntax);
        IMethodSymbol? handler = function switch
        {
            AnonymousFunctionExpressionSyntax => model.GetSymbolInfo(function, cancellationToken).Symbol as IMethodSymbol,
            null => null,
            _ => model.GetDeclaredSymbol(function, cancellationToken) as IMethodSymbol,
        };
        return handler is { ReturnsVoid: true, IsAsync: false, Parameters: { Length: 1 or 2 } parameters }
            && (parameters.Last().Type.IsOrDerivesFrom("System.EventArgs") || parameters.Last().Type.Is(KnownTypes.AssemblyLoadContext));
    }

    /// <summary>True when no statement of the same list would become unreachable, or be run after all.</summary>
    private static bool IsFollowedByNothing(StatementSyntax statement) =>
        Next(statement) is not { } next
        || next is ReturnStatementSyntax
        || (next is BreakStatementSyntax
            && statement.Parent is SwitchSectionSyntax { Parent: SwitchStatementSyntax choice }
            && IsLast(choice));

    /// <summary>
    /// True where a return behind the statement is not allowed, or would leave code further out unreachable, of which the compiler warns.
    /// <code>for (int i = 0; i &lt; count; i++) { Log(i);    Environment.Exit(1); }    // i++ never runs then</code>
    /// </summary>
    private static bool CutsOff(StatementSyntax statement, SemanticModel model)
    {
        if (Next(statement) is not null || statement.Parent is FinallyClauseSyntax)
        {
            return true;
        }

        return statement.Parent switch
        {
            ForStatementSyntax { Incrementors.Count: > 0 } loop => !loop.Statement.DescendantNodes().Any(node =>
                node is ContinueStatementSyntax && node.Ancestors().First(IsLoop) == loop),
            WhileStatementSyntax or CommonForEachStatementSyntax or ForStatementSyntax => false,
            IfStatementSyntax { Else: { Statement: var other } } choice => !Ends(other) && CutsOff(choice, model),
            ElseClauseSyntax { Parent: IfStatementSyntax choice } => !Ends(choice.Statement) && CutsOff(choice, model),
            IfStatementSyntax => false,
            CatchClauseSyntax { Parent: TryStatementSyntax attempt } =>
                !Ends(attempt.Block) && !OthersEnd(attempt) && CutsOff(attempt, model),
            TryStatementSyntax attempt => !OthersEnd(attempt) && CutsOff(attempt, model),
            StatementSyntax outer => CutsOff(outer, model),
            _ => false,
        };

        bool Ends(StatementSyntax branch) => model.AnalyzeControlFlow(branch) is not { EndPointIsReachable: false };

        bool OthersEnd(TryStatementSyntax attempt) =>
            attempt.Catches.Any(clause => clause.Block != statement && Ends(clause.Block));
    }

    private static bool IsLoop(SyntaxNode node) =>
        node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    private static StatementSyntax? Next(StatementSyntax statement)
    {
        SyntaxList<StatementSyntax> list = statement.Parent switch
        {
            BlockSyntax block => block.Statements,
            SwitchSectionSyntax section => section.Statements,
            _ => default,
        };
        int index = list.IndexOf(statement);
        return index >= 0 && index + 1 < list.Count ? list[index + 1] : null;
    }

    /// <summary>True when the function returns after the statement by itself.</summary>
    private static bool IsLast(StatementSyntax statement) => Next(statement) switch
    {
        ReturnStatementSyntax => true,
        null or BreakStatementSyntax => statement.Parent switch
        {
            BlockSyntax { Parent: AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax } =>
                true,
            StatementSyntax parent and (BlockSyntax or IfStatementSyntax or LockStatementSyntax or UsingStatementSyntax) => IsLast(parent),
            ElseClauseSyntax { Parent: IfStatementSyntax choice } => IsLast(choice),
            CatchClauseSyntax { Parent: TryStatementSyntax attempt } => IsLast(attempt),
            TryStatementSyntax attempt => IsLast(attempt),
            SwitchSectionSyntax { Parent: SwitchStatementSyntax choice } => IsLast(choice),
            _ => false,
        },
        _ => false,
    };

    private static SyntaxEdits AndReturn(SyntaxEdits edits, ExpressionStatementSyntax statement, ExpressionSyntax assignment)
    {
        SyntaxTrivia lineEnd = Comments.LineEndOf(statement.SyntaxTree.GetRoot());
        ExpressionStatementSyntax assigned = statement.WithExpression(assignment);
        StatementSyntax leave = SyntaxFactory.ReturnStatement();
        if (statement.Parent is BlockSyntax block)
        {
            bool isLine = statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
            edits.Replace(
                block,
                current => ((BlockSyntax)current)
                    .WithStatements(((BlockSyntax)current).Statements.Replace(((BlockSyntax)current).Statements.Last(), assigned).Add(
                        isLine
                            ? leave.WithLeadingTrivia(Comments.IndentationOf(statement)).WithTrailingTrivia(lineEnd)
                            : leave.WithTrailingTrivia(SyntaxFactory.Space))));
            return edits;
        }

        edits.Replace(statement, _ => OpenedBody.Of(statement, new[] { assigned, leave }));
        return edits;
    }
}
