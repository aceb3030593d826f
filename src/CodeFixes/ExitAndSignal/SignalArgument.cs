using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>What a handler of a signal is given to cancel it with.</summary>
internal static class SignalArgument
{
    /// <summary>
    /// The name of the argument in a handler, which gets one where it has none: `delegate { }`, `(_, _) => Stop()`. Null for any
    /// other function.
    /// </summary>
    public static string? Of(SyntaxNode function, SemanticModel model, SyntaxEdits edits, CancellationToken cancellationToken)
    {
        if (function is AnonymousMethodExpressionSyntax { ParameterList: null } method)
        {
            return OfBare(method, model, edits, cancellationToken);
        }

        ParameterSyntax? last = function switch
        {
            SimpleLambdaExpressionSyntax lambda => lambda.Parameter,
            ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters.LastOrDefault(),
            AnonymousMethodExpressionSyntax anonymous => anonymous.ParameterList!.Parameters.LastOrDefault(),
            LocalFunctionStatementSyntax local => local.ParameterList.Parameters.LastOrDefault(),
            MethodDeclarationSyntax named => named.ParameterList.Parameters.LastOrDefault(),
            _ => null,
        };
        if (last is null
            || model.GetDeclaredSymbol(last, cancellationToken) is not IParameterSymbol { Type: var type }
            || !IsOfSignal(type))
        {
            return null;
        }

        if (last.Identifier.Text != "_" || function.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static name =>
            name.Identifier.Text == "_"
            && name.Parent is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression }))
        {
            return last.Identifier.Text;
        }

        string name = new FreshNames().Next(function, type.Is(KnownTypes.PosixSignalContext) ? "context" : "e");
        edits.Replace(
            last,
            current => ((ParameterSyntax)current).WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(last.Identifier)));
        return name;
    }

    private static bool IsOfSignal(ITypeSymbol type) =>
        type.Is(KnownTypes.ConsoleCancelEventArgs) || type.Is(KnownTypes.PosixSignalContext);

    /// <summary>`delegate { }` with the parameters of its delegate.</summary>
    private static string? OfBare(
        AnonymousMethodExpressionSyntax method,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (model.GetTypeInfo(method, cancellationToken).ConvertedType is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke }
            || invoke.Parameters.LastOrDefault() is not { Type: INamedTypeSymbol type } last
            || !IsOfSignal(type)
            || invoke.Parameters.Any(parameter => !SymbolEqualityComparer.Default.Equals(parameter, last)
                && parameter.Type.SpecialType != SpecialType.System_Object))
        {
            return null;
        }

        FreshNames names = new();
        string name = names.Next(method, type.Is(KnownTypes.PosixSignalContext) ? "context" : "e");
        string any = model.GetNullableContext(method.SpanStart).AnnotationsEnabled() ? "object?" : "object";
        string[] parameters = invoke.Parameters
            .Select(parameter => SymbolEqualityComparer.Default.Equals(parameter, last)
                ? $"{edits.Import(type, null, method, model)} {name}"
                : $"{any} {names.Next(method, parameter.Name)}")
            .ToArray();
        ParameterListSyntax list = SyntaxFactory.ParseParameterList($"({string.Join(", ", parameters)})");
        edits.Replace(method, current =>
        {
            AnonymousMethodExpressionSyntax bare = (AnonymousMethodExpressionSyntax)current;
            SyntaxTriviaList after = bare.DelegateKeyword.TrailingTrivia;
            return bare.WithDelegateKeyword(bare.DelegateKeyword.WithTrailingTrivia(SyntaxFactory.Space))
                .WithParameterList(list.WithTrailingTrivia(after));
        });
        return name;
    }
}
