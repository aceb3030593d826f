using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>Which members of a type a serializer writes. Where it cannot be told, none.</summary>
internal static class PayloadMembers
{
    private const int JsonIgnoreAlways = 1;
    private const int JsonIgnoreWhenWriting = 4;

    public static IEnumerable<ISymbol> Of(INamedTypeSymbol type, PayloadForm form)
    {
        if (IsOpaque(type, form))
        {
            yield break;
        }

        HashSet<string> seen = new();
        for (INamedTypeSymbol? level = type; level is not null && !IsOfTheFramework(level); level = level.BaseType)
        {
            foreach (ISymbol member in level.GetMembers())
            {
                if (member is IFieldSymbol { IsConst: false } or IPropertySymbol { IsIndexer: false }
                    && member is { IsStatic: false, IsImplicitlyDeclared: false }
                    && seen.Add(member.Name)
                    && IsWritten(member, form))
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>True for a type that writes itself, that others write, or whose members the run-time type decides.</summary>
    public static bool IsOpaque(INamedTypeSymbol type, PayloadForm form) =>
        type.TypeKind is not (TypeKind.Class or TypeKind.Struct)
        || IsOfTheFramework(type)
        || type.IsOrDerivesFrom(SerializationTypes.MarshalByRefObject)
        || type.AllInterfaces.Any(static face =>
            face.Is(SerializationTypes.ISerializable)
            || face.Is(SerializationTypes.IXmlSerializable)
            || face.Name == "INoSerializationVerificationNeeded")
        || type.GetAttributes().Any(static attribute => IsConverter(attribute.AttributeClass))
        || form switch
        {
            _ when form == PayloadForm.DataContract => !IsContract(type) && !IsPlain(type),
            _ when form == PayloadForm.Xml => !IsPlain(type),
            _ when form == PayloadForm.Binary => !type.IsSerializable || type.DeclaringSyntaxReferences.IsEmpty,
            _ when form == PayloadForm.Orleans || form == PayloadForm.MessagePack => true,
            _ when form.IsNewtonsoft => type.IsSerializable || type.HasAttribute(SerializationTypes.NewtonsoftObject),
            _ => false,
        };

    /// <summary>True for a member that its own declaration puts into a contract: it is reported there.</summary>
    public static PayloadForm? DeclaredForm(ISymbol member)
    {
        INamedTypeSymbol type = member.ContainingType;
        if (member.IsStatic || type.GetAttributes().IsEmpty)
        {
            return null;
        }

        return type.HasAttribute(SerializationTypes.DataContract) && member.HasAttribute(SerializationTypes.DataMember)
            ? PayloadForm.DataContract
            : IsOrleansMember(type, member) ? PayloadForm.Orleans
            : IsMessagePackMember(type, member) ? PayloadForm.MessagePack
            : null;
    }

    /// <summary>
    /// False for a member that an attribute cannot leave out: a required one must be written to be read, and what generates code for a
    /// record calls its constructor with every parameter.
    /// </summary>
    public static bool CanBeLeftOut(ISymbol member, PayloadForm form) =>
        member is not (IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
        && !(IsPositional(member) && (form == PayloadForm.Orleans || form == PayloadForm.MessagePack));

    private static bool IsPositional(ISymbol member) =>
        member is IPropertySymbol && member.DeclaringSyntaxReferences.Any(static part => part.GetSyntax() is ParameterSyntax);

    /// <summary>A member with an id, or a positional parameter of a record, which needs none.</summary>
    private static bool IsOrleansMember(INamedTypeSymbol type, ISymbol member) =>
        type.GetAttributes()
            .FirstOrDefault(static attribute => attribute.AttributeClass.Is(SerializationTypes.OrleansGenerateSerializer)) is { } mark
        && (member.HasAttribute(SerializationTypes.OrleansId)
            || (IsPositional(member)
                && !IsNonSerialized(member)
                && !mark.NamedArguments.Any(static argument =>
                    argument is { Key: "IncludePrimaryConstructorParameters", Value.Value: false })));

    /// <summary>True for a field, or the field behind an auto-property, that is marked as not serialized.</summary>
    public static bool IsNonSerialized(ISymbol member) =>
        member.HasAttribute(SerializationTypes.NonSerialized)
        || (member is IPropertySymbol && member.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field =>
            SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, member) && field.HasAttribute(SerializationTypes.NonSerialized)));

    private static bool IsMessagePackMember(INamedTypeSymbol type, ISymbol member)
    {
        AttributeData? mark = type.GetAttributes()
            .FirstOrDefault(static attribute => attribute.AttributeClass.Is(SerializationTypes.MessagePackObject));
        return mark is not null
            && !type.HasAttribute(SerializationTypes.MessagePackFormatter)
            && !member.HasAttribute(SerializationTypes.MessagePackFormatter)
            && !member.HasAttribute(SerializationTypes.MessagePackIgnore)
            && !member.HasAttribute(SerializationTypes.IgnoreDataMember)
            && (member.HasAttribute(SerializationTypes.MessagePackKey)
                || (IsPublic(member)
                    && mark.ConstructorArguments.Length == 1
                    && mark.ConstructorArguments[0].Value is true
                    && member is IFieldSymbol or IPropertySymbol { GetMethod: not null }));
    }

    private static bool IsWritten(ISymbol member, PayloadForm form)
    {
        if (member.GetAttributes().Any(static attribute => IsConverter(attribute.AttributeClass)))
        {
            return false;
        }

        INamedTypeSymbol type = member.ContainingType;
        if (form == PayloadForm.DataContract && IsContract(type))
        {
            return type.HasAttribute(SerializationTypes.DataContract)
                ? member.HasAttribute(SerializationTypes.DataMember)
                : member is IFieldSymbol
                    && !member.HasAttribute(SerializationTypes.NonSerialized)
                    && !type.DeclaringSyntaxReferences.IsEmpty;
        }

        if (form == PayloadForm.DataContract || form == PayloadForm.Xml)
        {
            return IsPublic(member)
                && IsAssignable(member)
                && !member.HasAttribute(form.Ignore)
                && type.GetMembers("ShouldSerialize" + member.Name).IsEmpty;
        }

        if (form == PayloadForm.Binary)
        {
            return !IsNonSerialized(member) && (member is IFieldSymbol || ValueOrigin.IsAutoProperty((IPropertySymbol)member));
        }

        if (form.IsNewtonsoft)
        {
            return IsPublic(member)
                && member is IFieldSymbol or IPropertySymbol { GetMethod.DeclaredAccessibility: Accessibility.Public }
                && !member.HasAttribute(form.Ignore)
                && !member.HasAttribute(SerializationTypes.IgnoreDataMember)
                && (!type.HasAttribute(SerializationTypes.DataContract) || member.HasAttribute(SerializationTypes.DataMember));
        }

        return IsInJson(member, form.HasFields);
    }

    private static bool IsInJson(ISymbol member, bool hasFields)
    {
        bool isIncluded = member.HasAttribute(SerializationTypes.JsonInclude);
        bool isSeen = member switch
        {
            IFieldSymbol => isIncluded || (hasFields && IsPublic(member)),
            IPropertySymbol { GetMethod: { } getter } => isIncluded || getter.DeclaredAccessibility == Accessibility.Public,
            _ => false,
        };
        AttributeData? ignore = member.GetAttributes()
            .FirstOrDefault(static attribute => attribute.AttributeClass.Is(SerializationTypes.JsonIgnore));
        return isSeen
            && !member.HasAttribute(SerializationTypes.JsonExtensionData)
            && (ignore is null || ignore.NamedArguments.Any(static argument =>
                argument is { Key: "Condition", Value.Value: int condition }
                && condition is not (JsonIgnoreAlways or JsonIgnoreWhenWriting)));
    }

    private static bool IsContract(INamedTypeSymbol type) => type.HasAttribute(SerializationTypes.DataContract) || type.IsSerializable;

    /// <summary>
    /// True for a class that a serializer can make without knowing it: public, with a public constructor that has no parameters.
    /// </summary>
    private static bool IsPlain(INamedTypeSymbol type)
    {
        for (ISymbol? part = type; part is INamedTypeSymbol; part = part.ContainingSymbol)
        {
            if (!IsPublic(part))
            {
                return false;
            }
        }

        return type.IsAbstract
            || type.InstanceConstructors.Any(static constructor => constructor.Parameters.IsEmpty && IsPublic(constructor));
    }

    private static bool IsAssignable(ISymbol member) => member is IFieldSymbol { IsReadOnly: false }
        or IPropertySymbol { GetMethod.DeclaredAccessibility: Accessibility.Public, SetMethod.DeclaredAccessibility: Accessibility.Public };

    private static bool IsPublic(ISymbol symbol) => symbol.DeclaredAccessibility == Accessibility.Public;

    private static bool IsConverter(INamedTypeSymbol? attribute) =>
        attribute.Is(SerializationTypes.NewtonsoftConverter) || attribute.IsOrDerivesFrom(SerializationTypes.JsonConverter);

    private static bool IsOfTheFramework(INamedTypeSymbol type)
    {
        INamespaceSymbol space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space.Name == "System" && type.DeclaringSyntaxReferences.IsEmpty;
    }
}
