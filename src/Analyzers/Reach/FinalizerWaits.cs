using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Analyzers.Reach;

/// <summary>
/// Names through which code may come to wait for finalizers: the two library calls, then the members that mention them,
/// then the members that mention those. Names are candidates only; calls are bound before anything is reported.
/// </summary>
internal sealed class FinalizerWaits
{
    private const int MaxCalls = 3;
    private const int MaxNames = 24;
    private const int MaxMentions = 200;

    private static readonly string[] LibraryCalls = { "WaitForPendingFinalizers", "GetTotalMemory" };

    private readonly Compilation _compilation;
    private readonly object _reading = new();
    private IReadOnlyCollection<string>? _names;

    public FinalizerWaits(Compilation compilation) => _compilation = compilation;

    /// <summary>Names of members that may wait for finalizers; empty in most compilations.</summary>
    public IReadOnlyCollection<string> Names(CancellationToken cancellation)
    {
        lock (_reading)
        {
            return _names ??= Read(cancellation);
        }
    }

    /// <summary>The bodies round a mention, innermost first: lambdas and local functions, then the member.</summary>
    public static IEnumerable<SyntaxNode> BodiesRound(SyntaxNode node) => node.AncestorsAndSelf().Where(static ancestor =>
        ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax
            or ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax } or CompilationUnitSyntax);

    private IReadOnlyCollection<string> Read(CancellationToken cancellation)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        List<string> next = LibraryCalls.ToList();
        for (int calls = 0; calls <= MaxCalls && next.Count > 0; calls++)
        {
            List<string> mentioned = next;
            next = new List<string>();
            foreach (string name in mentioned)
            {
                int limit = calls == 0 ? int.MaxValue - 1 : MaxMentions;
                List<SyntaxToken> mentions = names.Count == MaxNames ? new() : Mentions(name, cancellation).Take(limit + 1).ToList();
                if (mentions.Count == 0 || mentions.Count > limit || !names.Add(name))
                {
                    continue;
                }

                next.AddRange(mentions.SelectMany(MembersRound).Distinct(StringComparer.Ordinal).Where(member => !names.Contains(member)));
            }
        }

        return names;
    }

    private IEnumerable<SyntaxToken> Mentions(string name, CancellationToken cancellation) =>
        _compilation.SyntaxTrees.SelectMany(tree => SyntaxIndex.Of(tree).Occurrences(name, cancellation: cancellation)).Where(static token => token.Parent is SimpleNameSyntax);

    /// <summary>The names by which code reaches a mention: of the function round it, and of the type that a using disposes.</summary>
    private static IEnumerable<string> MembersRound(SyntaxToken mention)
    {
        foreach (SyntaxNode node in mention.Parent!.Ancestors())
        {
            switch (node)
            {
                case LocalFunctionStatementSyntax local:
                    yield return local.Identifier.ValueText;
                    yield break;
                case MethodDeclarationSyntax method:
                    yield return method.Identifier.ValueText;
                    if (method.Identifier.ValueText == "Dispose" && method.Parent is TypeDeclarationSyntax type)
                    {
                        yield return type.Identifier.ValueText;
                    }

                    yield break;
                case ConstructorDeclarationSyntax constructor:
                    yield return constructor.Identifier.ValueText;
                    yield break;
                case PropertyDeclarationSyntax property:
                    yield return property.Identifier.ValueText;
                    yield break;
                case MemberDeclarationSyntax:
                    yield break;
            }
        }
    }
}
