using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Fork;

/// <summary>
/// PSAFE501: puts a method in the place of a fork whose result decides who is the child: it starts the program again with a
/// marker, and gives 0 where it finds the marker. The child begins at the entry point, so a person should see what it does until then.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StartProcessFix))]
public sealed class StartProcessFix : SolutionReviewFix
{
    private const string MethodName = "StartChild";
    private const string Marker = "--forked-child";
    private const string Enumerable = "System.Linq.Enumerable";
    private const string Environment = "System.Environment";
    private const string File = "System.IO.Path";
    private const string Process = "System.Diagnostics.Process";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ForkedRuntime.Id);

    protected internal override string EquivalenceKey => "PSAFE501.StartProcess";

    private protected override async Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.PlainFork)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call
            || call.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member
            || HolderOf(member) is not { } holder
            || model.GetSymbolInfo(call, cancellationToken).Symbol
                is not IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Int32 } import
            || !Branches(call, model, cancellationToken)
            || WaitsForProcesses(holder is CompilationUnitSyntax ? holder : member, model, cancellationToken)
            || !IsFree(holder, model, cancellationToken)
            || !CanStart(model.Compilation))
        {
            return null;
        }

        SyntaxEdits edits = new();
        edits.Replace(call, static current => SyntaxFactory.ParseExpression(MethodName + "()").WithTriviaFrom(current));
        if (!UnusedImport.HasOtherCalls(document.Project, call, import, model.Compilation, cancellationToken))
        {
            // An import that nothing calls is reported by itself: it goes too, or all stays.
            switch (await UnusedImport.OfAsync(document, call, import, model.Compilation, cancellationToken).ConfigureAwait(false))
            {
                case LocalFunctionStatementSyntax function:
                    edits.Remove(function);
                    break;
                case MethodDeclarationSyntax { Parent: TypeDeclarationSyntax owner } method:
                    edits.Replace(owner, current => RemovedMembers.Without((TypeDeclarationSyntax)current, owner.Members.IndexOf(method)));
                    break;
                default:
                    return null;
            }
        }

        AddMethod(holder, model, edits);
        return ("Start this program again instead of forking it", edits);
    }

    /// <summary>The type that gets the method, or the file whose top-level statements fork; null where neither can have it.</summary>
    private static SyntaxNode? HolderOf(MemberDeclarationSyntax member) => member switch
    {
        BaseMethodDeclarationSyntax { Parent: ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax } =>
            member.Parent,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax file } => file,
        _ => null,
    };

    /// <summary>Whether nothing there has the name of the method yet.</summary>
    private static bool IsFree(SyntaxNode holder, SemanticModel model, CancellationToken cancellationToken) =>
        holder is CompilationUnitSyntax
        ? holder.DescendantTokens().All(static token => token.ValueText != MethodName)
        : model.GetDeclaredSymbol(holder, cancellationToken) is INamedTypeSymbol type && type.GetMembers(MethodName).IsEmpty;

    /// <summary>Whether the result of the call, or the variable that holds it, is compared with 0 or switched on.</summary>
    private static bool Branches(ExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (IsBranch(call))
        {
            return true;
        }

        SyntaxToken variable = call.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } assignment when assignment.Right == call => name.Identifier,
            _ => default,
        };
        return variable.Parent is { } declared
            && (model.GetDeclaredSymbol(declared, cancellationToken)
                ?? model.GetSymbolInfo(declared, cancellationToken).Symbol) is ILocalSymbol local
            && (call.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax)
                    ?? call.SyntaxTree.GetRoot(cancellationToken)).DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
                name.Identifier.ValueText == local.Name
                && IsBranch(name)
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local));
    }

    private static bool IsBranch(ExpressionSyntax value) => value.Parent switch
    {
        BinaryExpressionSyntax comparison => IsZero(comparison.Left) || IsZero(comparison.Right),
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax pattern } => IsZero(pattern.Expression),
        ParenthesizedExpressionSyntax parenthesized => IsBranch(parenthesized),
        AssignmentExpressionSyntax { Parent: ParenthesizedExpressionSyntax } assignment => IsBranch(assignment),
        SwitchStatementSyntax or SwitchExpressionSyntax => true,
        _ => false,
    };

    private static bool IsZero(ExpressionSyntax expression) => expression is LiteralExpressionSyntax { Token.Value: 0 };

    /// <summary>Whether native code waits for the child: the runtime waits for those that it starts, and only one can.</summary>
    private static bool WaitsForProcesses(SyntaxNode member, SemanticModel model, CancellationToken cancellationToken) =>
        member.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { IsStatic: true } called
            && called.Name.StartsWith("wait", StringComparison.OrdinalIgnoreCase)
            && (called.IsExtern || called.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "LibraryImportAttribute")));

    private static bool CanStart(Compilation compilation) =>
        compilation.GetTypeByMetadataName(Enumerable) is not null
        && compilation.GetTypeByMetadataName(File) is not null
        && compilation.GetTypeByMetadataName(Environment)?.GetMembers("ProcessPath").IsEmpty == false
        && compilation.GetTypeByMetadataName(Process)?.GetMembers("Start").OfType<IMethodSymbol>().Any(start =>
            start.Parameters.Length == 2
            && start.Parameters[1].Type.SpecialType != SpecialType.System_String
            && start.Parameters[1].Type.Name == "IEnumerable") == true;

    private static void AddMethod(SyntaxNode holder, SemanticModel model, SyntaxEdits edits)
    {
        SyntaxNode place = holder is CompilationUnitSyntax file ? file.Members[0] : holder;
        string Name(string metadataName) =>
            edits.Import(model.Compilation.GetTypeByMetadataName(metadataName)!, null, place, model).ToString();
        (string environment, string process, string path) = (Name(Environment), Name(Process), Name(File));
        Name(Enumerable);
        string suppression = model.Compilation.Options.NullableContextOptions == NullableContextOptions.Disable ? string.Empty : "!";
        const string summary = "Starts this program again. Returns 0 in the started process, and its ID in this one.";
        string[] lines =
        {
            $"static int {MethodName}()",
            "{",
            $"    const string marker = \"{Marker}\";",
            $"    string[] arguments = {environment}.GetCommandLineArgs();",
            "    if (arguments.Contains(marker))",
            "        return 0;",
            string.Empty,
            $"    bool isHosted = {path}.GetFileNameWithoutExtension({environment}.ProcessPath) == \"dotnet\";",
            $"    return {process}.Start({environment}.ProcessPath{suppression}, arguments.Skip(isHosted ? 0 : 1).Append(marker)).Id;",
            "}",
        };
        edits.Replace(holder, current => current is CompilationUnitSyntax unit
            ? NewFunctions.AddTo(unit, lines.Prepend("// " + summary).ToArray())
            : NewMembers.AddTo(
                (TypeDeclarationSyntax)current,
                lines.Skip(1).Prepend("private " + lines[0]).Prepend($"/// <summary>{summary}</summary>").ToArray()));
    }
}
