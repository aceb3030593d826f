using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// The calls of serializers, and of the methods of this compilation that hand a value of any type on to one, directly or through each
/// other: the type at the call is the one that is written.
/// </summary>
internal sealed class SerializingMethods
{
    private readonly Compilation _compilation;
    private readonly ApiCatalogue _catalogue;
    private readonly SourceBodies _bodies;
    private readonly CallTargets _targets;
    private readonly Memo<SyntaxTree, ImmutableArray<ExpressionSyntax>> _candidates;
    private readonly Memo<SyntaxTree, ImmutableArray<SerializerCall>> _direct;
    private readonly Memo<ImmutableArray<Forwarder>> _helpers;
    private readonly Memo<SoughtWords> _mayForward;
    private readonly Memo<ApiModel, bool> _isNamedInCalls;

    private SerializingMethods(Compilation compilation, ApiCatalogue catalogue, SourceBodies bodies, CallTargets targets)
    {
        _compilation = compilation;
        _catalogue = catalogue;
        _bodies = bodies;
        _targets = targets;
        _candidates = new((tree, cancellationToken) => Candidates(tree, cancellationToken).ToImmutableArray());
        _direct = new((tree, cancellationToken) =>
            Direct(_candidates.Get(tree, cancellationToken), cancellationToken).ToImmutableArray());
        _isNamedInCalls = new((model, _) => IsNamedInCalls(model));
        _mayForward = new(cancellationToken => HandedOn.Functions(
            compilation,
            HandedOnIn(compilation.SyntaxTrees, cancellationToken),
            Budgets.WrapperLevels,
            cancellationToken));
        _helpers = new(cancellationToken => Find(cancellationToken).ToImmutableArray());
    }

    public static SerializingMethods Of(ProcessModel model) => model.Get(static model => new SerializingMethods(
        model.Compilation,
        model.Catalogue,
        SourceBodies.Of(model),
        CallTargets.Of(model)));

    /// <summary>Those of one file, each with what it writes.</summary>
    public IEnumerable<SerializerCall> In(SyntaxTree tree, CancellationToken cancellationToken) =>
        SyntaxIndex.Of(tree).HasAny(_mayForward.Get(cancellationToken), cancellationToken)
            ? _direct.Get(tree, cancellationToken).Concat(CallsOf(_helpers.Get(cancellationToken), tree, cancellationToken))
            : _direct.Get(tree, cancellationToken);

    private IEnumerable<Forwarder> Find(CancellationToken cancellationToken)
    {
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
        IEnumerable<SerializerCall> calls = Direct(HandedOnIn(_compilation.SyntaxTrees, cancellationToken), cancellationToken);
        for (int level = 0; level < Budgets.WrapperLevels; level++)
        {
            List<Forwarder> found = calls.Select(call => ForwarderOf(call, cancellationToken))
                .OfType<Forwarder>()
                .Where(helper => seen.Add(helper.Value))
                .ToList();
            foreach (Forwarder helper in found)
            {
                yield return helper;
            }

            calls = found.Count == 0
                ? Enumerable.Empty<SerializerCall>()
                : _compilation.SyntaxTrees.SelectMany(tree => CallsOf(found, tree, cancellationToken));
        }
    }

    private static Forwarder? ForwarderOf(SerializerCall call, CancellationToken cancellationToken) =>
        call.Forwarded is { } value
        && (value.ContainingSymbol as IMethodSymbol ?? SourceBodies.MemberAround(call.Written, cancellationToken)) is IMethodSymbol method
            ? new Forwarder(method.OriginalDefinition, value, call.Form, call.Options)
            : null;

    private IEnumerable<ExpressionSyntax> HandedOnIn(IEnumerable<SyntaxTree> trees, CancellationToken cancellationToken) =>
        trees.SelectMany(tree => _candidates.Get(tree, cancellationToken)).Where(call => HandedOn.MayBeIn(call, cancellationToken));

    private IEnumerable<ExpressionSyntax> Candidates(SyntaxTree tree, CancellationToken cancellationToken) =>
        ApiUses.Candidates(tree, _catalogue.Serializers.Where(model => MayBeCalledIn(tree, model, cancellationToken)), cancellationToken);

