using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>
/// The code of a file that runs whenever the program crashes: handlers of unhandled exceptions, and catches around all of it.
/// </summary>
internal static class CrashRoots
{
    /// <summary>No method has this name: it is a keyword.</summary>
    private const string Catch = "catch";

    /// <summary>True for a catch: what comes before it has been asked for conditions already.</summary>
    public static bool IsCatch(Root root) => root.Names is { Length: > 0 } names && names[0] == Catch;

    public static IEnumerable<Root> In(SemanticModel model, ProcessModel known, CancellationToken cancellationToken) =>
        Handlers(model, known, cancellationToken)
            .Concat(StartUpCatches.Of(known).In(model.SyntaxTree, cancellationToken).Select(caught =>
                new Root(caught.Method, ImmutableArray.Create(Catch), Value.Living, ValueList.Empty, null)
                {
                    Facts = BodyReader.Read(caught.Method, caught.Handler, known.Catalogue, cancellationToken),
                    IsEntryPoint = true,
                }))
            .Concat(ErrorHandlers.Of(known).In(model.SyntaxTree, cancellationToken)
                .Select(given => RootOf(given.Target, given.Value, model.SyntaxTree, known, cancellationToken))
                .OfType<Root>()
                .Select(static root => root with { Names = ImmutableArray.Create(Catch) }));

    private static IEnumerable<Root> Handlers(SemanticModel model, ProcessModel known, CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(model.SyntaxTree);
        foreach (SyntaxToken token in index.Occurrences(CrashEvents.Words, cancellationToken: cancellationToken))
        {
            if (token.Parent?.FirstAncestorOrSelf<AssignmentExpressionSyntax>()
                    is { RawKind: (int)SyntaxKind.AddAssignmentExpression } subscription
                && subscription.Left.Span.Contains(token.Span)
                && model.GetOperation(subscription, cancellationToken)
                    is IEventAssignmentOperation { HandlerValue: { } handler } assignment)
            {
                foreach (CallTarget target in CallTargets.Of(known).OfDelegate(handler, assignment, cancellationToken))
                {
                    if (RootOf(target, handler, model.SyntaxTree, known, cancellationToken) is { } root)
                    {
                        yield return root with { Names = ImmutableArray.Create(token.ValueText) };
                    }
                }
            }
        }
    }

    private static Root? RootOf(
        CallTarget target,
        IOperation handler,
        SyntaxTree tree,
        ProcessModel known,
        CancellationToken cancellationToken)
    {
        SyntaxNode? declaration = target.Method.MethodKind == MethodKind.AnonymousFunction
            ? target.Body.Parent?.Syntax
            : target.Method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);
        return declaration is null ? null
            : declaration.SyntaxTree == tree ? CodeReach.Of(known).BodyRoot(declaration, cancellationToken)
            : target.Method.MethodKind == MethodKind.AnonymousFunction ? null
            : new Root(target.Method, ImmutableArray<string>.Empty, Value.Living, ValueList.Empty, null)
            {
                HandedOverAt = Sites.OfCall(ValueOrigin.Unwrap(handler), target.Method.Name),
            };
    }

    /// <summary>True for code that each start of the program runs under no condition, through some calls at most.</summary>
    public static bool IsStartUp(IOperation place, int calls, ProcessModel known, CancellationToken cancellationToken)
    {
        if (EntryPoints.Of(known).Main is not { } main
            || MethodRound(place, cancellationToken) is not { } method
            || !IsUnconditional(place, known))
        {
            return false;
        }

        return SymbolEqualityComparer.Default.Equals(method, main.Method)
            || (calls > 0 && Callers.Of(known).Calls(method, cancellationToken)
                .OfType<IOperation>()
                .Any(call => IsStartUp(call, calls - 1, known, cancellationToken)));
    }

    /// <summary>
    /// True when no condition lies around a place, and none before it asks for the mode or leaves: any of these may keep the second start
    /// from what crashed the first.
    /// </summary>
    private static bool IsUnconditional(IOperation place, ProcessModel known) =>
        !ControlFlow.BranchesRound(place).Any()
        && !ControlFlow.MayReturnBefore(place)
        && !LocalAssignments.Outermost(place).Descendants().Any(part => part.Syntax.SpanStart < place.Syntax.SpanStart
            && ((part is IInvocationOperation { TargetMethod: var called } && Signals.EndsProcess(called))
                || (ChildModes.Of(known).IsModeRead(part) && ControlFlow.IsAsked(part))));

    /// <summary>The method or local function that a place is in; null for one in a lambda or an initializer.</summary>
    public static IMethodSymbol? MethodRound(IOperation place, CancellationToken cancellationToken) =>
        SourceBodies.Around(place, cancellationToken) is IMethodSymbol
        {
            MethodKind: not MethodKind.AnonymousFunction,
        } method ? method.OriginalDefinition : null;
}
