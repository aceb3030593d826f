# Run by NuGet for projects with a packages.config, which know no analyzers of packages. Others take them from the package themselves.
param($installPath, $toolsPath, $package, $project)

if ($project.Object.AnalyzerReferences -eq $null)
{
    return
}

$folder = Join-Path $installPath 'analyzers/dotnet/roslyn4.5/cs'
foreach ($file in Get-ChildItem -Path $folder -Filter '*.dll')
{
    $project.Object.AnalyzerReferences.Add($file.FullName)
}
