using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Crossing;
using ProcessSafety.Analyzers.Flow;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.Analyzers.Reach;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>A call that says which type is serialised.</summary>
/// <param name="Payload">The static type of what is written.</param>
/// <param name="Form">The serialiser.</param>
/// <param name="Place">The argument that names the type or holds the value.</param>
internal sealed record SerializerCall(ITypeSymbol Payload, PayloadForm Form, Location Place)
{
    private const string Settings = "System.Runtime.Serialization.DataContractSerializerSettings";

    public static SerializerCall? Of(IOperation operation, CodeReach reach, CancellationToken cancellation) => operation switch
    {
        IInvocationOperation { TargetMethod: { ContainingType.Name: "JsonSerializer", IsStatic: true } method } call
            when method.Name.StartsWith("Serialize", StringComparison.Ordinal) && method.ContainingType.Is("System.Text.Json.JsonSerializer") => OfJson(call, cancellation),
        IObjectCreationOperation { Constructor.ContainingType: { Name: "DataContractSerializer" or "DataContractJsonSerializer" } type } creation
            when type.Is("System.Runtime.Serialization.DataContractSerializer") || type.Is("System.Runtime.Serialization.Json.DataContractJsonSerializer") =>
            HasSurrogate(creation, cancellation) ? null : OfType(creation, PayloadForm.DataContract),
        IObjectCreationOperation { Constructor.ContainingType: { Name: "XmlSerializer" } type } creation when type.Is("System.Xml.Serialization.XmlSerializer") =>
            creation.Arguments.Any(static argument => argument.Parameter?.Type.Name == "XmlAttributeOverrides" && !IsNull(argument.Value)) ? null : OfType(creation, PayloadForm.Xml),
        _ => null,
    };

    private static SerializerCall? OfJson(IInvocationOperation call, CancellationToken cancellation)
    {
        IArgumentOperation? written = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "value");
        if (written is null || IsNull(written.Value))
        {
            return null;
        }

        IOperation value = ValueOrigin.Unwrap(written.Value);
        ITypeSymbol? named = call.TargetMethod.TypeArguments.FirstOrDefault()
            ?? (call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "inputType")?.Value as ITypeOfOperation)?.TypeOperand;
        ITypeSymbol? type = named is null or { SpecialType: SpecialType.System_Object } ? value.Type : named;
        ExpressionSyntax? options = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "options") is { ArgumentKind: ArgumentKind.Explicit } given && !IsNull(given.Value)
            ? given.Value.Syntax as ExpressionSyntax
            : null;
        SyntaxNode? made = options is null ? null : Creation(options, ValueOrigin.Unwrap(call.Arguments.First(static argument => argument.Parameter?.Name == "options").Value), cancellation);
        return type is null || (made is not null && Sets(made, "Converters", "TypeInfoResolver", "TypeInfoResolverChain"))
            ? null
            : new SerializerCall(type, made is not null && SetsTrue(made, "IncludeFields") ? PayloadForm.JsonWithFields : PayloadForm.Json, written.Syntax.GetLocation());
    }

    /// <summary>The expression that makes the options, in the call itself or where a variable is declared.</summary>
    private static SyntaxNode? Creation(SyntaxNode options, IOperation value, CancellationToken cancellation)
    {
        ISymbol? variable = value switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        return variable is null ? options : variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
    }

    private static bool Sets(SyntaxNode made, params string[] names) =>
        made.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText));

    private static bool SetsTrue(SyntaxNode made, string name) => made.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
        assignment.Left is IdentifierNameSyntax left && left.Identifier.ValueText == name && assignment.Right.IsKind(SyntaxKind.TrueLiteralExpression));

    private static SerializerCall? OfType(IObjectCreationOperation creation, PayloadForm form)
    {
        IArgumentOperation? named = creation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type.Is("System.Type") == true);
        ITypeSymbol? type = named?.Value switch
        {
            ITypeOfOperation typeOf => typeOf.TypeOperand,
            IInvocationOperation { TargetMethod: { Name: "GetType", Parameters.IsEmpty: true }, Instance.Type: { } instance } => instance,
            _ => null,
        };
        return type is null ? null : new SerializerCall(type, form, named!.Syntax.GetLocation());
    }

    /// <summary>True when something else may be written in place of the type: settings that are not plain, or a surrogate.</summary>
    private static bool HasSurrogate(IObjectCreationOperation creation, CancellationToken cancellation) =>
        creation.Arguments.Any(static argument => argument.Parameter is { } parameter
            && (parameter.Name == "dataContractSurrogate" || parameter.Type.Is(Settings) || parameter.Type.Name == "DataContractJsonSerializerSettings")
            && !IsNull(argument.Value)
            && ValueOrigin.Unwrap(argument.Value) is not IObjectCreationOperation)
        || SyntaxIndex.Of(creation.Syntax.SyntaxTree).Mentions("SetSerializationSurrogateProvider", cancellation)
        || SyntaxIndex.Of(creation.Syntax.SyntaxTree).Mentions("DataContractSurrogate", cancellation);

    private static bool IsNull(IOperation value) => ValueOrigin.Unwrap(value) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;
}
