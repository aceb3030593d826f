using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Engine.Values;

/// <summary>Which locals hold what <c>Make()</c> gives, and which expressions use it.</summary>
public sealed class ValueUsesTests
{
    [Theory]
    [InlineData("var x = Make(); Use(x);", "x", "Use(x)")]
    [InlineData("var x = Make(); var y = x; Use(y); Use(x);", "x y", "Use(y) Use(x)")]
    [InlineData("string x; x = (Make())!; Use(x);", "x", "Use(x)")]
    [InlineData("var x = Make() ?? throw null; Use(x);", "x", "Use(x)")]
    [InlineData("var x = flag ? Make() : null; Use(x);", "x", "Use(x)")]
    [InlineData("if (Make() is not { } x) return; Use(x);", "x", "Use(x)")]
    [InlineData("if (Make() is string x) Use(x);", "x", "Use(x)")]
    [InlineData("var x = Make() switch { { } it => it, _ => null }; Use(x);", "it x", "Use(x)")]
    [InlineData("switch (Make()) { case { } x: Use(x); break; }", "x", "Use(x)")]
    [InlineData("(string x, int n) = (Make(), 0); Use(x);", "x", "Use(x)")]
    [InlineData("var pair = (Make(), \"\"); Use(pair.Item1); Use(pair.Item2);", "", "Use(pair.Item1)")]
    [InlineData("var items = new[] { Make() }; Use(items[0]); foreach (var x in items) Use(x);", "x", "Use(items[0]) Use(x)")]
    [InlineData("string x = null; Interlocked.CompareExchange(ref x, Make(), null); Use(x);", "x", "Use(x)")]
    [InlineData("string x = null; x ??= Make(); Use(x);", "x", "Use(x)")]
    [InlineData("string x = null; Exchange(x, Make()); Use(x); void Exchange(string a, string b) { }", "", "Exchange(x, Make())")]
    [InlineData("Use(new Holder { Held = Make() }.Held);", "", "Use(new Holder { Held = Make() }.Held)")]
    [InlineData("var x = await Task.FromResult(Make()); Use(x);", "x", "Use(x)")]
    [InlineData("var x = await ValueTask.FromResult(Make()); Use(x);", "x", "Use(x)")]
    [InlineData("var x = await Other.FromResult(Make()); Use(x);", "", "Other.FromResult(Make())")]
    [InlineData("var x = await FromResult(Make()); Use(x); Task<string> FromResult(string y) => null;", "", "FromResult(Make())")]
    [InlineData("_ = Make();", "", "")]
    [InlineData("_field = Make();", "", "_field = Make()")]
    public void Value_Goes(string statements, string locals, string uses)
    {
        (IOperation made, _) = Find(statements);

        ValueUses found = ValueUses.Of(made);

        Assert.Equal(locals, string.Join(' ', found.Locals.Select(local => local.Name).Order()));
        Assert.Equal(
            uses.Split(' ').Order(),
            string.Join(' ', found.Uses.Select(use => use.Syntax.Ancestors().First(IsUse).ToString())).Split(' ').Order());

        static bool IsUse(SyntaxNode node) => node is InvocationExpressionSyntax or AssignmentExpressionSyntax;
    }

    [Theory]
    [InlineData("string Get() => Make(); var x = Get(); Use(x);", "Get()")]
    [InlineData("Func<string> get = () => Make(); var x = get(); Use(x);", "get()")]
    [InlineData("async Task<string> GetAsync() { await Task.Yield(); return Make(); } var x = await GetAsync();", "await GetAsync()")]
    [InlineData("var x = await Task.Run(() => Make());", "await Task.Run(() => Make())")]
    [InlineData("var x = new Lazy<string>(() => Make()).Value;", "new Lazy<string>(() => Make()).Value")]
    [InlineData("string Get() => Make(); Use(Get()); Use(Get());", "Make()")]
    [InlineData("var x = await Other.Run(() => Make());", "Make()")]
    [InlineData("var x = new Lazy<Task<string>>(async () => Make()).Value;", "Make()")]
    [InlineData("Func<string> get = () => Make(); Use(get);", "Make()")]
    public void Function_HandsOut(string statements, string expected) =>
        Assert.Equal(expected, ValueUses.HandedOut(Find(statements).Made).Syntax.ToString());

    private static (IOperation Made, SemanticModel Model) Find(string statements)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile(
            $$"""
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            static class Other
            {
                public static Task<string> FromResult(string given) => null;
                public static Task<string> Run(Func<string> given) => null;
            }
            class Holder { public string Held { get; set; } }
            class Test
            {
                string _field;
                static string Make() => "";
                static void Use(object used) { }
                async Task M(bool flag) { {{statements}} }
            }
            """);
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        SemanticModel model = compilation.GetSemanticModel(tree);
        InvocationExpressionSyntax made = tree.GetRoot().DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .First(call => call.Expression.ToString() == "Make");
        return (model.GetOperation(made)!, model);
    }
}
