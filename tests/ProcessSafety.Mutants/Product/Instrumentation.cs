using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Mutants.Product;

/// <summary>The product with a note at the beginning of every member: the probe knows which were entered.</summary>
internal sealed class Instrumentation(MemberMap members) : CSharpSyntaxRewriter
{
    public const string Probe = "ProcessSafety.Analyzers.MutationProbe";

    /// <summary>A pair that is compiled together: the second assembly calls the probe of the first.</summary>
    public static (CSharpCompilation Analyzers, CSharpCompilation CodeFixes) Of(
        ProductAssembly analyzers,
        ProductAssembly codeFixes,
        MemberMap members)
    {
        SyntaxTree probe = CSharpSyntaxTree.ParseText(
            SourceText.From(Source(members.All.Length)),
            (CSharpParseOptions)analyzers.Trees[0].Value.Options,
            "MutationProbe.cs");
        CSharpCompilation first = Rewritten(analyzers, members).AddSyntaxTrees(probe);
        return (first, Against(Rewritten(codeFixes, members), first));
    }

    /// <summary>A compilation that refers to another state of the analyzers.</summary>
    public static CSharpCompilation Against(CSharpCompilation codeFixes, CSharpCompilation analyzers) =>
        codeFixes.ReplaceReference(
            codeFixes.References.Single(static reference => reference.Display is { } path
                && System.IO.Path.GetFileName(path) == "ProcessSafety.Analyzers.dll"),
            analyzers.ToMetadataReference());

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        MethodDeclarationSyntax visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        return MemberMap.IsMember(node)
            ? visited.WithBody(Noted(node, visited.Body, visited.ExpressionBody, IsVoid(node.ReturnType, node.Modifiers)))
                .WithExpressionBody(null).WithSemicolonToken(default)
            : visited;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        LocalFunctionStatementSyntax visited = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        return visited.WithBody(Noted(node, visited.Body, visited.ExpressionBody, IsVoid(node.ReturnType, node.Modifiers)))
            .WithExpressionBody(null).WithSemicolonToken(default);
    }

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        ConstructorDeclarationSyntax visited = (ConstructorDeclarationSyntax)base.VisitConstructorDeclaration(node)!;
        return visited.WithBody(Noted(node, visited.Body, visited.ExpressionBody, isVoid: true))
            .WithExpressionBody(null).WithSemicolonToken(default);
    }

    public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node)
    {
        OperatorDeclarationSyntax visited = (OperatorDeclarationSyntax)base.VisitOperatorDeclaration(node)!;
        return visited.WithBody(Noted(node, visited.Body, visited.ExpressionBody, isVoid: false))
            .WithExpressionBody(null).WithSemicolonToken(default);
    }

    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        AccessorDeclarationSyntax visited = (AccessorDeclarationSyntax)base.VisitAccessorDeclaration(node)!;
        bool isVoid = !node.IsKind(SyntaxKind.GetAccessorDeclaration);
        return MemberMap.IsMember(node)
            ? visited.WithBody(Noted(node, visited.Body, visited.ExpressionBody, isVoid))
                .WithExpressionBody(null).WithSemicolonToken(default)
            : visited;
    }

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        PropertyDeclarationSyntax visited = (PropertyDeclarationSyntax)base.VisitPropertyDeclaration(node)!;
        return visited.ExpressionBody is { } value
            ? visited.WithAccessorList(Getter(node, value)).WithExpressionBody(null).WithSemicolonToken(default)
            : visited;
    }

    public override SyntaxNode? VisitIndexerDeclaration(IndexerDeclarationSyntax node)
    {
        IndexerDeclarationSyntax visited = (IndexerDeclarationSyntax)base.VisitIndexerDeclaration(node)!;
        return visited.ExpressionBody is { } value
            ? visited.WithAccessorList(Getter(node, value)).WithExpressionBody(null).WithSemicolonToken(default)
            : visited;
    }

    private static CSharpCompilation Rewritten(ProductAssembly assembly, MemberMap members) =>
        assembly.Trees.Aggregate(assembly.Compilation, (compilation, source) => compilation.ReplaceSyntaxTree(
            source.Value,
            CSharpSyntaxTree.ParseText(
                new Instrumentation(members).Visit(source.Value.GetRoot()).ToFullString(),
                (CSharpParseOptions)source.Value.Options,
                source.Value.FilePath)));

    private AccessorListSyntax Getter(SyntaxNode node, ArrowExpressionClauseSyntax value) => SyntaxFactory.AccessorList([
        SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration).WithBody(Noted(node, null, value, isVoid: false)),
    ]);

    private BlockSyntax Noted(SyntaxNode node, BlockSyntax? body, ArrowExpressionClauseSyntax? value, bool isVoid)
    {
        StatementSyntax note = SyntaxFactory.ParseStatement($"global::{Probe}.Enter({members.IdOf(node)});\n");
        return body is not null
            ? body.WithStatements(body.Statements.Insert(0, note))
            : SyntaxFactory.Block(note, SyntaxFactory.ParseStatement(value!.Expression switch
            {
                ThrowExpressionSyntax thrown => $"{thrown};\n",
                ExpressionSyntax result when isVoid => $"{result.ToFullString()};\n",
                ExpressionSyntax result => $"return {result.ToFullString()};\n",
            }));
    }

    private static bool IsVoid(TypeSyntax type, SyntaxTokenList modifiers) =>
        type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
        || (modifiers.Any(SyntaxKind.AsyncKeyword) && type is IdentifierNameSyntax);

    /// <summary>What is entered under a type initialiser or a Lazy is entered once a process: its owner is noted too.</summary>
    private static string Source(int count) => $$"""
        namespace ProcessSafety.Analyzers
        {
            internal static class MutationProbe
            {
                public static readonly bool[] Entered = new bool[{{count}}];
                public static readonly string?[] Owners = new string?[{{count}}];
                private static readonly bool[] Known = new bool[{{count}}];

                public static void Enter(int id)
                {
                    if (Entered[id])
                    {
                        return;
                    }

                    Entered[id] = true;
                    if (!Known[id])
                    {
                        Known[id] = true;
                        Owners[id] = Owner();
                    }
                }

                private static string? Owner()
                {
                    bool isLazy = false;
                    foreach (System.Diagnostics.StackFrame frame in new System.Diagnostics.StackTrace(2, false).GetFrames())
                    {
                        System.Reflection.MethodBase? method = frame.GetMethod();
                        System.Type? type = method?.DeclaringType;
                        bool isOwn = type?.Namespace?.StartsWith("ProcessSafety.", System.StringComparison.Ordinal) == true;
                        if (isOwn && (isLazy || method!.Name == ".cctor"))
                        {
                            while (type!.DeclaringType != null)
                            {
                                type = type.DeclaringType;
                            }

                            return type.Name;
                        }

                        isLazy |= type?.FullName?.StartsWith("System.Lazy`1", System.StringComparison.Ordinal) == true;
                    }

                    return null;
                }
            }
        }
        """;
}
