using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>
/// PSAFE402: a program starts itself for its workers, and each worker runs what Main does first.
/// Reported on a statement of Main, or of code that Main hands its work to, that changes files, opens a listener, starts something or the
/// like, itself or through calls, before the condition that tells a worker from its parent, or before the parser or host that decides it.
/// Left alone: programs without a worker or without such a condition, restarts, what the condition needs, what runs under a
/// condition of its own, and settings of the process itself.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedStartUpAnalyzer : ProcessSafetyAnalyzer
{
    public RepeatedStartUpAnalyzer()
        : base(Rules.StartUpRunsInWorkers)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            HashSet<Site> reported = new();
            foreach (StartUpBody body in StartUpBodies.Of(model).All(file.CancellationToken))
            {
                if (body.Branch is not { } branch)
                {
                    return;
                }

                foreach (CallPath effect in Effects(body, branch, model, file.CancellationToken))
                {
                    if (effect.First.Tree == file.SemanticModel.SyntaxTree && reported.Add(effect.First))
                    {
                        file.ReportDiagnostic(Rules.StartUpRunsInWorkers.At(effect, Properties(branch), effect.Text, PlaceFor(branch)));
                    }
                }
            }
        });

    private static IEnumerable<CallPath> Effects(
        StartUpBody body,
        ChildModeBranch branch,
        ProcessModel known,
        CancellationToken cancellationToken)
    {
        List<SelfLaunch> launches = SelfLaunches.Of(known).All(cancellationToken).ToList();
        Site? call = branch.HandedOn?.First;
        List<IOperation> before = body.Statements
            .TakeWhile(statement => call is null ? statement != branch.Statement : !ChildModeBranches.Contains(statement, call))
            .Where(statement => !IsNeeded(statement, branch))
            .ToList();
        return body.Paths.Where(path => path.Fact is SideEffect effect
            && path.Certainty != Certainty.Sometimes
            && !StartUpEffects.IsOfOneProcess(effect)
            && !launches.Any(launch => launch.Is(effect))
            && before.Any(statement => ChildModeBranches.Contains(statement, path.First))
            && !IsMutexOfALaunch(effect, launches, known, cancellationToken));
    }

    /// <summary>True for a mutex that a launch finds held, which PSAFE404 reports.</summary>
    private static bool IsMutexOfALaunch(
        SideEffect effect,
        IEnumerable<SelfLaunch> launches,
        ProcessModel known,
        CancellationToken cancellationToken) =>
        effect.Member.ContainingType.Is(KnownTypes.Mutex)
        && SingleInstanceGuards.Of(known).All(cancellationToken)
            .Any(guard => guard.Mutex.Syntax.SyntaxTree == effect.Site.Tree && guard.Mutex.Syntax.Span == effect.Site.Span
                && launches.Any(launch => MutexOwnership.IsOwnedAt(launch, guard, known, cancellationToken)));

    /// <summary>True when the branch decides by something that the statement declares or sets.</summary>
    private static bool IsNeeded(IOperation statement, ChildModeBranch branch)
    {
        HashSet<ISymbol> given = new(SymbolEqualityComparer.Default);
        foreach (IOperation part in statement.DescendantsAndSelf())
        {
            ISymbol? symbol = part switch
            {
                IVariableDeclaratorOperation declarator => declarator.Symbol,
                IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
                IAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local,
                IAssignmentOperation { Target: IMemberReferenceOperation member } => member.Member,
                _ => null,
            };
            if (symbol is not null)
            {
                given.Add(symbol);
            }
        }

        return branch.Parts.Seen.Any(part => part switch
        {
            ILocalReferenceOperation local => given.Contains(local.Local),
            IMemberReferenceOperation member => given.Contains(member.Member),
            _ => false,
        });
    }

    private static string PlaceFor(ChildModeBranch branch) =>
        branch.Side == ParentSide.Elsewhere
            ? "to the code that starts the workers"
            : "after that check, to the parent's side";

    private static ImmutableDictionary<string, string?> Properties(ChildModeBranch branch) => ImmutableDictionary<string, string?>.Empty
        .Add(DiagnosticProperties.Branch, branch.Statement.Syntax.SpanStart.ToString(CultureInfo.InvariantCulture))
        .Add(DiagnosticProperties.Side, branch.Side.ToString());
}
