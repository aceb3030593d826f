using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

/// <summary>
/// <see cref="UnstableHashAnalyzer"/> on .NET Framework, whose core library is mscorlib and whose strings have stable hash codes.
/// </summary>
public sealed class UnstableHashFrameworkTests
{
    /// <summary>As much of a core library as the sources below need.</summary>
    private const string Core =
        """
        namespace System
        {
            public class Object { public virtual int GetHashCode() => 0; public virtual string ToString() => ""; }
            public abstract class ValueType { }
            public abstract class Enum : ValueType { }
            public struct Void { }
            public struct Boolean { }
            public struct Byte { }
            public struct Char { }
            public struct Int32 { }
            public class Attribute { }
            public sealed class ParamArrayAttribute : Attribute { }
            public enum AttributeTargets { All }
            public sealed class AttributeUsageAttribute : Attribute
            {
                public AttributeUsageAttribute(AttributeTargets on) { }
                public bool AllowMultiple { get; set; }
                public bool Inherited { get; set; }
            }
            public sealed class String
            {
                public override int GetHashCode() => 0;
                public static string Concat(object a, object b) => "";
                public static string Concat(string a, string b) => "";
            }
            public abstract class StringComparer
            {
                public static StringComparer Ordinal => null!;
                public abstract int GetHashCode(string text);
            }
        }

        namespace System.Threading
        {
            public sealed class Mutex { public Mutex(bool initiallyOwned, string name) { } }
        }
        """;

    [Theory]
    [InlineData("path.GetHashCode()")]
    [InlineData("System.StringComparer.Ordinal.GetHashCode(path)")]
    public async Task String_OnNetFrameworkOnly_IsSilent(string hash)
    {
        Assert.Empty(await ReportedAsync(CoreLibrary.NetFramework, hash));
        Assert.Equal("PSAFE108", Assert.Single(await ReportedAsync(CoreLibrary.Net, hash)));
    }

    [Fact]
    public async Task Object_IsReportedOnNetFrameworkToo() =>
        Assert.Equal("PSAFE108", Assert.Single(await ReportedAsync(CoreLibrary.NetFramework, "new Program().GetHashCode()")));

    private static async Task<string[]> ReportedAsync(string library, string hash)
    {
        CSharpCompilation program = AnalyzerNet.Compile(
            [CoreLibrary.Compile(library, Core)],
            $$"""
            class Program
            {
                static System.Threading.Mutex Open(string path) => new System.Threading.Mutex(false, "app-" + {{hash}});
            }
            """);
        Assert.Empty(program.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAsync(program);
        return [.. found.Select(diagnostic => diagnostic.Id)];
    }
}
