using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>
/// PSAFE108: puts the beginning of a SHA-256 of the text in the place of its hash code, where the hash code is written as text.
/// The name changes with it, so a person should see who else computes it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StableHashFix))]
public sealed class StableHashFix : CodeFixProvider
{
    private const string MethodName = "StableHash";
    private const string Sha = "System.Security.Cryptography.SHA256";
    private const string Encoding = "System.Text.Encoding";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.UnstableHash.Id);

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax access } hash
                || model.GetTypeInfo(access.Expression, context.CancellationToken).Type?.SpecialType != SpecialType.System_String
                || TextOf(hash) is not { } text
                || hash.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
                || type is InterfaceDeclarationSyntax
                || model.Compilation.GetTypeByMetadataName(Sha) is null
                || model.Compilation.GetTypeByMetadataName(Encoding) is null
                || HelperOf(type, model, context.CancellationToken) is not { } helper)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create(
                    "Use a SHA-256 of the text (review)",
                    token => EditAsync(context.Document, text, access.Expression, type, helper, model, token),
                    equivalenceKey: "PSAFE108.StableHash"),
                diagnostic);
        }
    }

    /// <summary>The part of the code that says the hash code as text: the hole of a string, an operand of +, or a call of ToString.</summary>
    private static SyntaxNode? TextOf(InvocationExpressionSyntax hash) => hash.Parent switch
    {
        InterpolationSyntax hole => hole,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString", Parent: InvocationExpressionSyntax call } => call,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when IsText(sum.Left) || IsText(sum.Right) => hash,
        _ => null,
    };

    private static bool IsText(ExpressionSyntax operand) =>
        operand is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } or InterpolatedStringExpressionSyntax
        || (operand is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && (IsText(sum.Left) || IsText(sum.Right)));

    /// <summary>Whether the type has the method already; null when something else has its name.</summary>
    private static bool? HelperOf(TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancellationToken)
    {
        ImmutableArray<ISymbol> named = model.GetDeclaredSymbol(type, cancellationToken)?.GetMembers(MethodName) ?? ImmutableArray<ISymbol>.Empty;
        return named.IsEmpty ? false
            : named.All(static member => member is IMethodSymbol { IsStatic: true, Parameters.Length: 1 } method
                && method.Parameters[0].Type.SpecialType == SpecialType.System_String
                && method.ReturnType.SpecialType == SpecialType.System_String) ? true
            : null;
    }

    private static Task<Solution> EditAsync(Document document, SyntaxNode text, ExpressionSyntax hashed, TypeDeclarationSyntax type, bool hasHelper, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxEdits edits = new();
        ExpressionSyntax call = SyntaxFactory.ParseExpression($"{MethodName}({hashed.WithoutTrivia()})");
        edits.Replace(text, current => current is InterpolationSyntax hole
            ? hole.WithExpression(call).WithAlignmentClause(null).WithFormatClause(null)
            : call.WithTriviaFrom(current));
        if (!hasHelper)
        {
            INamedTypeSymbol sha = model.Compilation.GetTypeByMetadataName(Sha)!;
            string[] names =
            {
                edits.Import(sha, null, type, model).ToString(),
                edits.Import(model.Compilation.GetTypeByMetadataName(Encoding)!, null, type, model).ToString(),
            };
            INamedTypeSymbol? convert = model.Compilation.GetTypeByMetadataName("System.Convert");
            bool isModern = convert?.GetMembers("ToHexString").OfType<IMethodSymbol>().Any(static method => method.Parameters.Length == 3) == true && !sha.GetMembers("HashData").IsEmpty;
            INamedTypeSymbol? converter = isModern ? convert : model.Compilation.GetTypeByMetadataName("System.BitConverter");
            string converterName = converter is null ? "System.BitConverter" : edits.Import(converter, null, type, model).ToString();
            edits.Replace(type, current => WithHelper((TypeDeclarationSyntax)current, names[0], names[1], converterName, isModern));
        }

        return edits.ApplyAsync(document.Project.Solution, cancellationToken);
    }

    private static TypeDeclarationSyntax WithHelper(TypeDeclarationSyntax type, string sha, string encoding, string converter, bool isModern) => NewMembers.AddTo(type, isModern
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
