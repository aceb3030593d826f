using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Configuration;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>What members of libraries do: the embedded models next to this file, and the files that a project adds to them.</summary>
internal sealed class ApiCatalogue
{
    public static readonly ApiCatalogue BuiltIn =
        new(new[] { "BlockingCalls.txt", "Boundaries.txt", "SelfPaths.txt", "Serializers.txt", "SideEffects.txt" }.SelectMany(Read)
            .ToImmutableArray());

    private readonly ImmutableArray<ApiModel> _models;
    private readonly ApiModelIndex _waits;
    private readonly ApiModelIndex _boundaries;
    private readonly ApiModelIndex _serializers;
    private readonly ApiModelIndex _sideEffects;
    private readonly ApiModelIndex _selfPaths;

    private ApiCatalogue(ImmutableArray<ApiModel> models)
    {
        _models = models;
        _waits = new(models.Where(static model => model.IsWait));
        _boundaries = new(models.Where(static model => model.IsBoundary));
        _serializers = new(models.Where(static model => model.Kind == ApiKind.Writes));
        _sideEffects = new(models.Where(static model => model.Kind == ApiKind.Affects));
        _selfPaths = new(models.Where(static model => model.Kind == ApiKind.SelfPath));
        Serializers = models.Where(static model => model is { Kind: ApiKind.Writes, IsNegated: false }).ToImmutableArray();
    }

    /// <summary>The lines that mark boundaries.</summary>
    public IEnumerable<ApiModel> Boundaries => _models.Where(static model => model is { IsBoundary: true, IsNegated: false });

    /// <summary>The lines that tell what writes objects.</summary>
    public ImmutableArray<ApiModel> Serializers { get; }

    /// <summary>The lines that tell what names this program.</summary>
    public IEnumerable<ApiModel> SelfPaths => _models.Where(static model => model is { Kind: ApiKind.SelfPath, IsNegated: false });

    /// <summary>This catalogue and the lines of more files; lines that cannot be understood do not count.</summary>
    public ApiCatalogue With(IEnumerable<SourceText> files) => new(_models.AddRange(files.SelectMany(Read)));

    /// <summary>How a method or property waits; null when it is not known to.</summary>
    public ApiModel? Wait(ISymbol member) => _waits.Find(member);

    /// <summary>How a method runs a delegate in another process; null when it is not known to.</summary>
    public ApiModel? Boundary(IMethodSymbol method) => _boundaries.Find(method);

    /// <summary>How a method or constructor writes an argument; null when it is not known to.</summary>
    public ApiModel? Serializer(IMethodSymbol method) => _serializers.Find(method);

    /// <summary>
    /// That a member does something which matters outside this process, or starts something; null when it is not known to.
    /// </summary>
    public ApiModel? SideEffect(ISymbol member) => _sideEffects.Find(member);

    /// <summary>Which file of this program the value of a method or property names; null when it is not known to name one.</summary>
    public ApiModel? SelfPath(ISymbol member) => _selfPaths.Find(member);

    private static IEnumerable<ApiModel> Read(SourceText text) =>
        ApiFile.Lines(text).Select(static line => ApiModelParser.Parse(line, out _)).OfType<ApiModel>();

    private static IEnumerable<ApiModel> Read(string resource)
    {
        using Stream stream = typeof(ApiCatalogue).Assembly.GetManifestResourceStream(resource);
        return Read(SourceText.From(stream));
    }
}
