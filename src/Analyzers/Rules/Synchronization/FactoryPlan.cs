using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>What the fix of PSAFE302 needs: the name, the scope for all, and the member that holds the name, if one does.</summary>
internal static class FactoryPlan
{
    /// <summary>
    /// The widest scope that a site says: whoever is kept out today is kept out then. Nothing when none holds all others, when the scope
    /// of a site is not known, or when the sites are of several kinds, or of shared memory.
    /// </summary>
    public static ImmutableDictionary<string, string?> Properties(string baseName, ImmutableArray<NamedPrimitive> sites)
    {
        ImmutableDictionary<string, string?> none = ImmutableDictionary<string, string?>.Empty;
        if (sites.Any(site => site.Scope is null || site.Kind != sites[0].Kind || site.Kind == PrimitiveKind.SharedMemory))
        {
            return none;
        }

        if (sites.Select(static site => site.Scope!).FirstOrDefault(scope => sites.All(site => Holds(scope, site.Scope!))) is not { } scope)
        {
            return none;
        }

        ImmutableDictionary<string, string?> properties = none
            .Add(DiagnosticProperties.BaseName, baseName)
            .Add(DiagnosticProperties.Scope, ToText(scope));
        return NameMember(baseName, scope, sites) is { } member && member.GetDocumentationCommentId() is { } id
            ? properties.Add(DiagnosticProperties.Member, id)
            : properties;
    }

    /// <summary>Whether all processes that share a name in one scope share it in the other too.</summary>
    private static bool Holds(NameScope wide, NameScope narrow) =>
        (!wide.IsOfUser || narrow.IsOfUser) && (!wide.IsOfSession || narrow.IsOfSession);

    private static string ToText(NameScope scope) => scope switch
    {
        { IsOfUser: false, IsOfSession: false } => NameScopes.Global,
        { IsOfUser: false } => NameScopes.Session,
        { IsOfSession: false } => NameScopes.User,
        _ => NameScopes.UserInSession,
    };

    /// <summary>The constant that holds the name, with the scope's prefix or with none.</summary>
    private static ISymbol? NameMember(string baseName, NameScope scope, ImmutableArray<NamedPrimitive> sites)
    {
        List<IFieldSymbol> fields = sites
            .SelectMany(static site => site.NameArgument!.Value.DescendantsAndSelf())
            .OfType<IFieldReferenceOperation>()
            .Select(static reference => reference.Field)
            .Where(field => !field.DeclaringSyntaxReferences.IsEmpty
                && field.ConstantValue is string text
                && NamedPrimitive.WithoutPrefix(text) == baseName)
            .ToList();
        return fields.FirstOrDefault(field => ((string)field.ConstantValue!)
                .StartsWith(NamedPrimitive.GlobalPrefix, StringComparison.Ordinal) == (scope == NameScope.Global))
            ?? fields.FirstOrDefault();
    }
}
