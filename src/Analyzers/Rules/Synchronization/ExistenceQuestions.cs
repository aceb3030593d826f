using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>A call that does nothing but to answer whether a name is there.</summary>
/// <param name="Call">The call.</param>
/// <param name="Opening">The opening, that of a method with the name that the call gives it; it may be the call itself.</param>
/// <param name="IsThereWhenTrue">What the answer is when the name is there.</param>
internal sealed record ExistenceQuestion(IInvocationOperation Call, NamedPrimitive Opening, bool IsThereWhenTrue)
{
    /// <summary>The name in a message: its letters, or what the call gives for it.</summary>
    public string ShownName => Opening.Name is { IsConstant: true, Prefix: var text }
        ? $"\"{text}\""
        : Sites.OneLine((Call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type.SpecialType
                == SpecialType.System_String)?.Value ?? Opening.Name.Parts.First(static part => part.Text is null).Value)
            .Syntax.ToString());

    /// <summary>True when a creation runs because the name is not there, or behind a branch that leaves if it is.</summary>
    public bool Decides(IOperation creation) => Answers().Any(answer => Decides(answer, creation));

    private IEnumerable<IOperation> Answers() =>
        Destination.Whole(Call).Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
            ? ControlFlow.OperationsOf(ControlFlow.BodyAround(Call)).OfType<ILocalReferenceOperation>()
                .Where(use => SymbolEqualityComparer.Default.Equals(use.Local, local))
            : new[] { Call };

    private bool Decides(IOperation answer, IOperation creation)
    {
        bool isThereWhenTrue = IsThereWhenTrue;
        for (IOperation child = answer; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                    isThereWhenTrue = !isThereWhenTrue;
                    break;
                case IBinaryOperation or IParenthesizedOperation or IConversionOperation:
                    break;
                case IConditionalOperation choice when choice.Condition == child:
                    (IOperation? there, IOperation? missing) = isThereWhenTrue
                        ? (choice.WhenTrue, choice.WhenFalse)
                        : (choice.WhenFalse, choice.WhenTrue);
                    return !Contains(there, creation)
                        && (Contains(missing, creation)
                            || (there is not null && creation.Syntax.SpanStart > choice.Syntax.Span.End && EndDecisions.Ends(there)));
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool Contains(IOperation? branch, IOperation operation) =>
        branch is not null && branch.Syntax.Span.Contains(operation.Syntax.Span);
}

/// <summary>
/// Finds the openings and methods that answer whether a name is there, and who asks them.
/// <code>static bool IsRunning(string name) => Mutex.TryOpenExisting(name, out _);</code>
/// </summary>
internal sealed class ExistenceQuestions
{
    private readonly Compilation _compilation;
    private readonly NamedSites _sites;
    private readonly NamedPrimitives _primitives;
    private readonly Callers _callers;
    private readonly Wrappings _wrappings;
    private readonly ValueSources _sources;
    private readonly Memo<List<ExistenceQuestion>> _all;
    private readonly Memo<IOperation, ImmutableArray<Wrapping>> _ways;

    private ExistenceQuestions(ProcessModel model)
    {
        (_compilation, _sites, _primitives) = (model.Compilation, NamedSites.Of(model), NamedPrimitives.Of(model));
        (_callers, _wrappings, _sources) = (Callers.Of(model), Wrappings.Of(model), ValueSources.Of(model));
        _all = new(cancellationToken => Find(cancellationToken).ToList());
        _ways = new((creation, cancellationToken) =>
            _wrappings.Of(creation, cancellationToken).Concat(CalledFor(creation, cancellationToken)).ToImmutableArray());
    }

    public static ExistenceQuestions Of(ProcessModel model) => model.Get(static model => new ExistenceQuestions(model));

    /// <summary>The questions that code of one file asks.</summary>
    public IEnumerable<ExistenceQuestion> In(SyntaxTree tree, CancellationToken cancellationToken) =>
        _all.Get(cancellationToken).Where(question => question.Call.Syntax.SyntaxTree == tree).Concat(
            from opening in _sites.In(tree, static site => site.IsOpening, cancellationToken)
            where opening.Access == PrimitiveAccess.TryOpen && !IsKept(opening)
            select new ExistenceQuestion((IInvocationOperation)opening.Operation, opening, IsThereWhenTrue: true));

    /// <summary>
    /// The creations that the body which asks leads to, with their places there: its own, those of wrappers that it makes, and those of
    /// methods that it calls, on an object that has the name or with the name as an argument. One that asks itself has its own apart.
    /// </summary>
    public IEnumerable<(NamedPrimitive Creation, IOperation Place)> CreationsBehind(
        ExistenceQuestion question,
        CancellationToken cancellationToken) =>
        from tree in _compilation.SyntaxTrees
        from creation in _sites.In(tree, static site => !site.IsOpening, cancellationToken)
        where creation is { Access: PrimitiveAccess.Create, CreatedNew: null } && creation.Kind == question.Opening.Kind
        from wrapping in _ways.Get(creation.Operation, cancellationToken)
        let place = wrapping.Links.LastOrDefault(link => ControlFlow.BodyAround(link) == ControlFlow.BodyAround(question.Call))
        where place is not null && place.Syntax.SpanStart > question.Call.Syntax.Span.End
            && !(place == creation.Operation && question.Call == question.Opening.Operation)
        select (Called(creation, wrapping, cancellationToken), place);

    /// <summary>True where something uses what an opening finds.</summary>
    private static bool IsKept(NamedPrimitive opening)
    {
        IOperation? found = ((IInvocationOperation)opening.Operation).Arguments
            .FirstOrDefault(static argument => argument.Parameter?.RefKind == RefKind.Out)?.Value;
        return found is not (null or IDiscardOperation)
            && !(found is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }
                && LocalAssignments.References(declared.Local, found).All(static reference => reference.IsDeclaration));
    }

    /// <summary>The calls of the code that makes a primitive, each with the creation of the object that it is called on.</summary>
    private IEnumerable<Wrapping> CalledFor(IOperation creation, CancellationToken cancellationToken)
    {
        IEnumerable<Wrapping> ofInner = ControlFlow.BodyAround(creation) is IAnonymousFunctionOperation or ILocalFunctionOperation
            ? _callers.RunsAround(creation, areAll: true, cancellationToken)
                .Select(run => new Wrapping(ImmutableArray.Create(creation, run)))
            : Enumerable.Empty<Wrapping>();
        return SourceBodies.MemberAround(creation, cancellationToken)
            is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsVirtual: false } method
            ? ofInner.Concat(
                from call in _callers.Calls(method, cancellationToken).OfType<IInvocationOperation>()
                let receiver = call.Instance is { } instance ? _sources.Of(instance, cancellationToken) : ImmutableArray<IOperation>.Empty
                let made = receiver.Length == 1 ? receiver : ImmutableArray<IOperation>.Empty
                select new Wrapping(ImmutableArray.Create(creation).AddRange(made).Add(call)))
            : ofInner;
    }

    private IEnumerable<ExistenceQuestion> Find(CancellationToken cancellationToken) =>
        from tree in _compilation.SyntaxTrees
        from opening in _sites.In(tree, static site => site.IsOpening, cancellationToken)
        where ControlFlow.BodyAround(opening.Operation) is IMethodBodyOperation
        let method = opening.Operation.SemanticModel?.GetEnclosingSymbol(opening.Operation.Syntax.SpanStart, cancellationToken)
            as IMethodSymbol
        where method is { MethodKind: MethodKind.Ordinary, ReturnType.SpecialType: SpecialType.System_Boolean, IsVirtual: false }
        let answer = AnswerOf(opening)
        where answer is not null
        from call in _callers.Calls(method, cancellationToken).OfType<IInvocationOperation>()
        let wrapping = new Wrapping(ImmutableArray.Create<IOperation>(opening.Operation, call))
        select new ExistenceQuestion(call, Called(opening, wrapping, cancellationToken), answer.Value);

    /// <summary>The primitive with the name that its user gives.</summary>
    private NamedPrimitive Called(NamedPrimitive primitive, Wrapping wrapping, CancellationToken cancellationToken)
    {
        NameText name = primitive.Name;
        foreach (NamePart part in primitive.Name.Parts)
        {
            if (part is { Text: null, Value: IParameterReferenceOperation { Parameter: var parameter } }
                && wrapping.ValueOf(parameter) is { } given)
            {
                name = name.With(part.Value, _primitives.Text(given, cancellationToken));
            }
        }

        return primitive.Called(name);
    }

    /// <summary>What the method returns when the name is there; null when that cannot be told.</summary>
    private static bool? AnswerOf(NamedPrimitive opening)
    {
        IOperation body = ControlFlow.BodyAround(opening.Operation);
        List<IOperation> returns = ControlFlow.ReturnsOf(body).ToList();
        return returns.Count == 1
            ? opening.Access == PrimitiveAccess.TryOpen ? Returned(returns[0], opening.Operation) : null
            : OfConstants(returns, opening.Operation);
    }

    private static bool? Returned(IOperation value, IOperation opening) => ValueOrigin.Unwrap(value) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negated => !Returned(negated.Operand, opening),
        ILocalReferenceOperation { Local: var local }
            when new LocalAssignments(LocalAssignments.Outermost(value)).Of(local) is { Count: 1 } assigned
                && assigned[0] is { } only => Returned(only, opening),
        var other => other.Syntax == opening.Syntax ? true : null,
    };

    /// <summary>`try { Open(); return true; } catch { return false; }`, and `if (TryOpen()) { return true; } return false;`.</summary>
    private static bool? OfConstants(List<IOperation> returns, IOperation opening)
    {
        IOperation? success = SuccessOf(opening);
        List<(bool Value, bool IsOfSuccess)> answers = new();
        bool isReturnedThere = success is not null && returns.Exists(found => success.Syntax.Span.Contains(found.Syntax.Span));
        foreach (IOperation found in returns)
        {
            if (ValueOrigin.Unwrap(found).ConstantValue is not { HasValue: true, Value: bool answer })
            {
                return null;
            }

            answers.Add((answer, success is not null
                && (isReturnedThere ? success.Syntax.Span.Contains(found.Syntax.Span) : !ControlFlow.IsInCatch(found))));
        }

        List<bool> there = answers.Where(static answer => answer.IsOfSuccess).Select(static answer => answer.Value).Distinct().ToList();
        return there.Count == 1 && answers.Exists(answer => !answer.IsOfSuccess && answer.Value != there[0]) ? there[0] : null;
    }

    /// <summary>What runs when the opening succeeds: the rest of its try, or the branch behind it.</summary>
    private static IOperation? SuccessOf(IOperation opening)
    {
        for (IOperation child = opening; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IUnaryOperation or IBinaryOperation:
                    return null;
                case IConditionalOperation choice when choice.Condition == child:
                    return choice.WhenTrue;
                case ITryOperation attempt when attempt.Body == child && attempt.Catches.Length > 0:
                    return attempt.Body;
            }
        }

        return null;
    }
}
