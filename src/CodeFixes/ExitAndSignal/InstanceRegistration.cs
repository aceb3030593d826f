using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>
/// A registration that the object keeps whose handler it is. The runtime holds the handler, and through it the object, as long as the
/// registration lives: in a field of the object, that is until somebody disposes of it.
/// <code>public Host() => _sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop);</code>
/// </summary>
internal sealed class InstanceRegistration
{
    private readonly InvocationExpressionSyntax _call;
    private readonly MethodDeclarationSyntax? _dispose;
    private readonly bool _isSetOnce;

    private InstanceRegistration(InvocationExpressionSyntax call, MethodDeclarationSyntax? dispose, bool isSetOnce) =>
        (_call, _dispose, _isSetOnce) = (call, dispose, isSetOnce);

    /// <summary>
    /// The registration of one signal, by code that runs on an object, with a handler that knows that object and no variable. A second one
    /// that takes its place in the field handles the same signal in the same way.
    /// </summary>
    public static InstanceRegistration? Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        if (arguments.Count != 2
            || arguments.Any(static argument => argument.NameColon is not null)
            || !model.GetConstantValue(arguments[0].Expression, cancellationToken).HasValue
            || call.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { Parent: TypeDeclarationSyntax type } member
            || member is not (MethodDeclarationSyntax or ConstructorDeclarationSyntax)
            || type is not (ClassDeclarationSyntax or RecordDeclarationSyntax)
            || model.GetDeclaredSymbol(member, cancellationToken) is not { IsStatic: false, ContainingType: { IsValueType: false } owner }
            || call.Ancestors().TakeWhile(node => node != member)
                .Any(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            || !KnowsTheObjectAlone(arguments[1].Expression, model, cancellationToken))
        {
            return null;
        }

        // Who disposes of the object ends the handler as well, as far as that is one method which is seen.
        MethodDeclarationSyntax? dispose = type.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(static method =>
            method is { Identifier.ValueText: nameof(IDisposable.Dispose), ParameterList.Parameters.Count: 0, Body.Statements.Count: > 0 });
        bool isDisposable = owner.AllInterfaces.Any(static one => one.Name == nameof(IDisposable));
        return owner.AllInterfaces.Any(static one => one.Name == "IAsyncDisposable")
            || (isDisposable && (dispose is null || dispose.DescendantNodes().Any(IsCallOfDispose)))
                ? null
                : new InstanceRegistration(call, isDisposable ? dispose : null, IsSetOnce(call, member, type));
    }

    /// <summary>Plans the field and, where the object has one, its end in `Dispose`; gives the name of the field.</summary>
    public string AddTo(MemberHome home, string stem, SyntaxNode registration, SemanticModel model, SyntaxEdits edits)
    {
        string name = home.Fresh("_" + stem, edits);
        bool isAnnotated = !_isSetOnce && model.GetNullableContext(_call.SpanStart).AnnotationsEnabled();
        home.Add(edits, $"private {(_isSetOnce ? "readonly " : "")}{registration}{(isAnnotated ? "?" : "")} {name};");
        if (_dispose is { Body.Statements: var statements })
        {
            edits.InsertBefore(statements[0], _isSetOnce ? $"{name}.Dispose();" : $"{name}?.Dispose();");
            OneLineBodies.Open(edits, statements[0]);
        }

        return name;
    }

    /// <summary>`Dispose(true)`: what else it does is not in sight.</summary>
    private static bool IsCallOfDispose(SyntaxNode node) => node is InvocationExpressionSyntax
    {
        Expression: IdentifierNameSyntax { Identifier.ValueText: nameof(IDisposable.Dispose) },
    };

    /// <summary>A method of the object, or a lambda that uses the object and nothing else from outside.</summary>
    private static bool KnowsTheObjectAlone(ExpressionSyntax handler, SemanticModel model, CancellationToken cancellationToken)
    {
        if (handler is AnonymousFunctionExpressionSyntax
            && model.AnalyzeDataFlow(handler) is { Succeeded: true, CapturedInside: var captured, DataFlowsIn: var used })
        {
            return used.Concat(captured).Any(IsObject) && used.All(IsObject);
        }

        return handler is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
            && model.GetSymbolInfo(handler, cancellationToken).Symbol
                is IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary };

        static bool IsObject(ISymbol symbol) => symbol is IParameterSymbol { IsThis: true };
    }

    /// <summary>True for a statement of the only constructor, which each object runs once.</summary>
    private static bool IsSetOnce(SyntaxNode call, MemberDeclarationSyntax member, TypeDeclarationSyntax type) =>
        member is ConstructorDeclarationSyntax constructor
        && call.FirstAncestorOrSelf<StatementSyntax>() is var statement
        && (statement is null ? constructor.ExpressionBody is not null : statement.Parent == constructor.Body)
        && constructor.Initializer?.IsKind(SyntaxKind.ThisConstructorInitializer) != true
        && !type.Modifiers.Any(SyntaxKind.PartialKeyword)
        && type.Members.OfType<ConstructorDeclarationSyntax>().Count(static other => !other.Modifiers.Any(SyntaxKind.StaticKeyword)) == 1
        && constructor.Body?.DescendantNodes().Any(static node => node is ReturnStatementSyntax or LabeledStatementSyntax) != true;
}
