using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>The mutexes with a name that the bodies of one file make.</summary>
internal static class MutexCreations
{
    /// <summary>Every creation with a name that is not known to be empty.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The compilation.</param>
    /// <param name="mayConcern">False for places that, by their syntax, are none that the rule reports.</param>
    public static IEnumerable<NamedPrimitive> In(
        SemanticModelAnalysisContext file,
        ProcessModel model,
        Func<NamedSiteSyntax, bool> mayConcern) =>
        NamedSites.Of(model).In(file.SemanticModel.SyntaxTree, site => site.MayCreateMutex && mayConcern(site), file.CancellationToken)
            .Where(static mutex => mutex is
            {
                Kind: PrimitiveKind.Mutex,
                Access: PrimitiveAccess.Create,
                NameArgument: not null,
                IsUnnamed: false,
                Operation: IObjectCreationOperation,
            }
                && mutex.Operation.Type.Is(KnownTypes.Mutex));
}
