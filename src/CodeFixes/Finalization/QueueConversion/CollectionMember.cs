using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>The field or auto-property that holds the collection: its type and what is assigned to it.</summary>
internal sealed class CollectionMember
{
    private readonly TypeSyntax _type;
    private readonly ExpressionSyntax? _initializer;

    private CollectionMember(
        ISymbol symbol,
        INamedTypeSymbol type,
        CollectionKind kind,
        INamedTypeSymbol counterpart,
        TypeSyntax typeSyntax,
        ExpressionSyntax? initializer)
    {
        Symbol = symbol;
        Type = type;
        Kind = kind;
        Counterpart = counterpart;
        _type = typeSyntax;
        _initializer = initializer;
    }

    public ISymbol Symbol { get; }

    public INamedTypeSymbol Type { get; }

    public CollectionKind Kind { get; }

    /// <summary>The concurrent type, unbound.</summary>
    public INamedTypeSymbol Counterpart { get; }

    /// <summary>Null when the symbol holds no queue or stack, or is declared in a way that its type cannot be changed alone.</summary>
    public static CollectionMember? Of(ISymbol? symbol, Compilation compilation, CancellationToken cancellationToken)
    {
        ITypeSymbol? type = symbol switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol { IsOverride: false, IsVirtual: false, IsAbstract: false } property when !ImplementsInterface(property) =>
                property.Type,
            _ => null,
        };
        if (CollectionKind.Of(type) is not { } kind
            || kind.CounterpartIn(compilation) is not { } counterpart
            || symbol!.GetAttributes().Any(attribute => attribute.AttributeClass?.Name != "NonSerializedAttribute")
            || symbol.DeclaringSyntaxReferences.Length != 1)
        {
            return null;
        }

        return symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) switch
        {
            VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax } declaration,
            } variable =>
                new CollectionMember(symbol, (INamedTypeSymbol)type!, kind, counterpart, declaration.Type, variable.Initializer?.Value),
            PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } accessors } property
                when accessors.Accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }
                    && accessor.AttributeLists.Count == 0) =>
                new CollectionMember(symbol, (INamedTypeSymbol)type!, kind, counterpart, property.Type, property.Initializer?.Value),
            _ => null,
        };
    }

    /// <summary>Adds the edits of the declaration; false when the initializer cannot be converted.</summary>
    public bool TryEdit(SyntaxEdits edits, SemanticModel model, SyntaxGenerator generator, CancellationToken cancellationToken)
    {
        EditType(_type, Type, edits, model, generator);
        return _initializer is null || TryEditCreation(_initializer, edits, model, generator, cancellationToken);
    }

    /// <summary>
    /// Adds the edits of a value assigned to the member; false when it is neither null nor a creation that can be converted.
    /// </summary>
    public bool TryEditCreation(
        ExpressionSyntax value,
        SyntaxEdits edits,
        SemanticModel model,
        SyntaxGenerator generator,
        CancellationToken cancellationToken)
    {
        while (value is ParenthesizedExpressionSyntax
            or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            value = value is ParenthesizedExpressionSyntax parenthesized
                ? parenthesized.Expression
                : ((PostfixUnaryExpressionSyntax)value).Operand;
        }

        if (value.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression)
        {
            return true;
        }

        if (value.RawKind == NewerSyntax.CollectionExpression)
        {
            bool isEmpty = !value.ChildNodes().Any();
            edits.Replace(value, current => SyntaxFactory.ImplicitObjectCreationExpression(
                    SyntaxFactory.ArgumentList(isEmpty
                        ? default
                        : SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(((ExpressionSyntax)current).WithoutTrivia()))),
                    null)
                .WithTriviaFrom(current));
            return true;
        }

        if (value is not BaseObjectCreationExpressionSyntax creation
            || creation.Initializer is { Expressions.Count: > 0 }
            || model.GetSymbolInfo(creation, cancellationToken).Symbol
                is not IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            || !SymbolEqualityComparer.Default.Equals(
                constructor.ContainingType,
                model.GetTypeInfo(creation, cancellationToken).ConvertedType))
        {
            return false;
        }

        if (constructor.Parameters.Length == 1 && constructor.Parameters[0].Type.SpecialType == SpecialType.System_Int32)
        {
            ArgumentListSyntax arguments = creation.ArgumentList!;
            if (!IsWithoutEffect(arguments.Arguments[0].Expression))
            {
                return false;
            }

            edits.Replace(arguments, current => ((ArgumentListSyntax)current).WithArguments(default));
        }

        if (creation is ObjectCreationExpressionSyntax { Type: { } type })
        {
            EditType(type, constructor.ContainingType, edits, model, generator);
        }

        return true;
    }

    /// <summary>The item type as the declaration writes it; null when an alias hides it.</summary>
    public TypeSyntax? WrittenElement => ArgumentsOf(_type)?.Arguments[0];

    /// <summary>The concurrent type in place of the collection's, its type arguments as they were written.</summary>
    private void EditType(TypeSyntax written, INamedTypeSymbol type, SyntaxEdits edits, SemanticModel model, SyntaxGenerator generator)
    {
        TypeSyntax inner = written is NullableTypeSyntax nullable ? nullable.ElementType : written;
        INamedTypeSymbol counterpart = Counterpart.Construct(type.TypeArguments, type.TypeArgumentNullableAnnotations);
        TypeArgumentListSyntax arguments = ArgumentsOf(inner)?.WithoutTrivia()
            ?? SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList(
                (TypeSyntax)generator.TypeExpression(type.TypeArguments[0])));
        TypeSyntax name = edits.Import(counterpart, arguments, inner, model);

        edits.Replace(inner, current => name.WithTriviaFrom(current));
    }

    private TypeArgumentListSyntax? ArgumentsOf(TypeSyntax written) =>
        written.DescendantNodesAndSelf()
            .OfType<GenericNameSyntax>()
            .FirstOrDefault(name => name.Identifier.ValueText == Kind.Name)?.TypeArgumentList;

    private static bool IsWithoutEffect(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf()
            .All(node => node is LiteralExpressionSyntax or IdentifierNameSyntax or PredefinedTypeSyntax or SizeOfExpressionSyntax
                or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax
                or BinaryExpressionSyntax
                {
                    RawKind: (int)SyntaxKind.AddExpression
                        or (int)SyntaxKind.SubtractExpression
                        or (int)SyntaxKind.MultiplyExpression
                        or (int)SyntaxKind.LeftShiftExpression,
                });

    private static bool ImplementsInterface(IPropertySymbol property) =>
        property.ExplicitInterfaceImplementations.Length > 0
        || property.ContainingType.AllInterfaces.Any(type => type.GetMembers(property.Name)
            .Any(member => SymbolEqualityComparer.Default.Equals(
                property.ContainingType.FindImplementationForInterfaceMember(member),
                property)));
}
