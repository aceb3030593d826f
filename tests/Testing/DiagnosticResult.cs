using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// An expected diagnostic. A part that was not stated is not compared, except the locations:
/// the first is the primary one, the others are the additional ones in order.
/// </summary>
public readonly record struct DiagnosticResult
{
    public static readonly DiagnosticResult[] EmptyDiagnosticResults = Array.Empty<DiagnosticResult>();

    private readonly ImmutableArray<DiagnosticLocation> _spans;

    public DiagnosticResult(string id, DiagnosticSeverity severity)
    {
        Id = id;
        Severity = severity;
    }

    public DiagnosticResult(DiagnosticDescriptor descriptor)
    {
        Id = descriptor.Id;
        Severity = descriptor.DefaultSeverity;
        MessageFormat = descriptor.MessageFormat;
    }

    public string Id { get; }

    public DiagnosticSeverity Severity { get; private init; }

    public DiagnosticOptions Options { get; private init; }

    public LocalizableString? MessageFormat { get; private init; }

    public object?[]? MessageArguments { get; private init; }

    /// <summary>null: not compared.</summary>
    public bool? IsSuppressed { get; private init; }

    public ImmutableArray<DiagnosticLocation> Spans
    {
        get => _spans.IsDefault ? ImmutableArray<DiagnosticLocation>.Empty : _spans;
        private init => _spans = value;
    }

    public bool HasLocation => !Spans.IsEmpty;

    /// <summary>The message to compare: the stated one, else the format with its arguments; null when neither is to be compared.</summary>
    public string? Message
    {
        get
        {
            if (MessageIsIgnored)
                return null;

            if (ExplicitMessage is not null)
                return ExplicitMessage;

            if (MessageFormat?.ToString() is not { } format)
                return null;

            try
            {
                return string.Format(format, MessageArguments ?? Array.Empty<object?>());
            }
            catch (FormatException)
            {
                return format;
            }
        }
    }

    private string? ExplicitMessage { get; init; }

    private bool MessageIsIgnored { get; init; }

    public static DiagnosticResult CompilerError(string identifier) => new(identifier, DiagnosticSeverity.Error);

    public static DiagnosticResult CompilerWarning(string identifier) => new(identifier, DiagnosticSeverity.Warning);

    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };

    public DiagnosticResult WithOptions(DiagnosticOptions options) => this with { Options = options };

    public DiagnosticResult WithArguments(params object[] arguments) => this with { MessageArguments = arguments };

    /// <summary>States the whole message; null leaves the message uncompared.</summary>
    public DiagnosticResult WithMessage(string? message) => this with { ExplicitMessage = message, MessageIsIgnored = message is null };

    public DiagnosticResult WithMessageFormat(LocalizableString messageFormat) => this with { MessageFormat = messageFormat };

    public DiagnosticResult WithIsSuppressed(bool? isSuppressed) => this with { IsSuppressed = isSuppressed };

    public DiagnosticResult WithNoLocation() => this with { Spans = ImmutableArray<DiagnosticLocation>.Empty };

    public DiagnosticResult WithLocation(int line, int column) => WithLocation(string.Empty, line, column);

    public DiagnosticResult WithLocation(LinePosition location) => WithLocation(string.Empty, location);

    public DiagnosticResult WithLocation(string path, int line, int column) => WithLocation(path, new LinePosition(line - 1, column - 1));

    public DiagnosticResult WithLocation(string path, LinePosition location) => WithLocation(path, location, DiagnosticLocationOptions.None);

    /// <summary>Adds a location of which only the start is compared.</summary>
    public DiagnosticResult WithLocation(string path, LinePosition location, DiagnosticLocationOptions options) =>
        WithSpan(new FileLinePositionSpan(path, location, location), options | DiagnosticLocationOptions.IgnoreLength);

    /// <summary>Adds the location that <c>{|#key:…|}</c> marks in the sources.</summary>
    public DiagnosticResult WithLocation(int markupKey) => WithLocation(markupKey, DiagnosticLocationOptions.None);

    public DiagnosticResult WithLocation(int markupKey, DiagnosticLocationOptions options)
    {
        LinePosition key = new(0, markupKey);
        return WithSpan(new FileLinePositionSpan(string.Empty, key, key), options | DiagnosticLocationOptions.InterpretAsMarkupKey);
    }

    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn) =>
        WithSpan(string.Empty, startLine, startColumn, endLine, endColumn);

    public DiagnosticResult WithSpan(string path, int startLine, int startColumn, int endLine, int endColumn) =>
        WithSpan(new FileLinePositionSpan(path, new LinePosition(startLine - 1, startColumn - 1), new LinePosition(endLine - 1, endColumn - 1)));

    public DiagnosticResult WithSpan(FileLinePositionSpan span) => WithSpan(span, DiagnosticLocationOptions.None);

    public DiagnosticResult WithSpan(FileLinePositionSpan span, DiagnosticLocationOptions options) =>
        this with { Spans = Spans.Add(new DiagnosticLocation(span, options)) };

    public DiagnosticResult WithDefaultPath(string path) => WithEachSpan(location =>
        IsMarkupKey(location) || location.Span.Path.Length > 0 ? location.Span : new FileLinePositionSpan(path, location.Span.Span));

    public DiagnosticResult WithLineOffset(int offset) => WithEachSpan(location => new FileLinePositionSpan(
        location.Span.Path,
        new LinePosition(location.Span.StartLinePosition.Line + offset, location.Span.StartLinePosition.Character),
        new LinePosition(location.Span.EndLinePosition.Line + offset, location.Span.EndLinePosition.Character)));

    /// <exception cref="InvalidOperationException">The sources mark no location with a key that this result names.</exception>
    internal DiagnosticResult WithMarkupLocations(IReadOnlyDictionary<string, FileLinePositionSpan> marked) => this with
    {
        Spans = Spans.Select(location =>
        {
            if (!IsMarkupKey(location))
                return location;

            string key = "#" + location.Span.StartLinePosition.Character;
            return marked.TryGetValue(key, out FileLinePositionSpan span)
                ? new DiagnosticLocation(span, location.Options & ~DiagnosticLocationOptions.InterpretAsMarkupKey)
                : throw new InvalidOperationException($"The markup location '{key}' was not found in the input.");
        }).ToImmutableArray(),
    };

    private static bool IsMarkupKey(DiagnosticLocation location) => location.Options.HasFlag(DiagnosticLocationOptions.InterpretAsMarkupKey);

    private DiagnosticResult WithEachSpan(Func<DiagnosticLocation, FileLinePositionSpan> change) => this with
    {
        Spans = Spans.Select(location => new DiagnosticLocation(change(location), location.Options)).ToImmutableArray(),
    };
}
