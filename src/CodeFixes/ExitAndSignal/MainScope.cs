using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>The place for what has to live as long as the program does.</summary>
internal static class MainScope
{
    /// <summary>
    /// True for a statement of Main itself, or of the top level, where a using declaration lasts until the program ends: a Main that
    /// returns a task without being async leaves its using when the work begins.
    /// </summary>
    public static bool Holds(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken) =>
        ((CSharpParseOptions)statement.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp8
        && statement.Parent switch
        {
            GlobalStatementSyntax => true,
            BlockSyntax { Parent: MethodDeclarationSyntax method } =>
                (method.Modifiers.Any(SyntaxKind.AsyncKeyword) || method.ReturnType is PredefinedTypeSyntax)
                && SymbolEqualityComparer.Default.Equals(
                    model.GetDeclaredSymbol(method, cancellationToken),
                    model.Compilation.GetEntryPoint(cancellationToken)),
            _ => false,
        };
}
