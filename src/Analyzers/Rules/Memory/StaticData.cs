using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Memory;

/// <summary>What a static member holds as soon as its type is initialized, and never exchanges.</summary>
/// <param name="Bytes">Its least size; 0 when only the file knows.</param>
/// <param name="IsRead">True when it comes from a file or a stored document.</param>
internal sealed record StaticData(long Bytes, bool IsRead);

/// <summary>Measures static members on demand; the results are kept for the compilation.</summary>
internal sealed class StaticDataStore
{
    private const string LazyOfT = "System.Lazy`1";

    private readonly CallTargets _targets;
    private readonly MemberHistories _histories;
    private readonly Memo<ISymbol, StaticData> _known;

    public static StaticDataStore Of(ProcessModel model) =>
        model.Get(static model => new StaticDataStore(CallTargets.Of(model), MemberHistories.Of(model)));

    private StaticDataStore(CallTargets targets, MemberHistories histories)
    {
        _targets = targets;
        _histories = histories;
        _known = new(Measure, SymbolEqualityComparer.Default);
    }

    private static StaticData Nothing => new(0, IsRead: false);

    /// <summary>True for a member whose data is made when it is first asked for.</summary>
    public static bool IsLazy(ISymbol member) => TypeOf(member).Is(LazyOfT);

    public StaticData Of(ISymbol member, CancellationToken cancellationToken) => _known.Get(member, cancellationToken);

    private StaticData Measure(ISymbol member, CancellationToken cancellationToken)
    {
        ITypeSymbol? held = IsLazy(member) ? ((INamedTypeSymbol)TypeOf(member)!).TypeArguments[0] : TypeOf(member);
        if (!member.IsStatic || member.HasAttribute(KnownTypes.ThreadStaticAttribute) || held is null || !MayBeLarge(held)
            || _histories.Of(member, cancellationToken) is not { Assigned.IsEmpty: false } history
            || !history.Assigned.All(assigned => IsInitialisation(assigned, member)))
        {
            return Nothing;
        }

        long bytes = 0;
        bool isRead = false;
        foreach (IOperation assigned in _histories.Assigned(member, cancellationToken))
        {
            DataSizeReader reader = new(_targets, cancellationToken);
            DataSize size = !IsLazy(member) ? reader.Of(assigned)
                : assigned is IObjectCreationOperation { Arguments: { IsEmpty: false } arguments }
                    ? reader.OfDelegate(arguments[0].Value).Or(reader.Of(arguments[0].Value))
                : DataSize.None;
            long element = DataSources.ElementSize(IsLazy(member) || assigned.Type is null or { TypeKind: TypeKind.Interface }
                ? held
                : assigned.Type);
            bytes = element != 0 && size.Length > long.MaxValue / element ? long.MaxValue : System.Math.Max(bytes, size.Length * element);
            isRead |= size.IsRead;
        }

        isRead &= !DataSizeReader.NamesSettings(member.Name) && !DataSizeReader.NamesSettings(held.Name);
        return isRead ? new StaticData(0, IsRead: true)
            : bytes > 0 && !IsFilledLater(member, cancellationToken) ? new StaticData(bytes, IsRead: false)
            : Nothing;
    }

    /// <summary>A number or a date made from a file is no large data.</summary>
    private static bool MayBeLarge(ITypeSymbol type) => type.IsReferenceType || DataSources.IsContainer(type);

    private static ITypeSymbol? TypeOf(ISymbol member) => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;

    /// <summary>True in the initializer of the member, and in the static constructor of its type.</summary>
    private static bool IsInitialisation(SyntaxNode place, ISymbol member)
    {
        foreach (SyntaxNode node in place.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax:
                    return false;
                case ConstructorDeclarationSyntax constructor:
                    return constructor.Modifiers.Any(SyntaxKind.StaticKeyword)
                        && constructor.Identifier.ValueText == member.ContainingType.Name;
                case BaseFieldDeclarationSyntax:
                case PropertyDeclarationSyntax property when property.Initializer?.Value.Span.Contains(place.Span) == true:
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True when code that runs later may write the elements: a buffer, and no table.</summary>
    private bool IsFilledLater(ISymbol member, CancellationToken cancellationToken) =>
        _histories.Mentions(member, cancellationToken).Any(mention =>
            !IsInitialisation(mention.Name, member) && !OnlyReads(mention.Model.GetOperation(Whole(mention.Name), cancellationToken)));

    private static SyntaxNode Whole(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;

    private static bool OnlyReads(IOperation? reference) => reference?.Parent switch
    {
        IPropertyReferenceOperation { Property.Name: "Value" } value when value.Property.ContainingType.Is(LazyOfT) => OnlyReads(value),
        IConversionOperation { Type: { } type } conversion =>
            IsReadOnly(type) || (conversion.Conversion.IsReference && OnlyReads(conversion)),
        IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter } =>
            IsReadOnly(parameter.Type)
            || parameter.ContainingType.Is("System.Linq.Enumerable")
            || parameter.ContainingSymbol is { Name: nameof(System.GC.KeepAlive) },
        IArrayElementReferenceOperation element => !MayBeWritten(element),
        IPropertyReferenceOperation { Property.IsIndexer: true } element => !MayBeWritten(element),
        IPropertyReferenceOperation => true,
        IForEachLoopOperation or INameOfOperation or ILoopOperation => true,
        IInvocationOperation { TargetMethod: var method } =>
            !UnsynchronizedCollections.IsMutator(method)
            && method.ContainingType.SpecialType != SpecialType.System_Array
            && method.Name is not ("CopyTo" or "SetValue"),
        _ => false,
    };

    private static bool MayBeWritten(IOperation element) => element.Syntax.Parent is RefExpressionSyntax || element.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == element,
        IIncrementOrDecrementOperation or IAddressOfOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        IArrayElementReferenceOperation deeper => MayBeWritten(deeper),
        _ => false,
    };

    private static bool IsReadOnly(ITypeSymbol type) =>
        type is { TypeKind: TypeKind.Interface }
            ? KnownNames.ReadOnlyInterfaces.Has(type.Name)
        : type.Is("System.ReadOnlySpan`1") || type.Is("System.ReadOnlyMemory`1");
}
