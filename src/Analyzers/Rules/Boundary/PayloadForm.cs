using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>A serializer, as far as it decides what of an object is written.</summary>
/// <param name="Serializer">Its name.</param>
/// <param name="Ignore">Metadata name of the attribute that keeps a member out of what it writes.</param>
/// <param name="Cure">What to do about a member, as the end of a message.</param>
internal sealed record PayloadForm(string Serializer, string Ignore, string Cure)
{
    /// <summary>System.Text.Json.</summary>
    public static readonly PayloadForm Json = new("JsonSerializer", SerializationTypes.JsonIgnore, "Leave it out with [JsonIgnore]");

    /// <summary>The same, told to write fields.</summary>
    public static readonly PayloadForm JsonWithFields = Json with { HasFields = true };

    public static readonly PayloadForm DataContract = new(
        "DataContractSerializer",
        SerializationTypes.IgnoreDataMember,
        "Leave it out of the contract");

    public static readonly PayloadForm Xml = new("XmlSerializer", SerializationTypes.XmlIgnore, "Leave it out with [XmlIgnore]");

    public static readonly PayloadForm Orleans = new("Orleans", SerializationTypes.NonSerialized, "Leave it out with [NonSerialized]");

    public static readonly PayloadForm MessagePack = new(
        "MessagePackSerializer",
        SerializationTypes.MessagePackIgnore,
        "Leave it out with [IgnoreMember]");

    /// <summary>Newtonsoft.Json, with which jobs are stored.</summary>
    public static readonly PayloadForm Job = new(
        "the job storage",
        SerializationTypes.NewtonsoftIgnore,
        "Pass the data to recreate it");

    public static readonly PayloadForm Newtonsoft = new(
        "JsonConvert",
        SerializationTypes.NewtonsoftIgnore,
        "Leave it out with [JsonIgnore]");

    /// <summary>What writes a delegate with all that it captured: the fields of serializable types, private ones too.</summary>
    public static readonly PayloadForm Binary = new(
        "the serializer",
        SerializationTypes.NonSerialized,
        "Pass the data to recreate it");

    public bool HasFields { get; private init; }

    public bool IsNewtonsoft => Ignore == SerializationTypes.NewtonsoftIgnore;

    /// <summary>The serializer that a line of an API file names.</summary>
    public static PayloadForm Of(ApiFormat format) => format switch
    {
        ApiFormat.Newtonsoft => Newtonsoft,
        ApiFormat.DataContract => DataContract,
        ApiFormat.Xml => Xml,
        _ => Json,
    };
}
