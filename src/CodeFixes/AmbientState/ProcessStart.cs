using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.AmbientState;

/// <summary>One start of a process, with the statement that it is the first thing of.</summary>
/// <param name="Call">The call of Start.</param>
/// <param name="Statement">The statement of a block before which its start info can be told more.</param>
/// <param name="StartInfo">How the start info is named before the statement; null when it has no name there yet.</param>
internal sealed record ProcessStart(InvocationExpressionSyntax Call, StatementSyntax Statement, string? StartInfo)
{
    private const string Process = "System.Diagnostics.Process";
    private const string Info = "System.Diagnostics.ProcessStartInfo";

    /// <summary>The expression that makes the start info in the call; null when strings do its work.</summary>
    public BaseObjectCreationExpressionSyntax? Creation =>
        Call.ArgumentList.Arguments.FirstOrDefault()?.Expression as BaseObjectCreationExpressionSyntax;

    /// <summary>The start at an offset of a file; null when its start info cannot be told more.</summary>
    public static ProcessStart? At(int offset, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        InvocationExpressionSyntax? call = offset >= root.FullSpan.End
            ? null
            : root.FindToken(offset).Parent?.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(candidate =>
                candidate.SpanStart == offset
                && model.GetSymbolInfo(candidate, cancellationToken).Symbol is IMethodSymbol { Name: "Start" } method
                && method.ContainingType.ToDisplayString() == Process);
        if (call is null || StatementOf(call) is not { } statement)
        {
            return null;
        }

        IMethodSymbol start = (IMethodSymbol)model.GetSymbolInfo(call, cancellationToken).Symbol!;
        string? name = !start.IsStatic
            ? call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax process } ? process + ".StartInfo" : null
            : start.Parameters.FirstOrDefault()?.Type.ToDisplayString() == Info
                && call.ArgumentList.Arguments[0].Expression is var told
                && IsName(told)
                ? told.ToString()
            : null;
        bool hasBlock = statement.IsInList();
        if (name is not null)
        {
            while (!statement.IsInList() && statement.Parent is StatementSyntax outer)
            {
                statement = outer;
            }

            return statement.IsInList() ? new ProcessStart(call, statement, name) : null;
        }

