using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>
/// PSAFE204: a finalizer changes a collection that is not thread-safe and that application code uses, with no lock.
/// Reported when the collection is static or a member of an object that outlives this one.
/// Left alone when any lock is held, the collection may belong to the dying object, or where it came from is not known.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedCollectionFinalizerAnalyzer : ProcessSafetyAnalyzer
{
    public SharedCollectionFinalizerAnalyzer()
        : base(Rules.FinalizerMutatesSharedCollection)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterFinalizerAction(model, (paths, report, cancellationToken) =>
        {
            HashSet<(Site, Value)> reported = new();
            foreach (CallPath path in paths)
            {
                if (path.Fact is CollectionChanged
                    && path.Held.IsEmpty
                    && Lifetimes.Of(model).Of(path.Subject, cancellationToken) == Lifetime.ProvedShared
                    && !IsSynchronizedWrapper(path.Subject, MemberHistories.Of(model), cancellationToken)
                    && reported.Add((path.First, path.Subject)))
                {
                    report(Rules.FinalizerMutatesSharedCollection.At(
                        path,
                        SharedMember.Properties(DiagnosticProperties.Collection, path.Subject),
                        path.Text,
                        SharedMember.Name(path.Subject)));
                }
            }
        });

    /// <summary>True for `Queue.Synchronized(…)` and its like, which lock by themselves.</summary>
    private static bool IsSynchronizedWrapper(Value collection, MemberHistories histories, CancellationToken cancellationToken) =>
        SharedMember.Of(collection) is { } member
        && histories.Of(member, cancellationToken) is { Assigned: { IsEmpty: false } assigned }
        && assigned.All(
            static value => value
                is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Synchronized" } });
}
