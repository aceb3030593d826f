using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE307: `new Mutex(true, name)` asks for ownership, and the code takes it for granted.
/// Reported on the creation when createdNew is absent, discarded or never read, nothing waits for the mutex, and the code releases
/// it; and when it waits for a mutex that it may own already, and releases it once. Left alone: mutexes without a name, a wait later
/// on, a createdNew that is read, mutexes that only exist and are never released, those that leave the body or the private field,
/// and what PSAFE306 reports.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AssumedOwnershipAnalyzer : ProcessSafetyAnalyzer
{
    public AssumedOwnershipAnalyzer()
        : base(Rules.OwnershipIsAssumed)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (NamedPrimitive mutex in MutexCreations.In(file, model, static site => site.MayBeOwned))
            {
                if (mutex.InitiallyOwned == true
                    && CreationSite.Of(mutex.Operation, model, file.CancellationToken) is { } site
                    && !site.ReadsCreatedNew(mutex.CreatedNew)
                    && LostGuardAnalyzer.Loss(site, model, file.CancellationToken) is null
                    && ReleaseOf(site, model, file.CancellationToken) is var assumed
                    && (assumed ?? OneReleaseOfTwo(site)) is { } release)
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.OwnershipIsAssumed,
                        site.Creation.Syntax.GetLocation(),
                        new[] { release.GetLocation() },
                        assumed is null
                            ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Waited, null)
                            : ImmutableDictionary<string, string?>.Empty,
                        Sites.OneLine(site.Creation.Syntax.ToString()),
                        assumed is null
                            ? $"'{Sites.OneLine(site.Waits[0].Syntax.ToString())}' then takes it twice, and one release leaves it owned"
                            : $"otherwise the code runs without it, and '{Sites.OneLine(release.ToString())}' throws"));
                }
            }
        });

    /// <summary>
    /// The release by a thread that never waited; null when nothing releases it so, or when the mutex is waited for or out of sight.
    /// </summary>
    private static SyntaxNode? ReleaseOf(CreationSite site, ProcessModel model, CancellationToken cancellationToken)
    {
        if (site.Local is not null)
        {
            return site.Escapes || site.Waits.Count > 0
                ? null
                : site.Uses.SelectMany(static use => use.DescendantsAndSelf()).FirstOrDefault(IsRelease)?.Syntax;
        }

        return Destination.Variable(site.Creation) is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field
            ? ReleaseOf(field, model, cancellationToken)
            : null;
    }

    /// <summary>
    /// The one release of a mutex that its maker owns already and waits for once more: who made it owns it twice, and releases it once.
    /// <code>using Mutex gate = new(true, "app"); gate.WaitOne(); Work(); gate.ReleaseMutex();</code>
    /// </summary>
    private static SyntaxNode? OneReleaseOfTwo(CreationSite site)
    {
        IOperation? wait = site.Waits.Count == 1 ? site.Waits[0] : null;
        if (site.Local is null || site.Escapes || wait is null || IsInBranch(site.Creation)
            || new[] { wait, site.PlaceOf(wait) }.Any(static place => IsInBranch(place) || ControlFlow.IsAsked(place)))
        {
            return null;
        }

        List<IOperation> releases = site.Uses.SelectMany(static use => use.DescendantsAndSelf()).Where(IsRelease).ToList();
        return releases.Count == 1
            && IsBefore(wait, site.Uses.First(use => use.DescendantsAndSelf().Contains(releases[0])))
            && !releases[0].Syntax.Ancestors().Any(static node => node is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax)
                ? releases[0].Syntax
                : null;

        static bool IsInBranch(IOperation operation) => ControlFlow.BranchesRound(operation).Any();

        bool IsBefore(IOperation taken, IOperation release) =>
            (site.PlaceOf(taken), site.PlaceOf(release)) is var (first, second) && first == second
                ? taken.Syntax.SpanStart < release.Syntax.SpanStart
                : first.Syntax.SpanStart < second.Syntax.SpanStart;
    }

    private static bool IsRelease(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: "ReleaseMutex" };

    private static SyntaxNode? ReleaseOf(IFieldSymbol field, ProcessModel model, CancellationToken cancellationToken)
    {
        SyntaxNode? release = null;
        foreach (SimpleNameSyntax name in Mentions(field, model, cancellationToken))
        {
            switch (CallOn(name))
            {
                case { } call when MethodOf(call) == "ReleaseMutex":
                    release ??= call;
                    break;
                case { } call when MethodOf(call) is "Dispose" or "Close":
                    break;
                case null when IsAssignedOnly(name):
                    break;
                default:
                    return null;
            }
        }

        return release;
    }

    private static IEnumerable<SimpleNameSyntax> Mentions(IFieldSymbol field, ProcessModel model, CancellationToken cancellationToken) =>
        from part in field.ContainingType.DeclaringSyntaxReferences
        from token in SyntaxIndex.Of(part.SyntaxTree).Occurrences(field.Name, part.Span, cancellationToken)
        let name = token.Parent as SimpleNameSyntax
        where name is not null
        where SymbolEqualityComparer.Default.Equals(
            SourceBodies.Of(model).Model(part.SyntaxTree)?.GetSymbolInfo(name, cancellationToken).Symbol,
            field)
        select name;

    private static InvocationExpressionSyntax? CallOn(SimpleNameSyntax name)
    {
        ExpressionSyntax whole = Whole(name);
        return whole.Parent switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == whole => call,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } => call,
            _ => null,
        };
    }

    private static string? MethodOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsAssignedOnly(SimpleNameSyntax name) =>
        Whole(name) is var whole && whole.Parent is AssignmentExpressionSyntax assignment && assignment.Left == whole;

    private static ExpressionSyntax Whole(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
}
