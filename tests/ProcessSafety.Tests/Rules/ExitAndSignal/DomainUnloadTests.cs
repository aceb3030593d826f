using System.Threading.Tasks;
using ProcessSafety.Analyzers.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.ExitAndSignal;

/// <summary><see cref="UnownedReleaseExitAnalyzer"/> on .NET Framework, the only runtime that unloads domains.</summary>
public sealed class DomainUnloadTests : RuleTest
{
    [Fact]
    public Task Hazard_NetFramework() => Reports<UnownedReleaseExitAnalyzer>(
        static test => test.ReferenceAssemblies = Frameworks.Net472, Handler("{|PSAFE806:s_mutex.ReleaseMutex()|}"));

    [Fact]
    public Task Safe_Net() => Silent<UnownedReleaseExitAnalyzer>(Handler("s_mutex.ReleaseMutex()"));

    private static string Handler(string release) =>
        $$"""
        class Program
        {
            static System.Threading.Mutex s_mutex = new System.Threading.Mutex();

            static void Register() => System.AppDomain.CurrentDomain.DomainUnload += (sender, e) => {{release}};
        }
        """;
}
