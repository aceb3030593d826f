using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// The names of members that may do something to a process or a stream, themselves or through members that they name. They are found in
/// the text, before anything is bound: what a call of another name runs need not be read.
/// </summary>
internal sealed class ConcernedMembers
{
    private const string Indexer = "this[]";

    /// <summary>What a body mentions that does something to a process or a stream, or waits for a signal of its exit.</summary>
    private static readonly SoughtWords Traced = new(KnownNames.TraceWords.Names.Concat(KnownNames.SignalTypes.Names));

    private readonly Compilation _compilation;
    private readonly Memo<ImmutableHashSet<string>> _names;

    private ConcernedMembers(Compilation compilation) => (_compilation, _names) = (compilation, new(Read));

    public static ConcernedMembers Of(ProcessModel model) => model.Get(static model => new ConcernedMembers(model.Compilation));

    /// <summary>The names of the whole compilation; a constructor has that of its type.</summary>
    public ImmutableHashSet<string> Names(CancellationToken cancellationToken) => _names.Get(cancellationToken);

    /// <summary>False for a member whose body does nothing to any process or stream.</summary>
    public bool MayBe(ISymbol member, CancellationToken cancellationToken) => Names(cancellationToken)
        .Contains(member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? member.ContainingType.Name : member.Name);

    /// <summary>True when the code of a file may do something to a process or a stream by itself.</summary>
    public static bool MayConcern(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(tree);
        return index.Occurrences(KnownNames.TraceWords.Words, cancellationToken: cancellationToken).Any();
    }

    private ImmutableHashSet<string> Read(CancellationToken cancellationToken)
    {
        List<FileMembers> files = _compilation.SyntaxTrees
            .Where(tree => MayConcern(tree, cancellationToken))
            .Select(tree => SyntaxIndex.Of(tree).Slot(FileMembers.Read, cancellationToken))
            .ToList();
        ImmutableHashSet<string> names = ImmutableHashSet<string>.Empty;
        IEnumerable<string> added = Traced.Names.Concat(files.SelectMany(static file => file.Held)).ToList();
        for (int calls = 0; calls <= Budgets.ProcessCalls && added.Any(); calls++)
        {
            SoughtWords sought = new(added);
            List<string> found = files.SelectMany(file => file.Words.With(sought)).Distinct().ToList();
            added = found.Where(name => !names.Contains(name)).ToList();
            names = names.Union(added);
        }

        return names;
    }

    /// <summary>The members of one file, and the names of those that hold a process or a stream.</summary>
    private sealed record FileMembers(MemberWords Words, ImmutableArray<string> Held)
    {
        public static FileMembers Read(SyntaxIndex index, CancellationToken cancellationToken) => new(
            MemberWords.Read(index, Named(index), cancellationToken),
            index.Occurrences(Traced, cancellationToken: cancellationToken)
                .SelectMany(HeldAs)
                .Distinct()
                .ToImmutableArray());

        private static IEnumerable<(string Name, TextSpan Span)> Named(SyntaxIndex index) =>
            from member in index.Types.SelectMany(static type => type.Members)
            let name = NameOf(member)
            where name is not null
            select (name, member.Span);

        private static string? NameOf(MemberDeclarationSyntax member) => member switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            IndexerDeclarationSyntax => Indexer,
            _ => null,
        };

        /// <summary>The fields, properties and parameters of a type that are declared with a type of that name.</summary>
        private static IEnumerable<string> HeldAs(SyntaxToken type) =>
            type.Parent?.FirstAncestorOrSelf<SyntaxNode>(static node =>
                node is MemberDeclarationSyntax or ParameterSyntax or StatementSyntax) switch
            {
                FieldDeclarationSyntax fields => fields.Declaration.Variables.Select(static field => field.Identifier.ValueText),
                PropertyDeclarationSyntax property => new[] { property.Identifier.ValueText },
                ParameterSyntax { Parent.Parent: TypeDeclarationSyntax } parameter => new[] { parameter.Identifier.ValueText },
                _ => Enumerable.Empty<string>(),
            };
    }
}
