using System.Linq;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// Which deserializers make objects without running a constructor, so that fields keep none of what their initializers say.
/// </summary>
internal enum UnconstructedBy
{
    /// <summary>DataContractSerializer and DataContractJsonSerializer, and the older formatters like them.</summary>
    DataContractSerializer,

    /// <summary>The serializers that Orleans generates.</summary>
    Orleans,
}

internal static class UnconstructedObject
{
    /// <summary>
    /// The deserializer that leaves a field or auto-property of an object null although it has an initializer; else null.
    /// </summary>
    public static UnconstructedBy? By(ISymbol member)
    {
        INamedTypeSymbol type = member.ContainingType;
        if (type.GetAttributes().IsEmpty && !type.IsSerializable)
        {
            return null;
        }

        if (type.HasAttribute(SerializationTypes.OrleansGenerateSerializer))
        {
            return !member.HasAttribute(SerializationTypes.OrleansId) && SkipsConstructor(type) ? UnconstructedBy.Orleans : null;
        }

        if (type.HasAttribute(SerializationTypes.MessagePackObject))
        {
            return null;
        }

        if (type.HasAttribute(SerializationTypes.DataContract)
            ? !member.HasAttribute(SerializationTypes.DataMember)
            : type.IsSerializable && PayloadMembers.IsNonSerialized(member))
        {
            return WritesItself(type) || !HasContract(type.BaseType) ? null : UnconstructedBy.DataContractSerializer;
        }

        return null;
    }

    /// <summary>True for a type that reads itself in a constructor or method of its own, or that is not copied at all.</summary>
    private static bool WritesItself(INamedTypeSymbol type) =>
        type.IsOrDerivesFrom(SerializationTypes.MarshalByRefObject)
        || type.AllInterfaces.Any(static face =>
            face.Is(SerializationTypes.ISerializable)
            || face.Is(SerializationTypes.IXmlSerializable)
            || face.Is(SerializationTypes.IObjectReference));

    /// <summary>False for a type with a base type that DataContractSerializer refuses: another serializer must be meant.</summary>
    private static bool HasContract(INamedTypeSymbol? type)
    {
        for (;
            type is not null && type.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType);
            type = type.BaseType)
        {
            if (!type.IsSerializable && !type.HasAttribute(SerializationTypes.DataContract))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// True when Orleans makes the object without a constructor: it calls a public one without parameters only, or
    /// the one that it is set to.
    /// </summary>
    private static bool SkipsConstructor(INamedTypeSymbol type) =>
        !type.IsAbstract
        && !type.HasAttribute(SerializationTypes.OrleansUseActivator)
        && !type.HasAttribute(SerializationTypes.OrleansCallbacks)
        && !type.InstanceConstructors.Any(constructor =>
            (!type.IsValueType && constructor is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public })
            || constructor.HasAttribute(SerializationTypes.OrleansActivatorConstructor)
            || constructor.HasAttribute(SerializationTypes.OrleansConstructor));
}
