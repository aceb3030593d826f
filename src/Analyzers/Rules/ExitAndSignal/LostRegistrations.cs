using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>A signal registration that nothing keeps.</summary>
/// <param name="Registration">The call of PosixSignalRegistration.Create.</param>
/// <param name="Value">What nothing keeps: that call, one that gives what it returns, or the creation of the object that holds it.</param>
/// <param name="End">How it ends too early.</param>
internal sealed record LostRegistration(IInvocationOperation Registration, IOperation Value, string End)
{
    public Location Place => PlaceOf(Value);

    public string Text => Value is IObjectCreationOperation { Type: { } type } ? $"new {type.Name}" : SyntaxOf(Value).ToString();

    public static Location PlaceOf(IOperation value) => value.Syntax is ImplicitObjectCreationExpressionSyntax created
        ? created.NewKeyword.GetLocation()
        : SyntaxOf(value).GetLocation();

    private static SyntaxNode SyntaxOf(IOperation value) => value.Syntax switch
    {
        InvocationExpressionSyntax call => call.Expression,
        ObjectCreationExpressionSyntax creation => creation.Type,
        var syntax => syntax,
    };
}

/// <summary>
/// The signal registrations of a compilation that are dropped or disposed too early, themselves or with the object that holds them.
/// <code>new Signals();    // with _term = PosixSignalRegistration.Create(…) in its constructor</code>
/// </summary>
internal sealed class LostRegistrations
{
    private readonly Compilation _compilation;
    private readonly ExitHandlers _handlers;
    private readonly Callers _callers;
    private readonly MemberHistories _histories;
    private readonly SelfContained _selfContained;
    private readonly Memo<ImmutableArray<LostRegistration>> _all;

    private LostRegistrations(
        Compilation compilation,
        ExitHandlers handlers,
        Callers callers,
        MemberHistories histories,
        SelfContained selfContained)
    {
        (_compilation, _handlers, _callers) = (compilation, handlers, callers);
        (_histories, _selfContained) = (histories, selfContained);
        _all = new(Find);
    }

    public static LostRegistrations Of(ProcessModel model) => model.Get(static model => new LostRegistrations(
        model.Compilation,
        ExitHandlers.Of(model),
        Callers.Of(model),
        MemberHistories.Of(model),
        SelfContained.Of(model)));

    public IEnumerable<LostRegistration> In(SyntaxTree tree, CancellationToken cancellationToken) =>
        _all.Get(cancellationToken).Where(lost => lost.Value.Syntax.SyntaxTree == tree);

    private ImmutableArray<LostRegistration> Find(CancellationToken cancellationToken)
    {
        HashSet<SyntaxNode> seen = new();
        return _compilation.SyntaxTrees.SelectMany(tree => _handlers.Registrations(tree, cancellationToken))
            .SelectMany(registration => Lost(registration, Budgets.RegistrationHolders, cancellationToken)
                .Select(lost => new LostRegistration(registration, lost.Value, lost.End)))
            .Where(lost => seen.Add(lost.Value.Syntax))
            .ToImmutableArray();
    }

    private IEnumerable<(IOperation Value, string End)> Lost(IOperation value, int levels, CancellationToken cancellationToken) =>
        End(value, cancellationToken) is { } end ? new[] { (value, end) }
        : levels > 0 && UnreadValue.ExitsOf(value) is { Length: 1 } exits
            ? HoldersAt(exits[0], cancellationToken).SelectMany(holder => Lost(holder, levels - 1, cancellationToken))
        : Enumerable.Empty<(IOperation, string)>();

