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
using ProcessSafety.Analyzers.Domain.Platforms;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE301, PSAFE303: a named primitive that Unix does not have, or a mutex by a name that it refuses, where the code can run there.
/// Reported on the name of an event, a semaphore or shared memory that is created, on a named mutex in WaitAny and WaitAll, and on
/// a mutex name with slashes, with `global\` in small letters, or made of a path.
/// Left alone: names that may be null, openings (CA1416 reports them), code that runs on Windows only, and code that expects the exception.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnixNameAnalyzer : ProcessSafetyAnalyzer
{
    private const string UseMutex = "Use a named Mutex, or guard with OperatingSystem.IsWindows()";
    private const string UseSlots = "Use a lock file per slot, or guard with OperatingSystem.IsWindows()";

    /// <summary>A mutex belongs to a thread, so it cannot take the place of a signal.</summary>
    private const string UseSignal = "Use a pipe or a file to signal, or guard with OperatingSystem.IsWindows()";

    private static readonly ImmutableDictionary<string, string?> OfPath =
        ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Path, null);

    public UnixNameAnalyzer()
        : base(Rules.NamedPrimitiveOnUnix, Rules.MutexNameOnUnix)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            CancellationToken cancellationToken = file.CancellationToken;
            foreach (NamedPrimitive site in NamedSites.Of(model).In(file.SemanticModel.SyntaxTree, MayBeRefused, cancellationToken))
            {
                if (site.NameArgument is { } argument
                    && (site.IsNamed || site.Kind == PrimitiveKind.Mutex)
                    && Check(site, argument.Value.Syntax) is { } found
                    && PlatformReach.Of(model).MayBeUnix(site.Operation, cancellationToken))
                {
                    file.ReportDiagnostic(found);
                }
            }

            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            foreach (string wait in KnownNames.SeveralWaits.Names.Where(wait => index.HasWord(wait, cancellationToken)
                && index.Mentions(nameof(Mutex), cancellationToken)))
            {
                foreach (SyntaxToken token in index.Occurrences(wait, cancellationToken: cancellationToken))
                {
                    foreach (IOperation handle in NamedMutexes(token, file.SemanticModel, model, cancellationToken))
                    {
                        file.ReportDiagnostic(Diagnostic.Create(
                            Rules.NamedPrimitiveOnUnix,
                            handle.Syntax.GetLocation(),
                            Sites.OneLine(handle.Syntax.ToString()),
                            "is a named mutex among several handles",
                            "Wait for it alone, or guard with OperatingSystem.IsWindows()"));
                    }
                }
            }
        });

    /// <summary>False for a mutex by names that Unix takes, and for what only opens another primitive.</summary>
    private static bool MayBeRefused(NamedSiteSyntax site) => site.Type switch
    {
        "Mutex" or "MutexAcl" => site.Names.IsDefault || site.Names.Any(static name => MutexName.Problem(name) is not null),
        null or "MemoryMappedFile" => true,
        _ => !site.IsOpening,
    };

    private static Diagnostic? Check(NamedPrimitive site, SyntaxNode name)
    {
        string text = Sites.OneLine(name.ToString());
        return site switch
        {
            { Kind: PrimitiveKind.Mutex } => MutexName.Problem(site.Name) is { } problem
                ? Diagnostic.Create(Rules.MutexNameOnUnix, name.GetLocation(), problem == MutexName.Path ? OfPath : null, text, problem)
                : null,
            { Access: not PrimitiveAccess.Create, Kind: not PrimitiveKind.SharedMemory }
            or { Operation: IInvocationOperation { TargetMethod.Name: not ("CreateNew" or "CreateFromFile") } } => null,
            { Kind: PrimitiveKind.SharedMemory, Operation: IInvocationOperation { TargetMethod.Name: "CreateFromFile" } } =>
                Diagnostic.Create(
                    Rules.NamedPrimitiveOnUnix,
                    name.GetLocation(),
                    text,
                    "names shared memory",
                    "Pass null: both sides map the same file"),
            { Kind: PrimitiveKind.SharedMemory } =>
                Diagnostic.Create(
                    Rules.NamedPrimitiveOnUnix,
                    name.GetLocation(),
                    text,
                    "names shared memory",
                    "Map a file, or guard with OperatingSystem.IsWindows()"),
            { Kind: PrimitiveKind.Semaphore } =>
                Diagnostic.Create(
                    Rules.NamedPrimitiveOnUnix,
                    name.GetLocation(),
                    text,
                    "names a semaphore",
                    MayCountFurther(site.Operation) ? UseSlots : UseMutex),
            _ => Diagnostic.Create(Rules.NamedPrimitiveOnUnix, name.GetLocation(), text, "names an event", UseSignal),
        };
    }

    /// <summary>False for a semaphore that lets one in: a lock.</summary>
    private static bool MayCountFurther(IOperation creation) =>
        (creation switch
        {
            IObjectCreationOperation made => made.Arguments,
            IInvocationOperation call => call.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        }).FirstOrDefault(static argument => argument.Parameter?.Name == "maximumCount") is { } maximum
        && maximum.Value.ConstantValue is not { HasValue: true, Value: 1 };

    private static IEnumerable<IOperation> NamedMutexes(
        SyntaxToken token,
        SemanticModel model,
        ProcessModel known,
        CancellationToken cancellationToken)
    {
        if (token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || call.ArgumentList.Span.Contains(token.Span)
            || model.GetOperation(call, cancellationToken)
                is not IInvocationOperation { TargetMethod: { IsStatic: true } method } invocation
            || !method.ContainingType.Is("System.Threading.WaitHandle")
            || invocation.Arguments.Length == 0)
        {
            return Enumerable.Empty<IOperation>();
        }

        IOperation handles = NamedPrimitives.Of(known).Origin(invocation.Arguments[0].Value, cancellationToken);
        ImmutableArray<IOperation> elements = handles is IArrayCreationOperation { Initializer: { } initializer }
            ? initializer.ElementValues
            : handles.ChildOperations.ToImmutableArray();
        return elements
            .Where(element => NamedPrimitives.Of(known).Of(NamedPrimitives.Of(known).Origin(element, cancellationToken), cancellationToken)
                is { Kind: PrimitiveKind.Mutex, IsNamed: true })
            .Select(static element => ValueOrigin.Unwrap(element))
            .Where(element => element.Syntax.SyntaxTree == call.SyntaxTree
                && PlatformReach.Of(known).MayBeUnix(invocation, cancellationToken));
    }
}
