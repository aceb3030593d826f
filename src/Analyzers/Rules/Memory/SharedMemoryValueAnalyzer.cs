using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Memory;

/// <summary>
/// PSAFE902: a value that means nothing elsewhere is written to memory that processes share.
/// Reported on the value, when it is or contains a handle, a pointer, or a SpinLock that keeps its owner, or is the id of a
/// managed thread, and is written through a view accessor or through the pointer of a view.
/// Left alone: numbers, Guids, offsets, a SpinLock without owner tracking, native integers that count something, and values
/// whose origin is not seen.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedMemoryValueAnalyzer : ProcessSafetyAnalyzer
{
    private const string Accessor = "System.IO.UnmanagedMemoryAccessor";
    private const string AccessorWord = "Accessor";
    private const string PointerWord = "AcquirePointer";

    public SharedMemoryValueAnalyzer()
        : base(Rules.ValueOfOneProcess)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            if (!index.HasWord(PointerWord, file.CancellationToken)
                && !((index.HasWord("Write", file.CancellationToken) || index.HasWord("WriteArray", file.CancellationToken))
                    && index.Mentions(AccessorWord, file.CancellationToken)))
            {
                return;
            }

            foreach (SyntaxToken token in index.Occurrences("Write", cancellationToken: file.CancellationToken)
                .Concat(index.Occurrences("WriteArray", cancellationToken: file.CancellationToken)))
            {
                if (token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
                    && file.SemanticModel.GetOperation(call, file.CancellationToken)
                        is IInvocationOperation { TargetMethod: var method } invocation
                    && method.ContainingType.IsOrDerivesFrom(Accessor)
                    && invocation.Arguments.FirstOrDefault(static argument =>
                        argument.Parameter is { } parameter && KnownNames.WrittenParameters.Has(parameter.Name)) is { } written)
                {
                    Report(written.Value, file);
                }
            }

            foreach (SyntaxToken token in index.Occurrences(PointerWord, cancellationToken: file.CancellationToken))
            {
                foreach (AssignmentExpressionSyntax assignment in MemberRound(token)?.DescendantNodes().OfType<AssignmentExpressionSyntax>()
                    ?? Enumerable.Empty<AssignmentExpressionSyntax>())
                {
                    if (IsThroughPointer(assignment.Left, file.SemanticModel, file.CancellationToken)
                        && file.SemanticModel.GetOperation(assignment.Right, file.CancellationToken) is { } written)
                    {
                        Report(written, file);
                    }
                }
            }
        });

    private static void Report(IOperation written, SemanticModelAnalysisContext file)
    {
        if (ForeignValue.Of(written) is { } what)
        {
            file.ReportDiagnostic(Diagnostic.Create(
                Rules.ValueOfOneProcess,
                written.Syntax.GetLocation(),
                ForeignValue.TrackingLock(written) is { } tracking
                    ? ImmutableDictionary<string, string?>.Empty.Add(
                        DiagnosticProperties.Creation,
                        tracking.Syntax.SpanStart.ToString(CultureInfo.InvariantCulture))
                    : null,
                Sites.OneLine(written.Syntax.ToString()),
                what));
        }
    }

    private static SyntaxNode? MemberRound(SyntaxToken token) => token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    /// <summary>`*p`, `p[i]` and `p->field` with a pointer p.</summary>
    private static bool IsThroughPointer(ExpressionSyntax target, SemanticModel model, CancellationToken cancellationToken) => target switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PointerIndirectionExpression } => true,
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.PointerMemberAccessExpression } => true,
        MemberAccessExpressionSyntax access => IsThroughPointer(access.Expression, model, cancellationToken),
        ElementAccessExpressionSyntax element => model.GetTypeInfo(element.Expression, cancellationToken).Type is IPointerTypeSymbol,
        ParenthesizedExpressionSyntax parenthesized => IsThroughPointer(parenthesized.Expression, model, cancellationToken),
        _ => false,
    };
}
