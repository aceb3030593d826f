using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Tests.Shapes;

/// <summary>Whole members, types and files written differently.</summary>
internal static class MemberShapes
{
    public static ImmutableArray<Rewriting> All { get; } =
    [
        new NodeShape<TypeDeclarationSyntax>("a partial type with the member in another part", SplitType),
        new NodeShape<ClassDeclarationSyntax>("a base class that holds the members", MoveToBase),
        new NodeShape<TypeDeclarationSyntax>("a type in another type", Nest),
        new NodeShape<MethodDeclarationSyntax>("a body of one local function", DelegateBody),
        new NodeShape<MethodDeclarationSyntax>("a block in place of =>", ToBlock),
        new NodeShape<MethodDeclarationSyntax>("=> in place of a block", ToArrow),
        new NodeShape<AwaitExpressionSyntax>("await x.ConfigureAwait(false)", (program, await) =>
            program.With([new TextChange(await.Expression.Span, $"({await.Expression}).ConfigureAwait(false)")], await)),
        new NodeShape<AwaitExpressionSyntax>("x.GetAwaiter().GetResult() in place of await x", (program, await) =>
            program.With([new TextChange(await.Span, $"({await.Expression}).GetAwaiter().GetResult()")], await)),
        new NodeShape<MethodDeclarationSyntax>("statements at the top in place of Main", MainToTop),
        new NodeShape<CompilationUnitSyntax>("Main in place of statements at the top", TopToMain),
        new NodeShape<CompilationUnitSyntax>("other names of locals, parameters and private members", Rename),
        new NodeShape<CompilationUnitSyntax>("members in reverse order", Reverse),
    ];

    private static string? SplitType(ShapeProgram program, TypeDeclarationSyntax type)
    {
        if (type.Parent is TypeDeclarationSyntax || type.TypeParameterList is not null || type.OpenBraceToken.Span.IsEmpty
            || type.Members.FirstOrDefault(member => member is BaseMethodDeclarationSyntax
                && program.IsOfInterest(member)) is not { } member)
        {
            return null;
        }

        string partial = type.Modifiers.Any(SyntaxKind.PartialKeyword) ? "" : "partial ";
        return program.With(
            [new TextChange(new TextSpan(type.Keyword.SpanStart, 0), partial), new TextChange(member.Span, "")],
            type,
            types: $"{Static(type)}partial {type.Keyword} {type.Identifier}\n{{\n{member}\n}}");
    }

    private static string? MoveToBase(ShapeProgram program, ClassDeclarationSyntax type) =>
        type.BaseList is not null
            || type.TypeParameterList is not null
            || type.ParameterList is not null
            || type.OpenBraceToken.Span.IsEmpty
            || type.Modifiers.Any(SyntaxKind.StaticKeyword)
            || type.Modifiers.Any(SyntaxKind.PartialKeyword)
            || type.Members.OfType<ConstructorDeclarationSyntax>().Any()
            || type.AttributeLists.Count > 0
                ? null
                : program.With(
                    [
                        new TextChange(
                            type.Identifier.Span,
                            $"{type.Identifier} : {type.Identifier}Base\n{{\n}}\n\ninternal class {type.Identifier}Base"),
                        .. type.Members.OfType<DestructorDeclarationSyntax>()
                            .Select(end => new TextChange(end.Identifier.Span, $"{type.Identifier}Base")),
                    ],
                    type);

    private static string? Nest(ShapeProgram program, TypeDeclarationSyntax type) =>
        type.Parent is TypeDeclarationSyntax || type.OpenBraceToken.Span.IsEmpty
            ? null
            : program.With(
                [
                    new TextChange(new TextSpan(type.SpanStart, 0), "internal static class ShapeOuter\n{\n"),
                    new TextChange(new TextSpan(type.Span.End, 0), "\n}\n"),
                ],
                program.Root);

    private static string? DelegateBody(ShapeProgram program, MethodDeclarationSyntax method)
    {
        if (method.Body is not { Statements.Count: > 0 } body || method.ConstraintClauses.Count > 0)
        {
            return null;
        }

        bool isVoid = method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        bool isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        string call = (isVoid, isAsync) switch { (true, true) => "", (true, false) => "ShapeStep();", _ => "return ShapeStep();" };
        return call.Length == 0
            ? null
            : program.With(
                [
                    .. method.Modifiers.Where(modifier => modifier.IsKind(SyntaxKind.AsyncKeyword))
                        .Select(modifier => new TextChange(modifier.Span, "")),
                    new TextChange(body.Span, $"{{\n{call}\n\n{(isAsync ? "async " : "")}{method.ReturnType} ShapeStep()\n{body}\n}}"),
                ],
                method);
    }

    private static string? ToBlock(ShapeProgram program, MethodDeclarationSyntax method)
    {
        if (method.ExpressionBody is not { Expression: not ThrowExpressionSyntax } body
            || program.Model.GetDeclaredSymbol(method) is not { } symbol)
        {
            return null;
        }

        bool returns = !symbol.ReturnsVoid && !(symbol.IsAsync && symbol.ReturnType is INamedTypeSymbol { IsGenericType: false });
        return program.With(
            [new TextChange(
                TextSpan.FromBounds(body.SpanStart, method.Span.End),
                $"\n{{\n{(returns ? "return " : "")}{body.Expression};\n}}")],
            method);
    }

