using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>Names that the callers of a wrapper give.</summary>
public sealed class WrapperNameTests : RuleTest
{
    private const string Usings = "using System;\nusing System.Threading;\n";

    [Theory]
    [InlineData(
        "static class Gate { public static Mutex Of(string name) => new(false, name); } "
            + "class A { object a = Gate.Of({|PSAFE302:\"Store\"|}); "
            + "object b = Gate.Of({|PSAFE302:@\"Global\\Store\"|}); object c = Gate.Of(\"Other\"); }")]
    [InlineData(
        "interface INamed { static abstract string Name { get; } } class A : INamed { public static string Name => "
            + "{|PSAFE302:@\"Global\\Store\"|}; } class B : INamed { public static string Name => {|PSAFE302:\"Store\"|}; } "
            + "static class Gate { static Mutex Of<T>() where T : INamed => new(false, T.Name); }")]
    [InlineData(
        "static class Gate { static Mutex? Take(string name) { var m = new Mutex(false, name); if (m.WaitOne(0)) return m; return null; } "
            + "static Mutex? Any() => Take({|PSAFE302:@\"Global\\Store\"|}) ?? Take({|PSAFE302:@\"Local\\Store\"|}); }")]
    [InlineData(
        "static class Gate { public static Mutex Of(string name) => new(false, name); } class A { object a = Gate.Of(\"Other\"); "
            + "object b = Gate.Of({|PSAFE302:\"Store\"|}); object c = new Mutex(false, {|PSAFE302:@\"Global\\Store\"|}); }")]
    public Task Hazard_CallersDisagree(string types) => Reports<NameScopeAnalyzer>(Usings + types);

    /// <summary>Creations that do not name the type: it is said by a variable, by another name of it, or only where they are passed.</summary>
    [Theory]
    [InlineData("class A { Guard a = new({|PSAFE302:@\"Global\\Store\"|}); Guard? b = new({|PSAFE302:\"Store\"|}); }")]
    [InlineData("class A { Guard a = new({|PSAFE302:@\"Global\\Store\"|}); Other b = new({|PSAFE302:\"Store\"|}); }")]
    [InlineData(
        "class A { void Use(Guard guard) { } void B() => Use(new({|PSAFE302:@\"Global\\Store\"|})); "
            + "Guard C() => new({|PSAFE302:\"Store\"|}); }")]
    public Task Hazard_CreationsDisagree(string types) => Reports<NameScopeAnalyzer>(
        Usings + "using Other = Guard;\nsealed class Guard { readonly Mutex _m; public Guard(string name) => _m = new(false, name); } " + types);

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData(
        "sealed class Guard(string name) { readonly Mutex _m = new(false, name); } "
            + "class A { object a = new Guard({|PSAFE302:@\"Global\\Store\"|}); object b = new Guard({|PSAFE302:\"Store\"|}); }")]
    [InlineData(
        "abstract class Base(string name) { readonly Mutex _m = new(false, name); } class A() : Base({|PSAFE302:@\"Global\\Store\"|}); "
            + "class B() : Base({|PSAFE302:\"Store\"|});")]
    public Task Hazard_CallersDisagree_NewerSyntax(string types) => Reports<NameScopeAnalyzer>(Usings + types);

    [Theory]
    [InlineData(
        "static class Gate { static Mutex Of(string name) => new(false, name); static Mutex Any(bool all) => "
            + "all ? Of(@\"Global\\Store\") : Of(\"Store\"); }")]
    [InlineData(
        "static class Gate { static Mutex Of(string name) => new(false, name); static Mutex Any() { try { return Of(@\"Global\\Store\"); } "
            + "catch (UnauthorizedAccessException) { return Of(\"Store\"); } } }")]
    [InlineData(
        "static class Gate { static Mutex? Of(string name) { try { return new Mutex(false, name); } catch (UnauthorizedAccessException) "
            + "{ return null; } } static Mutex? Any() => Of(@\"Global\\Store\") ?? Of(\"Store\"); }")]
    [InlineData(
        "static class Gate { static Mutex Of(string name) => new(false, @\"Global\\\" + name); static object A() => Of(\"Store\"); "
            + "static object B() => Of(\"Other\"); }")]
    [InlineData(
        "static class Gate { static Mutex Of(string name) { name = \"x\" + name; return new(false, name); } "
            + "static object A() => Of(\"Store\"); static object B() => Of(@\"Global\\Store\"); }")]
    public Task Safe_CallersAgree(string types) => Silent<NameScopeAnalyzer>(Usings + types);

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData(
        "sealed class Guard(string name) { readonly Mutex _m = new(false, name); } "
            + "class A { object a = new Guard(@\"Global\\Store\"); object b = new Guard(@\"Global\\Store\"); "
            + "object c = new Guard(\"Other\"); }")]
    public Task Safe_CallersAgree_NewerSyntax(string types) => Silent<NameScopeAnalyzer>(Usings + types);
}
