using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>
/// PSAFE405: lets one method of the type fill in the program, and the assembly as its first argument where dotnet is the host.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ProgramPathFix))]
public sealed class ProgramPathFix : SolutionFix<ProgramPathTarget>
{
    private const string MethodName = "ForThisProgram";
    private const string StartInfo = "System.Diagnostics.ProcessStartInfo";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LaunchesAssembly.Id);

    protected override string EquivalenceKey => "PSAFE405.ProgramPath";

    protected override IComparer<ProgramPathTarget> EditOrder { get; } = ProgramPathTarget.LastFirst;

    internal override async Task<ProgramPathTarget?> FindTargetAsync(
        Document document,
        Diagnostic diagnostic,
        CancellationToken cancellationToken)
    {
        ProgramPathTarget target = new(document.Id, diagnostic.Location.SourceSpan);
        return await PlanAsync(document, target, cancellationToken).ConfigureAwait(false) is null ? null : target;
    }

    protected override string TitleOf(ProgramPathTarget target) => "Start the program, with its assembly if dotnet runs it";

    protected override async Task<Solution> EditAsync(Solution solution, ProgramPathTarget target, CancellationToken cancellationToken) =>
        await PlanAsync(solution.GetDocument(target.Document)!, target, cancellationToken).ConfigureAwait(false) is { } edits
            ? await edits.ApplyAsync(solution, cancellationToken).ConfigureAwait(false)
            : solution;

    private static async Task<SyntaxEdits?> PlanAsync(Document document, ProgramPathTarget target, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        if (!root.FullSpan.Contains(target.Span)
            || root.FindNode(target.Span, getInnermostNodeForTie: true) is not ExpressionSyntax file
            || HolderOf(file) is not { } holder
            || model.Compilation.GetTypeByMetadataName("System.Environment") is not { } environment
            || environment.GetMembers("ProcessPath").IsEmpty
            || model.Compilation.GetTypeByMetadataName(StartInfo) is not { } startInfo
            || startInfo.GetMembers("ArgumentList").IsEmpty
            || model.Compilation.GetTypeByMetadataName("System.IO.Path") is not { } path
            || HelperOf(holder, model, cancellationToken) is not { } hasHelper
            || SiteOf(file, model, cancellationToken) is not { } site
            || Comments.HasInnerDirectives(site.Node)
            || LosesComments(site.Node))
        {
            return null;
        }

        SyntaxEdits edits = new();
        string info = NameOf(startInfo, file, model);
        edits.Replace(
            site.Node,
            current => site.Edit(current, info).WithTriviaFrom(current).WithAdditionalAnnotations(Formatter.Annotation));
        if (!hasHelper)
        {
            string suppression = model.GetNullableContext(file.SpanStart).WarningsEnabled() ? "!" : string.Empty;
            string[] names = { NameOf(environment, file, model), NameOf(path, file, model) };
            string[] lines =
            {
                $"{info} {MethodName}({info} start)",
                "{",
                $"    start.FileName = {names[0]}.ProcessPath{suppression};",
                $"    if ({names[1]}.GetFileNameWithoutExtension(start.FileName) == \"dotnet\")",
                "    {",
                $"        string assembly = {names[0]}.GetCommandLineArgs()[0];",
                "        if (start.Arguments.Length > 0)",
                "            start.Arguments = $\"\\\"{assembly}\\\" {start.Arguments}\";",
                "        else",
                "            start.ArgumentList.Insert(0, assembly);",
                "    }",
                "",
                "    return start;",
                "}",
            };
            edits.Replace(holder, current => WithMethod(current, lines));
        }

        return edits;
    }

    /// <summary>
    /// The name of a type in that place: in full where no using directive helps, since a new one would move what Fix All has still to find.
    /// </summary>
    private static string NameOf(INamedTypeSymbol named, SyntaxNode place, SemanticModel model) =>
        model.LookupNamespacesAndTypes(place.SpanStart, name: named.Name).Contains(named, SymbolEqualityComparer.Default)
            ? named.Name
            : named.ToDisplayString();

    /// <summary>The type that gets the method, or the file whose top-level statements launch; null where neither can have it.</summary>
    private static SyntaxNode? HolderOf(ExpressionSyntax file) =>
        file.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? (type is InterfaceDeclarationSyntax ? null : type)
        : file.FirstAncestorOrSelf<GlobalStatementSyntax>() is { Parent: CompilationUnitSyntax unit } ? unit
        : null;

    /// <summary>Whether the type or file has the method already; null when something else has its name.</summary>
    private static bool? HelperOf(SyntaxNode holder, SemanticModel model, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<ISymbol> named = holder is TypeDeclarationSyntax type
            ? model.GetDeclaredSymbol(type, cancellationToken)?.GetMembers(MethodName) ?? ImmutableArray<ISymbol>.Empty
            : holder.DescendantNodes()
                .Where(static node => node is LocalFunctionStatementSyntax { Identifier.ValueText: MethodName })
                .Select(function => model.GetDeclaredSymbol(function, cancellationToken))
                .OfType<ISymbol>()
                .ToList();
        return named.Count == 0 ? false
            : named.All(static member => member is IMethodSymbol { IsStatic: true, Parameters.Length: 1 } method
                && method.ReturnType.Name == "ProcessStartInfo")
                ? true
            : null;
    }

    /// <summary>The type with the method at its end, or the file with it behind its last statement.</summary>
    private static SyntaxNode WithMethod(SyntaxNode holder, string[] lines)
    {
        if (holder is TypeDeclarationSyntax type)
        {
            return NewMembers.AddTo(type, lines.Select(static (line, index) => index == 0 ? "private static " + line : line).ToArray());
        }

        return NewFunctions.AddTo(
            (CompilationUnitSyntax)holder,
            lines.Select(static (line, index) => index == 0 ? "static " + line : line).ToArray());
    }

    private static (SyntaxNode Node, Func<SyntaxNode, string, SyntaxNode> Edit)? SiteOf(
        ExpressionSyntax file,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        switch (file.Parent)
        {
            case ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list }
                when IsText(list, model, cancellationToken):
                return (
                    call,
                    (current, info) => WithCreation(
                        current,
                        info,
                        isResult: IsResult(call) && model.GetNullableContext(call.SpanStart).WarningsEnabled()));
            case ArgumentSyntax
            {
                NameColon: null,
                Parent: ArgumentListSyntax { Parent: ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax } list,
            }
                when IsText(list, model, cancellationToken)
                    && list.Parent is BaseObjectCreationExpressionSyntax creation
                    && IsPlain(creation, model, cancellationToken):
                return (creation, WithoutFile);
            case AssignmentExpressionSyntax
            {
                Left: IdentifierNameSyntax { Identifier.ValueText: "FileName" },
                Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation },
            }
                when (creation.ArgumentList?.Arguments.Count ?? 0) == 0 && IsPlain(creation, model, cancellationToken):
                return (creation, WithoutFile);
            case AssignmentExpressionSyntax
            {
                Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FileName", Expression: var info },
                Parent: ExpressionStatementSyntax,
            } assignment
                when info is IdentifierNameSyntax or MemberAccessExpressionSyntax
                    && model.GetTypeInfo(info, cancellationToken).Type?.ToDisplayString() == StartInfo
                    && !AreArgumentsSetAfter(assignment):
                return (assignment, (_, _) => SyntaxFactory.ParseExpression($"{MethodName}({info.WithoutTrivia()})"));
            default:
                return null;
        }
    }

    /// <summary>True where comments are inside what is rewritten: all of it but an initializer that does not set the file.</summary>
    private static bool LosesComments(SyntaxNode site)
    {
        InitializerExpressionSyntax? kept = (site as BaseObjectCreationExpressionSyntax)?.Initializer;
        if (kept?.Expressions.Any(static setting =>
            setting is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "FileName" } }) == true)
        {
            kept = null;
        }

        return site.DescendantTrivia().Any(trivia =>
            Comments.IsComment(trivia) && site.Span.Contains(trivia.Span) && kept?.Span.Contains(trivia.Span) != true);
    }

    /// <summary>True where the arguments are set as one text later, which would lose the assembly.</summary>
    private static bool AreArgumentsSetAfter(AssignmentExpressionSyntax file) =>
        file.Ancestors()
            .First(static ancestor => ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax)
            .DescendantNodes()
            .OfType<AssignmentExpressionSyntax>()
            .Any(assignment => assignment.SpanStart > file.SpanStart
                && assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Arguments" or "FileName" });

    /// <summary>False for a call whose result nobody takes.</summary>
    private static bool IsResult(InvocationExpressionSyntax call) =>
        call.Parent is not (ExpressionStatementSyntax or LambdaExpressionSyntax)
        && call.Parent is not ArrowExpressionClauseSyntax
        {
            Parent: MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } }
                or LocalFunctionStatementSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } },
        };

    /// <summary>`(file)` or `(file, arguments)` with a text for the arguments.</summary>
    private static bool IsText(ArgumentListSyntax list, SemanticModel model, CancellationToken cancellationToken) =>
        list.Arguments.Count <= 2
        && list.Arguments.All(argument => argument.NameColon is null
            && model.GetTypeInfo(argument.Expression, cancellationToken).ConvertedType?.SpecialType == SpecialType.System_String);

    /// <summary>A start info whose arguments nobody sets as one text later, which would lose the assembly.</summary>
    private static bool IsPlain(BaseObjectCreationExpressionSyntax creation, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode scope = creation.Ancestors()
            .First(static ancestor => ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);
        return model.GetTypeInfo(creation, cancellationToken).Type?.ToDisplayString() == StartInfo
            && !scope.DescendantNodes()
                .OfType<AssignmentExpressionSyntax>()
                .Any(static assignment =>
                    assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Arguments" or "FileName" });
    }

    /// <summary>
    /// `Process.Start(ForThisProgram(new ProcessStartInfo { Arguments = arguments }))`, whose result may be null in
    /// the eyes of the compiler.
    /// </summary>
    private static SyntaxNode WithCreation(SyntaxNode call, string info, bool isResult)
    {
        InvocationExpressionSyntax start = (InvocationExpressionSyntax)call.WithoutTrivia();
        SeparatedSyntaxList<ArgumentSyntax> arguments = start.ArgumentList.Arguments;
        string creation = arguments.Count == 1 ? $"new {info}()" : $"new {info} {{ Arguments = {arguments[1].Expression} }}";
        start = start.WithArgumentList(SyntaxFactory.ParseArgumentList($"({MethodName}({creation}))"));
        return isResult ? SyntaxFactory.PostfixUnaryExpression(SyntaxKind.SuppressNullableWarningExpression, start) : start;
    }

    /// <summary>`ForThisProgram(new ProcessStartInfo { … })` without the file.</summary>
    private static SyntaxNode WithoutFile(SyntaxNode creation, string info)
    {
        BaseObjectCreationExpressionSyntax made = ((BaseObjectCreationExpressionSyntax)creation).WithoutTrivia();
        SeparatedSyntaxList<ArgumentSyntax> arguments = made.ArgumentList?.Arguments ?? default;
        InitializerExpressionSyntax? initializer = made.Initializer;
        if (initializer?.Expressions.FirstOrDefault(
            static setting => setting is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "FileName" } })
            is { } file)
        {
            initializer = initializer.WithExpressions(initializer.Expressions.Remove(file));
        }

        if (arguments.Count == 2)
        {
            ExpressionSyntax setting = SyntaxFactory.ParseExpression($"Arguments = {arguments[1].Expression}");
            initializer = initializer is null
                ? SyntaxFactory.InitializerExpression(SyntaxKind.ObjectInitializerExpression, SyntaxFactory.SingletonSeparatedList(setting))
                : initializer.WithExpressions(initializer.Expressions.Insert(0, setting));
        }

        ArgumentListSyntax? none = initializer is { Expressions.Count: > 0 } ? null : SyntaxFactory.ArgumentList();
        ObjectCreationExpressionSyntax plain = SyntaxFactory.ObjectCreationExpression(
            SyntaxFactory.Token(default, SyntaxKind.NewKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
            SyntaxFactory.ParseTypeName(info),
            none,
            none is null ? initializer : null);
        return SyntaxFactory.InvocationExpression(
            SyntaxFactory.IdentifierName(MethodName),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(plain))));
    }
}

/// <summary>The file of one launch, by its place.</summary>
public sealed class ProgramPathTarget
{
    internal ProgramPathTarget(DocumentId document, TextSpan span) => (Document, Span) = (document, span);

    /// <summary>From the end of a document to its beginning: an edit leaves the places of the later ones alone.</summary>
    internal static IComparer<ProgramPathTarget> LastFirst { get; } = Comparer<ProgramPathTarget>.Create((left, right) =>
        left.Document == right.Document ? right.Span.CompareTo(left.Span) : left.Document.Id.CompareTo(right.Document.Id));

    internal DocumentId Document { get; }

    internal TextSpan Span { get; }
}
