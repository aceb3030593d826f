using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace ProcessSafety.Scan.Projects;

/// <summary>
/// One item element of a project file: its kind, its Include, Remove and metadata, and the folder of its file.
/// </summary>
internal sealed record ProjectItem(string Kind, XElement Element, string FileFolder);

/// <summary>
/// Reads a project file with the files it imports, as far as they are there: properties in order, then items.
/// A file that is missing or not XML counts as empty, since nothing here was restored or built.
/// </summary>
internal sealed class ProjectEvaluation
{
    private readonly Dictionary<string, string> _properties = new(StringComparer.OrdinalIgnoreCase);
    private readonly IReadOnlyDictionary<string, string> _globals;
    private readonly HashSet<string> _imported = [];
    private readonly List<ProjectItem> _items = [];
    private readonly string _folder;
    private bool _importsLegacyTargets;

    /// <param name="path">Absolute path of the project file.</param>
    /// <param name="globals">Properties that no file changes.</param>
    public ProjectEvaluation(string path, IReadOnlyDictionary<string, string> globals)
    {
        _folder = Path.GetDirectoryName(path)!;
        _globals = globals;
        Set("Configuration", "Release");
        Set("Platform", "AnyCPU");
        Set("OS", OperatingSystem.IsWindows() ? "Windows_NT" : "Unix");
        Set("MSBuildProjectName", Path.GetFileNameWithoutExtension(path));
        Set("MSBuildProjectFile", Path.GetFileName(path));
        Set("MSBuildProjectDirectory", _folder);
        Set("MSBuildProjectFullPath", path);
        foreach ((string name, string value) in globals)
        {
            Set(name, value);
        }

        if (PropertyExpansion.FileAbove("Directory.Build.props", _folder) is { } props)
        {
            Read(props);
        }

        Read(path);
        if (PropertyExpansion.FileAbove("Directory.Build.targets", _folder) is { } targets)
        {
            Read(targets);
        }
    }

    /// <summary>The SDK that the project names, empty for none.</summary>
    public string Sdk { get; private set; } = "";

    /// <summary>
    /// Whether the project compiles every source file below it: one that names an SDK, or at least does not import the
    /// targets that preceded them.
    /// </summary>
    public bool IsSdkStyle => Sdk.Length > 0 || !_importsLegacyTargets;

    public IEnumerable<ProjectItem> Items(string kind) =>
        _items.Where(i => i.Kind == kind && Holds(i.Element, i.FileFolder) && Holds(i.Element.Parent!, i.FileFolder));

    /// <summary>The property's value, empty when it is not set.</summary>
    public string Property(string name) => _properties.GetValueOrDefault(name, "").Trim();

    public bool IsTrue(string name, bool otherwise = false) => Property(name) switch
    {
        "" => otherwise,
        string value =>
            value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("enable", StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>The parts of an attribute's list, expanded, with / between folders.</summary>
    public IEnumerable<string> List(ProjectItem item, string attribute) =>
        Expand(item.Element.Attribute(attribute)?.Value ?? "", item.FileFolder)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(static part => part.Replace('\\', '/'))
            .Where(static part => !part.Contains("$(", StringComparison.Ordinal) && !part.Contains("@(", StringComparison.Ordinal));

    private void Read(string file)
    {
        if (!_imported.Add(file) || Load(file) is not { } project)
        {
            return;
        }

        Sdk = project.Attribute("Sdk")?.Value ?? project.Elements().Select(NamedSdk).FirstOrDefault(static sdk => sdk is not null) ?? Sdk;
        ReadChildren(project, Path.GetDirectoryName(file)!);
    }

    private static string? NamedSdk(XElement element) => element.Name.LocalName switch
    {
        "Sdk" => element.Attribute("Name")?.Value,
        "Import" => element.Attribute("Sdk")?.Value,
        _ => null,
    };

    private void ReadChildren(XElement parent, string fileFolder)
    {
        foreach (XElement element in parent.Elements().Where(e => e.Name.LocalName is "ItemGroup" or "Otherwise" || Holds(e, fileFolder)))
        {
            switch (element.Name.LocalName)
            {
                case "PropertyGroup":
                    foreach (XElement property in element.Elements().Where(p => Holds(p, fileFolder)))
                    {
                        if (!_globals.ContainsKey(property.Name.LocalName))
                        {
                            Set(property.Name.LocalName, Expand(property.Value, fileFolder));
                        }
                    }

                    break;
                case "ItemGroup":
                    _items.AddRange(element.Elements().Select(item => new ProjectItem(item.Name.LocalName, item, fileFolder)));
                    break;
                case "ImportGroup" or "When" or "Otherwise":
                    ReadChildren(element, fileFolder);
                    break;
                case "Choose":
                    if (element.Elements().FirstOrDefault(e => e.Name.LocalName == "Otherwise" || Holds(e, fileFolder)) is { } branch)
                    {
                        ReadChildren(branch, fileFolder);
                    }

                    break;
                case "Import" when element.Attribute("Sdk") is null:
                    Import(element.Attribute("Project")?.Value ?? "", fileFolder);
                    break;
            }
        }
    }

    private void Import(string project, string fileFolder)
    {
        _importsLegacyTargets |= project.EndsWith("Microsoft.CSharp.targets", StringComparison.OrdinalIgnoreCase);
        string path = Path.GetFullPath(Path.Combine(fileFolder, Expand(project, fileFolder).Replace('\\', '/')));
        if (File.Exists(path))
        {
            Read(path);
        }
    }

    private bool Holds(XElement element, string fileFolder) =>
        element.Attribute("Condition") is not { } condition || Condition.Holds(Expand(condition.Value, fileFolder), _folder);

    private string Expand(string text, string fileFolder) => PropertyExpansion.Expand(text, _properties, fileFolder);

    private void Set(string name, string value) => _properties[name] = value;

    private static XElement? Load(string file)
    {
        try
        {
            return XDocument.Load(file).Root;
        }
        catch (Exception error) when (error is XmlException or IOException)
        {
            return null;
        }
    }
}
