using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Finds the model of a member. A negated model takes back what any other says of the same member and kind.</summary>
internal sealed class ApiModelIndex
{
    private readonly Dictionary<string, ImmutableArray<ApiModel>> _byName = new(StringComparer.Ordinal);
    private readonly List<ApiModel> _byStartOfName = new();

    public ApiModelIndex(IEnumerable<ApiModel> models)
    {
        foreach (ApiModel model in models)
        {
            string name = model.MemberName;
            if (model.EndsInStar)
            {
                _byStartOfName.Add(model);
            }
            else
            {
                _byName[name] = _byName.TryGetValue(name, out ImmutableArray<ApiModel> known) ? known.Add(model) : ImmutableArray.Create(model);
            }
        }
    }

    public ApiModel? Find(ISymbol member)
    {
        Search search = new(member);
        if (_byName.TryGetValue(member.Name, out ImmutableArray<ApiModel> named))
        {
            foreach (ApiModel model in named)
            {
                search.Try(model);
            }
        }

        foreach (ApiModel model in _byStartOfName)
        {
            if (member.Name.StartsWith(model.MemberName, StringComparison.Ordinal))
            {
                search.Try(model);
            }
        }

        return search.Found;
    }

    private struct Search
    {
        private readonly ISymbol _member;
        private string? _id;
        private ApiModel? _found;
        private ApiModel? _negated;

        public Search(ISymbol member)
        {
            _member = member;
            _id = null;
            _found = null;
            _negated = null;
        }

        public readonly ApiModel? Found => _found?.Kind == _negated?.Kind ? null : _found;

        public void Try(ApiModel model)
        {
            _id ??= _member.OriginalDefinition.GetDocumentationCommentId() ?? string.Empty;
            if (model.Covers(_id))
            {
                _negated = model.IsNegated ? model : _negated;
                _found ??= model.IsNegated ? null : model;
            }
        }
    }
}
