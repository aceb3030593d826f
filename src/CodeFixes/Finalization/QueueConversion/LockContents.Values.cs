using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <content>Which values only this thread sees.</content>
internal sealed partial class LockContents
{
    private bool IsCollection(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, _collection);

    private static bool IsSource(ISymbol symbol) => symbol.OriginalDefinition.Locations.Any(location => location.IsInSource);

    private static bool IsLocal(IOperation operation) =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation { Parameter.RefKind: RefKind.None };

    /// <summary>A target that only this thread sees: a local, a discard, or a member of an object that is being made.</summary>
    private bool IsOwnTarget(IOperation target) => target switch
    {
        IDiscardOperation or IDeclarationExpressionOperation or ITupleOperation => true,
        IArrayElementReferenceOperation element => IsLocal(element.ArrayReference),
        IMemberReferenceOperation member =>
            IsOfNewObject(member) || (_inDestructor && _lockIsForeign && member.Instance is IInstanceReferenceOperation),
        _ => IsLocal(target),
    };

    /// <summary>The member of an object in its initializer or its constructor.</summary>
    private static bool IsOfNewObject(IMemberReferenceOperation reference)
    {
        if (reference.Instance is not IInstanceReferenceOperation instance)
        {
            return false;
        }

        return instance.ReferenceKind == InstanceReferenceKind.ImplicitReceiver
            || reference.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is ConstructorDeclarationSyntax;
    }

    /// <summary>Whether the framework gets an object to read or change that other code may hold too.</summary>
    private static bool HandsOver(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments) => !IsSource(method)
        && arguments.Any(argument =>
            Unconverted(argument.Value)
                is IMemberReferenceOperation { Type: { IsReferenceType: true, SpecialType: not SpecialType.System_String } });

    /// <summary>Whether the value goes into the collection as it is.</summary>
    private bool IsItem(IOperation value) => value.Parent switch
    {
        IConversionOperation conversion => IsItem(conversion),
        IArgumentOperation { Parent: { } call } => _operations.ContainsKey(call.Syntax),
        _ => false,
    };

    private static IOperation Unconverted(IOperation operation) =>
        operation is IConversionOperation conversion ? Unconverted(conversion.Operand) : operation;

    /// <summary>The lambdas that a local holds from its declaration on; none where it may hold anything else.</summary>
    private static IReadOnlyList<LambdaExpressionSyntax> LambdasOf(ILocalSymbol local)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: var value }
            || value.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax) is not { } around
            || around.DescendantNodes().Any(node => IsWriteTo(local.Name, node)))
        {
            return new LambdaExpressionSyntax[0];
        }

        List<LambdaExpressionSyntax> lambdas = new();
        return Add(value) ? lambdas : new LambdaExpressionSyntax[0];

        bool Add(ExpressionSyntax part)
        {
            switch (part)
            {
                case ParenthesizedExpressionSyntax inner:
                    return Add(inner.Expression);
                case ConditionalExpressionSyntax choice:
                    return Add(choice.WhenTrue) && Add(choice.WhenFalse);
                case LambdaExpressionSyntax lambda:
                    lambdas.Add(lambda);
                    return true;
                default:
                    return false;
            }
        }
    }

    private static bool IsWriteTo(string local, SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name.Identifier.ValueText == local,
        ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax name } => name.Identifier.ValueText == local,
        _ => false,
    };

    private static IEnumerable<IOperation> ResourcesOf(IOperation resources) =>
        resources is IVariableDeclarationGroupOperation group
            ? group.Declarations.SelectMany(static declaration => declaration.Declarators)
                .Select(static declarator => declarator.GetVariableInitializer()?.Value ?? declarator)
            : new[] { resources };

    private static bool IsNewOfFramework(IOperation resource) =>
        Unconverted(resource) is IObjectCreationOperation { Constructor: { } constructor } && !IsSource(constructor);

    /// <summary>A local whose only value is an object made in the same member.</summary>
    private static bool IsNewLocal(IOperation receiver) =>
        receiver is ILocalReferenceOperation { Local: { } local }
        && local.DeclaringSyntaxReferences.FirstOrDefault()
            ?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax };
}
