using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// Objects that hold a named mutex for who makes them, and say by a member whether this process is the one: when nothing uses the object
/// any more, the mutex is gone with it.
/// <code>var single = new Single("app"); if (!single.IsFirst) { return; } await RunAsync();</code>
/// </summary>
internal sealed class WrappedGuards
{
    private readonly Compilation _compilation;
    private readonly NamedSites _sites;
    private readonly Wrappings _wrappings;
    private readonly ProcessModel _model;
    private readonly Memo<List<(Wrapping Wrapping, NamedPrimitive Mutex)>> _all;

    private WrappedGuards(ProcessModel model)
    {
        (_compilation, _sites, _wrappings, _model) = (model.Compilation, NamedSites.Of(model), Wrappings.Of(model), model);
        _all = new(cancellationToken => Find(cancellationToken).ToList());
    }

    public static WrappedGuards Of(ProcessModel model) => model.Get(static model => new WrappedGuards(model));

    /// <summary>The creations of such objects in one file, each with how it is lost.</summary>
    public IEnumerable<(CreationSite Site, string Loss)> LostIn(SyntaxTree tree, CancellationToken cancellationToken) =>
        from found in _all.Get(cancellationToken)
        let made = found.Wrapping.Outermost
        where made.Syntax.SyntaxTree == tree
        let answers = AnswersIn(LocalAssignments.Outermost(made), found.Mutex, cancellationToken)
        where answers.Count > 0
        let site = CreationSite.Of(made, _model, cancellationToken, condition => Known(condition, answers))
        where site is { Local: not null, IsUsed: false }
        let loss = LostGuard.Of(site, site.Uses.Any(use => IsOf(use, answers) && EndDecisions.DecidesAnEnd(use)), isOwned: true)
        where loss is not null
        select (site, loss);

    private IEnumerable<(Wrapping Wrapping, NamedPrimitive Mutex)> Find(CancellationToken cancellationToken) =>
        from tree in _compilation.SyntaxTrees
        from mutex in _sites.In(tree, static site => site.MayCreateMutex && site.IsOfObject, cancellationToken)
        where mutex is { Kind: PrimitiveKind.Mutex, Access: PrimitiveAccess.Create, IsUnnamed: false }
            && mutex.Operation.Type.Is(KnownTypes.Mutex)
        from wrapping in _wrappings.Of(mutex.Operation, cancellationToken)
        where wrapping.IsWrapped
            && wrapping.Links.All(static link => link is IObjectCreationOperation
                or IInvocationOperation { TargetMethod.MethodKind: MethodKind.Constructor })
            && wrapping.Links.Take(wrapping.Links.Length - 1).All(link => IsKept(link, cancellationToken))
        select (wrapping, mutex);

    /// <summary>True for what a private field alone holds, of an object that nobody else gets to know while it is made.</summary>
    private bool IsKept(IOperation link, CancellationToken cancellationToken) =>
        link is not IObjectCreationOperation
        || (Destination.Variable(link) is { DeclaredAccessibility: Accessibility.Private, IsStatic: false } holder
            && MemberHistories.Of(_model).Of(holder, cancellationToken) is { Escapes: false }
            && !LocalAssignments.Outermost(link).Descendants().Any(static part =>
                part is IAnonymousFunctionOperation or IMethodReferenceOperation
                || (part is IInstanceReferenceOperation && part.Parent is not (IMemberReferenceOperation or IInvocationOperation))));

    /// <summary>The properties that a body asks for whether this process is the one.</summary>
    private HashSet<ISymbol> AnswersIn(IOperation body, NamedPrimitive mutex, CancellationToken cancellationToken) => new(
        body.Descendants()
            .OfType<IPropertyReferenceOperation>()
            .Where(answer => answer.Type?.SpecialType == SpecialType.System_Boolean
                && ValueSources.Of(_model).Of(answer, cancellationToken).Any(source => source switch
                {
                    IInvocationOperation { TargetMethod.Name: "WaitOne" } => true,
                    ILocalReferenceOperation { Local: var local } => mutex.CreatedNew is { } createdNew
                        && createdNew.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(created =>
                            SymbolEqualityComparer.Default.Equals(created.Local, local)),
                    _ => false,
                }))
            .Select(static answer => answer.Property),
        SymbolEqualityComparer.Default);

    private static bool IsOf(IOperation value, HashSet<ISymbol> answers) =>
        value is IPropertyReferenceOperation { Property: var property } && answers.Contains(property);

    /// <summary>What a condition is when the answer is yes; null for one that does not ask for it.</summary>
    private static bool? Known(IOperation condition, HashSet<ISymbol> answers) => ValueOrigin.Unwrap(condition) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !Known(not.Operand, answers),
        IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.Equals,
            RightOperand.ConstantValue: { HasValue: true, Value: bool wanted },
        } equals => Known(equals.LeftOperand, answers) is { } known ? known == wanted : null,
        var value => IsOf(value, answers) ? true : null,
    };
}
