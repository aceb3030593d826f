using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Reports;

namespace ProcessSafety.Scan.Baselines;

/// <summary>The findings that a team has accepted: what is in it fails no build.</summary>
internal sealed record Baseline(int Version, ImmutableArray<BaselineEntry> Findings)
{
    public const string DefaultName = "processsafety.baseline.json";

    private const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static Baseline Empty { get; } = new(CurrentVersion, []);

    public static Baseline Of(IEnumerable<Finding> findings) => new(
        CurrentVersion,
        [.. findings.Select(static finding =>
            new BaselineEntry(finding.Fingerprint, finding.Id, finding.Place.Path, finding.Member, finding.Message))]);

    /// <summary>Reads a baseline.</summary>
    /// <exception cref="ScanException">The file does not exist or is no baseline that this version can read.</exception>
    public static Baseline Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ScanException($"The baseline '{path}' does not exist. 'processsafety baseline' writes one.");
        }

        try
        {
            Baseline? baseline = JsonSerializer.Deserialize<Baseline>(File.ReadAllText(path), Format);
            return baseline switch
            {
                null => throw new ScanException($"'{path}' is no baseline: it is empty."),
                { Version: not CurrentVersion } => throw new ScanException(
                    $"'{path}' is a baseline of version {baseline.Version}; this tool reads version {CurrentVersion}. Update it."),
                { Findings.IsDefault: true } => throw new ScanException($"'{path}' is no baseline: it has no findings."),
                _ => baseline,
            };
        }
        catch (JsonException error)
        {
            throw new ScanException($"'{path}' is no baseline: {error.Message}");
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    public void Write(string path) => OutputFile.Write(path, stream =>
    {
        JsonSerializer.Serialize(stream, this, Format);
        stream.WriteByte((byte)'\n');
    });

    /// <summary>The result with the state of each finding, and with what is gone from the files that were scanned.</summary>
    public ScanResult Compare(ScanResult result)
    {
        HashSet<string> accepted = [.. Findings.Select(static entry => entry.Fingerprint)];
        HashSet<string> found = [.. result.Findings.Select(static finding => finding.Fingerprint)];
        HashSet<string> files = [.. result.Projects.SelectMany(static project => project.Files)];
        return result with
        {
            Findings = [.. result.Findings.Select(finding => finding with
            {
                State = accepted.Contains(finding.Fingerprint) ? FindingState.Unchanged : FindingState.New,
            })],
            Absent = [.. Findings.Where(entry => !found.Contains(entry.Fingerprint)
                && (files.Contains(entry.Path) || !File.Exists(Path.Combine(result.Root, entry.Path))))],
        };
    }
}
