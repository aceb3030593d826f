using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>
/// PSAFE207: a finalizer completes a TaskCompletionSource that runs its continuations inline.
/// Reported when all that is ever assigned to its field is seen and one creation lacks RunContinuationsAsynchronously.
/// Left alone with the flag, with options that are not constant, and when the source comes from elsewhere or was made on the same path.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InlineContinuationFinalizerAnalyzer : ProcessSafetyAnalyzer
{
    private const int RunContinuationsAsynchronously = 64;

    public InlineContinuationFinalizerAnalyzer()
        : base(Rules.FinalizerRunsContinuations)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterFinalizerAction(model, (paths, report, cancellationToken) =>
        {
            HashSet<(Site, Value)> reported = new();
            foreach (CallPath path in paths)
            {
                if (path.Fact is TaskCompleted
                    && path.Subject is not Value.MemberValue { Owner: Value.CreatedValue }
                    && SharedMember.Of(path.Subject) is { } member
                    && RunsInline(member, model, cancellationToken)
                    && reported.Add((path.First, path.Subject)))
                {
                    report(Rules.FinalizerRunsContinuations.At(
                        path,
                        SharedMember.Properties(DiagnosticProperties.Completion, path.Subject),
                        path.Text,
                        member.Name));
                }
            }
        });

    private static bool RunsInline(ISymbol member, ProcessModel known, CancellationToken cancellationToken)
    {
        bool runsInline = false;
        foreach (IOperation assigned in MemberHistories.Of(known)
            .Assigned(member, cancellationToken)
            .SelectMany(value => value is IInvocationOperation
                ? ValueSources.Of(known).Of(value, cancellationToken)
                : ImmutableArray.Create(value)))
        {
            switch (assigned)
            {
                case IObjectCreationOperation creation when Options(creation) is { } options:
                    runsInline |= (options & RunContinuationsAsynchronously) == 0;
                    break;
                case { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                    break;
                default:
                    return false;
            }
        }

        return runsInline;
    }

    /// <summary>The creation options; null when they are not constant.</summary>
    private static int? Options(IObjectCreationOperation creation)
    {
        IArgumentOperation? options =
            creation.Arguments.FirstOrDefault(static a => a.Parameter?.Type.Is(KnownTypes.TaskCreationOptions) == true);
        return options is null ? 0 : options.Value.ConstantValue is { HasValue: true, Value: int flags } ? flags : null;
    }
}
