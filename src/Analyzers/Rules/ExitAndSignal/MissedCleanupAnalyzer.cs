using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// PSAFE807: cleanup in a ProcessExit handler that SIGTERM passes by, since .NET 10 raises no event for it.
/// Reported in a program for .NET 10 or later, at the first thing in the handler that matters outside: files, processes, a flush.
/// Left alone in libraries, in programs of the generic host, and where anything in the compilation registers SIGTERM.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissedCleanupAnalyzer : ProcessSafetyAnalyzer
{
    private const int FirstVersion = 10;

    public MissedCleanupAnalyzer()
        : base(Rules.CleanupMissedBySigterm)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model)
    {
        bool isProgram = context.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
        if (!isProgram
            || context.Compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly
                is not { Identity.Version.Major: >= FirstVersion })
        {
            return;
        }

        context.RegisterExitHandlerAction(model, (handler, report, cancellationToken) =>
        {
            if (handler.Event == ExitEvent.ProcessExit
                && !handler.Method.IsAsync
                && Cleanup(handler, cancellationToken) is { } cleanup
                && !DroppedWork.Of(handler, model, cancellationToken).Any()
                && !ExitHandlers.Of(model).HandlesSigterm(cancellationToken)
                && !ExitHandlers.Of(model).HaveAnotherHolder(cancellationToken))
            {
                report(cleanup);
            }
        });
    }

    /// <summary>The first thing that is lost, where no other rule speaks; null when nothing is.</summary>
    private static Diagnostic? Cleanup(ExitHandler handler, CancellationToken cancellationToken)
    {
        ImmutableArray<CallPath> paths = handler.Paths(cancellationToken);
        if (paths.Where(static path => path.Fact is SideEffect effect && IsLost(effect.Member))
            .OrderBy(static path => path.First.Span.Start)
            .FirstOrDefault() is { } lost)
        {
            bool isSpokenOf = paths.Any(other => other.First == lost.First
                && other.Fact is LockTaken or LockReleased or Waited or ProcessEnded);
            return isSpokenOf ? null : Rules.CleanupMissedBySigterm.At(lost, Properties(handler), lost.Text);
        }

        return handler.OwnCode()
            .OfType<IInvocationOperation>()
            .Where(IsFlush)
            .OrderBy(static call => call.Syntax.SpanStart)
            .FirstOrDefault() is { } flush
            ? Diagnostic.Create(
                Rules.CleanupMissedBySigterm,
                flush.Syntax.GetLocation(),
                Properties(handler),
                string.Join(" → ", handler.Root.Names.Add(Sites.OfFact(flush).Text)))
            : null;
    }

    private static ImmutableDictionary<string, string?> Properties(ExitHandler handler) =>
        handler is { Raiser: null, Subscription.Syntax: var subscription } && subscription.SyntaxTree == handler.Body.Syntax.SyntaxTree
            ? ImmutableDictionary<string, string?>.Empty.Add(
                DiagnosticProperties.Subscription,
                subscription.SpanStart.ToString(CultureInfo.InvariantCulture))
            : ImmutableDictionary<string, string?>.Empty;

    /// <summary>True for what outlives the process: threads, timers, settings and named primitives of this one end with it.</summary>
    private static bool IsLost(ISymbol member) =>
        member is IMethodSymbol { Name: not "SetCurrentDirectory" }
        && KnownNames.LastingNamespaces.Has(member.ContainingNamespace.ToDisplayString());

    private static bool IsFlush(IInvocationOperation call) =>
        KnownNames.StreamEnds.Has(call.TargetMethod.Name)
        && (call.Instance?.Type.IsOrDerivesFrom("System.IO.Stream") == true
            || call.Instance?.Type.IsOrDerivesFrom("System.IO.TextWriter") == true);
}
