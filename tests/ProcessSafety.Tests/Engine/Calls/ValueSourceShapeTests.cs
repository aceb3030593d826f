using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Engine.Calls;

/// <summary>What <c>Use(…)</c> gets at the end of a method, as the expressions that it comes from.</summary>
public sealed class ValueSourceShapeTests
{
    [Theory]
    [InlineData("var pair = (Found(), 0); Use(pair.Item1);", "Found()")]
    [InlineData("(string Text, int Count) pair = (Found(), 0); Use(pair.Text);", "Found()")]
    [InlineData("(string text, int count) = (Found(), 0); Use(text);", "Found()")]
    [InlineData("string[] items = { \"a\", Found() }; Use(items[1]);", "Found()")]
    [InlineData("string[] items = { \"a\", Found() }; Use(items[args.Length]);", "\"a\", Found()")]
    [InlineData("foreach (string item in new[] { Found() }) Use(item);", "Found()")]
    [InlineData("string? text = null; Interlocked.CompareExchange(ref text, Found(), null); Use(text);", "null, Found()")]
    [InlineData("Make(out string text); Use(text); void Make(out string made) { made = Found(); }", "Found()")]
    [InlineData("Give(out string text); Use(text);", "Found()")]
    [InlineData("Use(new Holder { Held = Found() }.Held);", "Found()")]
    [InlineData("Use(new Pair(Found(), 1).Text);", "Found()")]
    [InlineData("var pair = new Pair(Found(), 1); Use(pair.Text);", "Found()")]
    [InlineData("Use(new Lazy<string>(() => Found()).Value);", "Found()")]
    [InlineData("Use(s_lazy.Value);", "Found()")]
    [InlineData("Use(s_lazyOfMethod.Value);", "Found()")]
    [InlineData("Func<string> make = () => Found(); Use(make());", "Found()")]
    [InlineData("Use(await Task.FromResult(Found()));", "Found()")]
    [InlineData("Use(await Task.Run(() => Found()).ConfigureAwait(false));", "Found()")]
    [InlineData("Use(await MakeAsync()); async Task<string> MakeAsync() { await Task.Yield(); return Found(); }", "Found()")]
    [InlineData("Use(await GiveAsync());", "Found()")]
    [InlineData("Use(GiveAsync().Result);", "Found()")]
    [InlineData("Use(GiveAsync().GetAwaiter().GetResult());", "Found()")]
    [InlineData("Use(await GiveAsync().ConfigureAwait(false));", "Found()")]
    [InlineData("Use(await new ValueTask<string>(Found()));", "Found()")]
    [InlineData("var task = Task.Run(() => Found()).ConfigureAwait(false); Use(await task);", "Found()")]
    [InlineData("Use(await HandAsync());", "Found()")]
    [InlineData("Use(Found() ?? throw new Exception());", "Found()")]
    [InlineData("Use(Found() switch { { } it => it, _ => throw new Exception() });", "Found()")]
    [InlineData("int.TryParse(args[0], out int number); Use(number);", "int.TryParse(args[0], out int number)")]
    public void Value_ComesFrom(string statements, string expected) => Assert.Equal(expected, SourcesOf(statements));

    /// <summary>What is put in by others, later or elsewhere, is not told by what is written here.</summary>
    [Theory]
    [InlineData("string[] items = { Found() }; items[0] = \"b\"; Use(items[0]);", "items[0]")]
    [InlineData("string[] items = { Found() }; Use(items[2]);", "items[2]")]
    [InlineData("Use(await Other());", "await Other()")]
    [InlineData("Use(new Lazy<string>(args[0]).Value);", "")]
    public void Value_IsASourceItself(string statements, string expected) =>
        Assert.Equal(expected.Length == 0 ? "new Lazy<string>(args[0]).Value" : expected, SourcesOf(statements));

    private static string SourcesOf(string statements)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile(
            $$"""
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class Holder { public string Held { get; set; } = ""; }

            public sealed record Pair(string Text, int Count);

            public class Test
            {
                private static readonly Lazy<string> s_lazy = new(() => Found());
                private static readonly Lazy<string> s_lazyOfMethod = new(Hand);

                private static extern string Found();

                private static extern Task<string> Other();

                private static string Hand() => Found();

                private static void Give(out string made) => made = Found();

                private static async Task<string> GiveAsync() { await Task.Yield(); return Found(); }

                private static Task<string> HandAsync() => Task.FromResult(Found());

                private static void Use(object value) { }

                public async Task Go(string[] args)
                {
                    {{statements}}
                }
            }
            """);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        ProcessModel model = ProcessModel.For(compilation, new AnalyzerOptions([]), CancellationToken.None);
        ExpressionSyntax value = tree.GetRoot().DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Last(static call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "Use" })
            .ArgumentList.Arguments[0].Expression;
        IOperation operation = compilation.GetSemanticModel(tree).GetOperation(value)!;
        return string.Join(", ", ValueSources.Of(model).Of(operation, CancellationToken.None).Select(static source => source.Syntax));
    }
}
