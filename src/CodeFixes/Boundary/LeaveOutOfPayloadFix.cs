using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>
/// PSAFE106: marks the member with the attribute that keeps it out of what the serializer writes, in place of the one that puts it in.
/// The reader gets nothing for it then, so a person should look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LeaveOutOfPayloadFix))]
public sealed class LeaveOutOfPayloadFix : SolutionReviewFix
{
    private static readonly ImmutableArray<string> Includes = ImmutableArray.Create(
        SerializationTypes.DataMember, SerializationTypes.JsonInclude, SerializationTypes.MessagePackKey, SerializationTypes.OrleansId);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ProcessBoundPayload.Id);

    protected internal override string EquivalenceKey => "PSAFE106.LeaveOut";

    protected override bool AreIndependent => true;

    private protected override async Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Ignore, out string? ignore)
        && ignore is not null
        && await diagnostic.Fact().FindNodeAsync(document.Project, cancellationToken).ConfigureAwait(false) is { } node
        && MemberOf(node) is { } declaration
        && SymbolOf(node, model.Compilation, cancellationToken) is { } member
        && model.Compilation.GetTypeByMetadataName(IsPlainField(member, ignore)
            ? SerializationTypes.NonSerialized
            : ignore) is { } attribute
        && !member.HasAttribute(ignore)
        && Plan(declaration, member, attribute, model.Compilation.GetSemanticModel(node.SyntaxTree)) is { } edits
            ? ($"Leave '{member.Name}' out with [{WithoutSuffix(attribute.Name)}]", edits)
            : null;

    /// <summary>The declaration that carries the member's attributes; null for one that several members share.</summary>
    private static SyntaxNode? MemberOf(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax field } } =>
            field,
        PropertyDeclarationSyntax or ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } => node,
        _ => null,
    };

    private static ISymbol? SymbolOf(SyntaxNode node, Compilation compilation, CancellationToken cancellationToken)
    {
        ISymbol? symbol = compilation.GetSemanticModel(node.SyntaxTree).GetDeclaredSymbol(node, cancellationToken);
        return symbol is IParameterSymbol parameter
            ? parameter.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault()
            : symbol;
    }

    /// <summary>A field of a serializable type that has no contract: there, only [NonSerialized] counts.</summary>
    private static bool IsPlainField(ISymbol member, string ignore) =>
        ignore == SerializationTypes.IgnoreDataMember
        && member is IFieldSymbol
        && member.ContainingType.IsSerializable
        && !member.ContainingType.HasAttribute(SerializationTypes.DataContract);

    private static SyntaxEdits? Plan(SyntaxNode declaration, ISymbol member, INamedTypeSymbol attribute, SemanticModel model)
    {
        SyntaxEdits edits = new();
        AttributeListSyntax? included = IncludedBy(declaration, model);
        string name = WithoutSuffix(edits.Import(attribute, null, declaration, model).ToString());
        string? target = member is IPropertySymbol && attribute.Is(SerializationTypes.NonSerialized)
            ? "field"
            : declaration is ParameterSyntax ? "property" : null;
        AttributeListSyntax list = ListOf(name, target);
        if (included is { Attributes.Count: > 1 })
        {
            if (included.Target?.Identifier.ValueText != target)
            {
                return null;
            }

            AttributeSyntax old = included.Attributes.First(candidate => IsInclude(candidate, model));
            edits.Replace(old, current => list.Attributes[0].WithTriviaFrom(current));
        }
        else if (included is not null)
        {
            edits.Replace(included, current => list.WithTriviaFrom(current));
        }
        else
        {
            edits.Replace(declaration, current => WithList(current, list));
        }

        return edits;
    }

    private static AttributeListSyntax? IncludedBy(SyntaxNode declaration, SemanticModel model) =>
        declaration.ChildNodes()
            .OfType<AttributeListSyntax>()
            .FirstOrDefault(list => list.Attributes.Any(candidate => IsInclude(candidate, model)));

    private static bool IsInclude(AttributeSyntax attribute, SemanticModel model) =>
        model.GetTypeInfo(attribute).Type is { } type && Includes.Any(include => type.Is(include));

    private static AttributeListSyntax ListOf(string name, string? target) =>
        SyntaxFactory.ParseMemberDeclaration($"[{(target is null ? "" : target + ": ")}{name}] int x;")!.AttributeLists[0].WithoutTrivia();

    /// <summary>The declaration with the list before all others: on a line of its own where the declaration begins one.</summary>
    private static SyntaxNode WithList(SyntaxNode declaration, AttributeListSyntax list)
    {
        if (declaration is ParameterSyntax parameter)
        {
            list = list.WithLeadingTrivia(parameter.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space);
            parameter = parameter.WithoutLeadingTrivia();
            return parameter.WithAttributeLists(parameter.AttributeLists.Insert(0, list));
        }

        MemberDeclarationSyntax member = (MemberDeclarationSyntax)declaration;
        list = list.WithLeadingTrivia(member.GetLeadingTrivia()).WithTrailingTrivia(Comments.LineEndOf(member));
        member = member.WithLeadingTrivia(Comments.IndentationOf(member));
        return member.WithAttributeLists(member.AttributeLists.Insert(0, list));
    }

    private static string WithoutSuffix(string name) => name.Substring(0, name.Length - "Attribute".Length);
}
