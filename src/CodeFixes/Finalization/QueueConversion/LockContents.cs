using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>
/// What runs under a lock: the operations on the collection, through calls too, and whether anything else there may need the lock.
/// Locals, parameters, readonly fields, new objects and the framework's static methods need none.
/// </summary>
internal sealed partial class LockContents
{
    private const int MaxCalls = 4;

    private readonly IReadOnlyDictionary<SyntaxNode, CollectionOperation> _operations;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _entered = new(SymbolEqualityComparer.Default);
    private readonly HashSet<SyntaxNode> _lambdas = new();
    private readonly HashSet<CollectionOperation> _found = new();
    private readonly ISymbol _collection;
    private readonly bool _lockIsForeign;
    private bool _inDestructor;

    private LockContents(
        ISymbol collection,
        bool lockIsForeign,
        IReadOnlyDictionary<SyntaxNode, CollectionOperation> operations,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        _collection = collection;
        _lockIsForeign = lockIsForeign;
        _operations = operations;
        _compilation = compilation;
        _cancellationToken = cancellationToken;
    }

    public IReadOnlyCollection<CollectionOperation> Operations => _found;

    /// <summary>Nothing but operations on the collection needs the lock.</summary>
    public bool GuardsNothingElse { get; private set; } = true;

    /// <summary>
    /// With the lock gone, or held by some of its former users only, every operation must make sense alone:
    /// one of them, or several that none of the others looks at.
    /// </summary>
    public bool StandsWithoutLock =>
        _found.Count <= 1
        || _found.All(operation => operation.Kind == UseKind.Add)
        || _found.All(operation => operation.Kind is UseKind.Take or UseKind.TryTake);

