using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;
using ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>A process that has a name right after a statement starts it.</summary>
internal sealed class StartedProcess
{
    private readonly StatementSyntax _statement;
    private readonly bool _maybeNull;

    private StartedProcess(StatementSyntax statement, string name, bool maybeNull) =>
        (_statement, Name, _maybeNull) = (statement, name, maybeNull);

    public string Name { get; }

    /// <summary>
    /// The process that starts at the last additional location of a diagnostic; null when no statement can follow the start.
    /// </summary>
    public static StartedProcess? For(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        diagnostic.AdditionalLocations.LastOrDefault() is { } location ? At(location, root, model, cancellationToken) : null;

    /// <summary>The process that starts there; null when no statement can follow the start.</summary>
    public static StartedProcess? At(Location location, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!root.FullSpan.Contains(location.SourceSpan)
            || root.FindNode(location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax call
            || call.Span != location.SourceSpan
            || model.GetSymbolInfo(call, cancellationToken).Symbol
                is not IMethodSymbol { Name: "Start", ContainingType.Name: "Process" } start)
        {
            return null;
        }

        if (!start.IsStatic
            && call
                is { Parent: ExpressionStatementSyntax statement, Expression: MemberAccessExpressionSyntax { Expression: var process } })
        {
            return statement.IsInList()
                && process is IdentifierNameSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax
                ? new StartedProcess(statement, process.ToString(), maybeNull: false)
                : null;
        }

        ExpressionSyntax value = ObjectSyntax.Outermost(call);
        bool maybeNull = model.GetTypeInfo(value, cancellationToken).Nullability.FlowState == NullableFlowState.MaybeNull;
        return value.Parent switch
        {
            EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration },
                } variable,
            }
                when declaration.IsInList() =>
                new StartedProcess(declaration, variable.Identifier.Text, maybeNull),
            EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax
                    {
                        Variables.Count: 1,
                        Parent: UsingStatementSyntax { Statement: BlockSyntax { Statements.Count: > 0 } } usings,
                    },
                } variable,
            } => new StartedProcess(usings, variable.Identifier.Text, maybeNull),
            AssignmentExpressionSyntax
            {
                Left: IdentifierNameSyntax or MemberAccessExpressionSyntax,
                Parent: ExpressionStatementSyntax assignment,
            } assigned
                when assignment.IsInList() =>
                new StartedProcess(assignment, assigned.Left.ToString(), maybeNull),
            _ => null,
        };
    }

    /// <summary>True where the member asks the process for that property, even if it does nothing with it.</summary>
    public bool IsAskedFor(string property) =>
        (_statement.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax)
            ?? _statement.SyntaxTree.GetRoot())
            .DescendantNodes()
            .OfType<MemberAccessExpressionSyntax>()
            .Any(access => access.Name.Identifier.ValueText == property && access.Expression.ToString() == Name);

    /// <summary>Puts a call of the process right behind its start.</summary>
    public void Follow(SyntaxEdits edits, string call) => StartStatement.Follow(_statement, Statement(call), edits);

    /// <summary>Puts a call of the process behind something that is done to it later; false where that has no place in the list.</summary>
    public bool Follow(SyntaxEdits edits, string call, SyntaxNode later)
    {
        StatementSyntax? last = later.AncestorsAndSelf()
            .OfType<StatementSyntax>()
            .FirstOrDefault(statement => statement.ListNode() is { } list
                && (list == _statement.ListNode() || (_statement is UsingStatementSyntax usings && usings.Statement == list)));
        if (last is null || last == _statement || Anchors.FunctionOf(last) != Anchors.FunctionOf(later))
        {
            return false;
        }

        StartStatement.Follow(last, Statement(call), edits);
        return true;
    }

    private string Statement(string call) => $"{Name}{(_maybeNull ? "?" : "")}.{call};";
}
