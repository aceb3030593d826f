using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>A call that says which type is serialized.</summary>
/// <param name="Payload">The static type of what is written.</param>
/// <param name="Form">The serializer.</param>
/// <param name="Written">The argument that names the type or holds the value; the receiver of a helper in an extension block.</param>
/// <param name="Options">The parameter of the method around the call that gives the serializer its options; null when none does.</param>
internal sealed record SerializerCall(ITypeSymbol Payload, PayloadForm Form, IOperation Written, IParameterSymbol? Options)
{
    private const string Type = "System.Type";

    public Location Place => Written.Syntax.GetLocation();

    /// <summary>
    /// The parameter of the method around the call whose value is written, where its declaration does not tell the type:
    /// <code>string ToJson&lt;T&gt;(T value) => JsonSerializer.Serialize(value);</code>
    /// </summary>
    public IParameterSymbol? Forwarded
    {
        get
        {
            if (Payload is not ITypeParameterSymbol && Payload.SpecialType != SpecialType.System_Object && !Payload.Is(Type))
            {
                return null;
            }

            IOperation value = Written is IArgumentOperation { Value: var given } ? given : Written;
            return ParameterOf(value is IInvocationOperation { Instance: { } instance } ? instance : value)
                ?? (Payload is ITypeParameterSymbol { DeclaringMethod: { } method } type
                    ? method.Parameters.FirstOrDefault(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, type))
                    : null);
        }
    }

    public static SerializerCall? Of(IOperation? operation, ApiCatalogue catalogue, CancellationToken cancellationToken)
    {
        (IMethodSymbol? method, ImmutableArray<IArgumentOperation> arguments) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod, call.Arguments),
            IObjectCreationOperation creation => (creation.Constructor, creation.Arguments),
            _ => (null, ImmutableArray<IArgumentOperation>.Empty),
        };
        return method is not null
            && catalogue.Serializer(method) is { } model
            && arguments.FirstOrDefault(argument => argument.Parameter?.Name == model.Parameter) is { } written
            && !IsNull(written.Value)
            && TypeOf(written, arguments) is { } type
            && FormOf(model.Format, arguments, operation!.Syntax.SyntaxTree, cancellationToken) is { } form
                ? new SerializerCall(
                    type,
                    form,
                    written,
                    arguments.Where(SerializerOptions.Is).Select(static argument => ParameterOf(argument.Value)).FirstOrDefault())
                : null;
    }

    /// <summary>The type that a helper's caller writes; null where the call does not tell.</summary>
    public static ITypeSymbol? TypeAt(IOperation written) => written switch
    {
        IArgumentOperation { Parameter: { OriginalDefinition.Type: ITypeParameterSymbol, Type: var type } } => type,
        IArgumentOperation { Value: var value } => ValueOrigin.Unwrap(value).Type,
        _ => written.Type,
    };

    /// <summary>
    /// The parameter of a method, local function or extension block that an expression reads, through one local; null for any other value.
    /// </summary>
    public static IParameterSymbol? ParameterOf(IOperation value)
    {
        IOperation origin = ValueOrigin.Unwrap(value);
        origin = origin is ILocalReferenceOperation local && LocalAssignments.Single(local.Local, local) is { } stored
            ? ValueOrigin.Unwrap(stored)
            : origin;
        return origin is IParameterReferenceOperation
        {
            Parameter: { ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } parameter,
        }
            ? parameter.OriginalDefinition
            : null;
    }

    public static bool IsNull(IOperation value) =>
        ValueOrigin.IsNull(value);

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

    /// <summary>The serializer's rules; null when converters, overrides or surrogates may write something else.</summary>
    private static PayloadForm? FormOf(
        ApiFormat format,
        ImmutableArray<IArgumentOperation> arguments,
        SyntaxTree tree,
        CancellationToken cancellationToken)
    {
        PayloadForm? form = PayloadForm.Of(format);
        foreach (IArgumentOperation argument in arguments)
        {
            form = form is null ? null : SerializerOptions.Applied(form, argument, cancellationToken);
        }

        SyntaxIndex index = SyntaxIndex.Of(tree);
        return format == ApiFormat.DataContract
            && (index.HasIdentifier("SetSerializationSurrogateProvider", cancellationToken)
                || index.HasIdentifier("DataContractSurrogate", cancellationToken))
            ? null
            : form;
    }
}
