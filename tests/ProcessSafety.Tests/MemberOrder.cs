using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Tests;

/// <summary>
/// The same program with the members of each type in reverse order. Initialisers run in the order of the text and keep it.
/// </summary>
internal sealed class MemberOrder : CSharpSyntaxRewriter
{
    /// <summary>The compilation with each tree reversed; trees with directives stay, since their regions span members.</summary>
    public static Compilation Reverse(Compilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees.ToArray())
        {
            SyntaxNode root = tree.GetRoot();
            if (!root.ContainsDirectives)
            {
                SyntaxNode reversed = new MemberOrder().Visit(root);
                compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(reversed, tree.Options));
            }
        }

        return compilation;
    }

    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) =>
        Reversed((ClassDeclarationSyntax)base.VisitClassDeclaration(node)!);

    public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) =>
        Reversed((StructDeclarationSyntax)base.VisitStructDeclaration(node)!);

    public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) =>
        Reversed((RecordDeclarationSyntax)base.VisitRecordDeclaration(node)!);

    public override SyntaxNode? VisitInterfaceDeclaration(InterfaceDeclarationSyntax node) =>
        Reversed((InterfaceDeclarationSyntax)base.VisitInterfaceDeclaration(node)!);

    private static TypeDeclarationSyntax Reversed(TypeDeclarationSyntax type)
    {
        Queue<MemberDeclarationSyntax> initialised = new(type.Members.Where(IsInitialised));
        return type.WithMembers(
            SyntaxFactory.List(type.Members.Reverse().Select(member => IsInitialised(member) ? initialised.Dequeue() : member)));
    }

    private static bool IsInitialised(MemberDeclarationSyntax member) =>
        member is BaseFieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null };
}
