using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>
/// PSAFE711: makes a new start info where one is asked of a process that has none, and the code then says which file to start. What else
/// the start should be told, a person has to say.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NewStartInfoFix))]
public sealed class NewStartInfoFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ProcessIsForeign.Id);

    protected internal override string EquivalenceKey => "PSAFE711.NewStartInfo";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not ExpressionSyntax asked
            || !IsStartInfo(asked)
            || LocalOf(asked, model, cancellationToken) is not { } local
            || !NamesAFile(local, asked, model, cancellationToken)
            || Comments.AreInside(asked)
            || model.Compilation.GetTypeByMetadataName(KnownTypes.ProcessStartInfo) is not { } type)
        {
            return null;
        }

        SyntaxEdits edits = new();
        TypeSyntax name = edits.Import(type, null, asked, model);
        edits.Replace(asked, current => SyntaxFactory.ParseExpression($"new {name}()").WithTriviaFrom(current));
        return ("Use a new ProcessStartInfo", edits);
    }

    private static bool IsStartInfo(ExpressionSyntax asked) => asked switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == "StartInfo",
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } =>
            binding.Name.Identifier.ValueText == "StartInfo",
        _ => false,
    };

    /// <summary>The local that is given the start info; null where it goes elsewhere.</summary>
    private static ILocalSymbol? LocalOf(ExpressionSyntax asked, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode value = asked;
        while (value.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declared } =>
                model.GetDeclaredSymbol(declared, cancellationToken) as ILocalSymbol,
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target } assignment
                when assignment.Right == value => model.GetSymbolInfo(target, cancellationToken).Symbol as ILocalSymbol,
            _ => null,
        };
    }

    /// <summary>True when the code further on sets the file of that start info.</summary>
    private static bool NamesAFile(ILocalSymbol local, ExpressionSyntax asked, SemanticModel model, CancellationToken cancellationToken) =>
        (asked.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax)
            ?? asked.SyntaxTree.GetRoot(cancellationToken))
            .DescendantNodes()
            .OfType<AssignmentExpressionSyntax>()
            .Any(set => set.SpanStart > asked.SpanStart
                && set.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FileName", Expression: IdentifierNameSyntax info }
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(info, cancellationToken).Symbol, local));
}
