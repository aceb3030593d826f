using System.Collections.Immutable;
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

/// <summary>A call that says which type is serialised.</summary>
/// <param name="Payload">The static type of what is written.</param>
/// <param name="Form">The serialiser.</param>
/// <param name="Place">The argument that names the type or holds the value.</param>
internal sealed record SerializerCall(ITypeSymbol Payload, PayloadForm Form, Location Place)
{
    private const string Type = "System.Type";

    public static SerializerCall? Of(IOperation? operation, ApiCatalogue catalogue, CancellationToken cancellationToken)
    {
        (IMethodSymbol? method, ImmutableArray<IArgumentOperation> arguments) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod.ReducedFrom ?? call.TargetMethod, call.Arguments),
            IObjectCreationOperation creation => (creation.Constructor, creation.Arguments),
            _ => (null, ImmutableArray<IArgumentOperation>.Empty),
        };
        return method is not null
            && catalogue.Serializer(method) is { } model
            && arguments.FirstOrDefault(argument => argument.Parameter?.Name == model.Parameter) is { } written
            && !IsNull(written.Value)
            && TypeOf(written, arguments) is { } type
            && FormOf(model.Format, arguments, operation!.Syntax.SyntaxTree, cancellationToken) is { } form
                ? new SerializerCall(type, form, written.Syntax.GetLocation())
                : null;
    }

    /// <summary>The type that the argument names, or else the one as which its value is written.</summary>
    private static ITypeSymbol? TypeOf(IArgumentOperation written, ImmutableArray<IArgumentOperation> arguments)
    {
        if (written.Parameter!.Type.Is(Type))
        {
            return NamedBy(written);
        }

        ITypeSymbol? named = written.Parameter.OriginalDefinition.Type is ITypeParameterSymbol
            ? written.Parameter.Type
            : arguments.Where(static argument => argument.Parameter!.Type.Is(Type)).Select(NamedBy).FirstOrDefault();
        return named is null or { SpecialType: SpecialType.System_Object } ? ValueOrigin.Unwrap(written.Value).Type : named;
    }

    private static ITypeSymbol? NamedBy(IArgumentOperation argument) => argument.Value switch
    {
        ITypeOfOperation typeOf => typeOf.TypeOperand,
        IInvocationOperation { TargetMethod: { Name: "GetType", Parameters.IsEmpty: true }, Instance.Type: { } instance } => instance,
        _ => null,
    };

    /// <summary>The serialiser's rules; null when converters, overrides or surrogates may write something else.</summary>
    private static PayloadForm? FormOf(
        ApiFormat format,
        ImmutableArray<IArgumentOperation> arguments,
        SyntaxTree tree,
        CancellationToken cancellationToken)
    {
        PayloadForm form = PayloadForm.Of(format);
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.Explicit || IsNull(argument.Value))
            {
                continue;
            }

            switch (argument.Parameter!.Type.Name)
            {
                case "JsonSerializerOptions" when argument.Value.Syntax is ExpressionSyntax options
                    && Creation(options, ValueOrigin.Unwrap(argument.Value), cancellationToken) is { } made:
                    if (Sets(made, "Converters", "TypeInfoResolver", "TypeInfoResolverChain"))
                    {
                        return null;
                    }

                    form = SetsTrue(made, "IncludeFields") ? PayloadForm.JsonWithFields : form;
                    break;
                case "XmlAttributeOverrides" or "IDataContractSurrogate":
                    return null;
                case "DataContractSerializerSettings" or "DataContractJsonSerializerSettings"
                    when ValueOrigin.Unwrap(argument.Value) is not IObjectCreationOperation:
                    return null;
            }
        }

        SyntaxIndex index = SyntaxIndex.Of(tree);
        return format == ApiFormat.DataContract
            && (index.HasWord("SetSerializationSurrogateProvider", cancellationToken)
                || index.HasWord("DataContractSurrogate", cancellationToken))
            ? null
            : form;
    }

    /// <summary>The expression that makes the options, in the call itself or where a variable is declared.</summary>
    private static SyntaxNode? Creation(SyntaxNode options, IOperation value, CancellationToken cancellationToken)
    {
        ISymbol? variable = value switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        return variable is null ? options : variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);
    }

    private static bool Sets(SyntaxNode made, params string[] names) =>
        made.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText));

    private static bool SetsTrue(SyntaxNode made, string name) => made.DescendantNodes()
        .OfType<AssignmentExpressionSyntax>()
        .Any(assignment =>
            assignment.Left is IdentifierNameSyntax left
            && left.Identifier.ValueText == name
            && assignment.Right.IsKind(SyntaxKind.TrueLiteralExpression));

    private static bool IsNull(IOperation value) =>
        ValueOrigin.Unwrap(value) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;
}
