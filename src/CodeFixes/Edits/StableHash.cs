using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>The beginning of a SHA-256 of a text, the same in every process, from a method of the type that needs it.</summary>
internal sealed class StableHash
{
    private const string MethodName = "StableHash";
    private const string Sha = "System.Security.Cryptography.SHA256";
    private const string Encoding = "System.Text.Encoding";

    private readonly TypeDeclarationSyntax _type;
    private readonly SemanticModel _model;
    private readonly bool _isThere;

    private StableHash(TypeDeclarationSyntax type, SemanticModel model, bool isThere) => (_type, _model, _isThere) = (type, model, isThere);

    /// <summary>The method for a place; null when the type round it cannot have one.</summary>
    public static StableHash? For(SyntaxNode place, SemanticModel model, CancellationToken cancellationToken) =>
        place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && type is not InterfaceDeclarationSyntax
        && model.Compilation.GetTypeByMetadataName(Sha) is not null
        && model.Compilation.GetTypeByMetadataName(Encoding) is not null
        && IsThere(type, model, cancellationToken) is { } isThere
            ? new StableHash(type, model, isThere)
            : null;

    /// <summary>The hash of an expression in the place of a text that is written: an expression, or the hole of a string.</summary>
    public SyntaxEdits InPlaceOf(SyntaxNode text, ExpressionSyntax hashed)
    {
        SyntaxEdits edits = new();
        ExpressionSyntax call = SyntaxFactory.ParseExpression($"{MethodName}({hashed.WithoutTrivia()})");
        edits.Replace(text, current => current is InterpolationSyntax hole
            ? hole.WithExpression(call).WithAlignmentClause(null).WithFormatClause(null)
            : call.WithTriviaFrom(current));
        if (!_isThere)
        {
            Compilation compilation = _model.Compilation;
            INamedTypeSymbol sha = compilation.GetTypeByMetadataName(Sha)!;
            string shaName = edits.Import(sha, null, _type, _model).ToString();
            string encodingName = edits.Import(compilation.GetTypeByMetadataName(Encoding)!, null, _type, _model).ToString();
            INamedTypeSymbol? convert = compilation.GetTypeByMetadataName("System.Convert");
            bool isModern = convert?.GetMembers("ToHexString")
                    .OfType<IMethodSymbol>()
                    .Any(static method => method.Parameters.Length == 3) == true
                && !sha.GetMembers("HashData").IsEmpty;
            INamedTypeSymbol? converter = isModern ? convert : compilation.GetTypeByMetadataName("System.BitConverter");
            string converterName = converter is null ? "System.BitConverter" : edits.Import(converter, null, _type, _model).ToString();
            edits.Replace(_type, current => WithMethod((TypeDeclarationSyntax)current, shaName, encodingName, converterName, isModern));
        }

        return edits;
    }

    /// <summary>Whether the type has the method already; null when something else has its name.</summary>
    private static bool? IsThere(TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancellationToken)
    {
        ImmutableArray<ISymbol> named = model.GetDeclaredSymbol(type, cancellationToken)?.GetMembers(MethodName)
            ?? ImmutableArray<ISymbol>.Empty;
        return named.IsEmpty ? false
            : named.All(static member => member is IMethodSymbol { IsStatic: true, Parameters.Length: 1 } method
                && method.Parameters[0].Type.SpecialType == SpecialType.System_String
                && method.ReturnType.SpecialType == SpecialType.System_String) ? true
            : null;
    }

    private static TypeDeclarationSyntax WithMethod(
        TypeDeclarationSyntax type,
        string sha,
        string encoding,
        string converter,
        bool isModern) =>
        NewMembers.AddTo(type, isModern
            ? new[]
            {
                $"private static string {MethodName}(string text) =>",
                $"    {converter}.ToHexString({sha}.HashData({encoding}.UTF8.GetBytes(text)), 0, 8);",
            }
            : new[]
            {
                $"private static string {MethodName}(string text)",
                "{",
                $"    using ({sha} hash = {sha}.Create())",
                $"        return {converter}.ToString(hash.ComputeHash({encoding}.UTF8.GetBytes(text)), 0, 8).Replace(\"-\", \"\");",
                "}",
            });
}
