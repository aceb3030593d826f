using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>What the options that a serializer is given change in what it writes.</summary>
internal static class SerializerOptions
{
    /// <summary>True for an argument that takes the options of System.Text.Json or Newtonsoft.Json.</summary>
    public static bool Is(IArgumentOperation argument) =>
        argument.Parameter?.Type.Name is "JsonSerializerOptions" or "JsonSerializerSettings";

    /// <summary>The serializer's rules with one more argument; null when something else may write the members.</summary>
    public static PayloadForm? Applied(PayloadForm form, IArgumentOperation argument, CancellationToken cancellationToken)
    {
        if (argument.ArgumentKind is not (ArgumentKind.Explicit or ArgumentKind.ParamArray) || SerializerCall.IsNull(argument.Value))
        {
            return form;
        }

        IOperation value = ValueOrigin.Unwrap(argument.Value);
        switch (argument.Parameter!.Type.Name)
        {
            case "JsonSerializerOptions" or "JsonSerializerSettings":
                List<SyntaxNode> made = Creation(value, cancellationToken).ToList();
                return made.Any(static node => SerializationTypes.TakingOver.Any(name => Names(node, name))) ? null
                    : made.Any(static node => SetsTrue(node, "IncludeFields")) ? PayloadForm.JsonWithFields
                    : form;
            case var name when KnownNames.ForeignOptions.Has(name):
                return null;
            case "DataContractSerializerSettings" or "DataContractJsonSerializerSettings" when value is not IObjectCreationOperation:
                return null;
            default:
                bool convertsItself = argument is { ArgumentKind: ArgumentKind.ParamArray, Parameter.Name: "converters" }
                    ? value is not IArrayCreationOperation { Initializer.ElementValues.IsEmpty: true }
                    : argument.Parameter.Name == "converters";
                return convertsItself ? null : form;
        }
    }

    /// <summary>
    /// What makes the options, in the call itself, where a variable is declared or in the method that returns them, and what is done to
    /// the variable afterwards.
    /// </summary>
    private static IEnumerable<SyntaxNode> Creation(IOperation value, CancellationToken cancellationToken)
    {
        ISymbol? variable = value switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            IInvocationOperation call => call.TargetMethod,
            _ => null,
        };
        if (value is ILocalReferenceOperation read
            && LocalAssignments.Single(read.Local, read) is { } stored
            && ValueOrigin.Unwrap(stored) is not ILocalReferenceOperation)
        {
            foreach (SyntaxNode node in Creation(ValueOrigin.Unwrap(stored), cancellationToken))
            {
                yield return node;
            }
        }

        if (variable is null)
        {
            yield return value.Syntax;
            yield break;
        }

        foreach (SyntaxReference part in variable.DeclaringSyntaxReferences)
        {
            SyntaxNode declaration = part.GetSyntax(cancellationToken);
            yield return declaration;
            foreach (SyntaxNode maker in MakersIn(declaration, variable.ContainingType, cancellationToken))
            {
                yield return maker;
            }

            foreach (SyntaxToken token in SyntaxIndex.Of(part.SyntaxTree).Occurrences(variable.Name, cancellationToken: cancellationToken))
            {
                if (token.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } name && access.Expression == name)
                {
                    yield return access.Parent is AssignmentExpressionSyntax assignment ? assignment : access;
                }
            }
        }
    }

    /// <summary>The methods of the same type that an initializer calls, by name.</summary>
    private static IEnumerable<SyntaxNode> MakersIn(SyntaxNode declaration, INamedTypeSymbol? type, CancellationToken cancellationToken) =>
        type is null
            ? Enumerable.Empty<SyntaxNode>()
            : declaration.DescendantNodes()
                .OfType<InvocationExpressionSyntax>()
                .Select(static call => call.Expression)
                .OfType<IdentifierNameSyntax>()
                .SelectMany(name => type.GetMembers(name.Identifier.ValueText))
                .SelectMany(static method => method.DeclaringSyntaxReferences)
                .Select(part => part.GetSyntax(cancellationToken));

    private static bool Names(SyntaxNode made, string name) =>
        made.DescendantNodes().OfType<IdentifierNameSyntax>().Any(found => found.Identifier.ValueText == name);

    private static bool SetsTrue(SyntaxNode made, string name) => made.DescendantNodesAndSelf()
        .OfType<AssignmentExpressionSyntax>()
        .Any(assignment =>
            (assignment.Left as IdentifierNameSyntax ?? (assignment.Left as MemberAccessExpressionSyntax)?.Name)
                is { Identifier.ValueText: var set }
            && set == name
            && assignment.Right.IsKind(SyntaxKind.TrueLiteralExpression));
}
