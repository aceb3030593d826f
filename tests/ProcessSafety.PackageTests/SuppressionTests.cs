using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>The five forms of suppression that docs/adopting.md names: each silences the build, in a project of its own.</summary>
[Collection(BuildCollection.Name)]
public sealed class SuppressionTests(PackageFixture package)
{
    private const string Suppressed = "SuppressMessage(\"ProcessSafety.Finalization\", \"PSAFE204\", Justification = \"Not shared.\"";

    [Fact]
    public async Task EachFormSilencesTheBuild()
    {
        string[] forms = ["Pragma", "Attribute", "GlobalFile", "Config", "NoWarn"];
        using ConsumerSolution solution = new(package, [.. forms, "None"]);
        foreach (string project in forms.Append("None"))
        {
            solution.Project(
                project,
                "_ = new Handle(1);",
                properties: project == "NoWarn" ? "<NoWarn>$(NoWarn);PSAFE204</NoWarn>" : "");
            solution.Write(project, "Handle.cs", project switch
            {
                "Pragma" => $"#pragma warning disable PSAFE204\n{Programs.PSAFE204}",
                "Attribute" => Programs.PSAFE204.Replace(
                    "internal sealed class",
                    $"[System.Diagnostics.CodeAnalysis.{Suppressed})]\ninternal sealed class",
                    StringComparison.Ordinal),
                _ => Programs.PSAFE204,
            });
        }

        solution.Write(
            "GlobalFile",
            "GlobalSuppressions.cs",
            $"using System.Diagnostics.CodeAnalysis;\n\n[assembly: {Suppressed}, Scope = \"type\", Target = \"~T:Handle\")]\n");
        solution.Write("Config", ".editorconfig", "[Handle.cs]\ndotnet_diagnostic.PSAFE204.severity = none\n");

        ProcessOutcome build = await solution.BuildAsync();

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.All(forms, form => Assert.DoesNotContain(
            solution.Log(form).Findings, static finding => finding.Id.StartsWith("PSAFE", StringComparison.Ordinal)));
        Assert.Contains(solution.Log("None").Findings, static finding => finding.Id == "PSAFE204");
    }
}