    private IEnumerable<SerializerCall> Direct(IEnumerable<ExpressionSyntax> candidates, CancellationToken cancellationToken) => candidates
        .Select(candidate => SerializerCall.Of(
            _bodies.Model(candidate.SyntaxTree)?.GetOperation(candidate, cancellationToken),
            _catalogue,
            cancellationToken))
        .OfType<SerializerCall>();

    /// <summary>False where a file does not name the class that a call must name: `Create` alone is the name of many others.</summary>
    private bool MayBeCalledIn(SyntaxTree tree, ApiModel model, CancellationToken cancellationToken) =>
        SyntaxIndex.Of(tree).HasWord(model.SimpleTypeName, cancellationToken)
        || (ApiUses.MayUse(SyntaxIndex.Of(tree), model, cancellationToken) && !_isNamedInCalls.Get(model, cancellationToken));

    /// <summary>
    /// True for static methods that are called through their own class: no variable of that type calls them, and no class inherits them.
    /// </summary>
    private bool IsNamedInCalls(ApiModel model) =>
        _compilation.GetTypesByMetadataName(model.TypeName) is { IsEmpty: false } types
        && types.All(type => !type.MightContainExtensionMethods && (type.IsStatic || HasOnlyStatic(type, model)));

    private static bool HasOnlyStatic(INamedTypeSymbol type, ApiModel model) =>
        type.IsSealed
        && !model.EndsInStar
        && type.GetMembers(model.MemberName) is { IsEmpty: false } methods
        && methods.All(static method => method.IsStatic);

    private IEnumerable<SerializerCall> CallsOf(IReadOnlyList<Forwarder> helpers, SyntaxTree tree, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, Forwarder> named in helpers.GroupBy(static helper => helper.Method.Name))
        {
            foreach (SyntaxToken token in SyntaxIndex.Of(tree).Occurrences(named.Key, cancellationToken: cancellationToken))
            {
                if (token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } syntax
                    && syntax.Expression.Span.Contains(token.Span)
                    && _bodies.Model(tree)?.GetOperation(syntax, cancellationToken) is IInvocationOperation call
                    && _targets.One(call, cancellationToken) is { } target)
                {
                    foreach (Forwarder helper in named)
                    {
                        if (SymbolEqualityComparer.Default.Equals(helper.Method, target.Method.OriginalDefinition)
                            && CallOf(helper, call, cancellationToken) is { } written)
                        {
                            yield return written;
                        }
                    }
                }
            }
        }
    }

    private static SerializerCall? CallOf(Forwarder helper, IInvocationOperation call, CancellationToken cancellationToken)
    {
        PayloadForm? form = helper.Form;
        IArgumentOperation? options = helper.Options is { } parameter ? Argument(call, parameter) : null;
        if (options is not null)
        {
            form = SerializerOptions.Applied(form, options, cancellationToken);
        }

        return form is not null
            && WrittenAt(call, helper.Value) is { } written
            && SerializerCall.TypeAt(written) is { } type
                ? new SerializerCall(type, form, written, options is null ? null : SerializerCall.ParameterOf(options.Value))
                : null;
    }

    private static IOperation? WrittenAt(IInvocationOperation call, IParameterSymbol value) =>
        value.ContainingSymbol is INamedTypeSymbol ? call.Instance
        : Argument(call, value) is { ArgumentKind: ArgumentKind.Explicit } argument && !SerializerCall.IsNull(argument.Value) ? argument
        : null;

    private static IArgumentOperation? Argument(IInvocationOperation call, IParameterSymbol parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal);

    /// <param name="Method">Original definition of the method.</param>
    /// <param name="Value">The parameter whose value it hands on.</param>
    /// <param name="Form">The serializer.</param>
    /// <param name="Options">The parameter that gives the serializer its options; null when none does.</param>
    private sealed record Forwarder(IMethodSymbol Method, IParameterSymbol Value, PayloadForm Form, IParameterSymbol? Options);
}
