using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// The type that gets new members for the code at a place: the one around it, or for top-level statements the part of `Program` that their
/// file has, or gets.
/// </summary>
internal sealed class MemberHome
{
    private const string ProgramName = "Program";

    private readonly INamedTypeSymbol _type;

    private MemberHome(SyntaxNode node, INamedTypeSymbol type) => (Node, _type) = (node, type);

    /// <summary>The type, or the file of the top-level statements.</summary>
    public SyntaxNode Node { get; }

    /// <summary>The type around the place; null where no class, struct or record with a body is there, nor top-level statements.</summary>
    public static MemberHome? Of(SyntaxNode place, SemanticModel model, CancellationToken cancellationToken) =>
        place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            ? type is not InterfaceDeclarationSyntax
                && type.OpenBraceToken.IsKind(SyntaxKind.OpenBraceToken)
                && !type.OpenBraceToken.IsMissing
                && model.GetDeclaredSymbol(type, cancellationToken) is { } symbol
                    ? new MemberHome(type, symbol)
                    : null
        : place.FirstAncestorOrSelf<GlobalStatementSyntax>() is { Parent: CompilationUnitSyntax file }
            && model.GetDeclaredSymbol(file, cancellationToken) is { ContainingType: { Name: ProgramName } program }
            && (PartOf(file) is not { } part || !part.OpenBraceToken.IsMissing)
                ? new MemberHome(file, program)
                : null;

    /// <summary>True where a member of that name can be added: no member of the type has it, nor anything else at the top level.</summary>
    public bool IsFree(string name) => !_type.MemberNames.Contains(name) && (Node is TypeDeclarationSyntax || !IsSaid(name));

    /// <summary>A name that no member of the type has, nor anything else there: the stem, or the stem with a number.</summary>
    public string Fresh(string stem, SyntaxEdits edits)
    {
        string name = stem;
        for (int number = 2; !IsFree(name) || IsSaid(name) || !edits.Claims(Node, name); number++)
        {
            name = stem + number;
        }

        return name;
    }

    /// <summary>
    /// The method of one text parameter that gives a text: whether it is there; null when something else has its name.
    /// </summary>
    public bool? HasTextMethod(string name, SemanticModel model, CancellationToken cancellationToken)
    {
        ISymbol[] named = Node is TypeDeclarationSyntax
            ? _type.GetMembers(name).ToArray()
            : Node.DescendantNodes().OfType<LocalFunctionStatementSyntax>()
                .Where(function => function.Identifier.ValueText == name)
                .Select(function => model.GetDeclaredSymbol(function, cancellationToken))
                .OfType<ISymbol>()
                .ToArray();
        return named.Length == 0 ? (IsFree(name) ? false : null)
            : named.All(static one => one is IMethodSymbol { IsStatic: true, Parameters.Length: 1 } method
                && method.Parameters[0].Type.SpecialType == SpecialType.System_String
                && method.ReturnType.SpecialType == SpecialType.System_String) ? true
            : null;
    }

    /// <summary>Plans one more member; four spaces stand for one step of indentation.</summary>
    public void Add(SyntaxEdits edits, params string[] lines) => edits.Replace(Node, current => With(current, lines));

    /// <summary>Plans one more method, `private static …`, which is a local function for top-level statements.</summary>
    public void AddMethod(SyntaxEdits edits, params string[] lines) => edits.Replace(Node, current => WithMethod(current, lines));

    /// <summary>Plans one more method once for all edits that call it.</summary>
    public void ShareMethod(SyntaxEdits edits, string name, params string[] lines) =>
        edits.Share(Node, name, current => WithMethod(current, lines));

    private bool IsSaid(string name) => Node.DescendantTokens().Any(token => token.ValueText == name);

    private static SyntaxNode With(SyntaxNode current, string[] lines) => current is CompilationUnitSyntax file
        ? AddToProgram(file, lines)
        : NewMembers.AddTo((TypeDeclarationSyntax)current, lines);

    private static SyntaxNode WithMethod(SyntaxNode current, string[] lines) => current is CompilationUnitSyntax file
        ? NewFunctions.AddTo(
            file,
            lines.Select(static (line, index) => index == 0 ? line.Substring("private ".Length) : line).ToArray())
        : NewMembers.AddTo((TypeDeclarationSyntax)current, lines);

    private static CompilationUnitSyntax AddToProgram(CompilationUnitSyntax file, string[] lines)
    {
        if (PartOf(file) is { } part)
        {
            return file.ReplaceNode(part, NewMembers.AddTo(part, lines));
        }

        string lineEnd = Comments.LineEndOf(file).ToString();
        MemberDeclarationSyntax last = file.Members.Last();
        MemberDeclarationSyntax ended = last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            ? last
            : last.WithTrailingTrivia(last.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(lineEnd)));
        string text = $"{lineEnd}partial class {ProgramName}{lineEnd}{{{lineEnd}}}{lineEnd}";
        TypeDeclarationSyntax added = (TypeDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(text)!;
        return file.WithMembers(file.Members.Replace(last, ended).Add(NewMembers.AddTo(added, lines)));
    }

    /// <summary>The part of `Program` that is in the file of the top-level statements already.</summary>
    private static ClassDeclarationSyntax? PartOf(CompilationUnitSyntax file) => file.Members
        .OfType<ClassDeclarationSyntax>()
        .FirstOrDefault(static type => type.Identifier.ValueText == ProgramName);
}
