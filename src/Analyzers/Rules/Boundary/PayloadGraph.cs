using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>A value in a payload that means nothing in another process.</summary>
/// <param name="Path">What follows the payload itself: `.Job.Gate`.</param>
/// <param name="Member">The member that holds it; null when it is the payload itself.</param>
/// <param name="Words">What it is.</param>
/// <param name="Types">The types on the way, outermost first.</param>
internal sealed record PayloadFinding(string Path, ISymbol? Member, string Words, IReadOnlyList<INamedTypeSymbol> Types);

/// <summary>
/// Walks what a serializer writes of a type: through members, base types, type arguments, arrays and collections, breadth
/// first; once for each type.
/// </summary>
internal sealed class PayloadGraph
{
    private const string Enumerable = "System.Collections.Generic.IEnumerable`1";
    private const string Pair = "System.Collections.Generic.KeyValuePair`2";

    private readonly IAssemblySymbol _assembly;
    private readonly Memo<(ITypeSymbol Type, PayloadForm Form), IReadOnlyList<PayloadFinding>> _known;

    public static PayloadGraph Of(ProcessModel model) => model.Get(static model => new PayloadGraph(model.Compilation));

    /// <param name="compilation">Members whose contract it declares are reported there, and not here.</param>
    public PayloadGraph(Compilation compilation)
    {
        _assembly = compilation.Assembly;
        _known = new((payload, cancellationToken) => Walk(payload.Type, payload.Form, cancellationToken));
    }

    /// <param name="type">The static type of the payload.</param>
    /// <param name="form">The serializer.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public IReadOnlyList<PayloadFinding> Findings(ITypeSymbol type, PayloadForm form, CancellationToken cancellationToken) =>
        _known.Get((type, form), cancellationToken);

    private IReadOnlyList<PayloadFinding> Walk(ITypeSymbol type, PayloadForm form, CancellationToken cancellationToken)
    {
        List<PayloadFinding> findings = new();
        HashSet<INamedTypeSymbol> seen = new(SymbolEqualityComparer.Default);
        Queue<Step> open = new();
        Visit(type, new Step(string.Empty, null, new List<INamedTypeSymbol>(), null!));
        while (open.Count > 0 && findings.Count < Budgets.PayloadFindings && seen.Count < Budgets.PayloadTypes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step step = open.Dequeue();
            List<INamedTypeSymbol> types = new(step.Types) { step.Type };
            foreach (ISymbol member in PayloadMembers.Of(step.Type, form))
            {
                if (PayloadMembers.DeclaredForm(member) is null
                    || !SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, _assembly))
                {
                    Visit(
                        member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type,
                        new Step(step.Path + "." + member.Name, member, types, null!));
                }
            }
        }

        return findings;

        void Visit(ITypeSymbol written, Step step)
        {
            ITypeSymbol value = ValueOf(written);
            if (value is INamedTypeSymbol { IsUnboundGenericType: false } named
                && named.GetAttributes()
                    .Any(static attribute => attribute.AttributeClass.IsOrDerivesFrom(SerializationTypes.JsonConverter)))
            {
                return;
            }

            if (WordsFor(value, form) is { } words)
            {
                findings.Add(new PayloadFinding(step.Path, step.Member, words, step.Types));
            }
            else if (value is INamedTypeSymbol next && step.Types.Count < Budgets.PayloadDepth && seen.Add(next))
            {
                open.Enqueue(step with { Type = next });
            }
        }
    }

    private static string? WordsFor(ITypeSymbol type, PayloadForm form) =>
        (form == PayloadForm.MessagePack && type.Is("System.Lazy`1"))
        || (form == PayloadForm.DataContract && type.Is("System.IO.MemoryStream"))
            ? null
            : ProcessBoundTypes.WordsFor(type);

    /// <summary>The type of the values in arrays, collections, dictionaries and nullable values, else the type itself.</summary>
    private static ITypeSymbol ValueOf(ITypeSymbol type)
    {
        for (int depth = 0; depth < Budgets.PayloadDepth; depth++)
        {
            ITypeSymbol? inner = type switch
            {
                IArrayTypeSymbol array => array.ElementType,
                INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => nullable.TypeArguments[0],
                INamedTypeSymbol { SpecialType: not SpecialType.System_String } named => ItemOf(named),
                _ => null,
            };
            if (inner is null)
            {
                return type;
            }

            type = inner;
        }

        return type;
    }

    private static ITypeSymbol? ItemOf(INamedTypeSymbol type)
    {
        INamedTypeSymbol? sequence = type.Is(Enumerable) ? type : type.AllInterfaces.FirstOrDefault(static face => face.Is(Enumerable));
        return sequence?.TypeArguments[0] is INamedTypeSymbol item && item.Is(Pair) ? item.TypeArguments[1] : sequence?.TypeArguments[0];
    }

    private sealed record Step(string Path, ISymbol? Member, List<INamedTypeSymbol> Types, INamedTypeSymbol Type);
}
