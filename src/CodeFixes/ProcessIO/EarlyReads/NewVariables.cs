using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>Names of variables that are new in their member, for the edits of other diagnostics too.</summary>
internal static class NewVariables
{
    public static string Next(SyntaxNode place, string stem, SyntaxEdits edits)
    {
        SyntaxNode member = place.FirstAncestorOrSelf<MemberDeclarationSyntax>(static node => node is not GlobalStatementSyntax)
            ?? place.SyntaxTree.GetRoot();
        FreshNames names = new();
        string name = names.Next(place, stem);
        while (!edits.Claims(member, name))
        {
            name = names.Next(place, stem);
        }

        return name;
    }
}
