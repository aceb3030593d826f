using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using ProcessSafety.Mutants;
using ProcessSafety.Mutants.Mutations;
using ProcessSafety.Mutants.Product;
using ProcessSafety.Mutants.Tests;

const int Enough = 0, TooFew = 1, BadUsage = 2;
const string Host = "ProcessSafety.Tests.Roslyn512";

if (args is [TestHost.Command, ..])
{
    return TestHost.Run(args);
}

try
{
    MutantOptions options = MutantOptions.Parse(args);
    if (options.ShowUsage)
    {
        Console.WriteLine(MutantOptions.Usage);
        return Enough;
    }

    return Run(options, FindRoot());
}
catch (UsageException error)
{
    Console.Error.WriteLine($"error: {error.Message}");
    Console.Error.WriteLine();
    Console.Error.WriteLine(MutantOptions.Usage);
    return BadUsage;
}

static int Run(MutantOptions options, string root)
{
    string work = Path.Combine(root, "artifacts", "mutants");
    string hostOutput = Path.Combine(root, "tests/ProcessSafety.Tests/Hosts/Roslyn512/bin/Debug/net10.0");
    if (!File.Exists(Path.Combine(hostOutput, Host + ".dll")))
    {
        throw new UsageException("the host has not been built");
    }

    ProductAssembly analyzers = ProductAssembly.Read(root, "src/Analyzers/ProcessSafety.Analyzers.csproj");
    ProductAssembly codeFixes = ProductAssembly.Read(root, "src/CodeFixes/ProcessSafety.CodeFixes.csproj");
    List<Mutant> all = MutantList.Of([analyzers, codeFixes]);
    List<Mutant> order = options.Only is { } only ? At(all, only) : MutantList.Shuffled(all, options.Seed);
    int count = options.Only is null ? options.Count : order.Count;
    string output = options.Output ?? Path.Combine(work, options.Only is null ? $"{options.Seed}.tsv" : "only.tsv");
    if (options.Only is not null)
    {
        File.Delete(output);
    }

    MemberMap members = new([analyzers, codeFixes]);
    Console.Error.WriteLine($"{all.Count} possible mutants, {members.All.Length} members");
    Coverage coverage = Coverage.Open(options.Coverage ?? Path.Combine(work, "coverage.tsv"), State(analyzers, codeFixes));
    if (options.OnlyLists)
    {
        foreach (Mutant mutant in new MutationRun(
            analyzers, codeFixes, new ReachingTests(members, coverage, []), order, count, output + ".list").Sample())
        {
            Console.WriteLine(mutant.Key);
        }

        return Enough;
    }

    List<HostFolder> folders = Enumerable.Range(0, options.Children)
        .Select(number => new HostFolder(hostOutput, Host, Path.Combine(work, $"child{number}")))
        .ToList();
    List<TestCase> tests = CoverageRun.Tests(folders[0], options.Without);
    if (tests.Any(test => !coverage.Tests.ContainsKey(test.Id)))
    {
        Instrument(analyzers, codeFixes, members, folders);
        CoverageRun.Complete(coverage, tests, folders);
    }

    ReachingTests reaching = new(members, coverage, tests);
    foreach (string test in reaching.LeftOut)
    {
        Console.Error.WriteLine($"left out: {test}");
    }

    IReadOnlyCollection<MutantResult> results = new MutationRun(analyzers, codeFixes, reaching, order, count, output).Run(folders);
    Summary.Write(Console.Out, results);
    return Summary.IsEnough(results) ? Enough : TooFew;
}

static void Instrument(ProductAssembly analyzers, ProductAssembly codeFixes, MemberMap members, IReadOnlyList<HostFolder> folders)
{
    var (first, second) = Instrumentation.Of(analyzers, codeFixes, members);
    foreach (HostFolder folder in folders)
    {
        if (!analyzers.Emit(first, folder.PathOf(analyzers.Name)) || !codeFixes.Emit(second, folder.PathOf(codeFixes.Name)))
        {
            throw new InvalidOperationException("The instrumented product does not compile: "
                + first.GetDiagnostics().Concat(second.GetDiagnostics()).First(static found => found.Severity
                    == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        }
    }
}

static List<Mutant> At(List<Mutant> all, string place)
{
    string[] parts = place.Split(':');
    List<Mutant> found = all.Where(mutant => mutant.File.EndsWith(parts[0], StringComparison.Ordinal)
        && (parts.Length == 1 || mutant.Line.ToString() == parts[1])).ToList();
    return found.Count > 0 ? found : throw new UsageException($"no mutant at '{place}'");
}

static string State(params ProductAssembly[] assemblies)
{
    using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    foreach ((string file, Microsoft.CodeAnalysis.SyntaxTree tree) in assemblies.SelectMany(static assembly => assembly.Trees))
    {
        hash.AppendData(Encoding.UTF8.GetBytes(file));
        hash.AppendData(Encoding.UTF8.GetBytes(tree.ToString()));
    }

    return "# " + Convert.ToHexString(hash.GetHashAndReset());
}

static string FindRoot()
{
    for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "ProcessSafety.sln")))
        {
            return folder.FullName;
        }
    }

    throw new UsageException("ProcessSafety.sln lies in no folder above this tool");
}
