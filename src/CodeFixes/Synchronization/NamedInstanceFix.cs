using System.Collections.Generic;
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

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE309: a condition of Main on the number of processes becomes one on a named mutex, which Main keeps until it ends. The name says
/// which programs count as one, which a person has to look at.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NamedInstanceFix))]
public sealed class NamedInstanceFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.InstanceFoundByName.Id);

    protected internal override string EquivalenceKey => "PSAFE309.NamedMutex";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        InvocationExpressionSyntax? search = diagnostic.NodeIn(root) as InvocationExpressionSyntax;
        LocalDeclarationStatementSyntax? declaration = search is null ? null : DeclarationOf(search);
        if (search is null
            || ((CSharpParseOptions)root.SyntaxTree.Options).LanguageVersion < LanguageVersion.CSharp8
            || model.Compilation.GetTypeByMetadataName(KnownTypes.Mutex) is not { } mutex
            || model.Compilation.GetEntryPoint(cancellationToken) is not { } main
            || QuestionOf(search, declaration, model, cancellationToken) is not { } question
            || !IsInMain(question, main, cancellationToken)
            || Comments.AreInside(question.Condition)
            || OthersBy(question.Condition, declaration is not null && IsFiltered(declaration)) is not { } whenOthers)
        {
            return null;
        }

        SyntaxEdits edits = new();
        FreshNames names = new();
        string instance = names.Next(search, "instance", edits);
        string createdNew = names.Next(search, "createdNew", edits);
        string name = $"{model.Compilation.AssemblyName}.{main.ContainingType.ToDisplayString()}";
        string type = edits.Import(mutex, null, question, model).ToString();
        edits.InsertBefore(
            question,
            $"using {type} {instance} = new {type}(initiallyOwned: true, @\"Global\\{name}\", out bool {createdNew});");
        edits.Replace(
            question.Condition,
            current => SyntaxFactory.ParseExpression(whenOthers ? "!" + createdNew : createdNew).WithTriviaFrom(current));
        OneLineBodies.Open(edits, question);
        foreach (LocalDeclarationStatementSyntax spare in Spare(declaration, question, model, cancellationToken))
        {
            edits.Remove(spare);
        }

        return ("Use a named mutex", edits);
    }

    /// <summary>The declaration of the variable that holds what is found, or null.</summary>
    private static LocalDeclarationStatementSyntax? DeclarationOf(InvocationExpressionSyntax search)
    {
        ExpressionSyntax found = search;
        while (found.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax query })
        {
            found = query;
        }

        return found.Parent?.Parent?.Parent is VariableDeclarationSyntax { Variables: { Count: 1 } variables, Parent: var parent }
            && variables[0].Initializer?.Value == found
                ? parent as LocalDeclarationStatementSyntax
                : null;
    }

    /// <summary>The `if` whose condition has the search, or the only use of its variable.</summary>
    private static IfStatementSyntax? QuestionOf(
        InvocationExpressionSyntax search,
        LocalDeclarationStatementSyntax? declaration,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        SyntaxNode asked = declaration is null ? search
            : UsesOf(declaration, model, cancellationToken) is { Count: 1 } uses ? uses[0]
            : declaration;
        return asked.Ancestors()
            .TakeWhile(static node => node is ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax or IfStatementSyntax)
            .OfType<IfStatementSyntax>()
            .FirstOrDefault(question => question.Condition.Span.Contains(asked.Span));
    }

    private static List<IdentifierNameSyntax> UsesOf(
        LocalDeclarationStatementSyntax declaration,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        ISymbol? local = model.GetDeclaredSymbol(declaration.Declaration.Variables[0], cancellationToken);
        return declaration.SyntaxTree.GetRoot(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == local?.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local))
            .ToList();
    }

    /// <summary>True for a statement of Main's own block, whose variables live until the program ends.</summary>
    private static bool IsInMain(IfStatementSyntax question, IMethodSymbol main, CancellationToken cancellationToken) =>
        question.Parent is GlobalStatementSyntax
        || (question.Parent is BlockSyntax { Parent: MethodDeclarationSyntax method }
            && main.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellationToken) == method));

    /// <summary>What the condition is when there are other processes; null where it asks for something else as well.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="areOthers">True when this process itself is left out before.</param>
    private static bool? OthersBy(ExpressionSyntax condition, bool areOthers) => condition switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => OthersBy(inner, areOthers),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var inner } => !OthersBy(inner, areOthers),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Any" } } call
            when areOthers || IsFiltered(call) => true,
        BinaryExpressionSyntax { Left: var count, Right: LiteralExpressionSyntax { Token.Value: int number } } comparison
            when IsCount(count) => OthersBy(comparison.Kind(), number - (areOthers || IsFiltered(count) ? 0 : 1)),
        _ => null,
    };

    /// <param name="comparison">How the number of others is compared.</param>
    /// <param name="number">With how many others.</param>
    private static bool? OthersBy(SyntaxKind comparison, int number) => (comparison, number) switch
    {
        (SyntaxKind.GreaterThanExpression or SyntaxKind.NotEqualsExpression, 0) or (SyntaxKind.GreaterThanOrEqualExpression, 1) => true,
        (SyntaxKind.EqualsExpression or SyntaxKind.LessThanOrEqualExpression, 0) or (SyntaxKind.LessThanExpression, 1) => false,
        _ => null,
    };

    private static bool IsCount(ExpressionSyntax count) => count switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" } } => true,
        _ => false,
    };

    /// <summary>True where this process itself is left out: `Where(p => p.Id != id)`.</summary>
    private static bool IsFiltered(SyntaxNode query) => query.DescendantNodes().OfType<LambdaExpressionSyntax>()
        .Any(static lambda => lambda.DescendantNodes().Any(static node => node.IsKind(SyntaxKind.NotEqualsExpression))
            && lambda.DescendantTokens().Any(static token => token.ValueText == "Id"));

    /// <summary>The variables that only the search and the condition have used: what was found, and the current process.</summary>
    private static IEnumerable<LocalDeclarationStatementSyntax> Spare(
        LocalDeclarationStatementSyntax? declaration,
        IfStatementSyntax question,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        List<SyntaxNode> gone = new() { question.Condition };
        if (declaration is not null)
        {
            gone.Add(declaration);
        }

        foreach (LocalDeclarationStatementSyntax before in question.Siblings()
            .TakeWhile(statement => statement != question)
            .OfType<LocalDeclarationStatementSyntax>()
            .Reverse())
        {
            if (before == declaration
                || (before.Declaration.Variables is { Count: 1 } variables
                    && variables[0].Initializer?.Value.ToString().Contains("GetCurrentProcess") == true
                    && !Comments.HasInnerDirectives(before)
                    && UsesOf(before, model, cancellationToken)
                        is { Count: > 0 } uses
                    && uses.TrueForAll(use => gone.Exists(node => node.Span.Contains(use.Span)))))
            {
                gone.Add(before);
                yield return before;
            }
        }
    }
}
