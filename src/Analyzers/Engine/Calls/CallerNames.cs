using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>
/// Names through which code may come to certain library calls: those themselves, then the members that mention them,
/// then the members that mention those. Names are candidates only; calls are bound before anything is reported.
/// </summary>
internal sealed class CallerNames
{
    private readonly Compilation _compilation;
    private readonly Dictionary<string, string?> _libraryCalls;
    private readonly Memo<IReadOnlyCollection<string>> _names;

    /// <param name="compilation">The code.</param>
    /// <param name="libraryCalls">`Name`, or `Type.Name` where the name alone means too many things.</param>
    public CallerNames(Compilation compilation, params string[] libraryCalls)
    {
        _compilation = compilation;
        _libraryCalls = libraryCalls.Select(static call => call.Split('.')).ToDictionary(
            static parts => parts[parts.Length - 1],
            static parts => parts.Length > 1 ? parts[0] : null);
        _names = new(Read);
    }

    /// <summary>Names of members that may come to the library calls; empty when nothing mentions them.</summary>
    public IReadOnlyCollection<string> Names(CancellationToken cancellationToken) => _names.Get(cancellationToken);

    /// <summary>The bodies around a mention, innermost first: lambdas and local functions, then the member.</summary>
    public static IEnumerable<SyntaxNode> BodiesRound(SyntaxNode node) => node.AncestorsAndSelf().Where(static ancestor =>
        ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax
            or AccessorDeclarationSyntax
            or ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax } or CompilationUnitSyntax);

    private IReadOnlyCollection<string> Read(CancellationToken cancellationToken)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        List<string> next = _libraryCalls.Keys.ToList();
        for (int calls = 0; calls <= Budgets.CallerNameLevels && next.Count > 0; calls++)
        {
            List<string> mentioned = next;
            next = new List<string>();
            foreach (string name in mentioned)
            {
                int limit = calls == 0 ? int.MaxValue - 1 : Budgets.CallerMentions;
                List<SyntaxToken> mentions = names.Count == Budgets.CallerNames
                    ? new()
                    : Mentions(name, cancellationToken).Take(limit + 1).ToList();
                if (mentions.Count == 0 || mentions.Count > limit || !names.Add(name))
                {
                    continue;
                }

                next.AddRange(mentions.SelectMany(MembersRound).Distinct(StringComparer.Ordinal).Where(member => !names.Contains(member)));
            }

            // Which names still fit must not depend on the order of files.
            next.Sort(StringComparer.Ordinal);
        }

        return names;
    }

    /// <summary>Every place of the compilation that has that name.</summary>
    public IEnumerable<SyntaxToken> Mentions(string name, CancellationToken cancellationToken)
    {
        _libraryCalls.TryGetValue(name, out string? type);
        return _compilation.SyntaxTrees
            .SelectMany(tree => SyntaxIndex.Of(tree).Occurrences(name, cancellationToken: cancellationToken))
            .Where(token => token.Parent is SimpleNameSyntax called && (type is null || IsOn(called, type)));
    }

    /// <summary>`Environment.Exit`, or `Exit` alone, which a static import may bring in.</summary>
    private static bool IsOn(SimpleNameSyntax called, string type) => called.Parent switch
    {
        MemberAccessExpressionSyntax { Expression: SimpleNameSyntax name } => name.Identifier.ValueText == type,
        MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } => name.Identifier.ValueText == type,
        InvocationExpressionSyntax => true,
        _ => false,
    };

    /// <summary>
    /// The names by which code reaches a mention: of the function around it, of the variable, member or event that gets a lambda, and
    /// of the type that a using disposes.
    /// </summary>
    private static IEnumerable<string> MembersRound(SyntaxToken mention)
    {
        bool isDelegate = !IsCalled(mention.Parent!);
        foreach (SyntaxNode node in mention.Parent!.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax:
                    isDelegate = true;
                    break;
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
                case AssignmentExpressionSyntax { Left: var left } assignment
                    when isDelegate && assignment.Right.Span.Contains(mention.Span):
                    // A delegate in a member is called by the name of that.
                    if (left.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault() is { } target)
                    {
                        yield return target.Identifier.ValueText;
                    }

                    break;
                case VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } variable when isDelegate:
                    yield return variable.Identifier.ValueText;
                    break;
                case VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field when isDelegate:
                    yield return field.Identifier.ValueText;
                    yield break;
                case MemberDeclarationSyntax:
                    yield break;
            }
        }
    }

    private static bool IsCalled(SyntaxNode name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => IsCalled(access),
        InvocationExpressionSyntax call => call.Expression == name,
        _ => false,
    };
}
