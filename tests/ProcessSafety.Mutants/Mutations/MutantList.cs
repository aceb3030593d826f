using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Mutants.Product;

namespace ProcessSafety.Mutants.Mutations;

/// <summary>All mutants of the product by syntax, in the order of files and places. Some do not compile.</summary>
internal static class MutantList
{
    public static List<Mutant> Of(IEnumerable<ProductAssembly> assemblies) =>
        assemblies.SelectMany(static assembly => assembly.Trees).SelectMany(static tree => In(tree.Key, tree.Value)).ToList();

    /// <summary>The same list in an order that only the seed decides.</summary>
    public static List<Mutant> Shuffled(IEnumerable<Mutant> mutants, int seed)
    {
        Mutant[] drawn = mutants.ToArray();
        new Random(seed).Shuffle(drawn);
        return [.. drawn];
    }

    private static IEnumerable<Mutant> In(string file, SyntaxTree tree)
    {
        SourceText text = tree.GetText();
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes(static node => !IsLeftAlone(node)))
        {
            foreach (Edit edit in Operators.Of(node))
            {
                LinePosition start = text.Lines.GetLinePosition(edit.Span.Start);
                yield return new Mutant(file, start.Line + 1, start.Character + 1, edit, text.ToString(edit.Span), node);
            }
        }
    }

    /// <summary>
    /// Attributes, texts and what is thrown: messages are wording, and no test should hold them. No result depends on the argument of
    /// ConfigureAwait either.
    /// </summary>
    private static bool IsLeftAlone(SyntaxNode node) => node is AttributeListSyntax or InterpolatedStringExpressionSyntax
        or ThrowStatementSyntax or ThrowExpressionSyntax
        or ArgumentListSyntax
        {
            Parent: InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" },
            },
        };
}
