using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Fork;

/// <summary>
/// Forks in the place of which the program can be started again. The child of a loop would always be the first one, that of vfork shares
/// its parent's memory until it becomes another program, and so it does by execve.
/// </summary>
internal static class PlainForks
{
    /// <summary>True for a call of fork itself that runs once at most, in a program that names no function of the exec family.</summary>
    public static bool Has(SyntaxNode call, SemanticModel semantics, ProcessModel model, CancellationToken cancellationToken) =>
        call is InvocationExpressionSyntax
        && semantics.GetOperation(call, cancellationToken) is IInvocationOperation operation
        && KnownNames.PlainForks.Has(ForkFunctions.EntryPointOf(
            operation.TargetMethod.PartialDefinitionPart ?? operation.TargetMethod) ?? string.Empty)
        && !model.Compilation.SyntaxTrees.Any(tree =>
            KnownNames.ExecFunctions.Names.Any(name => SyntaxIndex.Of(tree).Mentions(name, cancellationToken)))
        && SingleRuns.Of(model).Has(operation, cancellationToken);
}
