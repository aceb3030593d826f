using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>The variables and members that say whether this process is the first, and what they decide.</summary>
internal sealed class GuardAnswers
{
    private readonly MemberHistories _histories;
    private readonly Callers _callers;
    private readonly CallTargets _targets;
    private readonly Dispatch _dispatch;

    private GuardAnswers(MemberHistories histories, Callers callers, CallTargets targets, Dispatch dispatch) =>
        (_histories, _callers, _targets, _dispatch) = (histories, callers, targets, dispatch);

    public static GuardAnswers Of(ProcessModel model) => model.Get(static model =>
        new GuardAnswers(MemberHistories.Of(model), Callers.Of(model), CallTargets.Of(model), Dispatch.Of(model)));

    /// <summary>The variable or member that gets the answer of a wait, or the method or property that returns it.</summary>
    public static ISymbol? AnswerOf(IOperation wait, CancellationToken cancellationToken) =>
        TargetOf(wait) ?? (wait.Parent is IReturnOperation ? ReturnerOf(wait, cancellationToken) : null);

    /// <summary>The variable or member behind an argument; for an `out` parameter of a wrapper, the one that its user gives.</summary>
    public static ISymbol? VariableOf(IOperation? value, Wrapping? wrapping = null) => value switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
        ILocalReferenceOperation local => local.Local,
        IMemberReferenceOperation member => member.Member.OriginalDefinition,
        IParameterReferenceOperation { Parameter: var parameter } => VariableOf(wrapping?.ValueOf(parameter)),
        _ => null,
    };

    public static bool IsHolder(IOperation? operation, ImmutableArray<ISymbol> names) => names.Any(name => IsHolder(operation, name));

    public static bool IsHolder(IOperation? operation, ISymbol holder) => operation switch
    {
        IConditionalAccessInstanceOperation accessed => IsHolder(ValueOrigin.AccessedObject(accessed), holder),
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, holder),
        IMemberReferenceOperation member => SymbolEqualityComparer.Default.Equals(member.Member.OriginalDefinition, holder),
        IInvocationOperation call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, holder),
        _ => false,
    };

    /// <summary>
    /// An answer, the member that it is kept in, and the property that hands that out; a wrapper that is null for the others is one too.
    /// None when the answer has too many names.
    /// </summary>
    public ImmutableArray<ISymbol> From(ISymbol? first, IOperation place, Wrapping wrapping, CancellationToken cancellationToken)
    {
        if (first is null)
        {
            return ImmutableArray<ISymbol>.Empty;
        }

        List<ISymbol> answers = new() { first };
        for (int next = 0; next < answers.Count; next++)
        {
            if (answers.Count > Budgets.GuardAnswers)
            {
                return ImmutableArray<ISymbol>.Empty;
            }

            foreach (IOperation use in UsesOf(answers[next], place, wrapping, cancellationToken).ToList())
            {
                ISymbol? further = use.Parent is IReturnOperation ? ReturnerOf(use, cancellationToken) : TargetOf(use);
                if (further is not null
                    && (wrapping.IsWrapped || further is not IMethodSymbol)
                    && !answers.Contains(further, SymbolEqualityComparer.Default))
                {
                    answers.Add(further);
                    answers.AddRange(NamesFor(further, cancellationToken));
                }
            }
        }

        if (Destination.Variable(wrapping.Outermost) is { } holder && MayBeNull(wrapping.Outermost, cancellationToken))
        {
            answers.Add(holder);
        }

        return answers.ToImmutableArray();
    }

    /// <summary>The members of base types and interfaces that nothing but the answer of a wrapper stands behind.</summary>
    private IEnumerable<ISymbol> NamesFor(ISymbol answer, CancellationToken cancellationToken) =>
        ReaderOf(answer) is not { ContainingType: not null } reader
            ? Enumerable.Empty<ISymbol>()
            : Callers.NamesOf(answer).Skip(1).Where(name => ReaderOf(name) is { } named
                && SymbolEqualityComparer.Default.Equals(_dispatch.SingleTarget(named, cancellationToken), reader.OriginalDefinition));

    private static IMethodSymbol? ReaderOf(ISymbol answer) => answer as IMethodSymbol ?? (answer as IPropertySymbol)?.GetMethod;

    /// <summary>True when the program ends, or has nothing more to do, on one outcome of an answer.</summary>
    public bool Decides(ISymbol answer, IOperation place, Wrapping wrapping, CancellationToken cancellationToken) =>
        UsesOf(answer, place, wrapping, cancellationToken).Any(use => !wrapping.IsWrapped ? EndDecisions.DecidesAnEnd(use)
            : IsOfWrapper(use, wrapping) ? EndDecisions.EndsProcess(use)
            : use.Parent is not IReturnOperation && EndDecisions.DecidesAnEnd(use));

    /// <summary>All places that name a member, with the object that it is a member of.</summary>
    public IEnumerable<IOperation> MentionsOf(ISymbol member, CancellationToken cancellationToken) =>
        _histories.Mentions(member, cancellationToken)
            .Select(mention => mention.Name.FirstAncestorOrSelf<InvocationExpressionSyntax>(call =>
                    member is IMethodSymbol && call.Expression.Span.End == mention.Name.Span.End) is { } call
                ? mention.Model.GetOperation(call, cancellationToken)
                : mention.Name.Parent is MemberAccessExpressionSyntax access && access.Name == mention.Name
                ? mention.Model.GetOperation(access, cancellationToken)
                : mention.Model.GetOperation(mention.Name, cancellationToken))
            .OfType<IOperation>();

    /// <summary>The reads of an answer: in the bodies that ask, and wherever a member with it is named.</summary>
    private IEnumerable<IOperation> UsesOf(ISymbol answer, IOperation place, Wrapping wrapping, CancellationToken cancellationToken) =>
        (answer is ILocalSymbol
                ? new[] { place, wrapping.Outermost }.Select(LocalAssignments.Outermost).Distinct()
                    .SelectMany(static body => body.Descendants())
                : MentionsOf(answer, cancellationToken))
            .Where(operation => IsHolder(operation, answer)
                && operation.Parent is not (IArgumentOperation { Parameter.RefKind: RefKind.Out } or IDeclarationExpressionOperation)
                && !(wrapping.IsWrapped && IsOfAnother(operation, wrapping, cancellationToken)));

    /// <summary>True for the answer of an object that another creation makes than those of the wrapping.</summary>
    private bool IsOfAnother(IOperation use, Wrapping wrapping, CancellationToken cancellationToken) =>
        ReceiverOf(use) is { Type: INamedTypeSymbol type } receiver
        && VariableOf(ValueOrigin.Unwrap(receiver)) is { } holder
        && !wrapping.Holders.Contains(holder, SymbolEqualityComparer.Default)
        && type.OriginalDefinition.InstanceConstructors
            .SelectMany(constructor => _callers.Calls(constructor, cancellationToken))
            .OfType<IOperation>()
            .Any(made => SymbolEqualityComparer.Default.Equals(Destination.Variable(made), holder));

    /// <summary>True for code of what wraps the mutex: to leave that is no decision of the program.</summary>
    private static bool IsOfWrapper(IOperation use, Wrapping wrapping)
    {
        IOperation body = LocalAssignments.Outermost(use);
        return body.Syntax != LocalAssignments.Outermost(wrapping.Outermost).Syntax
            && (ReceiverOf(use) is null or IInstanceReferenceOperation || body is IConstructorBodyOperation);
    }

    private bool MayBeNull(IOperation call, CancellationToken cancellationToken) =>
        call is IInvocationOperation
        && _targets.One(call, cancellationToken) is { } factory
        && factory.Body.Descendants().OfType<IReturnOperation>().Any(static found =>
            found.ReturnedValue is { } value
            && value.DescendantsAndSelf().Any(static part => part is ILiteralOperation && ValueOrigin.IsNull(part)));

    private static IOperation? ReceiverOf(IOperation use) => use switch
    {
        IInvocationOperation call => call.Instance,
        IMemberReferenceOperation member => member.Instance,
        _ => null,
    };

    private static ISymbol? ReturnerOf(IOperation value, CancellationToken cancellationToken) =>
        value.SemanticModel?.GetEnclosingSymbol(value.Syntax.SpanStart, cancellationToken) is IMethodSymbol method
            ? method.AssociatedSymbol ?? method
            : null;

    /// <summary>The variable or member that a value is put into.</summary>
    private static ISymbol? TargetOf(IOperation value) => value.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation local } => local.Symbol,
        ISimpleAssignmentOperation assignment when assignment.Value == value => VariableOf(assignment.Target),
        _ => null,
    };
}
