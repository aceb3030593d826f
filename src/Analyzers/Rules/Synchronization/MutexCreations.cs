using System.Collections.Generic;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Flow;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>The mutexes with a name that the bodies of one file make.</summary>
internal static class MutexCreations
{
    /// <summary>Every creation with a name that is not known to be empty.</summary>
    public static IEnumerable<(NamedPrimitive Mutex, GuardSite Site)> In(SemanticModelAnalysisContext file, ProcessModel model)
    {
        foreach (NamedPrimitive mutex in model.Reach.NamedSites.In(file.SemanticModel.SyntaxTree, file.CancellationToken))
        {
            if (mutex is { Kind: PrimitiveKind.Mutex, Access: PrimitiveAccess.Create, NameArgument: not null, IsUnnamed: false, Operation: IObjectCreationOperation }
                && mutex.Operation.Type.Is(KnownTypes.Mutex)
                && GuardSite.Of(mutex.Operation, model, file.CancellationToken) is { } site)
            {
                yield return (mutex, site);
            }
        }
    }
}
