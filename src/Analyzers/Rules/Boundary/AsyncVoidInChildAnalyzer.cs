using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Children;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// PSAFE109: a delegate that runs in another process is async and returns nothing.
/// Reported on the lambda's async keyword, or on the method's name, when the parameter's delegate type returns nothing.
/// Left alone where the delegate returns a task.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncVoidInChildAnalyzer : ProcessSafetyAnalyzer
{
    public AsyncVoidInChildAnalyzer()
        : base(Rules.ChildEndsAtAwait)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterChildDelegateAction(model, (child, report, _) =>
        {
            if (child.Method is { IsAsync: true, ReturnsVoid: true })
            {
                report(Diagnostic.Create(Rules.ChildEndsAtAwait, PlaceOf(child), ChildDelegates.Properties(child), child.Taker));
            }
        });

    /// <summary>The word in the argument that makes it so; the argument itself when the delegate is in a local.</summary>
    private static Location PlaceOf(ChildDelegate child)
    {
        SyntaxNode argument = child.Argument.Value.Syntax;
        return !child.IsInPlace ? argument.GetLocation()
            : child.Code.Syntax is AnonymousFunctionExpressionSyntax lambda
            ? lambda.Modifiers.First(static modifier => modifier.IsKind(SyntaxKind.AsyncKeyword)).GetLocation()
            : child.Code.Syntax.GetLocation();
    }
}
