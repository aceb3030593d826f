using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>Whether code runs in an exit handler and nowhere else: what a fix makes of it then reaches no other caller.</summary>
internal static class HandlerCode
{
    /// <summary>What a fix gets to know of the end of a path.</summary>
    public static ImmutableDictionary<string, string?> Properties(
        CallPath path,
        ExitHandler handler,
        ProcessModel known,
        CancellationToken cancellationToken) =>
        Properties(handler, path.Fact.Site.Tree, path.Fact.Site.Span, known, cancellationToken);

    /// <summary>What a fix gets to know of a place.</summary>
    public static ImmutableDictionary<string, string?> Properties(
        ExitHandler handler,
        SyntaxTree tree,
        TextSpan place,
        ProcessModel known,
        CancellationToken cancellationToken) =>
        IsSubscribedOnly(handler, known, cancellationToken)
        && Callers.Of(known).RunsBelowOnly(tree, place, handler.Contains, cancellationToken)
            ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.HandlerOnly, bool.TrueString)
            : ImmutableDictionary<string, string?>.Empty;

    /// <summary>
    /// True when the code is what is subscribed, and nothing else has it: a method that is only named where it is added to or taken from
    /// such events.
    /// </summary>
    private static bool IsSubscribedOnly(ExitHandler handler, ProcessModel known, CancellationToken cancellationToken)
    {
        if (handler.Raiser is not null)
        {
            return false;
        }

        if (handler.Method.MethodKind == MethodKind.AnonymousFunction)
        {
            return handler.Subscription.Syntax.SyntaxTree == handler.Body.Syntax.SyntaxTree
                && handler.Subscription.Syntax.Span.Contains(handler.Body.Syntax.Span);
        }

        IMethodSymbol method = handler.Method.OriginalDefinition;
        SyntaxNode[] subscriptions = ExitHandlers.Of(known).All(cancellationToken)
            .Where(other => other.IsLastCall == handler.IsLastCall
                && SymbolEqualityComparer.Default.Equals(other.Method.OriginalDefinition, method))
            .Select(static other => other.Subscription.Syntax)
            .ToArray();
        return method is { IsOverride: false, IsVirtual: false, IsAbstract: false, ExplicitInterfaceImplementations.IsEmpty: true }
            && !Callers.AreOutside(method)
            && MemberHistories.Of(known).Mentions(method, cancellationToken).All(mention =>
                subscriptions.Any(subscription => subscription.SyntaxTree == mention.Name.SyntaxTree
                    && subscription.Span.Contains(mention.Name.Span))
                || mention.Name.Ancestors().Any(static node => node is CrefSyntax
                    or AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SubtractAssignmentExpression }));
    }
}
