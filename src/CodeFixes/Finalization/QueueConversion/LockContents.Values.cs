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

    /// <summary>The member of an object in its initialiser or its constructor.</summary>
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

    /// <summary>A local whose only value is an object made in the same member.</summary>
    private static bool IsNewLocal(IOperation receiver) =>
        receiver is ILocalReferenceOperation { Local: { } local }
        && local.DeclaringSyntaxReferences.FirstOrDefault()
            ?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax };
}
