using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>Catches of everything, without a filter, in code that each start of the program runs under no condition.</summary>
internal sealed class StartUpCatches
{
    private const string Catch = "catch";

    private readonly ProcessModel _known;
    private readonly SourceBodies _bodies;
    private readonly Memo<SyntaxTree, ImmutableArray<(IMethodSymbol Method, IOperation Handler)>> _files;

    private StartUpCatches(ProcessModel known, SourceBodies bodies)
    {
        (_known, _bodies) = (known, bodies);
        _files = new((tree, cancellationToken) => Find(tree, cancellationToken).ToImmutableArray());
    }

    public static StartUpCatches Of(ProcessModel model) => model.Get(static model => new StartUpCatches(model, SourceBodies.Of(model)));

    /// <summary>Those of one file, each with the method around it.</summary>
    public ImmutableArray<(IMethodSymbol Method, IOperation Handler)> In(SyntaxTree tree, CancellationToken cancellationToken) =>
        _files.Get(tree, cancellationToken);

    private IEnumerable<(IMethodSymbol Method, IOperation Handler)> Find(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(tree);
        if (EntryPoints.Of(_known).Main is null || !index.HasWord(Catch, cancellationToken) || _bodies.Model(tree) is not { } model)
        {
            yield break;
        }

        foreach (SyntaxToken token in index.TokensFrom(Catch, cancellationToken))
        {
            if (token.Parent is CatchClauseSyntax { Filter: null, Parent: TryStatementSyntax attempt } syntax
                && NamesEverything(syntax)
                && !HasBranchRound(attempt)
                && model.GetOperation(syntax, cancellationToken) is ICatchClauseOperation { Handler: { } handler } caught
                && (caught.ExceptionType.SpecialType == SpecialType.System_Object
                    || caught.ExceptionType.Is(KnownTypes.Exception)
                    || caught.ExceptionType.Is(KnownTypes.SystemException))
                && CrashRoots.IsStartUp(caught.Parent!, Budgets.CrashCalls, _known, cancellationToken)
                && CrashRoots.MethodRound(caught, cancellationToken) is { } method)
            {
                yield return (method, handler);
            }
        }
    }

    /// <summary>False for a catch whose type has another name, told before anything is bound; an alias is not followed.</summary>
    private static bool NamesEverything(CatchClauseSyntax syntax) =>
        syntax.Declaration?.Type.GetLastToken().ValueText is null or nameof(System.Exception) or nameof(System.SystemException);

    /// <summary>True for a statement under a condition, in a loop, a catch or a lambda: not each start runs it.</summary>
    private static bool HasBranchRound(TryStatementSyntax attempt)
    {
        for (SyntaxNode? node = attempt.Parent;
            node is not (null or MemberDeclarationSyntax or LocalFunctionStatementSyntax);
            node = node.Parent)
        {
            if (node is IfStatementSyntax or SwitchSectionSyntax or CatchClauseSyntax or AnonymousFunctionExpressionSyntax
                or CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            {
                return true;
            }
        }

        return false;
    }
}
