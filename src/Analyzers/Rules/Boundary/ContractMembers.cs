using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// The members that their own declarations put into a contract, file by file. Only types with such an attribute next to them are bound.
/// <code>[DataContract] class Order { [DataMember] public SemaphoreSlim? Turn { get; set; } }</code>
/// </summary>
internal sealed class ContractMembers
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly Memo<ILookup<SyntaxTree?, (ISymbol Member, PayloadForm Form)>> _members;

    private ContractMembers(Compilation compilation, SourceBodies bodies)
    {
        (_compilation, _bodies) = (compilation, bodies);
        _members = new(Find);
    }

    public static ContractMembers Of(ProcessModel model) =>
        model.Get(static model => new ContractMembers(model.Compilation, SourceBodies.Of(model)));

    /// <summary>Those of one file, each with the form that it is written in.</summary>
    public IEnumerable<(ISymbol Member, PayloadForm Form)> In(SyntaxTree tree, CancellationToken cancellationToken) =>
        _members.Get(cancellationToken)[tree];

    private ILookup<SyntaxTree?, (ISymbol Member, PayloadForm Form)> Find(CancellationToken cancellationToken) =>
        _compilation.SyntaxTrees.SelectMany(tree => TypesIn(tree, cancellationToken))
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .SelectMany(static type => type.GetMembers())
            .Where(static member => member is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol)
            .Select(static member => (Member: member, Form: PayloadMembers.DeclaredForm(member)))
            .Where(static found => found.Form is not null)
            .ToLookup(static found => found.Member.Locations[0].SourceTree, static found => (found.Member, found.Form!));

    private IEnumerable<INamedTypeSymbol> TypesIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(tree);
        return SerializationTypes.ContractWords.Any(word => index.HasWord(word, cancellationToken)) && _bodies.Model(tree) is { } model
            ? index.Types.Where(static type => type.AttributeLists.Count > 0)
                .Select(type => model.GetDeclaredSymbol(type, cancellationToken))
                .OfType<INamedTypeSymbol>()
            : Enumerable.Empty<INamedTypeSymbol>();
    }
}
