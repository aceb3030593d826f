using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Proofs;

/// <summary>A program in a workspace: analyzed by the whole package, changed by its fixes, and compiled as a release build.</summary>
internal static class ProofWorkspace
{
    /// <summary>No program here needs more fixes than this.</summary>
    private const int MaximalFixes = 20;

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = InstancesOf<DiagnosticAnalyzer>("ProcessSafety.Analyzers");

    /// <summary>The fixes that the package exports.</summary>
    public static ImmutableArray<CodeFixProvider> Fixes { get; } =
    [
        .. InstancesOf<CodeFixProvider>("ProcessSafety.CodeFixes")
            .Where(static fix => fix.GetType().IsDefined(typeof(ExportCodeFixProviderAttribute), inherit: false)),
    ];

    private static readonly ImmutableArray<MetadataReference> Framework = FrameworkReferences();

    /// <summary>
    /// Ends a program that outlives its test, however it hangs, and a chain of programs that start each other: the fifth ends at once.
    /// </summary>
    private const string LifeLimit =
        """
        internal static class LifeLimit
        {
            [System.Runtime.CompilerServices.ModuleInitializer]
            internal static void Start()
            {
                int depth = int.Parse(System.Environment.GetEnvironmentVariable("PROOF_DEPTH") ?? "0");
                if (depth == 4)
                    System.Environment.Exit(0);

                System.Environment.SetEnvironmentVariable("PROOF_DEPTH", (depth + 1).ToString());
                new System.Threading.Thread(static () =>
                {
                    System.Threading.Thread.Sleep(120_000);
                    System.Diagnostics.Process.GetCurrentProcess().Kill();
                }) { IsBackground = true }.Start();
            }
        }
        """;

    /// <summary>Stand-ins for libraries, each compiled into the programs that name it.</summary>
    private static readonly ImmutableArray<(string Name, string Source)> Libraries =
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(Proof.ProjectDirectory, "Libraries"), "*.cs")
           select (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)),
    ];

    /// <summary>The .editorconfig of a messy program.</summary>
    private const string MessySettings =
        """
        root = true
        [*.cs]
        end_of_line = crlf
        indent_style = tab
        csharp_new_line_before_open_brace = none
        csharp_new_line_before_else = false
        csharp_new_line_before_catch = false
        csharp_new_line_before_finally = false
        """;

    /// <summary>The program as it was written.</summary>
    public static Document Open(Proof proof) => Open(proof, proof.Source);

    /// <summary>Another text in the place of the program.</summary>
    public static Document Open(Proof proof, string source)
    {
        Project project = NewProject();
        if (proof.Form is ProofForm.Messy)
        {
            project = project.AddAnalyzerConfigDocument(
                ".editorconfig",
                SourceText.From(MessySettings),
                filePath: Path.Combine(Proof.ProjectDirectory, ".editorconfig")).Project;
        }

        foreach ((string name, string library) in Libraries.Where(library => source.Contains(library.Name, StringComparison.Ordinal)))
        {
            project = project.AddDocument(name + ".cs", library).Project;
        }

        return project.AddDocument("Program.cs", source, filePath: Path.Combine(Proof.ProjectDirectory, "Program.cs"));
    }

    private static Project NewProject() => new AdhocWorkspace()
        .AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Create(),
            "Proof",
            "Proof",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.ConsoleApplication,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable,
                allowUnsafe: true),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            metadataReferences: Framework));

    public static async Task<AnalyzedProgram> AnalyzeAsync(Document document)
    {
        Compilation compilation = await CompilationAsync(document);
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
        return new AnalyzedProgram(document, [.. diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)]);
    }

    /// <summary>
    /// Applies a fix of the id to one diagnostic after the other until none is left: the one with the equivalence key, else the first.
    /// </summary>
    /// <exception cref="InvalidOperationException">A diagnostic has no fix, or the fixes come to no end.</exception>
    public static async Task<AnalyzedProgram> FixAsync(AnalyzedProgram program, string id, string? key)
    {
        for (int count = 0; count < MaximalFixes; count++)
        {
            Document document = program.Document;
            if (program.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == id) is not { } diagnostic)
            {
                return program;
            }

            CodeAction action = (await FixesForAsync(document, diagnostic))
                .FirstOrDefault(offered => key is null || offered.EquivalenceKey == key)
                ?? throw new InvalidOperationException($"No fix is offered for {diagnostic}.");
            ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
            Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
            program = await AnalyzeAsync(changed.GetDocument(document.Id)!);
        }

        throw new InvalidOperationException($"{MaximalFixes} fixes left {id} in\n{await program.Document.GetTextAsync()}");
    }

    /// <summary>The fixes that are offered for a diagnostic, in order.</summary>
    public static async Task<ImmutableArray<CodeAction>> FixesForAsync(Document document, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        foreach (CodeFixProvider provider in Fixes.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(
                document,
                diagnostic,
                (action, _) => actions.Add(action),
                CancellationToken.None));
        }

        return [.. actions];
    }

    /// <summary>Compiles the program into the directory, with what <c>dotnet</c> needs to run it.</summary>
    /// <returns>The path of the program.</returns>
    public static async Task<string> CompileAsync(Document document, string directory)
    {
        Compilation compilation = (await CompilationAsync(document))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(LifeLimit, (CSharpParseOptions)document.Project.ParseOptions!));
        string program = Path.Combine(directory, "Proof.dll");
        EmitResult result = compilation.Emit(program);
        if (!result.Success)
        {
            throw new InvalidOperationException($"{string.Join("\n", result.Diagnostics)}\n{await document.GetTextAsync()}");
        }

        await File.WriteAllTextAsync(
            Path.ChangeExtension(program, "runtimeconfig.json"),
            """
            {
              "runtimeOptions": {
                "tfm": "net10.0",
                "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" },
                "configProperties": { "System.Globalization.Invariant": true }
              }
            }
            """);
        return program;
    }

    private static async Task<Compilation> CompilationAsync(Document document) => (await document.Project.GetCompilationAsync())!;

    private static ImmutableArray<T> InstancesOf<T>(string assembly) where T : class =>
    [
        .. from type in Assembly.Load(assembly).GetTypes()
           where type.IsSubclassOf(typeof(T)) && !type.IsAbstract
           orderby type.FullName
           select (T)Activator.CreateInstance(type)!,
    ];

    /// <summary>The reference assemblies beside the running runtime; where only a runtime is installed, its own assemblies.</summary>
    private static ImmutableArray<MetadataReference> FrameworkReferences()
    {
        string packs = Path.GetFullPath(Path.Combine(ChildProgram.RuntimeDirectory, "../../../packs/Microsoft.NETCore.App.Ref"));
        string? pack = Directory.Exists(packs) ? Directory.EnumerateDirectories(packs, "10.*").Order().LastOrDefault() : null;
        IEnumerable<string> files = pack is not null
            ? Directory.EnumerateFiles(Path.Combine(pack, "ref", "net10.0"), "*.dll")
            : ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(static file => file.StartsWith(ChildProgram.RuntimeDirectory, StringComparison.Ordinal));
        return [.. files.Select(static file => MetadataReference.CreateFromFile(file))];
    }
}
