using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>Which locks the finalizers of a compilation take.</summary>
internal static class FinalizerLocks
{
    /// <summary>`~Pool` when a finalizer of this compilation takes that lock; null when none is seen to.</summary>
    public static string? TakerOf(Value locked, ProcessModel model, CancellationToken cancellationToken)
    {
        if (Member(locked) is not { } member)
        {
            return null;
        }

        FinalizerContexts contexts = FinalizerContexts.Of(model);
        CodeReach reach = CodeReach.Of(model);
        foreach (SyntaxTree tree in model.Compilation.SyntaxTrees)
        {
            foreach (DestructorDeclarationSyntax declaration in SyntaxIndex.Of(tree).Destructors)
            {
                if (contexts.RootOf(declaration, cancellationToken) is { } root
                    && reach.From(root, cancellationToken)
                        .Any(path => path.Fact is LockTaken or Waited
                            && SymbolEqualityComparer.Default.Equals(Member(path.Subject), member)))
                {
                    return root.Names[0];
                }
            }
        }

        return null;
    }

    private static ISymbol? Member(Value value) => value switch
    {
        Value.StaticValue { Member: var member } => member,
        Value.MemberValue { Member: var member } => member,
        _ => null,
    };
}
