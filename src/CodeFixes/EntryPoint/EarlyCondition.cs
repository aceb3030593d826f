using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>
/// Tells whether a condition has the same outcome at an earlier place: all that it reads is there already, and stays as it is.
/// </summary>
internal sealed class EarlyCondition
{
    private static readonly HashSet<string> PureTypes =
        new() { "string", "System.Array", "System.Linq.Enumerable", "System.MemoryExtensions" };
    private static readonly HashSet<string> PureReads = new() { "GetCommandLineArgs", "GetEnvironmentVariable" };

    private readonly ExpressionSyntax _condition;
    private readonly StatementSyntax _place;
    private readonly SyntaxNode _scope;
    private readonly SemanticModel _model;

    private EarlyCondition(ExpressionSyntax condition, StatementSyntax place, SemanticModel model)
    {
        _condition = condition;
        _place = place;
        _model = model;
        _scope = place.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() ?? place.SyntaxTree.GetRoot();
    }

    public static bool CanBeAsked(ExpressionSyntax condition, StatementSyntax place, SemanticModel model) =>
        new EarlyCondition(condition, place, model).Holds();

    private bool Holds() =>
        _condition.DescendantNodesAndSelf().All(IsPure)
        && !(_condition.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>().Any()
            && !_condition.DescendantTokens().Any(static token => token.ValueText == "Length")
            && EndsInBetween());

    private bool IsPure(SyntaxNode node) => node switch
    {
        SimpleNameSyntax name => IsPureName(name),
        ElementAccessExpressionSyntax access => _model.GetTypeInfo(access.Expression).Type is IArrayTypeSymbol,
        PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax => !IsChange(node),
        VarPatternSyntax { Designation: SingleVariableDesignationSyntax, Parent: not IsPatternExpressionSyntax } => true,
        SingleVariableDesignationSyntax { Parent: VarPatternSyntax } => true,
        VariableDesignationSyntax => node is DiscardDesignationSyntax,
        AssignmentExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax or RefExpressionSyntax => false,
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
        _ => true,
    };

    private bool IsPureName(SimpleNameSyntax name) => _model.GetSymbolInfo(name).Symbol switch
    {
        INamespaceOrTypeSymbol => true,
        ILocalSymbol local => local.IsConst || IsReady(local),
        IParameterSymbol parameter =>
            parameter.DeclaringSyntaxReferences.Any(declared => _condition.Span.Contains(declared.Span)) || !IsChanged(parameter),
        IFieldSymbol field => field.IsConst,
        IPropertySymbol property =>
            property.Name == "Length" && property.ContainingType.SpecialType is SpecialType.System_Array or SpecialType.System_String,
        IMethodSymbol { ContainingType: { } type } method => PureTypes.Contains(type.ToDisplayString())
            || (PureReads.Contains(method.Name)
                && type.ToDisplayString() == "System.Environment"
                && !_scope.DescendantTokens().Any(static token => token.ValueText == "SetEnvironmentVariable")),
        _ => false,
    };

    /// <summary>True for a local that has its only value before the place.</summary>
    private bool IsReady(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences is { Length: 1 } declarations
        && declarations[0].GetSyntax() is VariableDeclaratorSyntax { Initializer: not null } declarator
        && declarator.Span.End < _place.SpanStart
        && (local.Type.IsValueType || local.Type is IArrayTypeSymbol || local.Type.SpecialType == SpecialType.System_String)
        && _model.LookupSymbols(_place.SpanStart, name: local.Name).Contains(local, SymbolEqualityComparer.Default)
        && !IsChanged(local);

    private bool IsChanged(ISymbol variable) => _scope.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == variable.Name
            && SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(name).Symbol, variable))
        .Any(static name => IsChange(name.Parent!)
            || name.Parent is RefExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 }
            || name.Ancestors().Any(outer => outer is AssignmentExpressionSyntax assignment && assignment.Left.Span.Contains(name.Span)));

    private static bool IsChange(SyntaxNode node) =>
        node.Kind() is SyntaxKind.PreIncrementExpression
            or SyntaxKind.PreDecrementExpression
            or SyntaxKind.PostIncrementExpression
            or SyntaxKind.PostDecrementExpression;

    /// <summary>
    /// True when the code between the place and the condition may leave the method, and so keep the condition from being asked.
    /// </summary>
    private bool EndsInBetween() => _scope.DescendantNodes()
        .Any(node => node is ReturnStatementSyntax or ThrowStatementSyntax
            && node.SpanStart > _place.SpanStart
            && node.SpanStart < _condition.SpanStart);
}
