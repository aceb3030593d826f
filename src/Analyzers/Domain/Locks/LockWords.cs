using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Locks;

/// <summary>A method, or a type by its constructor, that takes a lock and does not seem to release it.</summary>
internal readonly record struct LockingMember(string Name, bool IsType);

/// <summary>The words by which code that takes or releases a thread-owned lock is found before anything is bound.</summary>
internal static class LockWords
{
    private static readonly SoughtWords Words = new(KnownNames.LockTakes.Names.Concat(KnownNames.LockReleases.Names));

    /// <summary>The calls of a file, or of a span of it, that take or release a lock by their name.</summary>
    public static IEnumerable<SyntaxToken> In(SyntaxIndex index, TextSpan? within = null, CancellationToken cancellationToken = default) =>
        index.Occurrences(Words, within, cancellationToken).Where(static token => token.Parent is SimpleNameSyntax);

    /// <summary>The lambda, local function or member that a token is in; the whole file for top-level statements.</summary>
    public static SyntaxNode? BodyOf(SyntaxToken token) => token.Parent?.AncestorsAndSelf().FirstOrDefault(static node =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax
            or AccessorDeclarationSyntax or GlobalStatementSyntax) is { } body
        ? body is GlobalStatementSyntax ? body.SyntaxTree.GetRoot() : body
        : null;

    /// <summary>What takes a lock in a file and does not seem to release it.</summary>
    public static ImmutableArray<LockingMember> TakersIn(SyntaxIndex index, CancellationToken cancellationToken) =>
        index.Slot(ReadTakers, cancellationToken);

    private static ImmutableArray<LockingMember> ReadTakers(SyntaxIndex index, CancellationToken cancellationToken) => In(
            index,
            within: null,
            cancellationToken)
        .GroupBy(BodyOf)
        .Where(static body => body.All(static token => KnownNames.LockTakes.Has(token.ValueText)))
        .Select(static body => body.Key switch
        {
            MethodDeclarationSyntax method => new LockingMember(method.Identifier.ValueText, IsType: false),
            ConstructorDeclarationSyntax constructor => new LockingMember(constructor.Identifier.ValueText, IsType: true),
            LocalFunctionStatementSyntax function => new LockingMember(function.Identifier.ValueText, IsType: false),
            _ => (LockingMember?)null,
        })
        .OfType<LockingMember>()
        .Distinct()
        .ToImmutableArray();
}
