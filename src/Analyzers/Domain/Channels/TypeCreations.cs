using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Channels;

/// <summary>The creations of a type in a file: `new T(…)`, and `new(…)` in a declaration that names the type.</summary>
internal static class TypeCreations
{
    /// <param name="model">The model of the file.</param>
    /// <param name="type">The metadata name of a type that is in no other type.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IEnumerable<IObjectCreationOperation> In(SemanticModel model, string type, CancellationToken cancellationToken)
    {
        string name = type.Substring(type.LastIndexOf('.') + 1);
        return SyntaxIndex.Of(model.SyntaxTree).Occurrences(name, cancellationToken: cancellationToken)
            .SelectMany(CreationsAt)
            .Select(creation => model.GetOperation(creation, cancellationToken))
            .OfType<IObjectCreationOperation>()
            .Where(creation => creation.Type.Is(type));
    }

    private static IEnumerable<SyntaxNode> CreationsAt(SyntaxToken token)
    {
        SyntaxNode? type = token.Parent;
        while (type?.Parent is QualifiedNameSyntax or NullableTypeSyntax)
        {
            type = type.Parent;
        }

        return type?.Parent switch
        {
            ObjectCreationExpressionSyntax creation when creation.Type == type => new[] { creation },
            VariableDeclarationSyntax declaration => declaration.Variables
                .Select(static variable => variable.Initializer?.Value)
                .OfType<ImplicitObjectCreationExpressionSyntax>(),
            PropertyDeclarationSyntax { Initializer.Value: ImplicitObjectCreationExpressionSyntax creation } => new[] { creation },
            MethodDeclarationSyntax { ExpressionBody.Expression: ImplicitObjectCreationExpressionSyntax creation } => new[] { creation },
            _ => Enumerable.Empty<SyntaxNode>(),
        };
    }

    /// <summary>True for a reader or writer that does not close its stream.</summary>
    public static bool LeavesOpen(IObjectCreationOperation creation) =>
        Argument(creation, "leaveOpen") is { ConstantValue: { HasValue: true, Value: true } };

    /// <summary>What an argument is given; null where the constructor has no such parameter, or its default counts.</summary>
    public static IOperation? Argument(IObjectCreationOperation creation, string parameter) => creation.Arguments
        .FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue)
        ?.Value;
}
