using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Tests.Shapes;

/// <summary>The object of a local is held by a class of the program, whose members hand on what is asked of it.</summary>
internal sealed record WrapperShape() : Rewriting("a wrapper class with forwarding members")
{
    public override IEnumerable<string?> Apply(ShapeProgram program) => program.Locals().Select(local => Apply(program, local));

    private static string? Apply(ShapeProgram program, LocalDeclarationStatementSyntax local)
    {
        VariableDeclaratorSyntax variable = local.Declaration.Variables[0];
        if (!local.UsingKeyword.Span.IsEmpty
            || variable.Initializer!.Value is not (BaseObjectCreationExpressionSyntax
                or InvocationExpressionSyntax
                or PostfixUnaryExpressionSyntax)
            || program.Model.GetDeclaredSymbol(variable)
                is not ILocalSymbol { Type: INamedTypeSymbol { IsReferenceType: true } type } symbol
            || CodeRange.After(program, local) is not { } rest)
        {
            return null;
        }

        List<ISymbol> members = [];
        foreach (IdentifierNameSyntax name in rest.Statements.SelectMany(statement => statement.DescendantNodes()
            .OfType<IdentifierNameSyntax>()))
        {
            if (!SymbolEqualityComparer.Default.Equals(program.Model.GetSymbolInfo(name).Symbol, symbol))
            {
                continue;
            }

            if (name.Parent is not MemberAccessExpressionSyntax access
                || access.Expression != name
                || program.Model.GetSymbolInfo(access.Name).Symbol is not { } member)
            {
                return null;
            }

            members.Add(member);
        }

        ImmutableArray<string?> forwarding = [.. members.Distinct(SymbolEqualityComparer.Default).Select(member => Forward(member!))];
        if (forwarding.IsEmpty || forwarding.Contains(null))
        {
            return null;
        }

        string value = variable.Initializer.Value is ImplicitObjectCreationExpressionSyntax creation
            ? $"new {ShapeProgram.NameOf(type)}{creation.ArgumentList}{creation.Initializer}"
            : variable.Initializer.Value.ToString();
        string name2 = ShapeProgram.NameOf(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
        return program.With(
            [new TextChange(local.Span, $"ShapeWrapper {variable.Identifier} = new({value});")],
            local,
            types: $"internal sealed class ShapeWrapper({name2} inner)\n{{\nprivate readonly {name2} _inner = inner;\n\n"
                + $"{string.Join("\n\n", forwarding)}\n}}");
    }

    private static string? Forward(ISymbol member) => member switch
    {
        IMethodSymbol { IsGenericMethod: false, IsStatic: false, ReducedFrom: null } method
            when method.Parameters.All(parameter => parameter.RefKind == RefKind.None) =>
            $"public {ShapeProgram.NameOf(method.ReturnType)} {method.Name}("
                + string.Join(
                    ", ",
                    method.Parameters.Select(parameter => $"{(parameter.IsParams ? "params " : "")}{ShapeProgram.NameOf(parameter.Type)} "
                        + $"{parameter.Name}"))
                + $") => _inner.{method.Name}({string.Join(", ", method.Parameters.Select(parameter => parameter.Name))});",
        IPropertySymbol { IsStatic: false, IsIndexer: false } property =>
            $"public {ShapeProgram.NameOf(property.Type)} {property.Name}\n{{\n"
                + (property.GetMethod is null ? "" : $"get => _inner.{property.Name};\n")
                + (property.SetMethod is { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public }
                    ? $"set => _inner.{property.Name} = value;\n"
                    : "")
                + "}",
        IEventSymbol { IsStatic: false } raised =>
            $"public event {ShapeProgram.NameOf(raised.Type)} {raised.Name}\n{{\nadd => _inner.{raised.Name} += value;\n"
                + $"remove => _inner.{raised.Name} -= value;\n}}",
        _ => null,
    };
}
