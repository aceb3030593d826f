using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Mutants.Product;

/// <summary>One shipped assembly: its sources and everything that the build hands to the compiler.</summary>
internal sealed class ProductAssembly
{
    private readonly ImmutableArray<ResourceDescription> _resources;

    private ProductAssembly(string name, CSharpCompilation compilation, ImmutableArray<ResourceDescription> resources, string root)
    {
        Name = name;
        Compilation = compilation;
        _resources = resources;
        Trees = compilation.SyntaxTrees
            .Select(tree => (File: Path.GetRelativePath(root, tree.FilePath).Replace('\\', '/'), Tree: tree))
            .Where(static source => !source.File.Contains("/obj/", StringComparison.Ordinal))
            .OrderBy(static source => source.File, StringComparer.Ordinal)
            .ToImmutableArray()
            .Select(static source => KeyValuePair.Create(source.File, source.Tree))
            .ToImmutableArray();
    }

    public string Name { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>The sources under version control, by their path from the root, in ordinal order.</summary>
    public ImmutableArray<KeyValuePair<string, SyntaxTree>> Trees { get; }

    /// <exception cref="UsageException">The project has not been built, or MSBuild says no.</exception>
    public static ProductAssembly Read(string root, string project)
    {
        string folder = Path.Combine(root, Path.GetDirectoryName(project)!);
        CSharpCommandLineArguments arguments = CSharpCommandLineParser.Default.Parse(
            CompilerArguments.Of(Path.Combine(root, project)),
            folder,
            sdkDirectory: null);
        CSharpParseOptions options = arguments.ParseOptions.WithDocumentationMode(DocumentationMode.None);
        CSharpCompilation compilation = CSharpCompilation.Create(
            arguments.CompilationName ?? Path.GetFileNameWithoutExtension(project),
            arguments.SourceFiles.Select(source => Parse(source.Path, options)),
            arguments.MetadataReferences.Select(static reference =>
                MetadataReference.CreateFromFile(reference.Reference, reference.Properties)),
            arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Default)
                .WithSpecificDiagnosticOptions(ImmutableDictionary<string, ReportDiagnostic>.Empty));
        return new ProductAssembly(Path.GetFileNameWithoutExtension(project), compilation, arguments.ManifestResources, root);
    }

    /// <summary>Writes an assembly with the resources of this one; false when it does not compile.</summary>
    public bool Emit(CSharpCompilation compilation, string path)
    {
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image, manifestResources: _resources);
        if (result.Success)
        {
            File.WriteAllBytes(path, image.ToArray());
        }

        return result.Success;
    }

    private static SyntaxTree Parse(string path, CSharpParseOptions options)
    {
        using FileStream stream = File.OpenRead(path);
        return CSharpSyntaxTree.ParseText(SourceText.From(stream, Encoding.UTF8), options, path);
    }
}
