namespace ProcessSafety.Scan.Baselines;

/// <summary>A finding that is accepted.</summary>
/// <param name="Fingerprint">What names it; see <see cref="Analysis.Fingerprints"/>.</param>
/// <param name="Id">The rule; it and the rest are for readers.</param>
/// <param name="Path">The file, relative to the root.</param>
/// <param name="Member">The member that it is in.</param>
/// <param name="Message">What the rule said.</param>
internal sealed record BaselineEntry(string Fingerprint, string Id, string Path, string Member, string Message);
