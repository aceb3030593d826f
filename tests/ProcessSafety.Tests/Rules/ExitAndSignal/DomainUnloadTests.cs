using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.ExitAndSignal;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.ExitAndSignal;

/// <summary><see cref="UnownedReleaseExitAnalyzer"/> on .NET Framework, the only runtime that unloads domains.</summary>
public sealed class DomainUnloadTests
{
    private const string Core =
        """
        namespace System
        {
            public class Object { }
            public abstract class ValueType { }
            public abstract class Enum : ValueType { }
            public struct Void { }
            public struct Boolean { }
            public struct Byte { }
            public struct Char { }
            public struct Int32 { }
            public struct IntPtr { }
            public class Attribute { }
            public enum AttributeTargets { All }
            public sealed class AttributeUsageAttribute : Attribute
            {
                public AttributeUsageAttribute(AttributeTargets on) { }
                public bool AllowMultiple { get; set; }
                public bool Inherited { get; set; }
            }
            public sealed class String { }
            public abstract class Delegate { }
            public abstract class MulticastDelegate : Delegate { }
            public class EventArgs { }
            public delegate void EventHandler(object sender, EventArgs e);
            public sealed class AppDomain
            {
                public static AppDomain CurrentDomain => null!;
                public event EventHandler DomainUnload { add { } remove { } }
            }
        }

        namespace System.Threading
        {
            public sealed class Mutex { public void ReleaseMutex() { } }
        }
        """;

    [Theory]
    [InlineData(CoreLibrary.NetFramework, "PSAFE806")]
    [InlineData(CoreLibrary.Net, "")]
    public async Task DomainUnload_IsAnExitOnNetFrameworkOnly(string library, string expected)
    {
        CSharpCompilation program = AnalyzerNet.Compile(
            [CoreLibrary.Compile(library, Core)],
            """
            class Program
            {
                static System.Threading.Mutex s_mutex = new System.Threading.Mutex();

                static void Register() => System.AppDomain.CurrentDomain.DomainUnload += (sender, e) => s_mutex.ReleaseMutex();
            }
            """);
        Assert.Empty(program.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAsync(program);

        Assert.Equal(expected, string.Join(" ", found.Select(diagnostic => diagnostic.Id)));
    }
}
