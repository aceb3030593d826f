using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Corpus;
using ProcessSafety.Corpus.Projects;
using ProcessSafety.Corpus.Reports;

const int Clean = 0, Crashed = 1, BadUsage = 2;

CorpusOptions options;
ImmutableArray<DiagnosticAnalyzer> analyzers;
try
{
    options = CorpusOptions.Parse(args);
    if (options.ShowUsage)
    {
        Console.WriteLine(CorpusOptions.Usage);
        return Clean;
    }

    analyzers = AnalyzerAssembly.Load(options.Analyzers);
}
catch (UsageException error)
{
    Console.Error.WriteLine($"error: {error.Message}");
    Console.Error.WriteLine();
    Console.Error.WriteLine(CorpusOptions.Usage);
    return BadUsage;
}

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    SourceTree tree = SourceTree.Read(options);
    CorpusResult result = new();
    foreach (ProjectCompilation project in tree.Projects)
    {
        await Analysis.RunAsync(project, analyzers, options, result, stop.Token);
    }

    Report(options, analyzers, result);
    foreach (Crash crash in result.Crashes)
    {
        Console.Error.WriteLine($"CRASH\t{crash.Analyzer}\t{crash.Project}\t{crash.Exception}");
    }

    Console.Error.WriteLine($"{tree.Projects.Length} projects, {tree.Files} files, {tree.Lines} lines, {tree.Unowned} "
        + $"files that no project compiles; {result.Findings.Count} findings, {result.Crashes.Count} crashes");

    return result.Crashes.Count == 0 ? Clean : Crashed;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("error: cancelled");
    return BadUsage;
}

static void Report(CorpusOptions options, ImmutableArray<DiagnosticAnalyzer> analyzers, CorpusResult result)
{
    IReadOnlyList<Finding> findings = result.Findings.OrderBy(static f => f.Place.Path, StringComparer.Ordinal)
        .ThenBy(static f => f.Place.Line)
        .ThenBy(static f => f.Place.Column)
        .ThenBy(static f => f.Id, StringComparer.Ordinal)
        .ToList();
    using Stream stream = options.Output is null ? Console.OpenStandardOutput() : File.Create(options.Output);
    if (options.Format == ReportFormat.Sarif)
    {
        SarifReport.Write(stream, analyzers, findings, result.Crashes);
    }
    else
    {
        TsvReport.Write(stream, findings);
    }
}
