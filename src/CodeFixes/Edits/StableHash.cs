using System;
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

    private readonly MemberHome _home;
    private readonly SyntaxNode _place;
    private readonly SemanticModel _model;
    private readonly bool _isThere;

    private StableHash(MemberHome home, SyntaxNode place, SemanticModel model, bool isThere) =>
        (_home, _place, _model, _isThere) = (home, place, model, isThere);

    /// <summary>The method for a place; null when the type around it cannot have one.</summary>
    public static StableHash? For(SyntaxNode place, SemanticModel model, CancellationToken cancellationToken) =>
        MemberHome.Of(place, model, cancellationToken) is { } home
        && model.Compilation.GetTypeByMetadataName(Sha) is not null
        && model.Compilation.GetTypeByMetadataName(Encoding) is not null
        && home.HasTextMethod(MethodName, model, cancellationToken) is { } isThere
            ? new StableHash(home, place, model, isThere)
            : null;

    /// <summary>The hash of an expression in the place of a text that is written: an expression, or the hole of a string.</summary>
    public SyntaxEdits InPlaceOf(SyntaxNode text, Func<SyntaxEdits, ExpressionSyntax> hashed)
    {
        SyntaxEdits edits = new();
        ExpressionSyntax call = SyntaxFactory.ParseExpression($"{MethodName}({hashed(edits).WithoutTrivia()})");
        edits.Replace(text, current => current is InterpolationSyntax hole
            ? hole.WithExpression(call).WithAlignmentClause(null).WithFormatClause(null)
            : call.WithTriviaFrom(current));
        if (!_isThere)
        {
            Compilation compilation = _model.Compilation;
            INamedTypeSymbol sha = compilation.GetTypeByMetadataName(Sha)!;
            string shaName = edits.Import(sha, null, _place, _model).ToString();
            string encodingName = edits.Import(compilation.GetTypeByMetadataName(Encoding)!, null, _place, _model).ToString();
            INamedTypeSymbol? convert = compilation.GetTypeByMetadataName("System.Convert");
            bool isModern = convert?.GetMembers("ToHexString")
                    .OfType<IMethodSymbol>()
                    .Any(static method => method.Parameters.Length == 3) == true
                && !sha.GetMembers("HashData").IsEmpty;
            INamedTypeSymbol? converter = isModern ? convert : compilation.GetTypeByMetadataName("System.BitConverter");
            string converterName = converter is null ? "System.BitConverter" : edits.Import(converter, null, _place, _model).ToString();
            _home.ShareMethod(edits, MethodName, Method(shaName, encodingName, converterName, isModern));
        }

        return edits;
    }

    private static string[] Method(string sha, string encoding, string converter, bool isModern) => isModern
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
        };
}
