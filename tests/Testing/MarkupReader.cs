using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Takes the markup out of the files of one state and collects what it said.</summary>
internal sealed class MarkupReader
{
    private readonly MarkupMode _mode;
    private readonly MarkupOptions _options;
    private readonly DiagnosticDescriptor? _defaultDiagnostic;
    private readonly ImmutableArray<DiagnosticDescriptor> _supported;
    private readonly ImmutableArray<string> _fixable;
    private readonly Dictionary<string, FileLinePositionSpan> _locations = new();
    private readonly List<DiagnosticResult> _diagnostics = new();

    public MarkupReader(
        MarkupMode mode,
        MarkupOptions options,
        DiagnosticDescriptor? defaultDiagnostic,
        ImmutableArray<DiagnosticDescriptor> supported,
        ImmutableArray<string> fixable)
    {
        _mode = mode;
        _options = options;
        _defaultDiagnostic = defaultDiagnostic;
        _supported = supported;
        _fixable = fixable;
    }

    /// <summary>The locations that <c>{|#0:text|}</c> marked, by key.</summary>
    public IReadOnlyDictionary<string, FileLinePositionSpan> Locations => _locations;

    public IReadOnlyList<DiagnosticResult> Diagnostics => _diagnostics;

    /// <summary>The file without its markup.</summary>
    public (string filename, SourceText content) Read((string filename, SourceText content) file)
    {
        if (_mode == MarkupMode.None)
            return file;

        string output;
        ImmutableArray<int> positions = ImmutableArray<int>.Empty;
        ImmutableDictionary<string, ImmutableArray<TextSpan>> spans;
        if (_options.HasFlag(MarkupOptions.TreatPositionIndicatorsAsCode))
            TestFileMarkupParser.GetSpans(file.content.ToString(), treatPositionIndicatorsAsCode: true, out output, out spans);
        else
            TestFileMarkupParser.GetPositionsAndSpans(file.content.ToString(), out output, out positions, out spans);

        SourceText text = SourceText.From(output, file.content.Encoding, file.content.ChecksumAlgorithm);
        if (_mode != MarkupMode.Ignore)
            Collect(file.filename, text, positions, spans);

        return (file.filename, text);
    }

    private void Collect(string path, SourceText text, ImmutableArray<int> positions, ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        foreach (int position in positions)
        {
            if (Create(string.Empty) is { } diagnostic)
                _diagnostics.Add(diagnostic.WithLocation(path, text.Lines.GetLinePosition(position)));
        }

        foreach ((string name, ImmutableArray<TextSpan> named) in spans.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (TextSpan span in named)
            {
                FileLinePositionSpan location = new(path, text.Lines.GetLinePositionSpan(span));
                if (name.StartsWith('#'))
                {
                    if (!_locations.TryAdd(name, location))
                        throw new InvalidOperationException($"Input contains multiple markup locations with key '{name}'");
                }
                else if (Create(name) is { } diagnostic)
                {
                    _diagnostics.Add(diagnostic.WithSpan(location));
                }
            }
        }
    }

    /// <summary>What markup with an id expects; null when the state ignores it. An id that no analyzer has is an error of the compiler.</summary>
    private DiagnosticResult? Create(string id)
    {
        DiagnosticDescriptor? descriptor = id.Length == 0 ? _defaultDiagnostic : null;
        if (id.Length == 0 && descriptor is null)
        {
            throw new InvalidOperationException(
                "Markup syntax can only omit the diagnostic ID if the first analyzer only supports a single diagnostic.");
        }

        id = descriptor?.Id ?? id;
        if (_mode == MarkupMode.IgnoreFixable && _fixable.Contains(id))
            return null;

        DiagnosticDescriptor[] candidates = _supported.Where(candidate => candidate.Id == id).ToArray();
        if (descriptor is null && candidates.Length > 1 && !_options.HasFlag(MarkupOptions.UseFirstDescriptor))
            throw new InvalidOperationException($"Multiple diagnostic descriptors with ID {id} were found.");

        descriptor ??= candidates.FirstOrDefault();
        DiagnosticResult result = descriptor is null ? DiagnosticResult.CompilerError(id) : new DiagnosticResult(descriptor);
        return result.WithMessage(null).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations | DiagnosticOptions.IgnoreSeverity);
    }
}
