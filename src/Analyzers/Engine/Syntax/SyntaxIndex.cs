using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Analyzers.Engine.Syntax;

/// <summary>What the syntax of one file tells, kept from keystroke to keystroke for files that do not change.</summary>
internal sealed class SyntaxIndex
{
    private const int FewEntries = 5;

    private static readonly ImmutableArray<string> NewWords = ImmutableArray.Create("new(", "new (");

    private static readonly ConditionalWeakTable<SyntaxTree, SyntaxIndex> Indexes = new();

    private readonly SyntaxTree _tree;

    /// <summary>The text of the file, as long as somebody is at work with it: a tree keeps it in pieces.</summary>
    private readonly WeakReference<string?> _text = new(null);

    // Most files are asked for a few words and nothing else: what holds more is made when it is needed, twice at worst.
    private WordSet? _words;
    private ConcurrentDictionary<string, bool>? _mentions;
    private ConcurrentDictionary<string, ImmutableArray<SyntaxToken>>? _declarations;
    private ConcurrentDictionary<string, ImmutableArray<SyntaxToken>>? _names;
    private ConcurrentDictionary<Type, object>? _slots;
    private ImmutableArray<TypeDeclarationSyntax> _types;
    private ImmutableArray<DestructorDeclarationSyntax> _destructors;
    private ILookup<string, TypeDeclarationSyntax>? _typesByBaseName;

    private SyntaxIndex(SyntaxTree tree) => _tree = tree;

    public static SyntaxIndex Of(SyntaxTree tree) => Indexes.GetValue(tree, static t => new SyntaxIndex(t));

    /// <summary>
    /// False when no identifier of the file is that one; true for nearly nothing else. Any number of words costs one pass over the text.
    /// It saves the search for the same word, and decides nothing: ask <see cref="HasIdentifier"/> where the answer does.
    /// </summary>
    public bool HasWord(string identifier, CancellationToken cancellationToken) =>
        Words(cancellationToken).MayContain(WordSet.HashOf(identifier));

    /// <summary>The same for several words at once.</summary>
    public bool HasAny(SoughtWords words, CancellationToken cancellationToken) => words.MayBeIn(Words(cancellationToken));

    /// <summary>True when an identifier of the file is that one, and for nothing else.</summary>
    public bool HasIdentifier(string identifier, CancellationToken cancellationToken) =>
        Occurrences(identifier, cancellationToken: cancellationToken).Any();

    /// <summary>The hashes of the words in a part of the file, one after the other.</summary>
    public WordSet.Words WordsIn(TextSpan within, CancellationToken cancellationToken) => new(Text(cancellationToken), within);

    /// <summary>
    /// True when the file's text has those letters somewhere, in a longer word too. The answer is kept, so ask for the words of rules only.
    /// </summary>
    public bool Mentions(string word, CancellationToken cancellationToken) =>
        Made(ref _mentions).TryGetValue(word, out bool known)
            ? known
            : _mentions!.GetOrAdd(word, Text(cancellationToken).IndexOf(word, StringComparison.Ordinal) >= 0);

    /// <summary>Declarations whose base list names that type, without type arguments and namespace.</summary>
    public IEnumerable<TypeDeclarationSyntax> TypesWithBase(string name) => (_typesByBaseName ??= Types
        .SelectMany(static type => BaseNames(type).Select(name => (name, type)))
        .ToLookup(static pair => pair.name, static pair => pair.type))[name];

    /// <summary>All types of the file, nested ones included.</summary>
    public ImmutableArray<TypeDeclarationSyntax> Types => _types.IsDefault ? Kept(ref _types, ReadTypes()) : _types;

    public ImmutableArray<DestructorDeclarationSyntax> Destructors =>
        _destructors.IsDefault ? Kept(ref _destructors, ReadDestructors()) : _destructors;

    /// <summary>
    /// What others read from the syntax of this file, read once and kept with the tree. It must depend on nothing but the tree.
    /// </summary>
    public T Slot<T>(Func<SyntaxIndex, CancellationToken, T> read, CancellationToken cancellationToken)
        where T : notnull =>
        Made(ref _slots).TryGetValue(typeof(T), out object? known)
            ? (T)known
            : (T)_slots!.GetOrAdd(typeof(T), read(this, cancellationToken));

