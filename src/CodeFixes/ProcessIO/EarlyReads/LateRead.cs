using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>
/// A call of <c>ReadToEnd</c> or <c>ReadToEndAsync</c> on a standard stream of a process, in terms that mean the same further up.
/// </summary>
internal sealed class LateRead
{
    private readonly bool _isTask;
    private readonly bool _isAwaitable;
    private readonly string _configured;

    private LateRead(InvocationExpressionSyntax call, string stream, string receiver, string arguments, bool isTask)
    {
        (Call, Stream, Receiver, Arguments, _isTask) = (call, stream, receiver, arguments, isTask);
        SyntaxNode function = Anchors.FunctionOf(call);
        _isAwaitable = IsAsync(function)
            && !call.Ancestors()
                .TakeWhile(outer => outer != function)
                .Any(static outer => outer is LockStatementSyntax or QueryExpressionSyntax or UnsafeStatementSyntax);
        _configured = function.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Any(static name => name.Identifier.ValueText == "ConfigureAwait")
            ? ".ConfigureAwait(false)"
            : "";
    }

    public InvocationExpressionSyntax Call { get; }

    /// <summary>"output" or "error".</summary>
    public string Stream { get; }

    public string Receiver { get; }

    public string Arguments { get; }

    /// <summary>The read in other words; null when it says something that is not known before the anchor, or is another call.</summary>
    public static LateRead? Of(InvocationExpressionSyntax call, int anchor, SemanticModel model, CancellationToken cancellationToken)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ReadToEnd" or "ReadToEndAsync" } access
            || model.GetSymbolInfo(call, cancellationToken).Symbol
                is not IMethodSymbol { ContainingType.Name: "StreamReader" or "TextReader" } method
            || StreamOf(access.Expression, anchor, model, cancellationToken) is not { } stream
            || !call.ArgumentList.Arguments.All(argument => IsKnownBefore(argument.Expression, anchor, call, model, cancellationToken)))
        {
            return null;
        }

        return new LateRead(
            call,
            stream.Name == "StandardError" ? "error" : "output",
            stream.Text,
            call.ArgumentList.WithoutTrivia().ToString(),
            method.Name != "ReadToEnd");
    }

    /// <summary>What takes the place of the call when a local of that name holds its task.</summary>
    public ExpressionSyntax ResultOf(string task)
    {
        if (_isTask)
        {
            return SyntaxFactory.IdentifierName(task);
        }

        if (!_isAwaitable)
        {
            return SyntaxFactory.ParseExpression($"{task}.GetAwaiter().GetResult()");
        }

        bool standsAlone = Call.Parent is ArgumentSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax or ReturnStatementSyntax
            or ArrowExpressionClauseSyntax or InterpolationSyntax or ParenthesizedExpressionSyntax or BinaryExpressionSyntax
            or ExpressionStatementSyntax;
        return SyntaxFactory.ParseExpression(standsAlone ? $"await {task}{_configured}" : $"(await {task}{_configured})");
    }

    private static bool IsAsync(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        CompilationUnitSyntax file =>
            file.Members.OfType<GlobalStatementSyntax>()
                .Any(static statement => statement.DescendantNodes(
                    static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                    .Any(static node => node is AwaitExpressionSyntax)),
        _ => false,
    };

    /// <summary>The stream as it can be written before the anchor; a local that is declared later stands for what it is given.</summary>
    private static (string Name, string Text)? StreamOf(
        ExpressionSyntax expression,
        int anchor,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        ExpressionSyntax stream = Bare(expression);
        if (model.GetSymbolInfo(stream, cancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations }
            && declarations[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value })
        {
            stream = Bare(value);
        }

        return stream is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StandardOutput" or "StandardError" } access
            && IsKnownBefore(access.Expression, anchor, expression, model, cancellationToken)
            ? (access.Name.Identifier.ValueText, access.WithoutTrivia().ToString())
            : null;
    }

    private static ExpressionSyntax Bare(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax parenthesized ? Bare(parenthesized.Expression) : expression;

    /// <summary>A name, or a chain of names, that means the same at the anchor and at its use.</summary>
    private static bool IsKnownBefore(
        ExpressionSyntax expression,
        int anchor,
        SyntaxNode use,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        switch (expression)
        {
            case ThisExpressionSyntax or LiteralExpressionSyntax:
                return true;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed:
                return IsKnownBefore(suppressed.Operand, anchor, use, model, cancellationToken);
            case MemberAccessExpressionSyntax access:
                return IsKnownBefore(access.Expression, anchor, use, model, cancellationToken)
                    || model.GetSymbolInfo(access.Expression, cancellationToken).Symbol is INamedTypeSymbol;
            case IdentifierNameSyntax name:
                ISymbol? symbol = model.GetSymbolInfo(name, cancellationToken).Symbol;
                bool isDeclared = symbol is IParameterSymbol or IFieldSymbol or IPropertySymbol
                    || (symbol is ILocalSymbol && symbol.DeclaringSyntaxReferences.All(part => part.Span.End <= anchor));
                return isDeclared && !IsAssignedBetween(name.Identifier.ValueText, anchor, use);
            default:
                return false;
        }
    }

    private static bool IsAssignedBetween(string name, int anchor, SyntaxNode use) =>
        Anchors.FunctionOf(use).DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            assignment.SpanStart >= anchor
            && assignment.SpanStart < use.SpanStart
            && assignment.Left is IdentifierNameSyntax left && left.Identifier.ValueText == name);
}
