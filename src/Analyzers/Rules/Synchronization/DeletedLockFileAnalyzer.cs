using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Platforms;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE310: a lock file is deleted, and two processes hold a lock file of the same name.
/// Reported on File.Delete and FileInfo.Delete of a file that the same type opens with FileShare.None, when the stream is only held, or
/// when its path or variable is called a lock. Left alone: DeleteOnClose, files that are read or written as data, random names, a deletion
/// before the first opening, and code that runs on Windows only, which does not delete a file that is open.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeletedLockFileAnalyzer : ProcessSafetyAnalyzer
{
    private const string Delete = "Delete";

    public DeletedLockFileAnalyzer()
        : base(Rules.LockFileDeleted)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            bool mayOpen = index.HasWord("FileShare", file.CancellationToken);
            foreach (InvocationExpressionSyntax call in index.CallsOf(Delete, file.CancellationToken))
            {
                if (call.ArgumentList.Arguments.Count < 2
                    && (mayOpen || call.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Modifiers.Any(SyntaxKind.PartialKeyword) == true)
                    && file.SemanticModel.GetOperation(call, file.CancellationToken) is IInvocationOperation deletion
                    && IsOfFile(deletion.TargetMethod)
                    && LockFiles.OpeningOf(deletion, model, file.CancellationToken) is { } opening
                    && PlatformReach.Of(model).MayBeUnix(deletion, file.CancellationToken))
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.LockFileDeleted,
                        call.GetLocation(),
                        new[] { opening.Syntax.GetLocation() },
                        Sites.OneLine(call.ToString())));
                }
            }
        });

    private static bool IsOfFile(IMethodSymbol method) =>
        method.ContainingType.Is(KnownTypes.File) || method.ContainingType.Is("System.IO.FileInfo");
}
