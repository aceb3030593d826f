using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ProcessSafety.Proofs;

/// <summary>
/// One program that shows a hazard, Proofs/&lt;ID&gt;/&lt;Name&gt;.cs. Its first lines say what is seen before and after the fix:
/// <c>// form: …</c> (see <see cref="ProofForm"/>), <c>// hazard: …</c> and <c>// fixed: …</c> (see <see cref="Expectation"/>),
/// <c>// also: ID, reason</c> for each other rule that speaks,
/// <c>// signal: SIGTERM after TEXT</c> where the program gets a signal as soon as it has printed the text, and <c>// fix: KEY</c> where
/// another fix than the first that is offered is taken: the one with that equivalence key.
/// </summary>
/// <param name="Name">Folder and file name, "PSAFE201/TotalMemoryUnderLock".</param>
/// <param name="Id">The rule whose hazard it shows.</param>
/// <param name="Form">What its code is like.</param>
/// <param name="Source">The program.</param>
/// <param name="FixedByHand">The same program without the hazard, &lt;Name&gt;.Fixed.cs, where the rule has no code fix.</param>
/// <param name="Also">Other rules that speak in the program, and may still do so when it is fixed.</param>
/// <param name="Signal">The signal that the program gets; null for most.</param>
/// <param name="FixKey">The equivalence key of the fix that is applied; null for the first that is offered.</param>
internal sealed partial record Proof(
    string Name,
    string Id,
    ProofForm Form,
    string Source,
    string? FixedByHand,
    ImmutableSortedSet<string> Also,
    ProofSignal? Signal,
    string? FixKey,
    Expectation Hazard,
    Expectation Fixed)
{
    private const string FixedSuffix = ".Fixed.cs";

    public static string ProjectDirectory { get; } = typeof(Proof).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static metadata => metadata.Key == "ProjectDirectory").Value!;

    private static string ProofsDirectory => Path.Combine(ProjectDirectory, "Proofs");

    public static ImmutableArray<Proof> All { get; } =
    [
        .. from file in Directory.EnumerateFiles(ProofsDirectory, "*.cs", SearchOption.AllDirectories)
           where !file.EndsWith(FixedSuffix)
           orderby file
           select Read(file),
    ];

    /// <summary>False on Windows for a program that gets a signal: there are none.</summary>
    public bool RunsHere => Signal is null || !OperatingSystem.IsWindows();

    public static Proof Named(string name) => All.Single(proof => proof.Name == name);

    private static Proof Read(string file)
    {
        string source = File.ReadAllText(file).ReplaceLineEndings("\n");
        string withoutExtension = Path.ChangeExtension(file, null);
        string name = Path.GetRelativePath(ProofsDirectory, withoutExtension).Replace('\\', '/');
        string fixedFile = withoutExtension + FixedSuffix;
        ProofForm form = ProofForms.Parse(HeaderValue("form"));

        return new Proof(
            name,
            Id: name.Split('/')[0],
            form,
            form is ProofForm.Messy ? source.ReplaceLineEndings("\r\n") : source,
            FixedByHand: File.Exists(fixedFile) ? File.ReadAllText(fixedFile) : null,
            Signal: SignalLine().Match(source) is { Success: true } signal
                ? new ProofSignal(signal.Groups["name"].Value, signal.Groups["text"].Value)
                : null,
            FixKey: FixLine().Match(source) is { Success: true } fix ? fix.Groups["key"].Value : null,
            Also: [.. from Match line in AlsoLine().Matches(source) select line.Groups["id"].Value],
            Hazard: Expectation.Parse(HeaderValue("hazard")),
            Fixed: Expectation.Parse(HeaderValue("fixed")));

        string HeaderValue(string key) => Regex.Match(source, $@"^// {key}: (?<value>.+)$", RegexOptions.Multiline) switch
        {
            { Success: true } line => line.Groups["value"].Value,
            _ => throw new InvalidDataException($"{name} has no line '// {key}: …'."),
        };
    }

    [GeneratedRegex(@"^// signal: SIG(?<name>[A-Z]+) after (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex SignalLine();

    [GeneratedRegex(@"^// fix: (?<key>\S+)$", RegexOptions.Multiline)]
    private static partial Regex FixLine();

    [GeneratedRegex(@"^// also: (?<id>PSAFE\d{3}), \S", RegexOptions.Multiline)]
    private static partial Regex AlsoLine();
}

/// <summary>A signal by its name without SIG, and the output that it is sent on.</summary>
internal sealed record ProofSignal(string Name, string After);
