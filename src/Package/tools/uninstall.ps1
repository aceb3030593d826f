# Takes back what install.ps1 has added. What is not there any more is not missed: the project may have been edited by hand.
param($installPath, $toolsPath, $package, $project)

if ($project.Object.AnalyzerReferences -eq $null)
{
    return
}

$folder = Join-Path $installPath 'analyzers/dotnet/roslyn4.5/cs'
foreach ($file in Get-ChildItem -Path $folder -Filter '*.dll')
{
    try
    {
        $project.Object.AnalyzerReferences.Remove($file.FullName)
    }
    catch
    {
    }
}
