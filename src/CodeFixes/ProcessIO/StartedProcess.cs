using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>A process that has a name right after a statement starts it.</summary>
internal sealed class StartedProcess
{
    private readonly StartPlace _place;
    private readonly bool _maybeNull;

    private StartedProcess(StartPlace place, string name, bool maybeNull) => (_place, Name, _maybeNull) = (place, name, maybeNull);

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
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol start)
        {
            return null;
        }

        if (start is { Name: "Start", ContainingType.Name: "Process" })
        {
            return start.IsStatic ? Held(BoundName.HandedOn(call), model, cancellationToken)
                : call.Parent is ExpressionStatementSyntax statement
                && statement.IsInList()
                && call.Expression is MemberAccessExpressionSyntax
                {
                    Expression: (IdentifierNameSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax) and var process,
                }
                    ? new StartedProcess(new StartPlace(statement), process.ToString(), maybeNull: false)
                : null;
        }

        // A method that starts the one process that it has to do with: what it returns, or gives out.
        if (start.Parameters.Any(static parameter => parameter.RefKind != RefKind.Out && IsProcess(parameter.Type))
            || (call.Expression is MemberAccessExpressionSyntax { Expression: var receiver }
                && IsProcess(model.GetTypeInfo(receiver, cancellationToken).Type)))
        {
            return null;
        }

        ExpressionSyntax made = BoundName.HandedOn(call.Parent as AwaitExpressionSyntax ?? (ExpressionSyntax)call);
        return start.Parameters.Count(static parameter => parameter.RefKind == RefKind.Out) switch
        {
            0 when IsProcess(model.GetTypeInfo(made, cancellationToken).Type) => Held(made, model, cancellationToken),
            1 => Given(call, start, model),
            _ => null,
        };
    }

    /// <summary>The process that a call gives to a variable.</summary>
    private static StartedProcess? Given(InvocationExpressionSyntax call, IMethodSymbol start, SemanticModel model)
    {
        ExpressionSyntax? given = call.ArgumentList.Arguments
            .FirstOrDefault(static argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword))?.Expression;
        string? name = given switch
        {
            IdentifierNameSyntax variable => variable.Identifier.Text,
            DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax declared } => declared.Identifier.Text,
            _ => null,
        };
        StartPlace? place = call.Parent is not ExpressionStatementSyntax statement ? StartPlace.Where(call, isNegated: false, model)
            : statement.IsInList() ? new StartPlace(statement)
            : null;
        IParameterSymbol parameter = start.Parameters.Single(static one => one.RefKind == RefKind.Out);
        return name is not null && place is not null && IsProcess(parameter.Type)
            ? new StartedProcess(
                place,
                name,
                maybeNull: parameter.NullableAnnotation == NullableAnnotation.Annotated
                    && !parameter.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "NotNullWhenAttribute"))
            : null;
    }

    /// <summary>The process that an expression is, by the name that it gets.</summary>
    private static StartedProcess? Held(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
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
                new StartedProcess(new StartPlace(declaration), variable.Identifier.Text, maybeNull),
            EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: UsingStatementSyntax usings },
                } variable,
            } when usings.Statement is BlockSyntax { Statements.Count: > 0 } =>
                new StartedProcess(new StartPlace(usings, usings.Statement), variable.Identifier.Text, maybeNull),
            AssignmentExpressionSyntax
            {
                Left: IdentifierNameSyntax or MemberAccessExpressionSyntax,
                Parent: ExpressionStatementSyntax assignment,
            } assigned
                when assignment.IsInList() && IsSetThen(assigned, assignment) =>
                new StartedProcess(new StartPlace(assignment), assigned.Left.ToString(), maybeNull),
            IsPatternExpressionSyntax match
                when BoundName.Of(match.Pattern) is { } bound
                    && StartPlace.Where(match, bound.IsNegated, model) is { } place =>
                new StartedProcess(place, bound.Name, maybeNull && bound.MaybeNull),
            SwitchStatementSyntax choice
                when choice.Sections.Count(static section => section.Labels.Any(IsPattern)) == 1
                    && choice.Sections.Single(static section => section.Labels.Any(IsPattern)) is { Labels.Count: 1 } section
                    && section.Labels[0] is CasePatternSwitchLabelSyntax { WhenClause: null, Pattern: var pattern }
                    && BoundName.Of(pattern) is { IsNegated: false } bound =>
                new StartedProcess(new StartPlace(choice, section.Statements[0]), bound.Name, maybeNull && bound.MaybeNull),
            _ => null,
        };

        static bool IsPattern(SwitchLabelSyntax label) => label is CasePatternSwitchLabelSyntax;
    }

    /// <summary>True where the member asks the process for that property, even if it does nothing with it.</summary>
    public bool IsAskedFor(string property) =>
        (_place.Statement.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax)
            ?? _place.Statement.SyntaxTree.GetRoot())
            .DescendantNodes()
            .OfType<MemberAccessExpressionSyntax>()
            .Any(access => access.Name.Identifier.ValueText == property && access.Expression.ToString() == Name);

    /// <summary>Puts a call of the process right behind its start.</summary>
    public void Follow(SyntaxEdits edits, string call) => _place.Follow(Statement(call), edits);

    /// <summary>Puts a call of the process behind something that is done to it later; false where that has no place in the list.</summary>
    public bool Follow(SyntaxEdits edits, string call, SyntaxNode later)
    {
        if (_place.Around(later) is not { } last)
        {
            return false;
        }

        StartStatement.Follow(last, Statement(call), edits);
        return true;
    }

    /// <summary>False for `p ??= Process.Start(info)` where the variable may hold a process that runs already.</summary>
    private static bool IsSetThen(AssignmentExpressionSyntax assigned, StatementSyntax statement) =>
        assigned.IsKind(SyntaxKind.SimpleAssignmentExpression)
        || (statement.PreviousStatement() is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables }
            && variables[0].Initializer?.Value.IsKind(SyntaxKind.NullLiteralExpression) == true
            && variables[0].Identifier.Text == assigned.Left.ToString());

    private static bool IsProcess(ITypeSymbol? type) => type is { Name: "Process", ContainingNamespace.Name: "Diagnostics" };

    private string Statement(string call) => $"{Name}{(_maybeNull ? "?" : "")}.{call};";
}
