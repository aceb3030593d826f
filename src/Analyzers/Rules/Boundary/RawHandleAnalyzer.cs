using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// PSAFE105: the number of a handle, or an address, is passed to a child process.
/// Reported on the expression that makes the number, when it becomes part of the child's arguments or environment.
/// Left alone: pipe handles as strings, process ids, window handles, and files that make handles inheritable or duplicate them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RawHandleAnalyzer : ProcessSafetyAnalyzer
{
    private const string GCHandle = "System.Runtime.InteropServices.GCHandle";
    private const string Marshal = "System.Runtime.InteropServices.Marshal";
    private const string WaitHandle = "System.Threading.WaitHandle";

    /// <summary>An address is taken in no other code.</summary>
    private const string Unsafe = "unsafe";

    public RawHandleAnalyzer()
        : base(Rules.RawHandleToChild)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (IOperation number in Numbers(file.SemanticModel, file.CancellationToken))
            {
                if (DiagnosticOf(number, model, file.CancellationToken) is { } found)
                {
                    file.ReportDiagnostic(found);
                }
            }
        });

    /// <summary>What makes a number of a handle or an address.</summary>
    private static IEnumerable<IOperation> Numbers(SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(model.SyntaxTree);
        IEnumerable<IOperation?> numbers = index.Occurrences(KnownNames.HandleNumbers.Words, cancellationToken: cancellationToken)
            .Select(token => NumberOf(token, model, cancellationToken));
        if (index.HasWord(Unsafe, cancellationToken))
        {
            numbers = numbers.Concat(index.TokensWith("&", cancellationToken: cancellationToken)
                .Where(static token => token.Parent.IsKind(SyntaxKind.AddressOfExpression))
                .Select(token => model.GetOperation(token.Parent!, cancellationToken)));
        }

        if (index.HasIdentifier(nameof(GCHandle), cancellationToken))
        {
            numbers = numbers.Concat(index.Occurrences(KnownNames.NativeNumbers.Words, cancellationToken: cancellationToken)
                .Select(token => CastOf(token, model, cancellationToken)));
        }

        return numbers.OfType<IOperation>();
    }

    private static Diagnostic? DiagnosticOf(IOperation number, ProcessModel model, CancellationToken cancellationToken)
    {
        if (ValueTargets.Of(model).Of(number, cancellationToken) is not { Kind: OutgoingKind.Child, Place: var place }
            || IsHandedOver(number.Syntax.SyntaxTree, cancellationToken)
            || IsHandedOver(place.Syntax.SyntaxTree, cancellationToken))
        {
            return null;
        }

        Location[] further = number.Syntax.SyntaxTree == place.Syntax.SyntaxTree && place.Syntax.Span.Contains(number.Syntax.Span)
            ? new Location[0]
            : new[] { place.Syntax.GetLocation() };
        return Diagnostic.Create(Rules.RawHandleToChild, number.Syntax.GetLocation(), further, Sites.OneLine(number.Syntax.ToString()));
    }

    private static bool IsHandedOver(SyntaxTree tree, CancellationToken cancellationToken) =>
        KnownNames.HandleGifts.Names.Any(word => SyntaxIndex.Of(tree).Mentions(word, cancellationToken));

    /// <summary>A GCHandle as a number.</summary>
    private static IOperation? CastOf(SyntaxToken type, SemanticModel model, CancellationToken cancellationToken) =>
        type.Parent is IdentifierNameSyntax { Parent: CastExpressionSyntax cast } name
            && cast.Type == name
            && model.GetOperation(cast, cancellationToken) is IConversionOperation { OperatorMethod.ContainingType: { } source } conversion
            && source.Is(GCHandle)
                ? conversion
                : null;

    private static IOperation? NumberOf(SyntaxToken token, SemanticModel model, CancellationToken cancellationToken)
    {
        if (token.Parent?.Parent is not MemberAccessExpressionSyntax access || access.Name != token.Parent)
        {
            return null;
        }

        SyntaxNode whole = access.Parent is InvocationExpressionSyntax call && call.Expression == access ? call : access;
        return model.GetOperation(whole, cancellationToken) switch
        {
            IInvocationOperation { TargetMethod: { Name: "DangerousGetHandle" } method } number
                when method.ContainingType.IsOrDerivesFrom(KnownTypes.SafeHandle) =>
                number,
            IInvocationOperation { TargetMethod: { Name: "ToIntPtr" } method } number when method.ContainingType.Is(GCHandle) => number,
            IInvocationOperation { TargetMethod: { Name: "GetFunctionPointerForDelegate" } method } number
                when method.ContainingType.Is(Marshal) =>
                number,
            IPropertyReferenceOperation { Property: { Name: "Handle" } property } number
                when property.ContainingType.Is(WaitHandle) || property.ContainingType.Is(KnownTypes.Process) =>
                number,
            _ => null,
        };
    }
}
