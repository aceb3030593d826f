using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE303: puts the beginning of a SHA-256 of a path in the path's place in the name of a mutex.
/// The name changes with it, and two spellings of one path have two names: a person should look at it.
/// </summary>
public sealed class StableNameFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.MutexNameOnUnix.Id);

    protected internal override string EquivalenceKey => "PSAFE303.StableName";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        diagnostic.Properties.ContainsKey(DiagnosticProperties.Path)
        && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax name
        && PathIn(name, model, cancellationToken) is { } path
        && StableHash.For(path, model, cancellationToken) is { } stable
            ? ("Use a SHA-256 of the path", stable.InPlaceOf(path.Parent is InterpolationSyntax hole ? hole : path, _ => path))
            : null;

    /// <summary>
    /// The one part of a name that is not constant, when what is left is a name; null for several, and for one that may hold the prefix.
    /// </summary>
    private static ExpressionSyntax? PathIn(ExpressionSyntax name, SemanticModel model, CancellationToken cancellationToken)
    {
        List<(string? Text, ExpressionSyntax? Value)> parts = Parts(name, model, cancellationToken)
            .Where(static part => part.Text != "")
            .ToList();
        if (parts.Where(static part => part.Text is null).Select(static part => part.Value!).ToArray() is not { Length: 1 } unknown
            || model.GetTypeInfo(unknown[0], cancellationToken)
                is not { Type.SpecialType: SpecialType.System_String, Nullability.FlowState: not NullableFlowState.MaybeNull }
            || !IsName(string.Concat(parts.Select(static part => part.Text ?? "?"))))
        {
            return null;
        }

        if (parts[0].Text is not null || !IsOfSource(unknown[0], model, cancellationToken))
        {
            return unknown[0];
        }

        return unknown[0] == name
            && name is IdentifierNameSyntax identifier
            && NameVariable.Of(identifier, model, cancellationToken) is { } variable
            && variable.Value.SyntaxTree == name.SyntaxTree
            && PathIn(variable.Value, model, cancellationToken) is { } path
                ? path == variable.Value ? name : variable.IsUsedOnce ? path : null
                : null;
    }

    private static IEnumerable<(string? Text, ExpressionSyntax? Value)> Parts(
        ExpressionSyntax expression,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: string constant })
        {
            return new[] { ((string?)constant, (ExpressionSyntax?)expression) };
        }

        return expression switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum =>
                Parts(sum.Left, model, cancellationToken).Concat(Parts(sum.Right, model, cancellationToken)),
            InterpolatedStringExpressionSyntax text => text.Contents.SelectMany(content => content is InterpolationSyntax hole
                ? Parts(hole.Expression, model, cancellationToken)
                : new[] { ((string?)((InterpolatedStringTextSyntax)content).TextToken.ValueText, (ExpressionSyntax?)null) }),
            _ => new[] { ((string?)null, (ExpressionSyntax?)expression) },
        };
    }

    private static bool IsName(string text) => NamedMutexes.SingleEntry.WithoutPrefix(text).IndexOfAny(new[] { '/', '\\' }) < 0;

    /// <summary>Whether the value is a variable, property or method of this compilation, which may begin with a prefix.</summary>
    private static bool IsOfSource(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(value, cancellationToken).Symbol is not { DeclaringSyntaxReferences.IsEmpty: true };
}
