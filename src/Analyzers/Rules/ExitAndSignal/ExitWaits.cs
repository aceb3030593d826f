using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>Which waits of an exit handler end only when other code continues.</summary>
internal static class ExitWaits
{
    /// <summary>
    /// True for an event, a task, a semaphore, a thread, a child process or a flag that the handler did not start or set itself.
    /// </summary>
    public static bool IsForOtherCode(CallPath path, ExitHandler handler, ProcessModel known, CancellationToken cancellationToken) =>
        (path.Fact is Polled
            || (path.Fact is Waited { Member: { } member }
                && !KnownNames.OwnWaits.Has(member.Name)
                && KnownNames.WaitNamespaces.Has(member.ContainingNamespace.ToDisplayString())))
        && handler.IsShared(path.Subject, cancellationToken)
        && !IsStartedHere(path.Subject, handler, known, cancellationToken);

    /// <summary>True when the code that would end the wait may call Environment.Exit, and then never comes to it.</summary>
    public static bool IsForAnExit(Value awaited, ExitHandler handler, ProcessModel known, CancellationToken cancellationToken) =>
        SignalPlaces.Of(awaited, known, cancellationToken).Where(place => !handler.Contains(place)).Any(place =>
            (Completes(place) ? CallerNames.BodiesRound(place) : Started(place, known, cancellationToken))
                .Any(body => ExitLocks.Of(known).MayExit(body, cancellationToken)));

    /// <summary>True when all that the awaited member ever holds is made by the handler.</summary>
    private static bool IsStartedHere(Value awaited, ExitHandler handler, ProcessModel known, CancellationToken cancellationToken) =>
        SignalPlaces.Holder(awaited) is { } member
        && MemberHistories.Of(known)
            .Of(member, cancellationToken)?.Assigned
            .Where(static value => !IsNull(value))
            .ToList() is { Count: > 0 } assigned
        && assigned.All(handler.Contains);

    private static bool IsNull(ExpressionSyntax value) => value switch
    {
        PostfixUnaryExpressionSyntax suppressed => IsNull(suppressed.Operand),
        _ => value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression),
    };

    /// <summary>`done.Set()` and its like, and `running = false`.</summary>
    private static bool Completes(SyntaxNode name)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? qualified : name;
        if (whole.Parent is AssignmentExpressionSyntax { Right: LiteralExpressionSyntax { Token.Value: bool } } assignment
            && assignment.Left == whole)
        {
            return true;
        }

        SimpleNameSyntax? member = whole.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == whole => access.Name,
            ConditionalAccessExpressionSyntax
            {
                WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding },
            } => binding.Name,
            _ => null,
        };
        return member is not null && Signals.Completes(member.Identifier.ValueText);
    }

    /// <summary>
    /// The code that the thread or task runs which is assigned here: lambdas, and methods of this compilation that are named or called.
    /// </summary>
    private static IEnumerable<SyntaxNode> Started(SyntaxNode place, ProcessModel known, CancellationToken cancellationToken)
    {
        SyntaxNode? value = place switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } initializer } => initializer,
            PropertyDeclarationSyntax { Initializer.Value: { } initializer } => initializer,
            _ when place.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment && assignment.Left.Span.Contains(place.Span) =>
                assignment.Right,
            _ => null,
        };
        if (value is null || SourceBodies.Of(known).Model(value.SyntaxTree)?.GetOperation(value, cancellationToken) is not { } operation)
        {
            yield break;
        }

        foreach (IOperation part in operation.DescendantsAndSelf())
        {
            IMethodSymbol? method = part switch
            {
                IMethodReferenceOperation reference => reference.Method,
                IInvocationOperation call => call.TargetMethod,
                _ => null,
            };
            if (part is IAnonymousFunctionOperation)
            {
                yield return part.Syntax;
            }

            foreach (SyntaxReference declaration in method?.DeclaringSyntaxReferences ?? ImmutableArray<SyntaxReference>.Empty)
            {
                yield return declaration.GetSyntax(cancellationToken);
            }
        }
    }
}
