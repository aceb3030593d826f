using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>What one mention of a field or property does with its value.</summary>
internal static class MemberUse
{
    /// <summary>Adds what the mention assigns to <paramref name="assigned"/>, and returns true when it hands the value out.</summary>
    public static bool Of(
        SimpleNameSyntax name,
        SemanticModel model,
        CancellationToken cancellationToken,
        ImmutableArray<ExpressionSyntax>.Builder assigned) => OfValue(Whole(name), model, isHandedOn: false, cancellationToken, assigned);

    private static bool OfValue(
        ExpressionSyntax expression,
        SemanticModel model,
        bool isHandedOn,
        CancellationToken cancellationToken,
        ImmutableArray<ExpressionSyntax>.Builder assigned)
    {
        switch (expression.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Left == expression:
                assigned.Add(assignment.Right);
                return false;
            case AssignmentExpressionSyntax { Right: var right } assignment when right == expression:
                return !IsTemporary(assignment.Parent?.Parent)
                    && model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is not (ILocalSymbol
                        or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LocalFunction } });
            case ArgumentSyntax { Parent: TupleExpressionSyntax tuple } element:
                return OfTupleElement(tuple, element, assigned);
            case ArgumentSyntax argument:
                return OfArgument(argument, model, isHandedOn, cancellationToken, assigned);
            case AnonymousFunctionExpressionSyntax function:
                return function.Parent?.Parent is not VariableDeclaratorSyntax { Parent.Parent: StatementSyntax }
                    && !IsTemporary(function.Parent?.Parent?.Parent);
            case ReturnStatementSyntax or YieldStatementSyntax:
                return true;
            case ArrowExpressionClauseSyntax arrow:
                return arrow.Parent is not (ConstructorDeclarationSyntax or DestructorDeclarationSyntax);
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } }:
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax }:
            case InitializerExpressionSyntax { Parent.Parent: ElementAccessExpressionSyntax or CommonForEachStatementSyntax }:
                return false;
            case InitializerExpressionSyntax or AnonymousObjectMemberDeclaratorSyntax:
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// True when the mention, or its property of that name, is given a value that does not grow out of the one it has: by an
    /// assignment, a reference or a deconstruction, and not by a step of a counter.
    /// </summary>
    public static bool IsSet(SimpleNameSyntax name, string? property = null)
    {
        ExpressionSyntax expression = Whole(name);
        if (property is not null)
        {
            if (expression.Parent is not MemberAccessExpressionSyntax access
                || access.Expression != expression
                || access.Name.Identifier.ValueText != property)
            {
                return false;
            }

            expression = access;
        }

        return expression.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == expression
                && (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression)),
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } =>
                assignment.Left == tuple,
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword } => true,
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword, Parent.Parent: InvocationExpressionSyntax call } =>
                !IsCount(call),
            _ => false,
        };
    }

    private static bool IsCount(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && KnownNames.CounterSteps.Has(name);

    /// <summary>The property whose getter does nothing but return the mentioned member; null elsewhere.</summary>
    public static PropertyDeclarationSyntax? GetterRound(SimpleNameSyntax name) => Whole(name).Parent switch
    {
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property,
        ArrowExpressionClauseSyntax { Parent: AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } } => property,
        ReturnStatementSyntax
        {
            Parent: BlockSyntax
            {
                Statements.Count: 1,
                Parent: AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property },
            },
        } => property,
        _ => null,
    };

    /// <summary>The largest expression that still is the member's value: `this.f`, `(f)`, `f!`, `f as T`, `f ?? x`.</summary>
    private static ExpressionSyntax Whole(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Name == expression:
                    expression = access;
                    break;
                case MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax access }:
                    expression = access;
                    break;
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or RefExpressionSyntax:
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression }:
                case ConditionalExpressionSyntax conditional when conditional.Condition != expression:
                    expression = (ExpressionSyntax)expression.Parent;
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                    expression = coalesce;
                    break;
                default:
                    return expression;
            }
        }
    }

    /// <summary>`(_gate, _items) = (new(), new())` assigns each element its own part.</summary>
    private static bool OfTupleElement(
        TupleExpressionSyntax tuple,
        ArgumentSyntax element,
        ImmutableArray<ExpressionSyntax>.Builder assigned)
    {
        SyntaxNode whole = tuple;
        while (whole.Parent is ArgumentSyntax { Parent: TupleExpressionSyntax outer })
        {
            whole = outer;
        }

        if (whole.Parent is IsPatternExpressionSyntax or SwitchExpressionSyntax or SwitchStatementSyntax)
        {
            return false;
        }

        if (tuple.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != tuple)
        {
            return true;
        }

        int index = tuple.Arguments.IndexOf(element);
        assigned.Add(assignment.Right is TupleExpressionSyntax values && index < values.Arguments.Count
            ? values.Arguments[index].Expression
            : assignment.Right);
        return false;
    }

    /// <summary>True for a new object that is only made to have one of its members read: `new Holder { Held = x }.Held`.</summary>
    private static bool IsTemporary(SyntaxNode? creation) =>
        creation is BaseObjectCreationExpressionSyntax
        && creation.Parent is MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax };

    private static bool IsReturned(SimpleNameSyntax name) => Whole(name).Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax;

    /// <summary>Methods of other assemblies do not hand a value on to application code; those of this compilation may.</summary>
    private static bool OfArgument(
        ArgumentSyntax argument,
        SemanticModel model,
        bool isHandedOn,
        CancellationToken cancellationToken,
        ImmutableArray<ExpressionSyntax>.Builder assigned)
    {
        if (argument.Parent?.Parent is not ExpressionSyntax call)
        {
            return argument.Parent?.Parent is ConstructorInitializerSyntax;
        }

        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return call is not (ElementAccessExpressionSyntax
                or InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } });
        }

        if (argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword)
            && KnownNames.ReferenceWrites.Has(method.Name)
            && argument.Parent is BaseArgumentListSyntax { Arguments: { Count: > 1 } arguments })
        {
            assigned.Add(arguments[1].Expression);
        }
        else if (argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword)
            || (argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) && !method.DeclaringSyntaxReferences.IsEmpty))
        {
            // What the method puts there is known from the call, which is no creation.
            assigned.Add(call);
        }

        if (IsTemporary(call) && !method.DeclaringSyntaxReferences.IsEmpty
            && method.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is TypeDeclarationSyntax)
        {
            return false;
        }

        // A list of another assembly that is given a parameter may be anybody's.
        return method.DeclaringSyntaxReferences.IsEmpty
            ? isHandedOn && !method.IsStatic
            : isHandedOn || MayKeep(argument, call, method, model, cancellationToken);
    }

    /// <summary>
    /// True unless a method of the same file is seen to use its parameter and nothing more. What a lambda in it captures may outlive it.
    /// </summary>
    private static bool MayKeep(
        ArgumentSyntax argument,
        ExpressionSyntax call,
        IMethodSymbol method,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (method.IsVirtual || method.IsOverride || method.IsAbstract
            || (model.GetOperation(argument, cancellationToken) as IArgumentOperation)?.Parameter?.OriginalDefinition is not { } parameter
            || (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences[0].GetSyntax(cancellationToken)
                is not { } declaration
            || declaration is not (BaseMethodDeclarationSyntax { Body: not null }
                or BaseMethodDeclarationSyntax { ExpressionBody: not null }
                or LocalFunctionStatementSyntax)
            || declaration.SyntaxTree != model.SyntaxTree)
        {
            return true;
        }

        ImmutableArray<ExpressionSyntax>.Builder assigned = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        return declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == parameter.Name
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, parameter)
            && (name.Ancestors().TakeWhile(node => node != declaration)
                    .Any(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
                || (IsReturned(name)
                    ? OfValue(Whole(call), model, isHandedOn: true, cancellationToken, assigned)
                    : OfValue(Whole(name), model, isHandedOn: true, cancellationToken, assigned))));
    }
}
