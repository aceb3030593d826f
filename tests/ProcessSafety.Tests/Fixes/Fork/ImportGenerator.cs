using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Tests.Fork;

/// <summary>Writes the other part of methods with [LibraryImport], as the generator of .NET does.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ImportGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is MethodDeclarationSyntax { AttributeLists.Count: > 0 } method
                && method.AttributeLists.ToString().Contains("LibraryImport"),
            static (found, _) => (MethodDeclarationSyntax)found.Node),
        static (output, method) =>
        {
            string modifiers = string.Join(" ", method.Modifiers.Select(static modifier => modifier.Text));
            output.AddSource(
                method.Identifier.ValueText,
                $"static partial class {((ClassDeclarationSyntax)method.Parent!).Identifier} {{ {modifiers} {method.ReturnType} "
                    + $"{method.Identifier}() => 0; }}");
        });
}