    /// <summary>
    /// What members, locals and parameters of that name are declared with: a text, or null for anything else. The answer is kept,
    /// so ask for few names only.
    /// </summary>
    public IEnumerable<string?> LiteralsOf(string identifier, CancellationToken cancellationToken) =>
        Declarations(identifier, cancellationToken).Select(LiteralOf);

    /// <summary>
    /// The same, as far as it may concern the reader at a place: a member of the type around it comes before what others declare.
    /// </summary>
    public ImmutableArray<string?> LiteralsAt(SyntaxNode place, string identifier, CancellationToken cancellationToken)
    {
        ImmutableArray<SyntaxToken> all = Declarations(identifier, cancellationToken);
        SyntaxNode? member = place.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        List<SyntaxToken> own = all.Where(token => member?.Parent is TypeDeclarationSyntax type
                && MemberOf(token)?.Parent == type
                && MemberOf(token) is BaseFieldDeclarationSyntax or PropertyDeclarationSyntax)
            .ToList();
        bool isOwn = own.Count == 1 && (MemberOf(own[0]) == member || !all.Any(token => member!.Span.Contains(token.Span)));
        return (isOwn ? own : all.AsEnumerable()).Select(LiteralOf).ToImmutableArray();
    }

    /// <summary>The names that using directives of the file give to types and namespaces.</summary>
    public IEnumerable<string> Aliases => _tree.GetRoot()
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<UsingDirectiveSyntax>()
        .Select(static directive => directive.Alias?.Name.Identifier.ValueText)
        .OfType<string>();

    /// <summary>All `new(…)` of the file.</summary>
    public IEnumerable<ImplicitObjectCreationExpressionSyntax> ImplicitCreations(CancellationToken cancellationToken) =>
        NewWords.SelectMany(creation => TokensWith(creation, cancellationToken: cancellationToken))
            .Select(static token => token.Parent)
            .OfType<ImplicitObjectCreationExpressionSyntax>();