    /// <summary>Reads the code under a lock.</summary>
    /// <param name="body">The statement or member that runs under the lock.</param>
    /// <param name="lockIsForeign">The lock is not one of this instance, so that the instance's own fields are not what it guards.</param>
    /// <param name="collection">The member that holds the collection.</param>
    /// <param name="operations">Every operation on the collection, by its syntax.</param>
    /// <param name="compilation">The compilation that holds all of the operations.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public static LockContents Of(
        SyntaxNode body,
        bool lockIsForeign,
        ISymbol collection,
        IReadOnlyDictionary<SyntaxNode, CollectionOperation> operations,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        LockContents contents = new(
            collection,
            lockIsForeign,
            operations,
            compilation,
            cancellationToken) { _inDestructor = body.FirstAncestorOrSelf<DestructorDeclarationSyntax>() is not null };
        contents.Enter(body, depth: 0);
        return contents;
    }

    /// <summary>True for a lock of an object that its own code has made, and that nobody else can hold.</summary>
    public static bool IsOfOwnObject(LockStatementSyntax locked, Compilation compilation, CancellationToken cancellationToken) =>
        compilation.GetSemanticModel(locked.SyntaxTree).GetOperation(locked.Expression, cancellationToken) is { } gate
        && IsNewLocal(gate);

    private void Enter(SyntaxNode body, int depth)
    {
        if (_compilation.GetSemanticModel(body.SyntaxTree).GetOperation(body, _cancellationToken) is { } operation)
        {
            Visit(operation, depth);
        }
        else
        {
            GuardsNothingElse = false;
        }
    }

    private void Visit(IOperation operation, int depth)
    {
        if (_operations.TryGetValue(operation.Syntax, out CollectionOperation? found))
        {
            _found.Add(found);
        }
        else if (NeedsLock(operation, depth))
        {
            GuardsNothingElse = false;
        }

        foreach (IOperation child in operation.ChildOperations)
        {
            Visit(child, depth);
        }
    }

    private bool NeedsLock(IOperation operation, int depth) => operation switch
    {
        IFieldReferenceOperation field => FieldNeedsLock(field),
        IPropertyReferenceOperation property => PropertyNeedsLock(property, depth),
        IInvocationOperation call => CallNeedsLock(call, depth),
        IObjectCreationOperation creation =>
            creation.Constructor is { } constructor
            && (ConstructionNeedsLock(constructor, depth) || HandsOver(constructor, creation.Arguments)),
        IForEachLoopOperation loop => !(IsLocal(Unconverted(loop.Collection)) || Unconverted(loop.Collection) is IArrayCreationOperation),
        ILockOperation locked => !IsNewLocal(Unconverted(locked.LockedValue)),
        IUsingOperation scope => !ResourcesOf(scope.Resources).All(IsNewOfFramework),
        IUsingDeclarationOperation scope => !ResourcesOf(scope.DeclarationGroup).All(IsNewOfFramework),
        IConversionOperation conversion => conversion.OperatorMethod is { } method && IsSource(method),
        IBinaryOperation binary => binary.OperatorMethod is { } method && IsSource(method),
        IUnaryOperation unary => unary.OperatorMethod is { } method && IsSource(method),
        IIncrementOrDecrementOperation count => !IsLocal(count.Target),
        IAssignmentOperation assignment => !IsOwnTarget(assignment.Target),
        IArrayElementReferenceOperation element => !IsLocal(element.ArrayReference),
        IBlockOperation or IExpressionStatementOperation or IVariableDeclarationGroupOperation or IVariableDeclarationOperation
            or IVariableDeclaratorOperation
            or ISymbolInitializerOperation or IReturnOperation or IConditionalOperation or ILoopOperation or ISwitchOperation
            or ISwitchCaseOperation
            or ICaseClauseOperation or IBranchOperation or ILabeledOperation or IEmptyOperation or ITryOperation or ICatchClauseOperation
            or IThrowOperation
            or ILiteralOperation or IDefaultValueOperation or ILocalReferenceOperation or IParameterReferenceOperation
            or IInstanceReferenceOperation
            or IIsPatternOperation or IPatternOperation or IIsTypeOperation or ISwitchExpressionOperation or ISwitchExpressionArmOperation
            or ICoalesceOperation
            or IConditionalAccessOperation or IConditionalAccessInstanceOperation or INameOfOperation or ITypeOfOperation
            or ISizeOfOperation
            or IDiscardOperation or ITupleOperation or IArrayCreationOperation or IArrayInitializerOperation
            or IDeclarationExpressionOperation
            or IParenthesizedOperation or IArgumentOperation or IObjectOrCollectionInitializerOperation or IMethodBodyOperation
            or IConstructorBodyOperation or ILocalFunctionOperation or IDelegateCreationOperation or IAnonymousFunctionOperation => false,
        _ => true,
    };

    private bool FieldNeedsLock(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (field.IsConst || field.IsReadOnly || IsOfNewObject(reference) || IsCollection(field))
        {
            return false;
        }

        bool isOwn = !field.IsStatic && _lockIsForeign && reference.Instance is IInstanceReferenceOperation;
        return !isOwn || (!_inDestructor && !IsItem(reference));
    }

    private bool PropertyNeedsLock(IPropertyReferenceOperation reference, int depth)
    {
        IPropertySymbol property = reference.Property;
        if (IsCollection(property) || IsOfNewObject(reference))
        {
            return false;
        }

        if (!IsSource(property))
        {
            return property.IsIndexer || (reference.Instance is { } instance && !IsLocal(instance) && !instance.Type!.IsValueType);
        }

        if (property.IsVirtual || property.IsOverride || property.IsAbstract)
        {
            return true;
        }

        bool isAuto = property.ContainingType.GetMembers()
            .OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
        if (isAuto)
        {
            return property.SetMethod is { IsInitOnly: false };
        }

        return new[] { property.GetMethod, property.SetMethod }.Any(accessor => accessor is not null && SourceNeedsLock(accessor, depth));
    }

    private bool CallNeedsLock(IInvocationOperation call, int depth)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return call.Instance is not ILocalReferenceOperation { Local: var local } || LambdaNeedsLock(local, depth);
        }

        if (IsSource(method))
        {
            return call.IsVirtual || SourceNeedsLock(method, depth);
        }

        if (method.ContainingType.ToDisplayString() == "System.Threading.Monitor")
        {
            return true;
        }

        if (HandsOver(method, call.Arguments))
        {
            return true;
        }

        return !method.IsStatic
            && call.Instance is { } receiver
            && !(receiver.Type is { IsValueType: true } or { SpecialType: SpecialType.System_String } || IsNewLocal(receiver));
    }

    /// <summary>A call of a local that holds lambdas and nothing else.</summary>
    private bool LambdaNeedsLock(ILocalSymbol local, int depth)
    {
        IReadOnlyList<LambdaExpressionSyntax> lambdas = LambdasOf(local);
        foreach (LambdaExpressionSyntax lambda in lambdas.Where(lambda => _lambdas.Add(lambda)))
        {
            Enter(lambda.Body, depth + 1);
        }

        return lambdas.Count == 0 || !GuardsNothingElse;
    }

    private bool SourceNeedsLock(IMethodSymbol method, int depth)
    {
        if (!_entered.Add(method.OriginalDefinition))
        {
            return false;
        }

        if (depth == MaxCalls || method.IsAbstract || method.IsExtern)
        {
            return true;
        }

        bool outer = _inDestructor;
        _inDestructor &= method.MethodKind == MethodKind.LocalFunction;
        foreach (SyntaxReference part in method.DeclaringSyntaxReferences)
        {
            if (part.GetSyntax(_cancellationToken) is { } declaration and not TypeDeclarationSyntax
                && _compilation.ContainsSyntaxTree(declaration.SyntaxTree))
            {
                Enter(declaration, depth + 1);
            }
            else
            {
                GuardsNothingElse = false;
            }
        }

        _inDestructor = outer;
        return !GuardsNothingElse;
    }

    /// <summary>A constructor, the field initializers that run before it, and the base constructor that it leaves unsaid.</summary>
    private bool ConstructionNeedsLock(IMethodSymbol constructor, int depth)
    {
        if (!IsSource(constructor))
        {
            return false;
        }

        foreach (SyntaxNode part in constructor.ContainingType.DeclaringSyntaxReferences.Select(part => part.GetSyntax(_cancellationToken)))
        {
            foreach (EqualsValueClauseSyntax initializer in part.ChildNodes().SelectMany(InstanceInitializers))
            {
                Enter(initializer, depth + 1);
            }
        }

        return (!constructor.IsImplicitlyDeclared && SourceNeedsLock(constructor, depth))
            || constructor.ContainingType.BaseType is { } parent && IsSource(parent)
            || !GuardsNothingElse;
    }

    private static IEnumerable<EqualsValueClauseSyntax> InstanceInitializers(SyntaxNode member) => member switch
    {
        FieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.StaticKeyword) && !field.Modifiers.Any(SyntaxKind.ConstKeyword) =>
            field.Declaration.Variables.Select(variable => variable.Initializer!).Where(initializer => initializer is not null),
        PropertyDeclarationSyntax { Initializer: { } initializer } property when !property.Modifiers.Any(SyntaxKind.StaticKeyword) =>
            new[] { initializer },
        _ => Enumerable.Empty<EqualsValueClauseSyntax>(),
    };
}