    private static string? ToArrow(ShapeProgram program, MethodDeclarationSyntax method) =>
        (method.Body?.Statements is [var only] ? only : null) switch
        {
            ExpressionStatementSyntax { Expression: { } expression } => expression,
            ReturnStatementSyntax { Expression: { } expression } => expression,
            _ => null,
        } is { } value
            ? program.With([new TextChange(method.Body!.Span, $"=> {value};")], method)
            : null;

    private static string? MainToTop(ShapeProgram program, MethodDeclarationSyntax main)
    {
        if (main is not { Identifier.ValueText: "Main", Body: { } body, Parent: TypeDeclarationSyntax type }
            || type.Parent is not CompilationUnitSyntax
            || program.Root.Members.OfType<GlobalStatementSyntax>().Any())
        {
            return null;
        }

        string code = program.Text.ToString(TextSpan.FromBounds(body.OpenBraceToken.Span.End, body.CloseBraceToken.SpanStart));
        string usings = type.Identifier.ValueText == "Program" ? "" : $"using static {type.Identifier};\n";
        int start = program.Root.Members[0].SpanStart;
        string args = main.ParameterList.Parameters is [{ Identifier.ValueText: not "args" and var name }]
            ? $"string[] {name} = args;\n"
            : "";
        return program.With(
            [new TextChange(new TextSpan(start, 0), $"{usings}{args}{code}\n"), new TextChange(main.Span, "")],
            program.Root);
    }

    private static string? TopToMain(ShapeProgram program, CompilationUnitSyntax root)
    {
        ImmutableArray<GlobalStatementSyntax> statements = [.. root.Members.OfType<GlobalStatementSyntax>()];
        if (statements.IsEmpty)
        {
            return null;
        }

        TextSpan span = TextSpan.FromBounds(statements[0].SpanStart, statements[^1].Span.End);
        string code = program.Text.ToString(span);
        bool awaits = root.DescendantNodes(node => node is not TypeDeclarationSyntax).Any(node => node is AwaitExpressionSyntax);
        bool returns = statements.Any(statement => statement.DescendantNodes(
            node => node is not LocalFunctionStatementSyntax and not AnonymousFunctionExpressionSyntax)
            .Any(node => node is ReturnStatementSyntax { Expression: not null }));
        string type = (awaits, returns) switch
        {
            (true, true) => "async global::System.Threading.Tasks.Task<int>",
            (true, false) => "async global::System.Threading.Tasks.Task",
            (false, true) => "int",
            _ => "void",
        };
        return program.With(
            [new TextChange(
                span,
                $"internal static partial class Program\n{{\nprivate static {type} Main(string[] args)\n{{\n{code}\n}}\n}}")],
            root);
    }

    private static string? Rename(ShapeProgram program, CompilationUnitSyntax root)
    {
        HashSet<string> names = [.. root.DescendantNodes().Select(node => program.Model.GetDeclaredSymbol(node)).OfType<ISymbol>()
            .Where(symbol => symbol is ILocalSymbol
                or IParameterSymbol { Name.Length: > 0 }
                or IFieldSymbol { DeclaredAccessibility: Accessibility.Private })
            .Select(symbol => symbol.Name)];
        names.ExceptWith(root.DescendantNodes().Select(node => program.Model.GetDeclaredSymbol(node)).OfType<ISymbol>()
            .Where(symbol => symbol is IMethodSymbol or IPropertySymbol or INamedTypeSymbol or INamespaceSymbol)
            .Select(symbol => symbol.Name));
        return program.With(
            root.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(name => program.Model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol)
                .Select(name => name.Identifier)
                .Concat(root.DescendantNodes()
                    .Where(IsRenamed)
                    .SelectMany(node => node.ChildTokens())
                    .Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
                .Where(token => names.Contains(token.ValueText))
                .DistinctBy(token => token.SpanStart)
                .Select(token => new TextChange(token.Span, $"shape{char.ToUpperInvariant(token.ValueText[0])}{token.ValueText[1..]}")),
            root);

        static bool IsRenamed(SyntaxNode node) =>
            node is VariableDeclaratorSyntax or ParameterSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax
                or CatchDeclarationSyntax;
    }

    private static string? Reverse(ShapeProgram program, CompilationUnitSyntax root) =>
        root.ContainsDirectives ? null : new MemberOrder().Visit(root).ToFullString();

    private static string Static(TypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.StaticKeyword) ? "static " : "";
}

/// <summary>A rewriting of each node of a kind that is of interest.</summary>
internal sealed record NodeShape<TNode>(string Name, Func<ShapeProgram, TNode, string?> Write) : Rewriting(Name)
    where TNode : SyntaxNode
{
    public override IEnumerable<string?> Apply(ShapeProgram program) => program.Root.DescendantNodesAndSelf().OfType<TNode>()
        .Where(node => program.IsOfInterest(node))
        .Select(node => Write(program, node));
}
