using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// Tells a method that only asks whether a name is there from one that keeps a second instance away: the name of a probe comes from its
/// caller, or no caller lets the answer decide whether this program continues.
/// </summary>
internal static class GuardProbe
{
    public static bool OnlyAsks(CreationSite site, ProcessModel model, CancellationToken cancellationToken)
    {
        if (site.Method is not { } method
            || site.Arguments.Any(static argument =>
                argument.Value.DescendantsAndSelf().Any(static part => part is IParameterReferenceOperation)))
        {
            return true;
        }

        List<IOperation> answers = Answers(method, model, cancellationToken).ToList();
        return answers.Count == 0
            ? !MayBeTaken(site, model, cancellationToken)
            : !answers.Any(answer => EndsProgram(answer, model, cancellationToken));
    }

    /// <summary>False for a mutex that is made to see whether its name is there, and that nobody takes.</summary>
    private static bool MayBeTaken(CreationSite site, ProcessModel model, CancellationToken cancellationToken) =>
        site.Waits.Count > 0
        || NamedPrimitives.Of(model).Of(site.Creation, cancellationToken) is not { Kind: PrimitiveKind.Mutex, InitiallyOwned: false };

    /// <summary>Where a method or property is asked.</summary>
    public static IEnumerable<IOperation> Answers(IMethodSymbol method, ProcessModel model, CancellationToken cancellationToken) =>
        method.AssociatedSymbol is { } property
            ? MemberHistories.Of(model).References(property, cancellationToken)
            : Callers.Of(model).Calls(method, cancellationToken).OfType<IOperation>();

    /// <summary>True where Main leaves on one answer, or where any code ends the process on it.</summary>
    public static bool EndsProgram(IOperation answer, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation body = LocalAssignments.Outermost(answer);
        IEnumerable<IOperation> uses = Destination.Variable(answer) is ILocalSymbol local
            ? LocalAssignments.References(local, answer)
            : new[] { answer };
        bool isMain = EntryPoints.Of(model).MainDeclaration(cancellationToken) == body.Syntax;
        return uses.Any(use => isMain ? EndDecisions.DecidesAnEnd(use) : EndDecisions.EndsProcess(use));
    }
}
