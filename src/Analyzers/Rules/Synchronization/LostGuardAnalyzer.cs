using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE306: the object that keeps a second instance of the program away is lost while the program continues.
/// Reported on the creation of a named mutex whose createdNew or WaitOne(0) decides, of an object that holds such a mutex, or of a stream
/// with FileShare.None whose IOException does, when nothing keeps the object, when nothing uses its variable after the first await or any
/// more, when its method returns, or when a `using` of the method that returns the decision disposes of it. Left alone: objects in fields,
/// captured, returned or passed on, kept alive or released later, a `using` in Main, and a variable of a synchronous Main whose mutex is
/// owned from the beginning.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LostGuardAnalyzer : ProcessSafetyAnalyzer
{
    public LostGuardAnalyzer()
        : base(Rules.InstanceGuardLost)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            IEnumerable<IOperation> mutexes = MutexCreations.In(file, model, static site => !site.IsInitializer)
                .Select(static mutex => mutex.Operation);
            foreach (CreationSite site in mutexes.Select(mutex => CreationSite.Of(mutex, model, file.CancellationToken))
                .OfType<CreationSite>()
                .Concat(FileLocks(file, model)))
            {
                if (Loss(site, model, file.CancellationToken) is { } loss
                    && !(site.IsUsed && GuardProbe.OnlyAsks(site, model, file.CancellationToken)))
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.InstanceGuardLost,
                        site.Creation.Syntax.GetLocation(),
                        Properties(site, model, file.CancellationToken),
                        Sites.OneLine(site.Creation.Syntax.ToString()),
                        loss));
                }
            }

            // No fix knows what the object's Dispose does: after an await it may run on another thread than the one that owns the mutex.
            foreach ((CreationSite site, string loss) in WrappedGuards.Of(model)
                .LostIn(file.SemanticModel.SyntaxTree, file.CancellationToken))
            {
                file.ReportDiagnostic(Diagnostic.Create(
                    Rules.InstanceGuardLost,
                    site.Creation.Syntax.GetLocation(),
                    Sites.OneLine(site.Creation.Syntax.ToString()),
                    loss));
            }
        });

    private static ImmutableDictionary<string, string?> Properties(
        CreationSite site,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add(
            DiagnosticProperties.Guard,
            site.IsInMain ? DiagnosticProperties.InMain : DiagnosticProperties.InMethod);

        // A child that asks as well would find what its parent still holds.
        return IsAskedByChildren(site.Creation, model, cancellationToken)
            && IsAskedAtStart(site.Creation, Budgets.LockCalls, model, cancellationToken)
                ? properties.Add(DiagnosticProperties.Restarts, null)
                : properties;
    }

    /// <summary>True in a program that restarts itself, or whose workers come to the place before they know that they are some.</summary>
    private static bool IsAskedByChildren(IOperation place, ProcessModel model, CancellationToken cancellationToken)
    {
        SelfLaunches launches = SelfLaunches.Of(model);
        return launches.All(cancellationToken).Length > launches.Workers(cancellationToken).Count()
            || StartUpBodies.Of(model).All(cancellationToken).Any(body => body.Branch is { Statement.Syntax: var branch }
                && body.Paths.Any(path => path.Fact is SideEffect { Site: var asked }
                    && asked.Tree == place.Syntax.SyntaxTree
                    && asked.Span == place.Syntax.Span
                    && path.First.Tree == branch.SyntaxTree
                    && path.First.Span.Start < branch.SpanStart));
    }

    /// <summary>True for a place in Main, or in a method that Main is seen to call.</summary>
    private static bool IsAskedAtStart(IOperation place, int levels, ProcessModel model, CancellationToken cancellationToken) =>
        (EntryPoints.Of(model).MainDeclaration(cancellationToken) is { } main
            && main.SyntaxTree == place.Syntax.SyntaxTree
            && main.Span.Contains(place.Syntax.Span))
        || (levels > 0
            && Callers.Of(model).RunsAround(place, areAll: false, cancellationToken)
                .Any(run => IsAskedAtStart(run, levels - 1, model, cancellationToken)));

    /// <summary>How the guard is lost; null when it is kept, or no guard.</summary>
    internal static string? Loss(CreationSite site, ProcessModel model, CancellationToken cancellationToken)
    {
        if (!site.Creation.Type.Is(KnownTypes.Mutex))
        {
            return LostGuard.Of(site, decides: true, isOwned: false);
        }

        return NamedPrimitives.Of(model).Of(site.Creation, cancellationToken) is { } mutex
            ? LostGuard.Of(site, site.ReadsCreatedNew(mutex.CreatedNew) || site.ReadsWait, mutex.InitiallyOwned != false)
            : null;
    }

    /// <summary>Streams that lock a file, made where an IOException tells that another process has it.</summary>
    private static IEnumerable<CreationSite> FileLocks(SemanticModelAnalysisContext file, ProcessModel model) =>
        ExclusiveFiles.In(file.SemanticModel.SyntaxTree, within: null, model, file.CancellationToken)
            .Where(IsDecided)
            .Select(opening => CreationSite.Of(opening, model, file.CancellationToken))
            .OfType<CreationSite>()
            .Where(site => Locks(site, model, file.CancellationToken));

    /// <summary>True for a stream on a lock file that is made when it is not there.</summary>
    private static bool Locks(CreationSite site, ProcessModel model, CancellationToken cancellationToken) =>
        (ExclusiveFiles.HasArgument(site.Creation, "mode", "OpenOrCreate") || ExclusiveFiles.HasArgument(site.Creation, "mode", "Create"))
        && ExclusiveFiles.Argument(site.Creation, "path") is { } path
        && NamedPrimitives.Of(model).Text(path, cancellationToken).Parts
            .Any(static part => IsLockName(part.Text ?? part.Value.Syntax.ToString()));

    private static bool IsLockName(string text) =>
        text.IndexOf(".pid", StringComparison.OrdinalIgnoreCase) >= 0
        || text.IndexOf("lock", StringComparison.OrdinalIgnoreCase) >= 0
        || text.IndexOf("instance", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>True when a catch of the exception around the creation leaves the method or the program.</summary>
    private static bool IsDecided(IOperation creation)
    {
        for (IOperation? inner = creation;
            inner?.Parent is { } outer and not (IAnonymousFunctionOperation or ILocalFunctionOperation);
            inner = outer)
        {
            if (outer is ITryOperation attempt && attempt.Body == inner)
            {
                return attempt.Catches.Any(static handler =>
                    KnownNames.FileLockCatches.Types.Any(type => handler.ExceptionType.Is(type))
                    && handler.Handler.Descendants()
                        .Any(static operation => operation is IReturnOperation
                            || (operation is IInvocationOperation call && KnownNames.ProgramEnds.Has(call.TargetMethod.Name))));
            }
        }

        return false;
    }
}
