using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace ProcessSafety.Tests.Robustness;

/// <summary>Computes every action that the shipped fixes offer; an action must not throw and must change a document.</summary>
internal static class FixNet
{
    /// <summary>
    /// Analyses the compilation's files in a workspace and applies each offered action on its own. Returns the fixed solutions.
    /// </summary>
    public static async Task<ImmutableArray<FixResult>> ApplyAllAsync(CSharpCompilation compilation)
    {
        using AdhocWorkspace workspace = new();
        Project project = Load(workspace, compilation);
        Compilation loaded = (await project.GetCompilationAsync())!;

        ImmutableArray<FixResult>.Builder results = ImmutableArray.CreateBuilder<FixResult>();
        foreach (Diagnostic diagnostic in await AnalyzerNet.BuildAsync(loaded))
        {
            Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
            foreach (CodeFixProvider fix in Shipped.FixesOf(diagnostic.Id))
            {
                foreach (CodeAction action in await OfferedAsync(fix, document, diagnostic))
                {
                    results.Add(new FixResult(diagnostic, fix, action, await ApplyAsync(fix, action, document, diagnostic)));
                }
            }
        }

        return results.ToImmutable();
    }

    /// <summary>The texts of all files of a fixed program.</summary>
    public static async Task<string> TextAsync(Solution fixedProgram) => string.Join('\n', await Task.WhenAll(
        fixedProgram.Projects.Single().Documents.Select(async document => (await document.GetTextAsync()).ToString())));

    private static Project Load(AdhocWorkspace workspace, CSharpCompilation compilation)
    {
        ProjectId id = ProjectId.CreateNewId();
        Solution solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, compilation.AssemblyName!, compilation.AssemblyName!, LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: compilation.SyntaxTrees.FirstOrDefault()?.Options,
            metadataReferences: compilation.References));
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), tree.FilePath, tree.GetText(), filePath: tree.FilePath);
        }

        return solution.GetProject(id)!;
    }

    private static async Task<ImmutableArray<CodeAction>> OfferedAsync(CodeFixProvider fix, Document document, Diagnostic diagnostic)
    {
        ImmutableArray<CodeAction>.Builder actions = ImmutableArray.CreateBuilder<CodeAction>();
        CodeFixContext context = new(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None);
        try
        {
            await fix.RegisterCodeFixesAsync(context);
        }
        catch (Exception exception)
        {
            throw await CrashAsync(fix, document, exception);
        }

        return actions.ToImmutable();
    }

    private static async Task<Solution> ApplyAsync(CodeFixProvider fix, CodeAction action, Document document, Diagnostic diagnostic)
    {
        ImmutableArray<CodeActionOperation> operations;
        try
        {
            operations = await action.GetOperationsAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            throw await CrashAsync(fix, document, exception);
        }

        Solution changed = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
        if (!await DiffersAsync(document.Project.Solution, changed))
        {
            throw await CrashAsync(fix, document, new InvalidOperationException($"'{action.Title}' for {diagnostic} changes nothing."));
        }

        return changed;
    }

    private static async Task<bool> DiffersAsync(Solution before, Solution after)
    {
        foreach (ProjectChanges project in after.GetChanges(before).GetProjectChanges())
        {
            Assert.Empty(project.GetAddedDocuments());
            Assert.Empty(project.GetRemovedDocuments());
            foreach (DocumentId id in project.GetChangedDocuments())
            {
                SourceText text = await after.GetDocument(id)!.GetTextAsync();
                if (!text.ContentEquals(await before.GetDocument(id)!.GetTextAsync()))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static async Task<AnalyzerCrash> CrashAsync(CodeFixProvider fix, Document document, Exception exception) =>
        new(fix.GetType().Name, (await document.GetTextAsync()).ToString(), exception);
}

/// <summary>One action, applied to the code that its diagnostic was found in.</summary>
internal sealed record FixResult(Diagnostic Diagnostic, CodeFixProvider Fix, CodeAction Action, Solution Changed);
