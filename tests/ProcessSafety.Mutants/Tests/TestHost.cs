using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace ProcessSafety.Mutants.Tests;

/// <summary>
/// The child: runs tests of a host one after the other, in the folder that holds it and the product. Each line that it writes begins
/// with a letter: L a test that exists, S a start, P and F an end, O a member that is entered once a process, D the end of all.
/// </summary>
internal static class TestHost
{
    public const string Command = "tests-of";

    /// <summary>Answers <c>tests-of HOST list</c> and <c>tests-of HOST run JOB</c>.</summary>
    public static int Run(IReadOnlyList<string> args)
    {
        TextWriter output = Console.Out;
        Console.SetOut(TextWriter.Null);
        Assembly host = System.Runtime.Loader.AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(args[1]));
        using XunitTestFramework framework = new(new Sink(static _ => true));
        using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(host));
        if (args[2] == "list")
        {
            foreach (ITestCase test in Discovered(discoverer, @class: null))
            {
                output.WriteLine($"L\t{test.UniqueID}\t{test.TestMethod.TestClass.Class.Name}\t{Flat(test.DisplayName)}");
            }
        }
        else
        {
            RunJob(TestJob.Read(args[3]), framework.GetExecutor(host.GetName()), discoverer, output);
        }

        output.WriteLine("D");
        output.Flush();
        return 0;
    }

    private static void RunJob(TestJob job, ITestFrameworkExecutor executor, ITestFrameworkDiscoverer discoverer, TextWriter output)
    {
        Dictionary<string, ITestCase> tests = job.Batches.SelectMany(static batch => batch)
            .Select(static test => test.Class)
            .Distinct()
            .SelectMany(name => Discovered(discoverer, name))
            .GroupBy(static test => test.UniqueID)
            .ToDictionary(static same => same.Key, static same => same.First());
        Probe? probe = job.Covers ? new Probe() : null;
        bool hasFailed = false;
        foreach (IReadOnlyList<TestCase> batch in job.Batches)
        {
            using ManualResetEventSlim done = new();
            Sink sink = new(message =>
            {
                switch (message)
                {
                    case ITestCaseStarting starting:
                        probe?.Reset();
                        output.WriteLine($"S\t{starting.TestCase.UniqueID}");
                        output.Flush();
                        break;
                    case ITestCaseFinished finished:
                        hasFailed |= finished.TestsFailed > 0;
                        probe?.WriteOwners(output);
                        string end = finished.TestsFailed > 0 ? "F" : "P";
                        output.WriteLine(
                            $"{end}\t{finished.TestCase.UniqueID}\t{(int)(finished.ExecutionTime * 1000)}\t{probe?.Entered()}");
                        output.Flush();
                        break;
                    case ITestAssemblyFinished:
                        done.Set();
                        break;
                }

                return job.Covers || !hasFailed;
            });
            executor.RunTests(
                batch.Select(test => tests.GetValueOrDefault(test.Id)).OfType<ITestCase>(),
                sink,
                new Options
                {
                    ["xunit.execution.DisableParallelization"] = true,
                    ["xunit.execution.MaxParallelThreads"] = 1,
                    ["xunit.execution.SynchronousMessageReporting"] = true,
                    ["xunit.execution.StopOnFail"] = !job.Covers,
                });
            done.Wait();
            if (hasFailed && !job.Covers)
            {
                return;
            }
        }
    }

    private static List<ITestCase> Discovered(ITestFrameworkDiscoverer discoverer, string? @class)
    {
        List<ITestCase> found = [];
        using ManualResetEventSlim done = new();
        Sink sink = new(message =>
        {
            if (message is ITestCaseDiscoveryMessage { TestCase: { } test })
            {
                found.Add(test);
            }
            else if (message is IDiscoveryCompleteMessage)
            {
                done.Set();
            }

            return true;
        });
        Options options = new()
        {
            ["xunit.discovery.PreEnumerateTheories"] = true,
            ["xunit.discovery.SynchronousMessageReporting"] = true,
        };
        if (@class is null)
        {
            discoverer.Find(includeSourceInformation: false, sink, options);
        }
        else
        {
            discoverer.Find(@class, includeSourceInformation: false, sink, options);
        }

        done.Wait();
        return found;
    }

    private static string Flat(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');

    private sealed class Sink(Func<IMessageSinkMessage, bool> answer) : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => answer(message);
    }

    private sealed class Options : Dictionary<string, object>, ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        public TValue GetValue<TValue>(string name) => TryGetValue(name, out object? value) ? (TValue)value : default!;

        public void SetValue<TValue>(string name, TValue value) => this[name] = value!;
    }
}
