using System.Collections.Immutable;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>
/// Attributes and interfaces by which serializers learn what to write, by metadata name. Those of libraries need not be referenced.
/// </summary>
internal static class SerializationTypes
{
    /// <summary>Of the serializers that know DataContract and Serializable; parts of it hold the formatters.</summary>
    public const string Namespace = "System.Runtime.Serialization";

    public const string DataContract = "System.Runtime.Serialization.DataContractAttribute";
    public const string DataMember = "System.Runtime.Serialization.DataMemberAttribute";
    public const string IgnoreDataMember = "System.Runtime.Serialization.IgnoreDataMemberAttribute";
    public const string ISerializable = "System.Runtime.Serialization.ISerializable";
    public const string IObjectReference = "System.Runtime.Serialization.IObjectReference";
    public const string IXmlSerializable = "System.Xml.Serialization.IXmlSerializable";
    public const string JsonConverter = "System.Text.Json.Serialization.JsonConverterAttribute";
    public const string JsonExtensionData = "System.Text.Json.Serialization.JsonExtensionDataAttribute";
    public const string JsonIgnore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    public const string JsonInclude = "System.Text.Json.Serialization.JsonIncludeAttribute";
    public const string MarshalByRefObject = "System.MarshalByRefObject";
    public const string NonSerialized = "System.NonSerializedAttribute";
    public const string OnDeserializing = "System.Runtime.Serialization.OnDeserializingAttribute";
    public const string StreamingContext = "System.Runtime.Serialization.StreamingContext";
    public const string XmlIgnore = "System.Xml.Serialization.XmlIgnoreAttribute";

    public const string MessagePackFormatter = "MessagePack.MessagePackFormatterAttribute";
    public const string MessagePackIgnore = "MessagePack.IgnoreMemberAttribute";
    public const string MessagePackKey = "MessagePack.KeyAttribute";
    public const string MessagePackObject = "MessagePack.MessagePackObjectAttribute";

    public const string NewtonsoftConverter = "Newtonsoft.Json.JsonConverterAttribute";
    public const string NewtonsoftIgnore = "Newtonsoft.Json.JsonIgnoreAttribute";
    public const string NewtonsoftObject = "Newtonsoft.Json.JsonObjectAttribute";

    /// <summary>Members of serializer options by which other code may write what the type's own members say.</summary>
    public static readonly ImmutableArray<string> TakingOver = ImmutableArray.Create(
        "Converters",
        "TypeInfoResolver",
        "TypeInfoResolverChain",
        "ContractResolver",
        "SerializationBinder");

    /// <summary>The methods of XmlObjectSerializer, and of the formatters, that read an object back.</summary>
    public static readonly ImmutableArray<string> Readers = ImmutableArray.Create("ReadObject", "Deserialize");

    /// <summary>Methods that write an object with the same serializers.</summary>
    public static readonly ImmutableArray<string> Writers = ImmutableArray.Create("WriteObject", "WriteObjectContent", "Serialize");

    public const string OrleansActivatorConstructor = "Orleans.GeneratedActivatorConstructorAttribute";
    public const string OrleansCallbacks = "Orleans.SerializationCallbacksAttribute";
    public const string OrleansConstructor = "Orleans.OrleansConstructorAttribute";
    public const string OrleansGenerateSerializer = "Orleans.GenerateSerializerAttribute";
    public const string OrleansId = "Orleans.IdAttribute";
    public const string OrleansUseActivator = "Orleans.UseActivatorAttribute";

    /// <summary>The attributes by which a type has its members say whether they are written, as source may name them.</summary>
    public static readonly ImmutableArray<string> ContractWords = ImmutableArray.Create(
        "DataContract",
        "DataContractAttribute",
        "GenerateSerializer",
        "GenerateSerializerAttribute",
        "MessagePackObject",
        "MessagePackObjectAttribute");
}
