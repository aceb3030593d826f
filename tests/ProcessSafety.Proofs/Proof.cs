using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ProcessSafety.Proofs;

/// <summary>
/// One program that shows a hazard, Proofs/&lt;ID&gt;/&lt;Name&gt;.cs. Its first lines say what is seen before and after the fix:
/// <c>// hazard: …</c> and <c>// fixed: …</c> (see <see cref="Expectation"/>), and <c>// also: ID, reason</c> for each other rule that speaks.
/// </summary>
/// <param name="Name">Folder and file name, "PSAFE201/TotalMemoryUnderLock".</param>
/// <param name="Id">The rule whose hazard it shows.</param>
/// <param name="Source">The program.</param>
/// <param name="FixedByHand">The same program without the hazard, &lt;Name&gt;.Fixed.cs, where the rule has no code fix.</param>
/// <param name="Also">Other rules that speak in the program, and may still do so when it is fixed.</param>
internal sealed partial record Proof(
    string Name, string Id, string Source, string? FixedByHand, ImmutableSortedSet<string> Also, Expectation Hazard, Expectation Fixed)
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

    public static Proof Named(string name) => All.Single(proof => proof.Name == name);

    private static Proof Read(string file)
    {
        string source = File.ReadAllText(file);
        string withoutExtension = Path.ChangeExtension(file, null);
        string name = Path.GetRelativePath(ProofsDirectory, withoutExtension).Replace('\\', '/');
        string fixedFile = withoutExtension + FixedSuffix;

        return new Proof(
            name,
            Id: name.Split('/')[0],
            source,
            FixedByHand: File.Exists(fixedFile) ? File.ReadAllText(fixedFile) : null,
            Also: [.. from Match line in AlsoLine().Matches(source) select line.Groups["id"].Value],
            Hazard: Expectation.Parse(HeaderValue("hazard")),
            Fixed: Expectation.Parse(HeaderValue("fixed")));

        string HeaderValue(string key) => Regex.Match(source, $@"^// {key}: (?<value>.+?)\r?$", RegexOptions.Multiline) switch
        {
            { Success: true } line => line.Groups["value"].Value,
            _ => throw new InvalidDataException($"{name} has no line '// {key}: …'."),
        };
    }

    [GeneratedRegex(@"^// also: (?<id>PSAFE\d{3}), \S", RegexOptions.Multiline)]
    private static partial Regex AlsoLine();
}
