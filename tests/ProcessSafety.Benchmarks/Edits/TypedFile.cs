using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Benchmarks.Edits;

/// <summary>
/// A file that somebody types into. Each key makes a new tree of it and a new compilation, in which all other trees are the same: so an
/// editor asks, file by file.
/// </summary>
internal sealed class TypedFile
{
    private readonly CSharpCompilation _compilation;
    private readonly SyntaxTree _before;
    private readonly int _position;
    private SyntaxTree _after;

    private TypedFile(CSharpCompilation compilation, SyntaxTree file)
    {
        (_compilation, _before, _after) = (compilation, file, file);
        _position = file.GetRoot().DescendantNodes().OfType<BlockSyntax>().Last().OpenBraceToken.Span.End;
    }

    /// <summary>A file of 5,000 lines among 20 others.</summary>
    public static TypedFile Large(Input input)
    {
        CSharpCompilation compilation =
            Subject.Compile([.. GeneratedCode.Files(input, files: 20), GeneratedCode.LargeFile(input, lines: 5000)]);
        Subject.Check(compilation, expectFindings: input != Input.Ordinary);
        return new TypedFile(compilation, compilation.SyntaxTrees[^1]);
    }

    /// <summary>A file of the program whose project lies in the same folder.</summary>
    public static async Task<TypedFile> InAsync(string path)
    {
        SourceCode code = await SourceCode.ReadAsync(Path.GetDirectoryName(Path.GetFullPath(path))!, CancellationToken.None)
            .ConfigureAwait(false);
        CSharpCompilation compilation = (CSharpCompilation)code.Compilations.Single();
        return new TypedFile(compilation, compilation.SyntaxTrees.Single(file => file.FilePath == Path.GetFullPath(path)));
    }

    /// <summary>The key.</summary>
    public void Type()
    {
        SourceText text = _before.GetText();
        _after = _before.WithChangedText(text.WithChanges(new TextChange(new TextSpan(_position, 0), " ")));
    }

    /// <summary>What an editor then asks for: the live diagnostics of that file, those of the compiler first.</summary>
    public Task<ImmutableArray<Diagnostic>> LiveAsync(ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        CompilationWithAnalyzers edited = _compilation.ReplaceSyntaxTree(_before, _after).With(analyzers);
        SemanticModel model = edited.Compilation.GetSemanticModel(_after);
        model.GetDiagnostics();
        return edited.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None);
    }
}