    /// <summary>The identifiers of that text within a span, found by a text search; none for a name not written yet.</summary>
    public IEnumerable<SyntaxToken> Occurrences(string identifier, TextSpan? within = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return HasWord(identifier, cancellationToken)
            ? TokensWith(identifier, begins: true, ends: true, within, cancellationToken)
                .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == identifier)
            : Enumerable.Empty<SyntaxToken>();
    }

    /// <summary>The same in the whole file, kept: for the names of members, since many members have the same one.</summary>
    public ImmutableArray<SyntaxToken> NamesOf(string identifier, CancellationToken cancellationToken) =>
        !HasWord(identifier, cancellationToken) ? ImmutableArray<SyntaxToken>.Empty
        : Made(ref _names).TryGetValue(identifier, out ImmutableArray<SyntaxToken> known) ? known
        : _names!.GetOrAdd(identifier, Occurrences(identifier, cancellationToken: cancellationToken).ToImmutableArray());

    /// <summary>The same of several words, one after the other; most files have none, and cost nearly nothing.</summary>
    public IEnumerable<SyntaxToken> Occurrences(SoughtWords words, TextSpan? within = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return HasAny(words, cancellationToken)
            ? words.In(Words(cancellationToken)).SelectMany(word => Occurrences(word, within, cancellationToken))
            : Enumerable.Empty<SyntaxToken>();
    }

    /// <summary>The calls of what has that name: `Delete(x)`, `file.Delete()` and `file?.Delete()`.</summary>
    public IEnumerable<InvocationExpressionSyntax> CallsOf(string name, CancellationToken cancellationToken) =>
        from token in Occurrences(name, cancellationToken: cancellationToken)
        let call = token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>()
        where call is not null && call.Expression.GetLastToken() == token
        select call;

    /// <summary>The tokens that hold the beginning of that text, found by a text search; none for an empty one.</summary>
    public IEnumerable<SyntaxToken> TokensWith(string text, TextSpan? within = null, CancellationToken cancellationToken = default) =>
        TokensWith(text, begins: false, ends: false, within, cancellationToken);

    /// <summary>The tokens that begin with that text, or have it behind something that is no part of a word.</summary>
    public IEnumerable<SyntaxToken> TokensFrom(string text, CancellationToken cancellationToken) =>
        TokensWith(text, begins: true, ends: false, within: null, cancellationToken);

    private IEnumerable<SyntaxToken> TokensWith(string text, bool begins, bool ends, TextSpan? within, CancellationToken cancellationToken)
    {
        if (text.Length == 0)
        {
            yield break;
        }

        string all = Text(cancellationToken);
        TextSpan span = within ?? new TextSpan(0, all.Length);
        SyntaxNode? root = null;
        for (int at = all.IndexOf(text, span.Start, span.Length, StringComparison.Ordinal); at >= 0;)
        {
            int next = at + text.Length;
            if (!(begins && at > 0 && WordSet.IsPartOfWord(all[at - 1])) && !(ends && next < all.Length && WordSet.IsPartOfWord(all[next])))
            {
                root ??= _tree.GetRoot(cancellationToken);
                SyntaxToken token = root.FindToken(at);
                if (token.Span.Contains(at))
                {
                    yield return token;
                }
            }

            at = next < span.End ? all.IndexOf(text, next, span.End - next, StringComparison.Ordinal) : -1;
        }
    }

    private WordSet Words(CancellationToken cancellationToken) => _words ??= WordSet.Of(Text(cancellationToken));

    private string Text(CancellationToken cancellationToken)
    {
        if (_text.TryGetTarget(out string? known) && known is not null)
        {
            return known;
        }

        string text = _tree.GetText(cancellationToken).ToString();
        _text.SetTarget(text);
        return text;
    }

    private ImmutableArray<SyntaxToken> Declarations(string identifier, CancellationToken cancellationToken) =>
        Made(ref _declarations).TryGetValue(identifier, out ImmutableArray<SyntaxToken> known)
            ? known
            : _declarations!.GetOrAdd(
                identifier,
                Occurrences(identifier, cancellationToken: cancellationToken).Where(IsDeclaration).ToImmutableArray());

    private static MemberDeclarationSyntax? MemberOf(SyntaxToken token) => token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    private static bool IsDeclaration(SyntaxToken token) =>
        token.Parent is VariableDeclaratorSyntax or PropertyDeclarationSyntax or ParameterSyntax or SingleVariableDesignationSyntax
            or ForEachStatementSyntax or MethodDeclarationSyntax;

    private static string? LiteralOf(SyntaxToken token) => token.Parent switch
    {
        VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax literal } => literal.Token.Value as string,
        PropertyDeclarationSyntax { ExpressionBody.Expression: LiteralExpressionSyntax literal } => literal.Token.Value as string,
        PropertyDeclarationSyntax { Initializer.Value: LiteralExpressionSyntax literal } => literal.Token.Value as string,
        _ => null,
    };

    private static IEnumerable<string> BaseNames(TypeDeclarationSyntax type)
    {
        foreach (BaseTypeSyntax baseType in type.BaseList?.Types ?? default)
        {
            string? name = baseType.Type switch
            {
                SimpleNameSyntax simple => simple.Identifier.ValueText,
                QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
                AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
                _ => null,
            };
            if (name is not null)
            {
                yield return name;
            }
        }
    }

    private ImmutableArray<TypeDeclarationSyntax> ReadTypes() =>
        _tree.GetRoot()
            .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>()
            .ToImmutableArray();

    private ImmutableArray<DestructorDeclarationSyntax> ReadDestructors() => Text(CancellationToken.None).IndexOf('~') < 0
        ? ImmutableArray<DestructorDeclarationSyntax>.Empty
        : Types.SelectMany(static type => type.Members).OfType<DestructorDeclarationSyntax>().ToImmutableArray();

    private static ImmutableArray<T> Kept<T>(ref ImmutableArray<T> kept, ImmutableArray<T> read)
    {
        ImmutableInterlocked.InterlockedInitialize(ref kept, read);
        return kept;
    }

    private static ConcurrentDictionary<TKey, TValue> Made<TKey, TValue>(ref ConcurrentDictionary<TKey, TValue>? kept)
        where TKey : notnull =>
        kept ?? Interlocked.CompareExchange(ref kept, new ConcurrentDictionary<TKey, TValue>(1, FewEntries), null) ?? kept;
}