    /// <summary>The calls that give a value which leaves there, and the creations of objects which it goes into.</summary>
    private IEnumerable<IOperation> HoldersAt(IOperation exit, CancellationToken cancellationToken)
    {
        switch (exit)
        {
            case IReturnOperation:
                return SourceBodies.Around(exit, cancellationToken) is IMethodSymbol
                {
                    MethodKind: MethodKind.Ordinary,
                    IsVirtual: false,
                    IsAbstract: false,
                    IsOverride: false,
                } method
                    ? _callers.Calls(method, cancellationToken).OfType<IInvocationOperation>()
                    : Enumerable.Empty<IOperation>();
            case IFieldInitializerOperation { InitializedFields: { Length: 1 } fields }:
                return CreationsOf(fields[0], null, cancellationToken);
            case IPropertyInitializerOperation { InitializedProperties: { Length: 1 } properties }:
                return CreationsOf(properties[0], null, cancellationToken);
            case IAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } }:
                return CreationsOf(member, SourceBodies.Around(exit, cancellationToken), cancellationToken);
            case IInvocationOperation { Instance: IMemberReferenceOperation { Member: var list } }
                when _histories.Of(list, cancellationToken) is { IsMadeHere: true }:
                return CreationsOf(list, SourceBodies.Around(exit, cancellationToken), cancellationToken);
            default:
                return Enumerable.Empty<IOperation>();
        }
    }

    /// <summary>Where objects are made that hold the value in a member, which goes with them.</summary>
    private IEnumerable<IOperation> CreationsOf(ISymbol member, ISymbol? maker, CancellationToken cancellationToken) =>
        !member.IsStatic
        && maker is null or IMethodSymbol { MethodKind: MethodKind.Constructor }
        && member.ContainingType.TypeKind == TypeKind.Class
        && _histories.Of(member, cancellationToken) is { Escapes: false }
        && _selfContained.Is(member.ContainingType, cancellationToken)
            ? (maker is IMethodSymbol constructor ? ImmutableArray.Create(constructor) : member.ContainingType.InstanceConstructors)
                .SelectMany(made => _callers.Calls(made, cancellationToken))
                .OfType<IObjectCreationOperation>()
            : Enumerable.Empty<IOperation>();

    /// <summary>How the registration ends too early; null when it does not.</summary>
    private string? End(IOperation registration, CancellationToken cancellationToken)
    {
        IOperation kept = Destination.Whole(registration);
        IOperation? scope = kept.Parent switch
        {
            IUsingOperation whole => whole,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } =>
                UnreadValue.IsUnread(local, registration) ? Destination.Using(kept) : null,
            _ => null,
        };
        return scope is not null ? (IsAllOfAHelper(scope, cancellationToken) ? "disposed" : null)
            : UnreadValue.Is(registration) ? "collected"
            : null;
    }

    /// <summary>True when the using is in a helper that calls nothing under it but further registrations and the console.</summary>
    private bool IsAllOfAHelper(IOperation scope, CancellationToken cancellationToken)
    {
        ISymbol? member = SourceBodies.Around(scope, cancellationToken);
        bool isMain = member is null
            || member.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName
            || SymbolEqualityComparer.Default.Equals(member, _compilation.GetEntryPoint(cancellationToken));
        IEnumerable<IOperation> rest = scope is IUsingOperation { Body: var body } ? new[] { body }
            : scope.Parent is IBlockOperation block
                ? block.Operations.Where(statement => statement.Syntax.SpanStart > scope.Syntax.SpanStart)
            : Enumerable.Empty<IOperation>();
        return !isMain && member is IMethodSymbol && !rest.Any(MayGoOn);
    }

    private static bool MayGoOn(IOperation operation)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation or ILocalFunctionOperation or INameOfOperation:
                return false;
            case IAwaitOperation or ILoopOperation or IDynamicInvocationOperation or IObjectCreationOperation:
                return true;
            case IPropertyReferenceOperation property
                when !property.Property.DeclaringSyntaxReferences.IsEmpty && !ValueOrigin.IsAutoProperty(property.Property):
                return true;
            case IReturnOperation { Kind: OperationKind.YieldReturn }:
                return true;
            case IInvocationOperation call when !call.TargetMethod.ContainingType.Is(KnownTypes.PosixSignalRegistration)
                && !call.TargetMethod.ContainingType.Is(KnownTypes.Console):
                return true;
            case IInvocationOperation { TargetMethod.Name: var name } when name.StartsWith("Read", StringComparison.Ordinal):
                return true;
            default:
                return operation.ChildOperations.Any(MayGoOn);
        }
    }
}
