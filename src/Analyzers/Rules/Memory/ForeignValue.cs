using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Memory;

/// <summary>Values that another process cannot make sense of, though it can read their bytes.</summary>
internal static class ForeignValue
{
    private const string Address = "an address";
    private const string Handle = "a handle";
    private const string Owner = "a lock that tracks its owner thread";
    private const string Thread = "a managed thread ID";

    /// <summary>What makes a value meaningless elsewhere, as messages say it; null when nothing is seen to.</summary>
    public static string? Of(IOperation written)
    {
        IOperation value = Origin(written);
        return value switch
        {
            IPropertyReferenceOperation { Property: { Name: "CurrentManagedThreadId" } id }
                when id.ContainingType.Is(KnownTypes.Environment) =>
                Thread,
            IPropertyReferenceOperation { Property: { Name: "ManagedThreadId" } id } when id.ContainingType.Is("System.Threading.Thread") =>
                Thread,
            _ when value.Type.Is(KnownTypes.SpinLock) => TracksOwner(value) ? Owner : null,
            _ when IsNativeInteger(value.Type) => IsAddress(value) ? Address : null,
            _ => OfType(value.Type, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default)),
        };
    }

    /// <summary>The creation or default value of a written SpinLock that keeps its owner; else null.</summary>
    public static IOperation? TrackingLock(IOperation written) =>
        Origin(written) is var value && value.Type.Is(KnownTypes.SpinLock) && TracksOwner(value) ? value : null;

    /// <summary>What a type has in it that means nothing elsewhere.</summary>
    private static string? OfType(ITypeSymbol? type, HashSet<ITypeSymbol> seen)
    {
        switch (type)
        {
            case IPointerTypeSymbol or IFunctionPointerTypeSymbol:
                return Address;
            case IArrayTypeSymbol array:
                return OfType(array.ElementType, seen);
            case INamedTypeSymbol { TypeKind: TypeKind.Struct } named when named.Is("System.Runtime.InteropServices.GCHandle"):
                return Handle;
            case INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } named
                when !named.DeclaringSyntaxReferences.IsEmpty && seen.Add(named):
                return named.GetMembers().OfType<IFieldSymbol>()
                    .Where(static field => !field.IsStatic)
                    .Select(field => IsNativeInteger(field.Type) ? Counts(field.Name) ? null : Address : OfType(field.Type, seen))
                    .FirstOrDefault(static found => found is not null);
            default:
                return null;
        }
    }

    private static bool IsNativeInteger(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    /// <summary>Names of native integers that count bytes or items.</summary>
    private static bool Counts(string name) => KnownNames.CountWords.IsIn(name);

    /// <summary>
    /// True for a native integer that is made of a pointer, or by a method of the framework that hands out addresses and handles.
    /// </summary>
    private static bool IsAddress(IOperation value) => value switch
    {
        IConversionOperation { Operand: var operand } conversion =>
            operand.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol
            || conversion.OperatorMethod?.ContainingType.Is("System.Runtime.InteropServices.GCHandle") == true
            || (IsNativeInteger(operand.Type) && IsAddress(Origin(operand))),
        IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: true } method } =>
            KnownNames.AddressSources.Has(method.Name),
        IPropertyReferenceOperation { Property.Name: var name } => KnownNames.AddressProperties.Has(name),
        _ => false,
    };

    /// <summary>A SpinLock tracks its owner unless its constructor turns that off; what is not seen is left alone.</summary>
    private static bool TracksOwner(IOperation value) => value switch
    {
        IObjectCreationOperation { Arguments: { Length: 1 } arguments } =>
            arguments[0].Value.ConstantValue is { HasValue: true, Value: true },
        IObjectCreationOperation or IDefaultValueOperation => true,
        _ => false,
    };

    /// <summary>The one expression that a local holds, and the value itself for anything else.</summary>
    private static IOperation Origin(IOperation written)
    {
        IOperation value = Bare(written);
        if (value is not ILocalReferenceOperation { Local: var local })
        {
            return value;
        }

        IOperation outermost = LocalAssignments.Outermost(value);

        // A reference to the local, as Write takes one, gives it no other value.
        List<IOperation> assigned = new LocalAssignments(outermost).Of(local)?.OfType<IOperation>().ToList() ?? new List<IOperation>();
        return assigned.Count == 1 ? Bare(assigned[0]) : value;
    }

    /// <summary>The operand of conversions that go without saying.</summary>
    private static IOperation Bare(IOperation value) => value switch
    {
        IParenthesizedOperation parenthesized => Bare(parenthesized.Operand),
        IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion => Bare(conversion.Operand),
        _ => value,
    };
}