        ProcessStart found = new(call, statement, null);
        return hasBlock && start.IsStatic && (found.Creation is not null || CanBecomeCreation(start)) ? found : null;
    }

    /// <summary>The start info that the call makes, or has made of its strings, as an expression of its own.</summary>
    public string CreationText(string type) => Creation switch
    {
        ImplicitObjectCreationExpressionSyntax creation =>
            $"new {type}{creation.ArgumentList}{creation.Initializer?.WithLeadingTrivia(creation.ArgumentList.GetTrailingTrivia())}",
        { } creation => creation.WithoutTrivia().ToString(),
        null => $"new {type}{Call.ArgumentList}",
    };

    /// <summary>The call with a variable in the place of what it is given.</summary>
    public static ExpressionSyntax With(InvocationExpressionSyntax call, string startInfo, bool isSuppressed)
    {
        InvocationExpressionSyntax changed = call.WithArgumentList(
            call.ArgumentList.WithArguments(
                SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.IdentifierName(startInfo)))));
        return isSuppressed
            ? SyntaxFactory.PostfixUnaryExpression(SyntaxKind.SuppressNullableWarningExpression, changed.WithoutTrailingTrivia())
                .WithTrailingTrivia(call.GetTrailingTrivia())
            : changed;
    }

    /// <summary>True when the start info has its name before a statement already, and is the same object at the start.</summary>
    public bool IsNamedAt(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken)
    {
        if (StartInfo is null)
        {
            return false;
        }

        string name = StartInfo.Split('.')[0];
        return model.LookupSymbols(statement.SpanStart, name: name.TrimStart('@')).FirstOrDefault() is ILocalSymbol
            {
                DeclaringSyntaxReferences: { Length: 1 } declarations,
            }
            && declarations[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer: not null } declarator
            && declarator.Span.End < statement.SpanStart
            && !(declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax)
                    ?? declarator.SyntaxTree.GetRoot(cancellationToken))
                .DescendantNodes()
                .Any(node => node switch
                {
                    AssignmentExpressionSyntax { Left: IdentifierNameSyntax assigned } => assigned.ToString() == name,
                    AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax assigned } =>
                        assigned.ToString() == StartInfo && assigned.SpanStart > statement.SpanStart,
                    ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => argument.Expression.ToString() == name,
                    _ => false,
                });
    }

    /// <summary>True when what makes the start info can be evaluated before an earlier statement with the same outcome.</summary>
    public bool CanBeNamedAt(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode[] parts = Creation is { } creation
            ? new SyntaxNode?[] { creation.ArgumentList, creation.Initializer }.OfType<SyntaxNode>().ToArray()
            : new SyntaxNode[] { Call.ArgumentList };
        return StartInfo is null
            && parts.SelectMany(static part => Leaves(part)).All(leaf =>
                StableValue.Is(leaf, statement.SpanStart, model, cancellationToken)
                && leaf.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name =>
                    model.GetSymbolInfo(name, cancellationToken).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: var declared }
                    || declared.All(one => one.Span.End < statement.SpanStart)));
    }

    /// <summary>The expressions that a list of arguments or an initializer evaluates.</summary>
    private static IEnumerable<ExpressionSyntax> Leaves(SyntaxNode part) => part switch
    {
        ArgumentListSyntax list => list.Arguments.SelectMany(static argument => Leaves(argument.Expression)),
        InitializerExpressionSyntax items => items.Expressions.SelectMany(static item => Leaves(item)),
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } setting => Leaves(setting.Right),
        ImplicitArrayCreationExpressionSyntax array => Leaves(array.Initializer),
        ArrayCreationExpressionSyntax { Initializer: { } items } => Leaves(items),
        ExpressionSyntax expression => new[] { expression },
        _ => Enumerable.Empty<ExpressionSyntax>(),
    };

    private static bool IsName(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax
            or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StartInfo", Expression: IdentifierNameSyntax };

    /// <summary>Whether the constructor of the start info takes what the call is given.</summary>
    private static bool CanBecomeCreation(IMethodSymbol start) =>
        start.Parameters.Length is 1 or 2
        && start.ContainingAssembly.GetTypeByMetadataName(Info) is { } info
        && info.InstanceConstructors.Any(constructor => constructor.Parameters.Select(static p => p.Type)
            .SequenceEqual(start.Parameters.Select(static p => p.Type), SymbolEqualityComparer.Default));

    /// <summary>The statement that evaluates the call before anything else; null for any other place.</summary>
    private static StatementSyntax? StatementOf(ExpressionSyntax call)
    {
        SyntaxNode node = call;
        while (node.Parent is { } parent)
        {
            bool isFirst = parent switch
            {
                MemberAccessExpressionSyntax access => access.Expression == node,
                ConditionalAccessExpressionSyntax access => access.Expression == node,
                InvocationExpressionSyntax invocation => invocation.Expression == node,
                BinaryExpressionSyntax binary => binary.Left == node,
                IsPatternExpressionSyntax pattern => pattern.Expression == node,
                AssignmentExpressionSyntax assignment => assignment.Right == node && assignment.Left is IdentifierNameSyntax,
                VariableDeclarationSyntax declaration => declaration.Variables[0] == node,
                UsingStatementSyntax region => region.Statement != node,
                IfStatementSyntax branch => branch.Condition == node,
                PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax or ParenthesizedExpressionSyntax or AwaitExpressionSyntax
                    or CastExpressionSyntax
                    or EqualsValueClauseSyntax or VariableDeclaratorSyntax or LocalDeclarationStatementSyntax or ExpressionStatementSyntax
                    or ReturnStatementSyntax => true,
                _ => false,
            };
            if (!isFirst)
            {
                return null;
            }

            if (parent is StatementSyntax statement)
            {
                return statement;
            }

            node = parent;
        }

        return null;
    }
}
