using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Finds the model of a member. A negated model takes back what any other says of the same member and kind.</summary>
internal sealed class ApiModelIndex
{
    /// <summary>By the simple name of the type, so that nearly every member is answered by one look.</summary>
    private readonly Dictionary<string, List<Entry>> _byType = new(StringComparer.Ordinal);

    public ApiModelIndex(IEnumerable<ApiModel> models)
    {
        foreach (ApiModel model in models)
        {
            string type = model.SimpleTypeName;
            if (!_byType.TryGetValue(type, out List<Entry>? entries))
            {
                _byType.Add(type, entries = new List<Entry>());
            }

            entries.Add(new Entry(model, model.MemberName, model.EndsInStar));
        }
    }

    public ApiModel? Find(ISymbol member)
    {
        if (member.ContainingType is not { } type || !_byType.TryGetValue(type.Name, out List<Entry>? entries))
        {
            return null;
        }

        Search search = new(member);
        foreach (Entry entry in entries)
        {
            if (entry.EndsInStar ? member.Name.StartsWith(entry.Name, StringComparison.Ordinal) : member.Name == entry.Name)
            {
                search.Try(entry.Model);
            }
        }

        return search.Found;
    }

    private readonly record struct Entry(ApiModel Model, string Name, bool EndsInStar);

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
