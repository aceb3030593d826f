using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Tests.Shapes;

/// <summary>
/// One file of a program, and the places that a report about it names. A program that nothing is reported of has no places.
/// </summary>
internal sealed class ShapeProgram
{
    private readonly ImmutableArray<TextSpan> _places;

    public ShapeProgram(Compilation compilation, SyntaxTree tree, ImmutableArray<TextSpan> places)
    {
        Model = compilation.GetSemanticModel(tree);
        Root = (CompilationUnitSyntax)tree.GetRoot();
        Text = tree.GetText();
        _places = places;
    }

    public SemanticModel Model { get; }

    public CompilationUnitSyntax Root { get; }

    public SourceText Text { get; }

    /// <summary>Whether the node holds a reported place; in a silent program every node is of interest.</summary>
    public bool IsOfInterest(SyntaxNode node) => _places.IsEmpty || _places.Any(place => node.Span.Contains(place));

    /// <summary>The statements in lists that hold a reported place, the innermost for each place.</summary>
    public IEnumerable<StatementSyntax> Statements()
    {
        IEnumerable<StatementSyntax> all = Root.DescendantNodes()
            .OfType<StatementSyntax>()
            .Where(statement => CodeRange.ListOf(statement) is not null);
        return _places.IsEmpty
            ? all
            : _places.Select(place => Root.FindNode(place).AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault(IsListed))
                .OfType<StatementSyntax>()
                .Distinct();

        static bool IsListed(StatementSyntax statement) => CodeRange.ListOf(statement) is not null;
    }

    /// <summary>The locals that the statements of interest use or declare.</summary>
    public IEnumerable<LocalDeclarationStatementSyntax> Locals()
    {
        HashSet<ISymbol> used = new(SymbolEqualityComparer.Default);
        foreach (IdentifierNameSyntax name in Statements()
            .SelectMany(statement => statement.DescendantNodes().OfType<IdentifierNameSyntax>()))
        {
            if (Model.GetSymbolInfo(name).Symbol is ILocalSymbol local)
            {
                used.Add(local);
            }
        }

        return Root.DescendantNodes().OfType<LocalDeclarationStatementSyntax>()
            .Where(local => local.Declaration.Variables is [{ Initializer: not null } variable]
                && (IsOfInterest(local) || used.Contains(Model.GetDeclaredSymbol(variable)!)));
    }

    /// <summary>The text after the changes, and after members and types were added.</summary>
    /// <param name="place">Members go into the type that holds it.</param>
    /// <returns><see langword="null"/> where no type can take the members.</returns>
    public string? With(IEnumerable<TextChange> changes, SyntaxNode place, string members = "", string types = "")
    {
        List<TextChange> all = [.. changes];
        if (members.Length > 0)
        {
            if (place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { CloseBraceToken: { IsMissing: false } brace } type
                || type is InterfaceDeclarationSyntax
                || brace.Span.IsEmpty)
            {
                return null;
            }

            all.Add(new TextChange(new TextSpan(brace.SpanStart, 0), $"\n{members}\n"));
        }

        if (types.Length > 0)
        {
            SyntaxNode home = Root.Members.OfType<NamespaceDeclarationSyntax>()
                .LastOrDefault(space => space.Span.Contains(place.Span)) is { } space
                ? space
                : Root;
            int end = home is NamespaceDeclarationSyntax block ? block.CloseBraceToken.SpanStart : Root.EndOfFileToken.FullSpan.End;
            all.Add(new TextChange(new TextSpan(end, 0), $"\n{types}\n"));
        }

        return Text.WithChanges(all.OrderBy(change => change.Span.Start)).ToString();
    }

    /// <summary>The type in a form that every file understands.</summary>
    public static string NameOf(ITypeSymbol type) => type.ToDisplayString(
        SymbolDisplayFormat.FullyQualifiedFormat
            .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));
}
