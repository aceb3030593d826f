using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.AbandonedMutexes;

/// <summary>`WaitFor(gate, 100)` in the place of `gate.WaitOne(100)`: a method that waits, and keeps a mutex that was abandoned.</summary>
internal static class WaitMethod
{
    private const string Name = "WaitFor";

    public static bool Plan(
        MutexCall wait,
        INamedTypeSymbol exception,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(wait.Call, cancellationToken).Symbol is not IMethodSymbol { Name: "WaitOne" } waitOne
            || model.GetTypeInfo(wait.Mutex, cancellationToken).Type is not INamedTypeSymbol { TypeArguments.IsEmpty: true } mutex
            || wait.Call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is var type
                && type is InterfaceDeclarationSyntax or { OpenBraceToken.RawKind: 0 }
            || wait.Call.SyntaxTree.GetRoot(cancellationToken) is not CompilationUnitSyntax file)
        {
            return false;
        }

        SyntaxNode home = type is null ? file : type;
        bool isThere = false;
        IEnumerable<IMethodSymbol>? named = type is null
            ? FunctionsOf(file, model, cancellationToken)
            : MethodsOf(model.GetDeclaredSymbol(type, cancellationToken)!);
        if (named is null || named.Any(method => !(isThere |= IsIt(method, mutex, waitOne, cancellationToken)) && !IsOverload(method)))
        {
            return false;
        }

        string[] parameters = waitOne.Parameters.Select(parameter => $"{TypeOf(parameter)} {parameter.Name}").ToArray();
        if (!isThere && edits.Claims(home, $"{Name}({mutex.Name}, {string.Join(", ", parameters)})"))
        {
            string[] lines = Lines(
                type is null ? "static" : "private static",
                edits.Import(mutex, null, wait.Call, model).ToString(),
                parameters,
                waitOne.Parameters.Select(static parameter => parameter.Name),
                edits.Import(exception, null, wait.Call, model).ToString())
                .ToArray();
            if (type is not null)
            {
                edits.Replace(type, current => NewMembers.AddTo((TypeDeclarationSyntax)current, lines));
            }
            else
            {
                string lineEnd = Comments.LineEndOf(file).ToString();
                edits.Replace(file, current => WithFunction((CompilationUnitSyntax)current, string.Join(lineEnd, lines), lineEnd));
            }
        }

        SeparatedSyntaxList<ArgumentSyntax> arguments = wait.Call.ArgumentList.Arguments;
        string others = string.Concat(arguments.Select(static argument => ", " + argument));
        edits.Replace(
            wait.Call,
            current => SyntaxFactory.ParseExpression($"{Name}({wait.Mutex.WithoutTrivia()}{others})").WithTriviaFrom(current));
        return true;

        string TypeOf(IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.None
            ? edits.Import((INamedTypeSymbol)parameter.Type, null, wait.Call, model).ToString()
            : parameter.Type.ToDisplayString();
    }

    /// <summary>The members of the type that have the name; null when one of them is no method, or a base type has one.</summary>
    private static IEnumerable<IMethodSymbol>? MethodsOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? other = type.BaseType; other is not null; other = other.BaseType)
        {
            if (!other.GetMembers(Name).IsEmpty)
            {
                return null;
            }
        }

        return type.GetMembers(Name).All(static member => member is IMethodSymbol) ? type.GetMembers(Name).OfType<IMethodSymbol>() : null;
    }

    /// <summary>The local function of the file that has the name; null when there is anything else that has it.</summary>
    private static IEnumerable<IMethodSymbol>? FunctionsOf(
        CompilationUnitSyntax file,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        List<IMethodSymbol> functions = StatementLists.StatementsOf(file)
            .OfType<LocalFunctionStatementSyntax>()
            .Where(static function => function.Identifier.ValueText == Name)
            .Select(function => model.GetDeclaredSymbol(function, cancellationToken))
            .OfType<IMethodSymbol>()
            .ToList();
        return functions.Count > 0 || file.DescendantTokens().All(static token => token.ValueText != Name) ? functions : null;
    }

    private static bool IsIt(IMethodSymbol method, ITypeSymbol mutex, IMethodSymbol waitOne, CancellationToken cancellationToken) =>
        method is { IsStatic: true, ReturnType.SpecialType: SpecialType.System_Boolean, DeclaringSyntaxReferences: { Length: 1 } parts }
        && method.Parameters.Length == waitOne.Parameters.Length + 1
        && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, mutex)
        && method.Parameters.Skip(1).Zip(waitOne.Parameters, static (own, other) => (own, other))
            .All(static pair => SymbolEqualityComparer.Default.Equals(pair.own.Type, pair.other.Type))
        && parts[0].GetSyntax(cancellationToken).DescendantNodes().OfType<CatchDeclarationSyntax>()
            .Any(static handler => handler.Type.ToString().EndsWith("AbandonedMutexException", System.StringComparison.Ordinal));

    /// <summary>Whether a method of the same name may be declared next to the new one: local functions cannot.</summary>
    private static bool IsOverload(IMethodSymbol method) => method is { IsStatic: true, MethodKind: MethodKind.Ordinary };

    private static IEnumerable<string> Lines(
        string modifiers,
        string mutex,
        string[] parameters,
        IEnumerable<string> names,
        string exception) =>
        new[] { $"{modifiers} bool {Name}({string.Join(", ", parameters.Prepend($"{mutex} mutex"))})", "{" }
            .Concat(MutexWait.Lines(null, $"return mutex.WaitOne({string.Join(", ", names)});", "return true;", exception)
                .Select(static line => "    " + line))
            .Append("}");

    /// <summary>The file with a local function after its last statement.</summary>
    private static CompilationUnitSyntax WithFunction(CompilationUnitSyntax file, string text, string lineEnd)
    {
        int count = file.Members.TakeWhile(static member => member is GlobalStatementSyntax).Count();
        MemberDeclarationSyntax last = file.Members[count - 1];
        SyntaxList<MemberDeclarationSyntax> members = last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            ? file.Members
            : file.Members.Replace(last, last.WithTrailingTrivia(last.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(lineEnd))));
        SyntaxTriviaList end = last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            ? SyntaxFactory.TriviaList(SyntaxFactory.EndOfLine(lineEnd))
            : default;
        StatementSyntax function = SyntaxFactory.ParseStatement(lineEnd + text).WithTrailingTrivia(end);
        return file.WithMembers(members.Insert(count, SyntaxFactory.GlobalStatement(function)));
    }
}
