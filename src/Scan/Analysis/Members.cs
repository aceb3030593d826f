using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Scan.Analysis;

/// <summary>Names the members that places are in.</summary>
internal static class Members
{
    public const string TopLevel = "top-level statements";

    /// <summary>Such as `Pool.Run` or `Pool.Worker.Start`; without parameters, since those change more often than the code.</summary>
    public static string NameAt(SyntaxNode root, int position)
    {
        if (position >= root.FullSpan.End)
        {
            return TopLevel;
        }

        string[] names = [.. root.FindToken(position).Parent!.AncestorsAndSelf().Select(NameOf).OfType<string>().Reverse()];
        return names.Length == 0 ? TopLevel : string.Join('.', names);
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword) ? ".cctor" : ".ctor",
        DestructorDeclarationSyntax => "~" + (node.Parent as TypeDeclarationSyntax)?.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        IndexerDeclarationSyntax => "this[]",
        OperatorDeclarationSyntax @operator => "operator " + @operator.OperatorToken.ValueText,
        ConversionOperatorDeclarationSyntax => "operator",
        LocalFunctionStatementSyntax local => local.Identifier.ValueText,
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
        EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
        _ => null,
    };
}
